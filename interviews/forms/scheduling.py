"""The forms of an interview's time and place, and of the answer to it."""

from typing import Any

from django import forms

from interviews.forms.fields import minutes_field
from interviews.models import Interview
from interviews.validators import EARLIER, LATER, moment_of
from interviews.zones import zone_named, zone_of
from recruiting.accounts.validators import zone_names
from recruiting.errors import Invalid
from recruiting.web.forms import Form

_WHICH = ((EARLIER, "The first, before the clocks go back"), (LATER, "The second, after it"))


class TimesForm(Form):
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(label="Starts at", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    which = forms.ChoiceField(choices=_WHICH, required=False, widget=forms.RadioSelect, label="Which of them")
    minutes = minutes_field()
    zone = forms.ChoiceField(
        label="Time zone",
        help_text="Everybody reads the time in their own zone, too.",
        error_messages={"invalid_choice": "Choose a time zone of the list, such as Europe/Berlin."},
    )
    place = forms.CharField(label="Place", max_length=200, required=False)
    link = forms.CharField(
        label="Link of the call",
        max_length=500,
        required=False,
        help_text="Begins with https://.",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    sequence = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone_names())
        self.fields["zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"day", "clock", "zone"} <= values.keys():
            named = (values["day"], values["clock"], values["zone"], values.get("which", ""))
            try:
                values["starts_at"] = moment_of(*named)
            except Invalid as error:
                self.refuse(error)
        return values

    def refuse(self, error: Invalid) -> None:
        """What an action says of the moment stands beside its clock."""
        field = "clock" if error.field == "starts_at" else error.field
        super().refuse(Invalid(field, error.code, error.message))

    @property
    def asks_which(self) -> bool:
        """Whether the time comes twice: only then somebody is asked which of them."""
        return bool(self.is_bound and (self["which"].errors or self["which"].data))

    @property
    def chosen(self) -> dict[str, Any]:
        """What schedule_interview takes."""
        names = ("starts_at", "minutes", "zone", "place", "link", "sequence")
        return {name: self.cleaned_data[name] for name in names}


class AnswerForm(Form):
    """Whether one comes, to the time that was shown: what the buttons of an invitation send."""

    response = forms.CharField(required=False)
    starts_at = forms.DateTimeField(required=False)


def times_of(interview: Interview) -> dict[str, Any]:
    """An interview's fields as the form shows them; the organiser's zone where none was agreed."""
    zone = zone_named(interview.zone) if interview.zone else zone_of(interview.organiser)
    local = interview.starts_at.astimezone(zone) if interview.starts_at else None
    return {
        "day": local.date() if local else None,
        "clock": local.time() if local else None,
        "minutes": interview.minutes,
        "zone": zone.key,
        "place": interview.place,
        "link": interview.link,
        "sequence": interview.sequence,
    }

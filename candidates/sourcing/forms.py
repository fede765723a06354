"""Forms of sourcing: they parse, check and word; the actions write."""

from typing import Any

from django import forms

from candidates.forms.colleagues import ColleagueField
from candidates.models import Source
from candidates.queries.sourcing import Channel
from recruiting.web.forms import Form
from rubrics.models import SourceChannel


class ChannelForm(Form):
    how_to_search = forms.CharField(
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Empty: the guide's words stand here again.",
    )
    message = forms.CharField(
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        label="First message",
        help_text="Words in square brackets are filled in by who sends it. Empty: the guide's words.",
    )
    cost = forms.CharField(max_length=300, required=False, help_text="In money and hours.")
    notes = forms.CharField(max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, channel: Channel) -> "ChannelForm":
        """The form as the channel stands."""
        return cls(initial={name: getattr(channel, name) for name in cls.base_fields})


class SourceForm(Form):
    name = forms.CharField(max_length=200, help_text="For example “OWASP chapter Porto” or “Careers page”.")
    channel = forms.ModelChoiceField(
        SourceChannel.objects.order_by("position"), required=False, empty_label="None of the guide's"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].label_from_instance = lambda row: row.name


class ApplicationSourceForm(Form):
    source = forms.ModelChoiceField(
        Source.objects.order_by("name"), required=False, empty_label="Not known", label="Source"
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReferralForm(Form):
    referrer = ColleagueField(required=False, label="Colleague")
    referrer_name = forms.CharField(
        max_length=200, required=False, label="Or a name", help_text="Of somebody without an account."
    )
    note = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="What they said"
    )

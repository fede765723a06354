"""Forms of the settings pages."""

from typing import Any

from django import forms

from recruiting.accounts.actions.tokens import DEFAULT_DAYS, MOST_DAYS
from recruiting.accounts.choices import SCOPES, Theme
from recruiting.accounts.validators import zone_names
from recruiting.web.forms import Form


def zone_choices() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(zone_names())]


class ProfileForm(Form):
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    zone = forms.ChoiceField(label="Time zone", required=False, help_text="All times are shown in it.")
    theme = forms.ChoiceField(label="Colours", choices=Theme.choices)
    single_keys = forms.BooleanField(
        label="Single-key shortcuts",
        required=False,
        help_text="Keys such as m for Move. Off, only those with Ctrl or Cmd work.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [("", "The organisation's"), *zone_choices()]  # type: ignore[attr-defined]


class OrganisationForm(Form):
    name = forms.CharField(
        max_length=200, help_text="Stands in invitations; passwords may not hold it, nor its words."
    )
    site_address = forms.CharField(
        label="Site address",
        required=False,
        max_length=200,
        help_text="Where links in mail lead, such as https://hiring.example.org. Empty: as the installation is set up.",
    )
    zone = forms.ChoiceField(label="Time zone", help_text="For people who chose none.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]


class TokenForm(Form):
    name = forms.CharField(max_length=100, help_text="What the key is for, such as the program that uses it.")
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        help_text="Never more than you may yourself.",
    )
    days = forms.IntegerField(
        label="Days until it expires", initial=DEFAULT_DAYS, min_value=1, max_value=MOST_DAYS
    )
    networks = forms.CharField(
        required=False,
        max_length=1000,
        help_text="From where it may be used, such as 192.0.2.0/24, separated by commas. Empty: from anywhere.",
    )

    def clean_networks(self) -> list[str]:
        typed: str = self.cleaned_data["networks"]
        return [part.strip() for part in typed.split(",") if part.strip()]

"""Forms about people: inviting, changing, joining."""

from typing import Any

from django import forms

from recruiting.accounts.choices import Role
from recruiting.accounts.passwords import MOST_BYTES
from recruiting.web.forms import Form

ROLE_HELP = (
    "Admins do everything; recruiters run the pipeline; members have only their roles on single jobs; "
    "auditors read the log and reports, without names."
)
PASSWORD_HELP = (
    f"At least 15 characters, at most {MOST_BYTES} bytes; spaces count, nothing is trimmed. "
    "Three or four words that don't belong together do well."
)


class InviteForm(Form):
    email = forms.CharField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(choices=Role.choices, initial=Role.MEMBER, help_text=ROLE_HELP)


class PersonForm(Form):
    role = forms.ChoiceField(choices=Role.choices, help_text=ROLE_HELP)
    active = forms.BooleanField(
        label="May sign in", required=False, help_text="Without it, sessions and API keys stop at once."
    )


class NewAccountForm(Form):
    """Name and password of somebody who joins; first_admin also asks for the address."""

    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.CharField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label="Password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, first_admin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not first_admin:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.pop("password_again", None)
        if password and again and password != again:
            self.add_error("password_again", "Type the same password twice.")
        return cleaned

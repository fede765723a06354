"""The forms of a debrief: opened early, what was checked, opened again."""

from django import forms

from candidates.choices import GUARDS
from candidates.forms.fields import VersionForm, text_field
from interviews.actions.debriefs import MOST_REASON
from recruiting.web.forms import Form


class OpenForm(Form):
    """Only an early debrief wants a reason: the action asks for it."""

    reason = forms.CharField(
        required=False,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why it can't wait",
        help_text="Everybody on the panel reads it.",
    )


class ChecksForm(VersionForm):
    """What was checked against each of the four hiring mistakes, in a field of its code."""

    no_devops, shallow_security, gatekeeper, developer_experience = (
        text_field(2, label="What was checked?") for _ in GUARDS
    )

    def name_fields(self, checks: dict[str, str]) -> None:
        """Say beneath each what the guide says to check; checks: by the mistake's code."""
        for code, words in checks.items():
            self.fields[code].help_text = words


class ReopenForm(Form):
    reason = forms.CharField(
        max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}), label="Why it is opened again"
    )

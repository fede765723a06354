"""Forms of the list of reasons."""

from django import forms

from candidates.choices import RejectionSide
from recruiting.web.forms import Form


class ReasonForm(Form):
    name = forms.CharField(
        max_length=200, label="Reason", help_text="Job-related, as the candidate could read it."
    )


class NewReasonForm(ReasonForm):
    side = forms.ChoiceField(
        choices=RejectionSide.choices,
        label="Who ends it",
        help_text="“We said no” is offered for rejecting, “They said no” for people who withdraw.",
    )

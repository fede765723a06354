"""What several forms share."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from candidates.actions.notes import MOST_CHARACTERS
from candidates.choices import RejectionSide
from candidates.models import RejectionReason
from recruiting.web.forms import Form


class VersionForm(Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def reasons(side: str) -> QuerySet[RejectionReason]:
    """The reasons of one side that may be given now."""
    return RejectionReason.objects.filter(retired_at=None, side=side).order_by("position", "pk")


def reason_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        reasons(RejectionSide.US),
        label="Reason",
        empty_label="Choose a reason",
        help_text="Job-related, as the candidate could read it.",
    )


def note_field() -> forms.CharField:
    return forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="In your words"
    )


def tag_field() -> forms.CharField:
    return forms.CharField(
        max_length=60,
        label="Tag",
        help_text="A few words by which you find people again. Everybody who sees the person sees it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "tag-names"}),
    )


def text_field(rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": rows}), **{"required": False, **more}
    )

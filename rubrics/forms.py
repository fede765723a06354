from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import models

from recruiting.web.forms import Form
from rubrics.choices import QuestionState
from rubrics.models import SourcedRow
from rubrics.queries.bank import Offer


class GuideRowForm(Form):
    """The texts of one row of the guide, whatever its kind, with the guide's own words where they differ."""

    def __init__(self, *args: Any, row: SourcedRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        differing = row.changed_fields()
        for name in row.texts:
            self.fields[name] = self._field(row, name, differs=name in differing)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=row.edit_mark)

    @staticmethod
    def _field(row: SourcedRow, name: str, *, differs: bool) -> forms.Field:
        known = row._meta.get_field(name)
        return forms.CharField(
            label=str(known.verbose_name).capitalize(),
            required=not known.blank,
            max_length=known.max_length,
            widget=forms.Textarea(attrs={"rows": 4})
            if isinstance(known, models.TextField)
            else forms.TextInput(),
            initial=getattr(row, name),
            help_text=f"The guide says: {row.shipped[name] or '(nothing)'}" if differs else "",
        )

    @property
    def texts(self) -> dict[str, str]:
        """What the action takes: all but the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


PROBE_KINDS = {
    "activity": "Activities",
    "flag": "Resume flags",
    "capability": "Capabilities",
    "mistake": "Hiring mistakes",
    "background": "Backgrounds",
}


class BankForm(Form):
    """What the question bank is narrowed to; it stands in the address."""

    q = forms.CharField(label="Search", required=False, max_length=200, strip=True)
    area = forms.ChoiceField(label="Focus area", required=False)
    level = forms.ChoiceField(label="Level", required=False)
    about = forms.ChoiceField(label="Finds out about", required=False)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("", "In use"), (QuestionState.RETIRED, "Retired")], initial=""
    )

    def __init__(self, *args: Any, offers: Mapping[str, Sequence[Offer]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "placeholder": "Words in a question or an answer"}
        )
        anything = ("", "Any")
        self.fields["area"].choices = [anything, *_pairs(offers["focus_area"])]  # type: ignore[attr-defined]
        self.fields["level"].choices = [anything, *_pairs(offers["level"])]  # type: ignore[attr-defined]
        self.fields["about"].choices = [anything, *probe_choices(offers)]  # type: ignore[attr-defined]

    @property
    def narrows(self) -> dict[str, Any]:
        """Arguments of search_bank(). What can't be read narrows nothing; the form says so."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "focus_area": given.get("area", ""),
            "level": given.get("level", ""),
            "about": given.get("about", ""),
            "state": given.get("show") or QuestionState.IN_USE,
        }


def probe_choices(offers: Mapping[str, Sequence[Offer]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a question may probe, for a select, by kind: ("activity:sast", its name)."""
    return [
        (label, [(f"{kind}:{offer.code}", offer.name) for offer in offers[kind]])
        for kind, label in PROBE_KINDS.items()
    ]


def _pairs(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    return [(offer.code, offer.name) for offer in offers]

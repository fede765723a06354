from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from recruiting.web.forms import Form, reword
from rubrics.actions.criteria import LONGEST_ANCHOR
from rubrics.choices import Score
from rubrics.models import Criterion, Level, ScorecardTemplate
from rubrics.queries.scorecards import CriterionChoices

Entry = dict[str, Any]


class CopyForm(Form):
    name = forms.CharField(label="Name", max_length=120, help_text="What the copy is for: a role or a team.")


@dataclass(frozen=True)
class WeightRow:
    """A criterion's line in WeightsForm."""

    name: str
    area: str
    weight: BoundField
    leave_out: BoundField


class _SeenForm(Form):
    """A change of a template. seen: the version that it was made from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def present(self) -> Entry:
        """How the fields stand now."""
        return {name: field.initial for name, field in self.fields.items() if field.initial is not None}


class WeightsForm(_SeenForm):
    """How much each criterion of a template matters, and which are left out."""

    def __init__(self, *args: Any, template: ScorecardTemplate, seen: int, **kwargs: Any) -> None:
        """template: with its criteria. seen: its mark."""
        super().__init__(*args, **kwargs)
        self.template = template
        self.fields["seen"].initial = seen
        for row in template.criteria.all():
            self.fields[f"weight_{row.code}"] = forms.IntegerField(
                label=f"Weight of {row.name}", min_value=1, max_value=10, initial=row.weight
            )
            reword(self.fields[f"weight_{row.code}"])
            self.fields[f"leave_out_{row.code}"] = forms.BooleanField(
                label=f"Leave out {row.name}", required=False
            )

    @property
    def rows(self) -> Iterator[WeightRow]:
        for row in self.template.criteria.all():
            yield WeightRow(
                row.name, row.focus_area.name, self[f"weight_{row.code}"], self[f"leave_out_{row.code}"]
            )

    @property
    def criteria(self) -> list[Entry]:
        """The criteria that stay, as the action takes them."""
        given = self.cleaned_data
        return [
            entry | {"weight": given[f"weight_{entry['code']}"]}
            for entry in self.template.content()["criteria"]
            if not given[f"leave_out_{entry['code']}"]
        ]


@dataclass(frozen=True)
class LevelFields:
    """A level with the fields of its anchors, by score."""

    level: Level
    fields: list[BoundField]


class CriterionForm(_SeenForm):
    """One criterion with its anchors, twelve where the guide has three levels."""

    name = forms.CharField(label="What is rated", max_length=120)
    focus_area = forms.ChoiceField(label="Focus area")
    weight = forms.IntegerField(
        label="Weight",
        min_value=1,
        max_value=10,
        initial=1,
        help_text="How much it matters, from 1 to 10.",
    )
    mistake = forms.ChoiceField(label="Guards against", required=False, help_text="A hiring mistake.")

    def __init__(
        self,
        *args: Any,
        criterion: Criterion | None,
        seen: int,
        choices: CriterionChoices,
        **kwargs: Any,
    ) -> None:
        """criterion: with its anchors, None for a new one. seen: the template's mark."""
        super().__init__(*args, **kwargs)
        self.levels = choices.levels
        self.criterion = criterion
        self.fields["focus_area"].choices = [(row.code, row.name) for row in choices.areas]  # type: ignore[attr-defined]
        self.fields["mistake"].choices = [
            ("", "None of the four"),
            *((row.code, row.name) for row in choices.mistakes),
        ]  # type: ignore[attr-defined]
        self.fields["seen"].initial = seen
        for level in choices.levels:
            for score in Score:
                self.fields[f"{level.code}_{score.value}"] = forms.CharField(
                    label=f"{score.value} {score.label}",
                    max_length=LONGEST_ANCHOR,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
                reword(self.fields[f"{level.code}_{score.value}"])
        for name, value in self._standing().items():
            self.fields[name].initial = value

    def _standing(self) -> Entry:
        """What the criterion says now, by field."""
        if self.criterion is None:
            return {}
        told = self.criterion.content()
        anchors: Mapping[str, list[str]] = told.pop("anchors")
        fields = {
            f"{level}_{score}": text
            for level, texts in anchors.items()
            for score, text in enumerate(texts, start=1)
        }
        return {name: value for name, value in (told | fields).items() if name in self.fields}

    @property
    def by_level(self) -> list[LevelFields]:
        return [
            LevelFields(level, [self[f"{level.code}_{score.value}"] for score in Score])
            for level in self.levels
        ]

    @property
    def entry(self) -> Entry:
        """The criterion as the action takes it; without a code it is a new one."""
        given = self.cleaned_data
        return {
            "code": self.criterion.code if self.criterion else "",
            "name": given["name"],
            "focus_area": given["focus_area"],
            "weight": given["weight"],
            "mistake": given["mistake"],
            "anchors": {
                level.code: [given[f"{level.code}_{score.value}"] for score in Score] for level in self.levels
            },
        }

"""The steps of a scorecard, one at a time on a phone: each question, what its focus area rates, the recommendation."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.forms.boundfield import BoundField

from interviews.forms.scorecards import ScorecardForm
from interviews.queries.scorecards import Area, Asked, Rated


@dataclass
class Criterion:
    """A criterion with its fields. rates: the four words; none: not assessed."""

    rated: Rated
    score: BoundField
    why: BoundField
    note: BoundField

    @property
    def rates(self) -> list[Any]:
        """Each word's button with what it means at the loop's level, "" where the template doesn't say."""
        own = self.rated.own
        meanings = {str(score): behaviour for score, _, behaviour in own.by_score} if own else {}
        return [(button, meanings.get(str(button.data["value"]), "")) for button in list(self.score)[:-1]]

    @property
    def none(self) -> Any:
        return list(self.score)[-1]


@dataclass
class Step:
    """One screen. kind: question, rating or finish; id: its place on the page; name and about: as the list of steps
    and the button that leads there call it; needs: names of fields that say whether it is done."""

    kind: str
    id: str
    name: str
    about: str
    asked: Asked | None = None
    note: BoundField | None = None
    criteria: list[Criterion] = field(default_factory=list)
    before: "Step | None" = None
    after: "Step | None" = None

    @property
    def needs(self) -> str:
        if self.kind == "question" and self.note is not None:
            return str(self.note.html_name)
        if self.kind == "rating":
            return " ".join(criterion.score.html_name for criterion in self.criteria)
        return "recommendation reason"


def steps_of(form: ScorecardForm) -> list[Step]:
    """The form's steps in order, each knowing its neighbours."""
    steps = [step for area in form.sheet.areas for step in _of_area(form, area)]
    steps.append(Step("finish", "finish", "Recommendation", "and submit"))
    for before, after in pairwise(steps):
        before.after, after.before = after, before
    return steps


def _of_area(form: ScorecardForm, area: Area) -> list[Step]:
    name = area.area.name
    steps = [
        Step(
            "question",
            f"question-{asked.question.pk}",
            asked.question.question.text,
            name,
            asked=asked,
            note=form[f"answer-{asked.question.pk}"],
        )
        for asked in area.asked
    ]
    if area.rated:
        criteria = [
            Criterion(rated, *(form[f"{kind}-{rated.criterion.pk}"] for kind in ("score", "why", "note")))
            for rated in area.rated
        ]
        steps.append(Step("rating", f"rate-{area.area.pk}", name, "rating", criteria=criteria))
    return steps

"""What to ask about what a resume leaves open: each point with a question of the bank that probes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rubrics import queries as guide
from rubrics.models import Question
from rubrics.queries.bank import Probing

WHY = {
    "flag": "{name}",
    "listed": "{name}: named, not shown in use",
    "learnt": "{name}: learnt, not shown in use",
    "not_seen": "{name}: not seen",
    "not_shown": "{name}: expected at this level, not shown",
    "background": "{name} by background: {gaps}",
}


@dataclass(frozen=True)
class OpenQuestion:
    """A question and why it is asked, the most telling reason first."""

    question: Question
    reasons: tuple[str, ...]


def open_questions(user: Any, points: Sequence[Mapping[str, str]], level: str | None) -> list[OpenQuestion]:
    """A report's open points as questions of the bank, in the order of the points; a question stands once.

    Of several questions that probe a point, the first one that is fit for the level is taken, or else the first. A
    point that no question probes has none.
    """
    probing: dict[str, list[Probing]] = {}
    for each in guide.probings(user, {point["about"] for point in points}):
        probing.setdefault(each.about, []).append(each)
    fit = guide.fit_for(user, level)
    found: dict[int, list[str]] = {}
    for point in points:
        candidates = probing.get(point["about"], [])
        fitting = [each for each in candidates if each.question in fit]
        for each in (fitting or candidates)[:1]:
            found.setdefault(each.question, []).append(say_point(point, each))
    questions = Question.objects.only("code", "text", "minutes").in_bulk(found)
    return [OpenQuestion(questions[pk], tuple(reasons)) for pk, reasons in found.items()]


def say_point(point: Mapping[str, str], probed: Probing) -> str:
    """What a resume leaves open, in words. probed: any question's probe of it."""
    return WHY[point["reason"]].format(name=probed.name, gaps=probed.gaps)

"""What to ask about what a resume leaves open: each point with a question of the bank that probes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rubrics import queries as guide
from rubrics.models import Probe, Question

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
    probing: dict[str, list[tuple[Question, Probe]]] = {}
    for question in guide.questions(user):
        for probe in question.probes.all():
            probing.setdefault(probe.about, []).append((question, probe))
    found: dict[int, tuple[Question, list[str]]] = {}
    for point in points:
        candidates = probing.get(point["about"], [])
        fit = [pair for pair in candidates if level in {row.code for row in pair[0].levels.all()}]
        for question, probe in (fit or candidates)[:1]:
            found.setdefault(question.pk, (question, []))[1].append(_why(point, probe))
    return [OpenQuestion(question, tuple(reasons)) for question, reasons in found.values()]


def _why(point: Mapping[str, str], probe: Probe) -> str:
    """The reason in words, with the names that the guide's rows have now."""
    row = probe.target
    name = getattr(row, "name", None) or getattr(row, "text", "")
    return WHY[point["reason"]].format(name=name, gaps=getattr(row, "gaps", ""))

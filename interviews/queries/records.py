"""The record of a decision on one page: what was decided, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from candidates.choices import COMMITTING, DecisionKind
from candidates.models import Application, Decision
from candidates.queries.decisions import list_decisions, say_decisions
from interviews.choices import LoopState
from interviews.models import Loop, Rating, RecordChoice
from interviews.queries.debriefs import Cell, Desk, Row, Table, loops_for, read_desk, read_table
from interviews.queries.outcomes import FlagOutcome, Outcomes, read_outcomes
from rubrics.choices import CapabilityKind, Score
from rubrics.models import Capability, Level

MOST_EVIDENCE = 3
MOST_CHOSEN = 2 * MOST_EVIDENCE
"""Ratings in a record: with more it is no longer one page."""
SETTLED = (*COMMITTING, DecisionKind.REJECT)
"""Decisions whose record stays as it is."""


@dataclass(frozen=True)
class Evidence:
    """A rating with its note, and the criterion that it rates."""

    row: Row
    cell: Cell

    @property
    def rating(self) -> Rating:
        return cast(Rating, self.cell.rating)  # only what has a score is evidence

    @property
    def score(self) -> int:
        return self.cell.score or 0

    @property
    def is_strong(self) -> bool:
        return self.score >= Score.YES


@dataclass(frozen=True)
class Record:
    """decision: the newest that stands since the loop began; None while there is none. choice: what a decider chose;
    None where the record goes by rule. rated: all that evidence can be chosen from; evidence: what it rests on, Yes and
    better first. level: that was decided, or else planned. lines: what one can grow toward, of every level."""

    loop: Loop
    decision: Decision | None
    table: Table
    outcomes: Outcomes
    choice: RecordChoice | None
    rated: list[Evidence]
    evidence: list[Evidence]
    level: Level
    lines: list[Capability]

    @property
    def strongest(self) -> list[Evidence]:
        return [each for each in self.evidence if each.is_strong]

    @property
    def weakest(self) -> list[Evidence]:
        return [each for each in self.evidence if not each.is_strong]

    @property
    def grows_toward(self) -> list[Capability]:
        return [line for line in self.lines if line.level_id == self.level.pk]

    @property
    def number(self) -> int:
        """How often what stands in it was chosen."""
        return self.choice.number if self.choice else 0

    @property
    def title(self) -> str:
        """What was decided, in words: "hire at mid"."""
        if self.decision is None:
            return "not decided yet"
        kind = self.decision.get_kind_display().lower()
        level = self.decision.level
        return f"{kind} at {level.name.lower()}" if level and self.decision.kind in COMMITTING else kind

    @property
    def is_settled(self) -> bool:
        """Whether what stands in it can't be chosen any more."""
        return self.decision is not None and self.decision.kind in SETTLED

    @property
    def yellow(self) -> list[FlagOutcome]:
        return [outcome for outcome in self.outcomes.flags if outcome.is_yellow]

    @property
    def checked(self) -> list[tuple[str, str]]:
        """(hiring mistake, what was checked): the decision's answers, else the debrief's."""
        said = dict(self.decision.answers) if self.decision else {}
        return [
            (guard.mistake.name, said.get(guard.mistake.code) or guard.answer)
            for guard in self.outcomes.guards
        ]


def newest_loop(user: Any, application: Application) -> Loop | None:
    """The loop that a decision on the application rests on: the newest that was not given up."""
    rows = loops_for(user).filter(application=application).exclude(state=LoopState.CANCELLED)
    return next(iter(rows.order_by("-pk")), None)  # they are few: without first()'s LIMIT, as in find_or_404


def read_record(user: Any, desk: Desk) -> Record:
    """The record of a readable desk's loop, decided or not."""
    loop, table = desk.loop, read_table(desk)
    decision = _decision(user, loop)
    choice = loop.record_choices.select_related("chosen_by").order_by("-number").first()
    rated = _rated(table)
    return Record(
        loop=loop,
        decision=decision,
        table=table,
        outcomes=read_outcomes(user, loop, desk.cards, table),
        choice=choice,
        rated=rated,
        evidence=_by_rule(rated) if choice is None else _chosen(rated, choice),
        level=decision.level if decision and decision.level else loop.level,
        lines=lines_to_grow_toward() if choice is None else _lines_of(choice),
    )


def lines_to_grow_toward() -> list[Capability]:
    """What people of each level can grow toward, in the guide's order."""
    rows = Capability.objects.filter(kind=CapabilityKind.GROWS_TOWARD)
    return list(rows.select_related("level").order_by("level__least_months", "position", "pk"))


def _decision(user: Any, loop: Loop) -> Decision | None:
    rows = list_decisions(user, loop.application).filter(taken_back_at=None, decided_at__gte=loop.created_at)
    return next(iter(say_decisions(loop.application.candidate, rows[:1])), None)


def _rated(table: Table) -> list[Evidence]:
    """Every rating of the cards, the weightiest criteria first."""
    rows = sorted(table.rows, key=lambda row: (-row.criterion.weight, row.criterion.position))
    return [Evidence(row, cell) for row in rows for cell in row.rated]


def _by_rule(rated: Sequence[Evidence]) -> list[Evidence]:
    """The strongest and the weakest ratings, of each criterion one."""
    by_criterion = [list(found) for _, found in groupby(rated, key=lambda each: each.row.criterion.pk)]
    strong = [max(found, key=lambda each: each.score) for found in by_criterion]
    weak = [min(found, key=lambda each: each.score) for found in by_criterion]
    return [*_sides(strong)[0][:MOST_EVIDENCE], *_sides(weak)[1][:MOST_EVIDENCE]]


def _chosen(rated: Sequence[Evidence], choice: RecordChoice) -> list[Evidence]:
    named = set(choice.evidence.values_list("pk", flat=True))
    strong, weak = _sides([each for each in rated if each.rating.pk in named])
    return strong + weak


def _sides(evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Yes and better, the best first; No and worse, the worst first."""
    strong = [each for each in evidence if each.is_strong]
    weak = [each for each in evidence if not each.is_strong]
    return sorted(strong, key=lambda each: -each.score), sorted(weak, key=lambda each: each.score)


def _lines_of(choice: RecordChoice) -> list[Capability]:
    named = set(choice.grows_toward.values_list("pk", flat=True))
    return [line for line in lines_to_grow_toward() if line.pk in named]


def prefill_decision(user: Any, application: Application) -> dict[str, Any]:
    """What a decision begins with: the level of the loop, and what was checked, for whoever may read the debrief."""
    loop = newest_loop(user, application)
    if loop is None:
        return {}
    desk = read_desk(user, loop)
    checked = desk.debrief.answers if desk.debrief is not None and desk.is_readable else {}
    return {"level": loop.level, **{code: text for code, text in checked.items() if text}}

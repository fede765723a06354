"""What became of a resume's flags in the interviews, and what points to each of the four hiring mistakes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F

from candidates.choices import GUARDS, ActivityState, Verdict
from candidates.models import ActivityResult, FlagReview, Screening
from candidates.queries.identity import report_of
from candidates.queries.people import read_flags
from candidates.queries.reviews import say_reviews
from interviews.guards import SIGNS, Signs
from interviews.models import KitQuestion, Loop, Scorecard
from interviews.queries.debriefs import Row, Table
from recruiting.accounts.models import User
from rubrics import queries as guide
from rubrics.choices import Polarity, Score
from rubrics.models import Activity, Background, Flag, HiringMistake, Probe


@dataclass(frozen=True)
class Asked:
    """A question of a kit, who had it, what it probes, flags and mistakes by code, and what was answered to it: (whose
    note, note)."""

    kit_question: KitQuestion
    flags: frozenset[str]
    mistakes: frozenset[str]
    notes: tuple[tuple[str, str], ...]

    @property
    def who(self) -> User:
        return self.kit_question.panelist.user


@dataclass(frozen=True)
class FlagOutcome:
    """A flag that holds in the resume: its first quote, what a person said of it, and the questions that probed it."""

    flag: Flag
    quote: str
    line: int
    review: FlagReview | None
    asked: list[Asked]

    @property
    def is_dismissed(self) -> bool:
        return self.review is not None and self.review.verdict == Verdict.DISMISSED

    @property
    def is_yellow(self) -> bool:
        return self.flag.polarity == Polarity.YELLOW

    @property
    def answered(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.notes]

    @property
    def asked_count(self) -> int:
        return len(self.asked)

    @property
    def answered_count(self) -> int:
        return len(self.answered)

    @property
    def outcome(self) -> str:
        """In words."""
        if self.answered:
            return "Asked"
        return "In a kit, no answer noted" if self.asked else "Not asked"


@dataclass(frozen=True)
class Guard:
    """What points to a hiring mistake, or speaks against it, in resume, ratings and kit. rows: the criteria that guard
    against it. done: (activity, whether the resume shows it done)."""

    mistake: HiringMistake
    answer: str
    flags: list[FlagOutcome]
    against: list[FlagOutcome]
    background: Background | None
    activities: list[tuple[Activity, bool]]
    rows: list[Row]
    asked: list[Asked]

    @cached_property
    def signs(self) -> int:
        """How many yellow flags stand, and criteria were rated No or worse by somebody."""
        standing = [flag for flag in self.flags if not flag.is_dismissed]
        return len(standing) + len(self.short)

    @property
    def short(self) -> list[Row]:
        return [row for row in self.rated if (row.rated[0].score or 0) < Score.YES]

    @property
    def rated(self) -> list[Row]:
        return [row for row in self.rows if row.rated]

    @property
    def is_looked_at(self) -> bool:
        """Whether an interview had to do with it."""
        return bool(self.rated or any(asked.notes for asked in self.asked))

    @property
    def status(self) -> str:
        """In words."""
        if self.signs:
            return "One sign points to it" if self.signs == 1 else f"{self.signs} signs point to it"
        return "Nothing points to it" if self.is_looked_at else "Nobody looked at it"

    @property
    def minutes(self) -> int:
        return sum(asked.kit_question.minutes for asked in self.asked)

    @property
    def askers(self) -> list[str]:
        return list(dict.fromkeys(asked.who.name for asked in self.asked))

    @property
    def answered(self) -> int:
        return sum(bool(asked.notes) for asked in self.asked)

    @property
    def shown(self) -> list[Activity]:
        return [activity for activity, done in self.activities if done]


@dataclass(frozen=True)
class Outcomes:
    """What became of what the resume said. screening: None where no report is there."""

    screening: Screening | None
    flags: list[FlagOutcome]
    guards: list[Guard]

    @property
    def unanswered(self) -> list[Guard]:
        return [guard for guard in self.guards if not guard.answer]


def read_outcomes(user: Any, loop: Loop, cards: Sequence[Scorecard], table: Table | None) -> Outcomes:
    """The flags and the guards of a loop whose cards may be read. Ten queries, fewer without a screening."""
    asked = _asked(loop, cards)
    screening = _screening(loop)
    flags = _flags(user, loop, screening, asked) if screening is not None else []
    done, background = _resume(user, screening) if screening is not None else ({}, None)
    answers = loop.debrief.answers if hasattr(loop, "debrief") else dict.fromkeys(GUARDS, "")
    guards = [
        _guard(mistake, answers, flags, done, background, table.rows if table else [], asked)
        for mistake in guide.mistakes(user).defer("shipped")
        if mistake.code in answers
    ]
    return Outcomes(screening, flags, guards)


def _asked(loop: Loop, cards: Sequence[Scorecard]) -> list[Asked]:
    """Every question of the loop's kits, with the notes of those cards."""
    notes: dict[int, list[tuple[str, str]]] = {}
    for card in cards:
        for answer in card.answers.all():
            notes.setdefault(answer.kit_question_id, []).append((card.panelist.user.name, answer.note))
    rows = list(
        KitQuestion.objects.filter(panelist__interview__loop=loop)
        .select_related("question", "panelist__user")
        .only("minutes", "question__text", "panelist__user__name")
        .order_by("panelist__interview__position", "panelist", "position", "pk")
    )
    probes = Probe.objects.filter(question__in={row.question_id for row in rows}).order_by()
    flags, mistakes = defaultdict(set), defaultdict(set)
    for question, flag, mistake in probes.values_list("question", "flag__code", "mistake__code"):
        flags[question].add(flag)
        mistakes[question].add(mistake)
    return [
        Asked(
            row,
            flags=frozenset(flags[row.question_id] - {None}),
            mistakes=frozenset(mistakes[row.question_id] - {None}),
            notes=tuple(notes.get(row.pk, ())),
        )
        for row in rows
    ]


def _screening(loop: Loop) -> Screening | None:
    """The application's screening; of its report only `report_flags`."""
    rows = Screening.objects.filter(pk=loop.application.screening_id)
    return rows.defer("report").annotate(report_flags=F("report__flags")).first()


def _flags(user: Any, loop: Loop, screening: Any, asked: Sequence[Asked]) -> list[FlagOutcome]:
    """The flags that hold, yellow ones first."""
    candidate = loop.application.candidate
    results = say_reviews(candidate, read_flags(screening))
    holding = {code: result for code, result in results.items() if result.holds}
    quotes = {each["code"]: each["evidence"] for each in screening.report_flags or ()}
    outcomes = []
    for flag in guide.flags(user).filter(code__in=holding).defer("shipped"):
        first = (quotes.get(flag.code) or [{"quote": "", "line": 0}])[0]
        first = report_of(candidate, first, None)
        said = holding[flag.code].said
        probed = [each for each in asked if flag.code in each.flags]
        outcomes.append(FlagOutcome(flag, first["quote"], first["line"], said[0] if said else None, probed))
    return sorted(outcomes, key=lambda outcome: not outcome.is_yellow)


def _resume(user: Any, screening: Screening) -> tuple[dict[Activity, bool], Background | None]:
    """Each activity that is a sign of a mistake, and whether the resume shows it done; the background that it gives, if
    that is one."""
    rows = ActivityResult.objects.filter(screening=screening, state=ActivityState.DONE)
    done = set(rows.values_list("activity", flat=True))
    watched = {code for signs in SIGNS.values() for code in signs.activities}
    activities = guide.activities(user).filter(code__in=watched).select_related(None).defer("shipped")
    background = None
    if any(screening.background in signs.backgrounds for signs in SIGNS.values()):
        background = guide.backgrounds(user).filter(code=screening.background).defer("shipped").first()
    return {activity: activity.code in done for activity in activities}, background


def _guard(
    mistake: HiringMistake,
    answers: dict[str, str],
    flags: Sequence[FlagOutcome],
    done: dict[Activity, bool],
    background: Background | None,
    rows: Sequence[Row],
    asked: Sequence[Asked],
) -> Guard:
    signs: Signs = SIGNS[mistake.code]
    return Guard(
        mistake=mistake,
        answer=answers[mistake.code],
        flags=[flag for flag in flags if flag.flag.code in signs.yellow],
        against=[flag for flag in flags if flag.flag.code in signs.green],
        background=background if background and background.code in signs.backgrounds else None,
        activities=[(activity, seen) for activity, seen in done.items() if activity.code in signs.activities],
        rows=[row for row in rows if row.criterion.mistake and row.criterion.mistake.code == mistake.code],
        asked=[each for each in asked if mistake.code in each.mistakes],
    )

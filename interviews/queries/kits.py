"""Kits: who asks what, what may be dealt, and what was asked before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce

from candidates.queries.identity import veil
from interviews import dealing
from interviews.choices import LoopState
from interviews.models import Interview, KitQuestion, Loop, Panelist
from interviews.queries.loops import panel_of
from rubrics import queries as guide
from rubrics.models import FocusArea, Probe, Question
from rubrics.models.questions import PROBED


@dataclass(frozen=True)
class Kit:
    """What one panel member covers and asks. minutes: of the interview that are theirs for questions."""

    panelist: Panelist
    minutes: int
    submitted_at: datetime | None = None

    opening, closing = dealing.OPENING, dealing.CLOSING

    @property
    def interview(self) -> Interview:
        return self.panelist.interview

    @cached_property
    def areas(self) -> list[FocusArea]:
        return list(self.panelist.focus_areas.all())

    @cached_property
    def questions(self) -> list[KitQuestion]:
        return list(self.panelist.kit.all())

    @property
    def planned(self) -> int:
        """Minutes of its questions."""
        return sum(item.minutes for item in self.questions)

    @property
    def left(self) -> int:
        """Minutes for questions that are free; negative if there are too many."""
        return self.minutes - self.planned

    @property
    def over(self) -> int:
        return max(0, -self.left)

    @property
    def aside(self) -> int:
        """Minutes of the interview that are not for this person's questions."""
        return self.interview.minutes - self.minutes

    @property
    def used(self) -> int:
        """Minutes of the interview that are spoken for: the questions', and those that no question takes."""
        return self.planned + self.aside

    @property
    def in_words(self) -> str:
        """How its minutes stand: "53 of 60 min, 7 free"."""
        rest = f", {self.left} free" if self.left > 0 else f", {self.over} too many" if self.over else ""
        return f"{self.used} of {self.interview.minutes} min{rest}"

    @property
    def has_card(self) -> bool:
        """Whether the person began a scorecard: then the kit is not dealt again."""
        return hasattr(self.panelist, "scorecard")


def kits_of(loop: Loop, *, whole: bool = True) -> list[Kit]:
    """The kits of everybody on the loop's standing interviews, in the interviews' order.

    whole: with their questions and what these find out about. Five queries, two without.
    """
    members = panel_of(loop)
    rows = [member.panelist for member in members]
    if whole:
        prefetch_related_objects(rows, Prefetch("kit", with_questions(KitQuestion.objects.all())))
    sharing = [row.interview_id for row in rows]
    return [
        Kit(
            member.panelist,
            dealing.minutes_for_questions(
                member.panelist.interview.minutes, sharing.count(member.panelist.interview_id)
            ),
            member.submitted_at,
        )
        for member in members
    ]


def with_questions(rows: QuerySet[KitQuestion]) -> QuerySet[KitQuestion]:
    """Kit questions, each with its question, that one's focus area and what it finds out about."""
    probes = Probe.objects.select_related(*PROBED).order_by("pk")
    return rows.select_related("question__focus_area").prefetch_related(Prefetch("question__probes", probes))


def place_of(row: KitQuestion) -> int:
    """As which question of its kit it is asked, from 0."""
    kit = KitQuestion.objects.filter(panelist=row.panelist_id)
    return list(kit.values_list("pk", flat=True)).index(row.pk)


def askable(user: Any, loop: Loop) -> list[dealing.Question]:
    """The questions in use that are fit for the loop's level, in the bank's order."""
    probes: dict[int, list[str]] = {}
    for each in guide.probings(user):
        probes.setdefault(each.question, []).append(each.about)
    rows = (
        Question.objects.visible_to(user)
        .current()
        .filter(levels=loop.level_id)
        .order_by("focus_area__position", "position", "pk")
        .values_list("pk", "code", "focus_area__code", "minutes")
    )
    return [dealing.Question(*row, probes=tuple(probes.get(row[0], ()))) for row in rows]


def asked_before(loop: Loop) -> set[str]:
    """Codes of the questions of this candidate's other loops, of whatever job; of one that was given up only what
    somebody began a card about."""
    rows = KitQuestion.objects.filter(
        panelist__interview__loop__application__candidate=loop.application.candidate_id
    ).exclude(panelist__interview__loop=loop)
    held = ~Q(panelist__interview__loop__state=LoopState.CANCELLED) | Q(panelist__scorecard__isnull=False)
    return set(rows.filter(held).values_list("question__code", flat=True))


def covered_by(kits: Iterable[Kit]) -> set[str]:
    """The focus areas that are theirs, and what their questions find out about."""
    found: set[str] = set()
    for kit in kits:
        found.update(area.code for area in kit.areas)
        found.update(probe.about for item in kit.questions for probe in item.question.probes.all())
    return found


@dataclass(frozen=True)
class Target:
    """A kit that a question of the bank may be added to."""

    panelist: Panelist
    left: int


def targets_for(user: Any, question: Question, *, most: int = 50) -> list[Target]:
    """The kits of open loops that the user plans and in which nobody asks the question, in whatever version: the newest
    loops first, then where it fits. The people are veiled where the user may not know who they are."""
    asks = KitQuestion.objects.filter(question__code=question.code).values("panelist__interview__loop")
    loops = Loop.objects.open().planned_by(user).exclude(pk__in=asks)
    rows = list(
        Panelist.objects.standing()
        .filter(interview__loop__in=loops.values("pk"))
        .filter(Q(scorecard=None) | Q(scorecard__submitted_at=None))
        .select_related("user", "interview__loop__application__candidate")
        .annotate(planned=Coalesce(Sum("kit__minutes"), 0))
        .order_by("-interview__loop", "interview__position", "pk")[:most]
    )
    veil(user, [row.interview.loop.application for row in rows])
    sharing = Counter(
        Panelist.objects.filter(interview__in=[row.interview_id for row in rows]).values_list(
            "interview", flat=True
        )
    )
    found = [
        Target(
            row, dealing.minutes_for_questions(row.interview.minutes, sharing[row.interview_id]) - row.planned
        )
        for row in rows
    ]
    return sorted(found, key=lambda target: target.left < question.minutes)


def use_counts(user: Any, code: str) -> dict[int, int]:
    """How many kits have asked each version of a question, in loops that the user sees, since a confidential job hides its
    counts: version -> count."""
    begun = Loop.objects.visible_to(user).exclude(state__in=(LoopState.DRAFT, LoopState.CANCELLED))
    rows = KitQuestion.objects.filter(question__code=code, panelist__interview__loop__in=begun.values("pk"))
    return dict(rows.order_by().values_list("question__version").annotate(Count("pk")))

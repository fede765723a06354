"""Flags that nobody has judged yet, one after the other: person by person, who waits longest first; of one person the
yellow ones first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from candidates.choices import ApplicationStatus, ScreeningState
from candidates.models import Application, FlagResult, FlagReview, Job, JobMember
from candidates.models.querysets import LEADING_ROLES
from candidates.queries.identity import veil
from candidates.queries.people import read_flags

MOST_COUNTED = 1_000
"""Beyond so many the exact number helps nobody who judges one at a time."""


def reviews_flags(user: Any) -> bool:
    """Whether flags are this person's to judge: recruiters and admins; members who lead a job."""
    return bool(user.is_recruiter or (user.role != "auditor" and _led(user).exists()))


def _led(user: Any) -> QuerySet[JobMember]:
    return JobMember.objects.filter(user=user, role__in=LEADING_ROLES)


@dataclass(frozen=True)
class Stop:
    """One flag of one application. said: whether anybody has judged it."""

    application: Application
    result: FlagResult
    said: bool

    @property
    def key(self) -> str:
        """How an address names it: 12-scanning_tools."""
        return f"{self.application.pk}-{self.result.flag}"


class FlagQueue:
    """The flags of some people that a user goes through. codes: those that take part, in the order of one person's."""

    def __init__(self, user: Any, job: Job | None, codes: Sequence[str]) -> None:
        """job: whose people; None for all open jobs that the user leads."""
        rows = Application.objects.visible_to(user).filter(
            status=ApplicationStatus.ACTIVE, screening__state=ScreeningState.DONE
        )
        if job is None:
            rows = rows.filter(
                job__in=Job.objects.open().filter(pk__in=_led(user).values("job")).values("pk")
            )
        else:
            rows = rows.filter(job=job)
        self.user = user
        self.rows = rows
        self.codes = list(codes)

    def count(self) -> int:
        """How many are left, at most one more than MOST_COUNTED."""
        open_ones = _unsaid(self.codes).filter(screening__in=self.rows.order_by().values("screening"))
        return open_ones[: MOST_COUNTED + 1].count()

    def find(self, pk: int, code: str) -> Stop | None:
        """A flag by its place in an address, judged or not; None for one that is not in the queue."""
        return next((stop for stop in self._stops(self._read(pk)) if stop.result.flag == code), None)

    def after(self, pk: int | None = None, code: str = "") -> Stop | None:
        """The first flag to judge behind a place; without one the first of all."""
        at = None if pk is None else self._read(pk)
        rest = [stop for stop in self._behind(self._stops(at), code) if not stop.said]
        if rest:
            return rest[0]
        waiting = self.rows.filter(Exists(_unsaid(self.codes).filter(screening=OuterRef("screening"))))
        if at is not None:
            later = Q(stage_since__gt=at.stage_since) | Q(stage_since=at.stage_since, pk__gt=at.pk)
            waiting = waiting.filter(later)
        following = waiting.order_by("stage_since", "pk").values_list("pk", flat=True).first()
        stops = [] if following is None else self._stops(self._read(following))
        return next((stop for stop in stops if not stop.said), None)

    def before(self, stop: Stop) -> Stop | None:
        """The flag before this one, judged or not: to look at again."""
        own = self._stops(stop.application)
        earlier = own[: [other.key for other in own].index(stop.key)]
        if earlier:
            return earlier[-1]
        at = stop.application
        rows = self.rows.filter(
            Q(stage_since__lt=at.stage_since) | Q(stage_since=at.stage_since, pk__lt=at.pk)
        )
        held = FlagResult.objects.filter(holds=True, flag__in=self.codes, screening=OuterRef("screening"))
        last = rows.filter(Exists(held)).order_by("-stage_since", "-pk").values_list("pk", flat=True).first()
        stops = [] if last is None else self._stops(self._read(last))
        return stops[-1] if stops else None

    def _read(self, pk: int) -> Application | None:
        rows = self.rows.filter(pk=pk).select_related(
            "candidate", "job", "stage", "resume", "screening__revision"
        )
        application = rows.defer("screening__revision__document").first()
        veil(self.user, [application])
        return application

    def _stops(self, application: Application | None) -> list[Stop]:
        if application is None:
            return []
        found = read_flags(application.screening)
        return [
            Stop(application, found[code], said=bool(found[code].said))
            for code in self.codes
            if code in found and found[code].holds
        ]

    def _behind(self, stops: list[Stop], code: str) -> list[Stop]:
        """Those of one person behind a flag; all, if it is not there any more."""
        codes = [stop.result.flag for stop in stops]
        return stops[codes.index(code) + 1 :] if code in codes else stops


def _unsaid(codes: Collection[str]) -> QuerySet[FlagResult]:
    """Flags that hold and that nobody has judged for this resume."""
    said = FlagReview.objects.filter(
        result__flag=OuterRef("flag"), result__screening__resume=OuterRef("screening__resume")
    )
    return FlagResult.objects.filter(~Exists(said), holds=True, flag__in=codes)

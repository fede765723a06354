"""Who is where when: a person's interviews, what clashes, and how much each has in a week."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from candidates.choices import ApplicationStatus
from candidates.models import Application
from candidates.queries.identity import veil
from interviews.choices import OPEN_LOOPS, InterviewState, Response
from interviews.models import FeedLink, Interview, InterviewMail, Panelist
from recruiting.accounts.models import User

WEEK = timedelta(days=7)


def my_seats(user: Any, *, past: bool, now: datetime) -> QuerySet[Panelist]:
    """Where the user sits: the interviews to come by time, those without one last; or the past ones, newest first.

    To come are those of people who are still considered. Past are those that ended, those that were called off, and
    those that never had a time where the user's card is in and the loop or the application is over.
    """
    rows = Panelist.objects.visible_to(user).filter(user=user)
    planned = Q(interview__state=InterviewState.PLANNED)
    considered = Q(
        interview__loop__state__in=OPEN_LOOPS, interview__loop__application__status=ApplicationStatus.ACTIVE
    )
    if not past:
        to_come = (
            Q(interview__state=InterviewState.SCHEDULED, interview__ends_at__gt=now) | planned & considered
        )
        return rows.filter(to_come).order_by(F("interview__starts_at").asc(nulls_last=True), "pk")
    over = Q(interview__state=InterviewState.SCHEDULED, interview__ends_at__lte=now)
    called_off = Q(interview__state=InterviewState.CANCELLED, interview__starts_at__isnull=False)
    without_time = planned & ~considered & Q(scorecard__submitted_at__isnull=False)
    newest_first = F("interview__starts_at").desc(nulls_last=True)
    return rows.filter(over | called_off | without_time).order_by(newest_first, "-pk")


def load_seats(user: Any, keys: Collection[int]) -> dict[int, Panelist]:
    """Seats by key, with whom they are about, veiled as far as the user may not know who that is."""
    seats = (
        Panelist.objects.select_related("interview__loop__application__candidate", "scorecard")
        .select_related("interview__loop__application__job", "interview__loop__application__stage")
        .defer("scorecard__reason", "scorecard__takeaways", "scorecard__private_note")
        .in_bulk(keys)
    )
    veil(user, [seat.interview.loop.application for seat in seats.values()])
    return seats


@dataclass(frozen=True)
class Clash:
    """Another interview of a person in the same time. title: "" for one that the reader does not see: a clash is a clash,
    also with a confidential job."""

    starts_at: datetime
    ends_at: datetime
    title: str


@dataclass(frozen=True)
class Load:
    """A person's interviews in a week, and their minutes."""

    interviews: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Seat:
    """A panel member as who plans sees them: what else they have, and whether their newest mail arrived."""

    panelist: Panelist
    clashes: Sequence[Clash]
    load: Load
    mail: InterviewMail | None


def clashes_of(
    people: Collection[int],
    *,
    starts_at: datetime,
    ends_at: datetime,
    but: Interview,
    seen: QuerySet[Interview],
) -> dict[int, list[Clash]]:
    """What else these people have between the two moments, by person. seen: those of the interviews that the reader
    may know by title. Two queries."""
    rows = (
        Panelist.objects.filter(
            user__in=people,
            interview__state=InterviewState.SCHEDULED,
            interview__starts_at__lt=ends_at,
            interview__ends_at__gt=starts_at,
        )
        .exclude(interview=but.pk)
        .select_related("interview")
        .order_by("interview__starts_at", "pk")
    )
    found = list(rows)
    titled = set(seen.filter(pk__in={row.interview_id for row in found}).values_list("pk", flat=True))
    clashes = defaultdict(list)
    for row in found:
        other = row.interview
        title = other.title if other.pk in titled else ""
        clashes[row.user_id].append(Clash(other.starts_at, other.ends_at, title))
    return dict(clashes)


def week_of(moment: datetime) -> datetime:
    """The Monday, 0:00 in the reader's zone, of the week in which the moment lies."""
    return week_of_day(timezone.localtime(moment).date())


def week_of_day(day: date) -> datetime:
    """The same for a day of the reader's calendar."""
    monday = day - timedelta(days=day.weekday())
    return datetime.combine(monday, time.min, timezone.get_current_timezone())


def week_after(monday: datetime, weeks: int = 1) -> datetime:
    """The Monday so many weeks later; a week in which the clocks change is an hour longer or shorter."""
    return week_of_day(timezone.localtime(monday).date() + weeks * WEEK)


def _in_week(monday: datetime) -> dict[str, Any]:
    return {
        "interview__state": InterviewState.SCHEDULED,
        "interview__starts_at__gte": monday,
        "interview__starts_at__lt": week_after(monday),
    }


def loads_of(people: Collection[int], monday: datetime, *, but: Interview) -> dict[int, Load]:
    """The week's interviews of these people but one, by person. One query."""
    rows = Panelist.objects.filter(user__in=people, **_in_week(monday)).exclude(interview=but).order_by()
    counted = rows.values("user").annotate(many=Count("pk"), minutes=Sum("interview__minutes"))
    return {row["user"]: Load(row["many"], row["minutes"]) for row in counted}


def load_of_week(monday: datetime, *, of: QuerySet[Panelist] | None = None) -> QuerySet[User, dict[str, Any]]:
    """Everybody who interviews in the week, who has most first, with their interviews, minutes and what they answered.
    of: the seats that count; all of every job unless given."""
    rows = Panelist.objects.all() if of is None else of
    return (
        rows.filter(**_in_week(monday))
        .order_by()
        .values("user", name=F("user__name"))
        .annotate(
            interviews=Count("pk"),
            minutes=Sum("interview__minutes"),
            unanswered=Count("pk", filter=Q(response=Response.NONE)),
            declined=Count("pk", filter=Q(response=Response.DECLINED)),
        )
        .order_by("-interviews", "-minutes", "name", "user")
    )


def panel_at(
    interview: Interview, *, starts_at: datetime | None, minutes: int, seen: QuerySet[Interview]
) -> list[Seat]:
    """The interview's panel and what else each has at that time and in its week; without a time, in this week. seen: as
    for clashes_of. Five queries at most."""
    panel = list(interview.panel.select_related("user").order_by("pk"))
    people = [row.user_id for row in panel]
    clashes: dict[int, list[Clash]] = {}
    if starts_at is not None:
        ends_at = starts_at + timedelta(minutes=minutes)
        clashes = clashes_of(people, starts_at=starts_at, ends_at=ends_at, but=interview, seen=seen)
    loads = loads_of(people, week_of(starts_at or timezone.now()), but=interview)
    newest = {
        row.recipient_id: row for row in InterviewMail.objects.filter(interview=interview).order_by("pk")
    }
    return [
        Seat(row, clashes.get(row.user_id, []), loads.get(row.user_id, Load()), newest.get(row.user_id))
        for row in panel
    ]


def own_feed_link(user: Any) -> FeedLink | None:
    """The calendar link that the user has, if any."""
    return FeedLink.objects.visible_to(user).standing().first()


def what_stays_cancelled(application: Application) -> str:
    """What is said when an application is reopened: its end called interviews off, and that stays so."""
    rows = Interview.objects.filter(loop__application=application, state=InterviewState.CANCELLED)
    return "Its interviews stay cancelled: give them new times." if rows.exists() else ""

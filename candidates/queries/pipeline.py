"""Reading a job's pipeline: its applications narrowed down, and the columns of its board."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from candidates.choices import ActivityState, ApplicationStatus, ContactKind, ScreeningState, StageKind
from candidates.models import (
    ActivityResult,
    Application,
    Candidate,
    Contact,
    FlagResult,
    FlagReview,
    Job,
    Stage,
)
from candidates.models.querysets import Hidden
from candidates.queries.identity import sought, veil
from candidates.queries.jobs import count_by_stage, flag_counts, in_order, list_applications, read_holding
from recruiting.work.models import BulkItem

CARDS = 25
"""How many people a column shows at first, and how many more at each asking."""

MOST_CARDS = 500
"""Of one column: who looks at more of them reads the table."""

UNKNOWN = "unknown"
Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
READING = (ScreeningState.QUEUED, ScreeningState.RUNNING)


@dataclass(frozen=True)
class Wanted:
    """What a list of applications is narrowed down to. What is empty narrows nothing; of several values of a field
    one is enough, but every flag and every activity must be as said.

    holding, lacking, unreviewed: flags' codes; of the last the flag holds and nobody has said yet whether it does.
    activities: codes of those that the resume shows as done. levels, backgrounds: codes, "unknown" among them.
    years_from, years_to: relevant years, both inclusive. applied_from, applied_to: days in the reader's zone.
    """

    status: str = ApplicationStatus.ACTIVE
    stages: Sequence[int] = ()
    holding: Sequence[str] = ()
    lacking: Sequence[str] = ()
    unreviewed: Sequence[str] = ()
    activities: Sequence[str] = ()
    levels: Sequence[str] = ()
    backgrounds: Sequence[str] = ()
    years_from: Decimal | None = None
    years_to: Decimal | None = None
    sources: Sequence[int] = ()
    tags: Sequence[int] = ()
    owners: Sequence[int] = ()
    applied_from: date | None = None
    applied_to: date | None = None
    text: str = ""

    @property
    def is_all_active(self) -> bool:
        """Whether it is everybody active on the job: nothing narrows it down further."""
        empty = all(
            getattr(self, each.name) in (None, "", (), []) for each in fields(self) if each.name != "status"
        )
        return empty and self.status == ApplicationStatus.ACTIVE


def narrowed(
    rows: QuerySet[Application], wanted: Wanted, *, reader: Any, hidden: Hidden = None
) -> QuerySet[Application]:
    """Those of the applications that are as wanted. reader: who asks; a text finds nobody whose identity is hidden from
    them."""
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    by_id = {
        "stage__in": wanted.stages,
        "source__in": wanted.sources,
        "owner__in": wanted.owners,
    }
    rows = rows.filter(**{name: list(values) for name, values in by_id.items() if values})
    if wanted.tags:
        rows = rows.filter(candidate__in=tagged_with(wanted.tags))
    if wanted.applied_from is not None:
        rows = rows.filter(applied_at__gte=_midnight(wanted.applied_from))
    if wanted.applied_to is not None:
        rows = rows.filter(applied_at__lt=_midnight(wanted.applied_to + timedelta(days=1)))
    rows = read_as_wanted(rows, wanted)
    return rows.filter(_about(reader, wanted.text, hidden)) if wanted.text.strip() else rows


def tagged_with(tags: Sequence[int]) -> QuerySet[Any, Any]:
    """The keys of the people who have one of the tags."""
    return Candidate.tags.through.objects.filter(tag__in=list(tags)).values("candidate")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def read_as_wanted(rows: Rows, wanted: Wanted, *, at: str = "screening", resume: str = "resume") -> Rows:
    """Those whose screening says what is wanted. at, resume: where a row has its screening, and its resume's key."""
    for name, values in (("level", wanted.levels), ("background", wanted.backgrounds)):
        if values:
            rows = rows.filter(_said(at, name, values))
    if wanted.years_from is not None:
        rows = rows.filter(**{f"{at}__months__gte": 12 * wanted.years_from})
    if wanted.years_to is not None:
        rows = rows.filter(**{f"{at}__months__lte": 12 * wanted.years_to})
    results = FlagResult.objects.filter(screening=OuterRef(at), holds=True)
    for code in wanted.holding:
        rows = rows.filter(Exists(results.filter(flag=code)))
    for code in wanted.lacking:
        rows = rows.filter(~Exists(results.filter(flag=code)), **{f"{at}__state": ScreeningState.DONE})
    for code in wanted.unreviewed:
        # Read once: asked for each row, SQLite looked through the results of everybody each time.
        said = FlagReview.objects.filter(result__flag=code).values("result__screening__resume")
        rows = rows.filter(Exists(results.filter(flag=code))).exclude(**{f"{resume}__in": said})
    for code in wanted.activities:
        shown = ActivityResult.objects.filter(activity=code, state=ActivityState.DONE)
        rows = rows.filter(Exists(shown.filter(screening=OuterRef(at))))
    return rows


def _said(at: str, name: str, values: Sequence[str]) -> Q:
    """What the screening says there is one of these; "unknown" also if there is no screening."""
    path = f"{at}__{name}"
    found = Q(**{f"{path}__in": [value for value in values if value != UNKNOWN]})
    return found | Q(**{path: ""}) | Q(**{at: None}) if UNKNOWN in values else found


def _about(reader: Any, text: str, hidden: Hidden) -> Q:
    """A part of the name, of the headline or of an e-mail address; or the placeholder of somebody hidden."""
    text = text.strip()
    mails = Contact.objects.current().filter(
        kind=ContactKind.EMAIL, value_key__contains=text.casefold(), candidate=OuterRef("candidate")
    )
    in_person = Q(candidate__name__icontains=text) | Q(candidate__headline__icontains=text)
    return sought(reader, "candidate", in_person | Exists(mails), text, hidden=hidden)


@dataclass(frozen=True)
class Card:
    """One person in a column. green, yellow: flags that hold. days: whole ones in the stage. next_by, next_step:
    who is to do what now."""

    application: Application
    green: int
    yellow: int
    days: int
    is_over: bool
    next_by: str
    next_step: str


@dataclass(frozen=True)
class Column:
    """One stage. total: active in it, None where the user doesn't see all; count: as wanted; over: of these, how many
    wait longer than the stage's limit; cards: the first of them."""

    stage: Stage
    total: int | None
    count: int
    over: int
    cards: list[Card]

    @property
    def left(self) -> int:
        """How many as wanted stand in it beyond the cards."""
        return self.count - len(self.cards)


def read_board(
    user: Any,
    job: Job,
    wanted: Wanted,
    *,
    stages: Sequence[Stage],
    order_by: Sequence[str],
    polarity: Mapping[str, str],
    sees_all: bool,
    more: Mapping[int, int] | None = None,
    hidden: Hidden = None,
) -> list[Column]:
    """The columns of a job's board, with exact counts and the first people of each.

    order_by: what sorts people in a column. more: stage's key -> how many times 25 more. One query for each stage
    and five besides; four where all who are active are wanted.
    """
    moment = timezone.now()
    everybody = list_applications(user, job, status="", hidden=hidden)
    rows = narrowed(everybody, wanted, reader=user, hidden=hidden)
    counts, over = _count(rows, stages, moment)
    totals = counts if wanted.is_all_active or not sees_all else count_by_stage(user, job, hidden=hidden)
    shown: dict[int, list[int]] = {}
    for stage in stages:
        limit = min(CARDS * (1 + (more or {}).get(stage.pk, 0)), MOST_CARDS)
        in_stage = in_order(user, rows.filter(stage=stage), order_by, hidden=hidden)
        shown[stage.pk] = list(in_stage.values_list("pk", flat=True)[:limit])
    chosen = everybody.filter(pk__in=[pk for pks in shown.values() for pk in pks])
    # Their few stages are known: read with each card they would be 150 rows more to make.
    first = list(chosen.select_related(None).select_related("candidate", "screening", "owner"))
    known = {stage.pk: stage for stage in stages}
    for row in first:
        if stage := known.get(row.stage_id):
            row.stage = stage
    veil(user, first, hidden=hidden)
    cards = _cards(user, first, polarity, moment)
    return [
        Column(
            stage=stage,
            total=totals.get(stage.pk, 0) if sees_all else None,
            count=counts[stage.pk],
            over=over[stage.pk],
            cards=[cards[pk] for pk in shown[stage.pk] if pk in cards],
        )
        for stage in stages
    ]


def _count(
    rows: QuerySet[Application], stages: Sequence[Stage], moment: datetime
) -> tuple[Counter[int], Counter[int]]:
    """By stage: how many there are, and how many of them wait longer than the stage's limit. One query."""
    late = Count("pk", filter=_over(stages, moment))
    counted = list(rows.order_by().values_list("stage").annotate(Count("pk"), late=late))
    return (
        Counter({stage: count for stage, count, _ in counted}),
        Counter({stage: over for stage, _, over in counted}),
    )


def _over(stages: Sequence[Stage], moment: datetime) -> Q:
    """Those who wait longer than their stage's limit: nobody where no stage has one."""
    found = Q(pk=None)
    for stage in stages:
        if stage.day_limit:
            found |= Q(stage=stage.pk, stage_since__lte=moment - timedelta(days=stage.day_limit + 1))
    return found


def _cards(
    user: Any, rows: Sequence[Application], polarity: Mapping[str, str], moment: datetime
) -> dict[int, Card]:
    said = set(
        FlagReview.objects.filter(result__screening__resume__in=[row.resume_id for row in rows])
        .order_by()
        .values_list("result__screening__resume", "result__flag")
        .distinct()
    )
    found, holding = {}, read_holding(rows)
    for row in rows:
        flags = holding[row.screening_id]
        unread = [
            flag for flag in flags if polarity.get(flag) == "yellow" and (row.resume_id, flag) not in said
        ]
        days = (moment - row.stage_since).days
        limit = row.stage.day_limit
        next_by, next_step = next_step_of(row, len(unread), user)
        found[row.pk] = Card(
            row,
            *flag_counts(flags, polarity),
            days=days,
            is_over=limit is not None and days > limit,
            next_by=next_by,
            next_step=next_step,
        )
    return found


STEPS = {
    StageKind.SOURCED: "write the first message",
    StageKind.APPLIED: "read the resume",
    StageKind.SCREEN: "hold the screen",
    StageKind.INTERVIEW: "hold the interviews",
    StageKind.DEBRIEF: "hold the debrief",
    StageKind.OFFER: "make the offer",
}


def next_step_of(application: Application, unreviewed: int, user: Any) -> tuple[str, str]:
    """(who, what) is next for an active application; unreviewed: yellow flags that nobody has judged."""
    screening = application.screening
    if application.resume_id is None:
        return "Candidate", "sends a resume"
    if screening is None or screening.state in READING:
        return "Greenflag", "reads the resume"
    owner = application.owner
    who = "Nobody yet" if owner is None else "You" if owner == user else owner.name
    if screening.state != ScreeningState.DONE:
        return who, "mend the file"
    if unreviewed:
        return who, "review 1 yellow flag" if unreviewed == 1 else f"review {unreviewed} yellow flags"
    return who, STEPS[StageKind(application.stage.kind)]


def count_wanted(columns: Sequence[Column]) -> Counter[str]:
    """Over all columns: "count" as wanted, "total" active, "over" their stage's limit."""
    found: Counter[str] = Counter()
    for column in columns:
        found.update(count=column.count, over=column.over, total=column.total or 0)
    return found


def address_of(item: BulkItem) -> str:
    """The page of the application that a row of a change to many made or changed."""
    return reverse("candidates:application", args=[item.before.get("application", item.target_id)])


def read_chosen(user: Any, job: Job, keys: Sequence[int]) -> list[Application]:
    """Those of the chosen applications that the user sees, by stage and name."""
    rows = Application.objects.visible_to(user).filter(job=job, pk__in=list(keys))
    rows = in_order(user, rows, ["stage__position", "name_order", "pk"])
    found = list(rows.select_related("candidate", "stage"))
    veil(user, found)
    return found


def names_of(user: Any, items: Iterable[BulkItem]) -> dict[int, str]:
    """What the rows of a change to many are called to the user now: item's key -> the person's name, or what stands for it.
    Rows whose application the user sees no more are left out."""
    targets = {item.pk: item.target_id for item in items}
    rows = Application.objects.visible_to(user).filter(pk__in=targets.values()).select_related("candidate")
    found = {row.pk: row for row in rows}
    veil(user, found.values())
    return {pk: found[target].candidate.shown_name for pk, target in targets.items() if target in found}

"""Reading jobs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from candidates.choices import ApplicationStatus, ScreeningState
from candidates.models import Application, Candidate, FlagResult, Job, JobMember, Resume, Screening
from candidates.models.querysets import LEADING_ROLES, Hidden
from candidates.queries.identity import name_order, veil
from recruiting.accounts.models import User


def list_jobs(user: Any, *, status: str = "") -> QuerySet[Job]:
    """The jobs that a user sees, newest first, each with `active_count`: its active applications, None where the
    user sees only those that they take part in (a smaller number would be false)."""
    active = Application.objects.visible_to(user).filter(job=OuterRef("pk"), status=ApplicationStatus.ACTIVE)
    counted = active.order_by().values("job").annotate(n=Count("pk")).values("n")
    jobs = Job.objects.visible_to(user).select_related("level", "department", "office")
    count = Coalesce(Subquery(counted), 0)
    if not user.is_recruiter:
        leading = JobMember.objects.filter(user=user, role__in=LEADING_ROLES).values("job")
        count = Case(When(pk__in=leading, then=count), default=None)
    jobs = jobs.annotate(active_count=count)
    return jobs.filter(status=status) if status else jobs


def with_hired(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Jobs with `hired`: how many people were hired for each."""
    rows = Application.objects.present().filter(job=OuterRef("pk"), status=ApplicationStatus.HIRED)
    counted = rows.order_by().values("job").annotate(n=Count("pk")).values("n")
    return jobs.annotate(hired=Coalesce(Subquery(counted), 0))


ROW = (
    *("job", "status", "reason_note", "resume", "applied_at", "stage_since", "version", "owner__name"),
    *("candidate__name", "candidate__headline", "candidate__read_name", "candidate__read_headline"),
    *("stage__job", "stage__name", "stage__kind", "stage__position", "stage__day_limit"),
    *("screening__state", "screening__months", "screening__level", "screening__background"),
    *("screening__ocr_pages", "screening__ocr_done"),
)
"""What of an application a row or a card shows or goes by: of the other columns there are forty."""


def list_applications(
    user: Any,
    job: Job,
    *,
    status: str = ApplicationStatus.ACTIVE,
    stage: int | None = None,
    hidden: Hidden = None,
) -> QuerySet[Application]:
    """A job's applications that a user sees, with what a row shows, and no more. status "" is all."""
    rows = Application.objects.visible_to(user, hidden=hidden).filter(job=job)
    if status:
        rows = rows.filter(status=status)
    if stage is not None:
        rows = rows.filter(stage=stage)
    return rows.select_related("candidate", "stage", "screening", "owner").only(*ROW)


def in_order(
    user: Any, rows: QuerySet[Application], columns: Sequence[str], *, hidden: Hidden = None
) -> QuerySet[Application]:
    """Applications sorted by columns, among them `known_months`, -1 where the years are unknown, since databases disagree
    about where NULL goes, and `name_order`, by name."""
    named = {column.removeprefix("-") for column in columns}
    if "known_months" in named:
        rows = rows.alias(known_months=Coalesce("screening__months", Value(Decimal(-1))))
    if "name_order" in named:
        rows = rows.alias(name_order=name_order(user, hidden=hidden))
    return rows.order_by(*columns)


def jobs_for(user: Any, candidate: Candidate) -> QuerySet[Job]:
    """The jobs that a user sees and that take this person: open, and the person is not on them."""
    taken = Application.objects.active().filter(candidate=candidate).values("job")
    return Job.objects.visible_to(user).open().exclude(pk__in=taken).order_by("title", "pk")


def same_requisition(user: Any, job: Job) -> list[Job]:
    """Other jobs with the job's requisition id that the user sees: a hint, since two may share one on purpose."""
    if not job.requisition_id:
        return []
    others = Job.objects.visible_to(user).filter(requisition_id__iexact=job.requisition_id)
    return list(others.exclude(pk=job.pk).order_by("-pk")[:5])


def count_by_stage(user: Any, job: Job, *, hidden: Hidden = None) -> dict[int, int]:
    """How many active visible applications stand in each stage of the job."""
    rows = Application.objects.visible_to(user, hidden=hidden)
    rows = rows.filter(job=job, status=ApplicationStatus.ACTIVE)
    return dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Place:
    """Where an application stands among the active ones of its stage, and its neighbours' keys, None at an end."""

    number: int
    total: int
    before: int | None
    after: int | None


def list_team(job: Job) -> QuerySet[User]:
    """Who may look after people on a job: its recruiters and hiring managers who can sign in. They see all of them."""
    leads = JobMember.objects.filter(job=job, role__in=LEADING_ROLES)
    return User.objects.active().filter(pk__in=leads.values("user")).order_by("name", "pk")


def place_in_stage(user: Any, application: Application, *, hidden: Hidden = None) -> Place:
    """The place of an application in its stage, who waits longest first."""
    rows = Application.objects.visible_to(user, hidden=hidden).filter(
        job=application.job_id, stage=application.stage_id, status=ApplicationStatus.ACTIVE
    )
    since, pk = application.stage_since, application.pk
    is_before = Q(stage_since__lt=since) | Q(stage_since=since, pk__lt=pk)
    before = rows.filter(is_before)
    after = rows.filter(Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=pk))
    counts = rows.aggregate(before=Count("pk", filter=is_before), total=Count("pk"))
    return Place(
        number=counts["before"] + 1,
        total=counts["total"],
        before=before.order_by("-stage_since", "-pk").values_list("pk", flat=True).first(),
        after=after.order_by("stage_since", "pk").values_list("pk", flat=True).first(),
    )


def files_that_need_a_person(
    user: Any, job: Job | None, *, most: int = 20, hidden: Hidden = None
) -> list[Screening]:
    """Uploads that became no application: unreadable, failed or cancelled ones, and what still waits; newest first.

    job: one that the user manages, and so sees all files of; None: the user's own files without a job.
    """
    resumes = Resume.objects.visible_to(user, hidden=hidden) if job is None else Resume.objects.present()
    resumes = resumes.filter(job=job, candidate=None, makes_candidate=True)
    rows = (
        Screening.objects.filter(resume__in=resumes.values("pk"))
        .filter(~Q(state=ScreeningState.DONE))
        .select_related("resume__job")
        .defer("report")
        .order_by("-pk")
    )
    found = list(rows[:most])
    veil(user, [row.resume for row in found], hidden=hidden)
    return found


def list_members(job: Job) -> QuerySet[JobMember]:
    """Who is what on a job."""
    return job.members.select_related("user").order_by("role", "user__name", "pk")


def read_holding(applications: Iterable[Application]) -> dict[int | None, list[str]]:
    """The codes of the flags that hold, by the key of each application's screening. One query."""
    screenings = [row.screening_id for row in applications if row.screening_id]
    rows = FlagResult.objects.filter(holds=True, screening__in=screenings)
    found: dict[int | None, list[str]] = defaultdict(list)
    for screening, flag in rows.values_list("screening", "flag"):
        found[screening].append(flag)
    return found


def flag_counts(holding: Iterable[str], polarity: Mapping[str, str]) -> tuple[int, int]:
    """(green, yellow) of the flags with these codes. polarity: code -> green or yellow."""
    kinds = [polarity.get(flag) for flag in holding]
    return kinds.count("green"), kinds.count("yellow")

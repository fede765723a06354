"""Reading jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from candidates.choices import ApplicationStatus, ScreeningState
from candidates.models import Application, Candidate, FlagResult, Job, JobMember, Resume, Screening
from candidates.models.querysets import LEADING_ROLES
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


def list_applications(
    user: Any, job: Job, *, status: str = ApplicationStatus.ACTIVE, stage: int | None = None
) -> QuerySet[Application]:
    """A job's applications that a user sees, with what a row shows. status "" is all.

    `known_months` is for sorting: -1 where the years are unknown, since databases disagree about where NULL goes;
    `name_order` for sorting by name.
    """
    rows = Application.objects.visible_to(user).filter(job=job)
    if status:
        rows = rows.filter(status=status)
    if stage is not None:
        rows = rows.filter(stage=stage)
    holding = FlagResult.objects.filter(holds=True).only("screening_id", "flag")
    return (
        rows.annotate(known_months=Coalesce("screening__months", Value(Decimal(-1))))
        .alias(name_order=name_order(user))
        .select_related("candidate", "stage", "screening", "owner")
        .defer("screening__report")
        .prefetch_related(Prefetch("screening__flags", queryset=holding, to_attr="holding"))
    )


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


def count_by_stage(user: Any, job: Job) -> dict[int, int]:
    """How many active visible applications stand in each stage of the job."""
    rows = Application.objects.visible_to(user).filter(job=job, status=ApplicationStatus.ACTIVE)
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


def place_in_stage(user: Any, application: Application) -> Place:
    """The place of an application in its stage, who waits longest first."""
    rows = Application.objects.visible_to(user).filter(
        job=application.job_id, stage=application.stage_id, status=ApplicationStatus.ACTIVE
    )
    since, pk = application.stage_since, application.pk
    before = rows.filter(Q(stage_since__lt=since) | Q(stage_since=since, pk__lt=pk))
    after = rows.filter(Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=pk))
    return Place(
        number=before.count() + 1,
        total=rows.count(),
        before=before.order_by("-stage_since", "-pk").values_list("pk", flat=True).first(),
        after=after.order_by("stage_since", "pk").values_list("pk", flat=True).first(),
    )


def files_that_need_a_person(user: Any, job: Job | None, *, most: int = 20) -> list[Screening]:
    """Uploads that became no application: unreadable, failed or cancelled ones, and what still waits; newest first."""
    resumes = Resume.objects.visible_to(user).filter(job=job, candidate=None, makes_candidate=True)
    rows = (
        Screening.objects.filter(resume__in=resumes.values("pk"))
        .filter(~Q(state=ScreeningState.DONE))
        .select_related("resume__job")
        .defer("report")
        .order_by("-pk")
    )
    found = list(rows[:most])
    veil(user, [row.resume for row in found])
    return found


def list_members(job: Job) -> QuerySet[JobMember]:
    """Who is what on a job."""
    return job.members.select_related("user").order_by("role", "user__name", "pk")


def flag_counts(application: Application, polarity: Mapping[str, str]) -> tuple[int, int]:
    """(green, yellow) flags that hold, for a row of list_applications. polarity: code -> green or yellow."""
    holding = application.screening.holding if application.screening else []
    kinds = [polarity.get(result.flag) for result in holding]
    return kinds.count("green"), kinds.count("yellow")

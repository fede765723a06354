"""What may be done with jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from candidates.actions.needs import set_needs
from candidates.choices import DEFAULT_PIPELINE, JobRole, JobStatus
from candidates.models import Job, JobMember, JobTemplate, PipelineChange, Stage, StageVisit
from candidates.queries.drafts import draft_description
from candidates.validators import clean_role_answers
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record
from rubrics.models import Activity, Level, RoleProfile

JOB_FIELDS = (
    "title",
    "requisition_id",
    "role_profile",
    "level",
    "department",
    "office",
    "description",
    "headcount",
    "confidential",
    "role_answers",
    "blind_until",
)
_TAKES_NOBODY = {
    JobStatus.DRAFT: "This job is a draft. Open it to add people.",
    JobStatus.PAUSED: "This job is paused: nobody new comes on it. Open it again to add people.",
    JobStatus.CLOSED: "This job is closed. Open it again to add people.",
}
_CHANGED = "Somebody else changed this job meanwhile."


@transaction.atomic
def create_job(
    *,
    by: Any,
    title: str = "",
    template: JobTemplate | None = None,
    activities: Mapping[str, str] | None = None,
    stages: Sequence[Mapping[str, Any]] | None = None,
    hiring_manager: Any = None,
    now: datetime | None = None,
    **values: Any,
) -> Job:
    """Make a draft job; `by` becomes its recruiter, hiring_manager its hiring manager. values: others of JOB_FIELDS.

    template: what is not given begins as it says, with a description drafted where it has none. activities: an
    activity's code -> must, nice or not_needed. stages: each {"name", "kind", "day_limit"}; else the template's or
    the usual ones. Raises Denied, or Invalid on the field that can't stay.
    """
    require(by, "candidates.create_job")
    values = _known(values)
    if values.get("blind_until") is not None:
        raise Invalid("blind_until", "other_job", "A new job has no stages yet: say it once they are there.")
    if template is not None:
        title, activities, values = _begun(template, title, activities or {}, values)
        stages = stages or template.stages
    job = check_row(Job(title=title.strip(), **values))
    job.save()
    if activities:
        set_needs(job, activities)
    for number, row in enumerate(stages or _usual_stages(), start=1):
        check_row(Stage(job=job, position=10 * number, **row)).save()
    JobMember.objects.create(job=job, user=by, role=JobRole.RECRUITER)
    record(
        names.JOB_CREATED,
        job,
        by=by,
        job=job.pk,
        codes={"template": template.pk} if template is not None else {},
    )
    if hiring_manager is not None:
        add_member(job=job, by=by, user=hiring_manager, role=JobRole.HIRING_MANAGER)
    return job


def _begun(
    template: JobTemplate, title: str, activities: Mapping[str, str], values: dict[str, Any]
) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Title, needs and values of a new job: the template's where nothing is given. What the guide no longer has
    stays undecided."""
    known = set(Activity.objects.values_list("code", flat=True))
    needs = {code: need for code, need in template.needs.items() if code in known} | dict(activities)
    begun: dict[str, Any] = {
        "role_profile": RoleProfile.objects.filter(code=template.role).first(),
        "level": Level.objects.filter(code=template.level).first(),
        **values,
    }
    title = title.strip() or template.title
    if not begun.get("description"):
        begun["description"] = template.description or draft_description(
            title=title, level=begun["level"], needs=needs
        )
    return title, needs, begun


def _usual_stages() -> list[dict[str, Any]]:
    return [{"name": name, "kind": kind, "day_limit": days} for name, kind, days in DEFAULT_PIPELINE]


def require_open(job: Job) -> None:
    """Raise Conflict (job_draft, job_paused, job_closed) unless the job takes people: only an open one does.

    Whoever is on it goes on, whatever its status, and a file that came while it was open becomes an application.
    """
    status = JobStatus(job.status)
    if status in _TAKES_NOBODY:
        raise Conflict(f"job_{status.value}", _TAKES_NOBODY[status])


@transaction.atomic
def change_job(
    *,
    job: Job,
    by: Any,
    version: int | None = None,
    activities: Mapping[str, str] | None = None,
    **values: Any,
) -> Job:
    """Change some of JOB_FIELDS, and how much the job needs some activities (code -> must, nice or not_needed).

    version: the one that was read. Raises Conflict if somebody was faster, Invalid on the field that can't stay.
    """
    require(by, "candidates.change_job", job)
    values = _known(values)
    fresh = Job.objects.get(pk=job.pk)
    _expect(fresh, version)
    changed = [name for name, value in values.items() if getattr(fresh, name) != value]
    needs_changed = set_needs(fresh, activities or {})
    if not changed and not needs_changed:
        return fresh
    if values.get("confidential") and not (by.is_admin or fresh.members.filter(user=by).exists()):
        raise Invalid(
            "confidential", "not_on_team", "You would lose sight of this job. Add yourself to its team first."
        )
    codes = _blinding(fresh, by, values["blind_until"]) if "blind_until" in changed else {}
    for name in changed:
        setattr(fresh, name, values[name])
    check_row(fresh)
    _claim_version(fresh)
    fresh.save(update_fields=[*changed, "updated_at"])
    fields = [*changed, "activities"] if needs_changed else changed
    record(names.JOB_CHANGED, fresh, by=by, job=fresh.pk, fields=fields, codes=codes)
    return fresh


def _blinding(job: Job, by: Any, stage: Stage | None) -> dict[str, int]:
    """The event's codes for another stage from which on names are shown. Raises Invalid for a foreign stage, and for a
    recruiter who would show them earlier."""
    before = job.blind_until
    if stage is not None and stage.job_id != job.pk:
        raise Invalid("blind_until", "other_job", "Choose a stage of this job.")
    if before and not by.is_admin and (stage is None or stage.position < before.position):
        raise Invalid(
            "blind_until", "admin", f"Names are hidden until {before.name}: only an admin shows them earlier."
        )
    found = {"from": before.pk if before else None, "to": stage.pk if stage else None}
    return {name: pk for name, pk in found.items() if pk is not None}


@transaction.atomic
def change_pipeline(
    *, job: Job, by: Any, stages: Sequence[Mapping[str, Any]], version: int | None = None
) -> None:
    """Set a job's stages in order: each {"id" or None, "name", "kind", "day_limit"}. A stage left out is removed.

    version: the job's that was read. Raises Conflict if somebody was faster, or if a removed stage still has
    applications or a past; Invalid without any stage.
    """
    require(by, "candidates.change_job", job)
    fresh = Job.objects.get(pk=job.pk)
    _expect(fresh, version)
    if not stages:
        raise Invalid("stages", "required", "A pipeline needs at least one stage.")
    names_seen = [stage["name"].strip().casefold() for stage in stages]
    if len(set(names_seen)) < len(names_seen):
        raise Invalid("stages", "unique", "Two stages have the same name.")
    present = {stage.pk: stage for stage in job.stages.all()}
    given = [stage["id"] for stage in stages if stage.get("id")]
    kept = set(given)
    if len(kept) < len(given):
        raise Invalid("stages", "unique", "One stage came twice. Load the page again.")
    if unknown := kept - present.keys():
        raise Invalid("stages", "unknown", f"This job has no stage {min(unknown)}.")
    _check_blind(fresh, by, [stage.get("id") for stage in stages])
    for stage in present.values():
        if stage.pk not in kept:
            _remove_stage(stage)
    for stage in present.values():  # frees the names, so that two stages can swap theirs
        if stage.pk in kept:
            Stage.objects.filter(pk=stage.pk).update(name=f"\x1f{stage.pk}")
    for number, wanted in enumerate(stages, start=1):
        row = present.get(wanted.get("id")) or Stage(job=job)
        row.name, row.kind = wanted["name"].strip(), wanted["kind"]
        row.day_limit, row.position = wanted.get("day_limit"), 10 * number
        check_row(row).save()
    _claim_version(fresh)
    fresh.save(update_fields=["updated_at"])
    record(names.JOB_CHANGED, fresh, by=by, job=fresh.pk, fields=["stages"])


def _check_blind(job: Job, by: Any, order: Sequence[int | None]) -> None:
    """Raise Conflict if a changed pipeline would show people before the stage until which the job hides them."""
    if job.blind_until is None or by.is_admin:
        return
    hiding = set(job.stages.filter(position__lt=job.blind_until.position).values_list("pk", flat=True))
    last = order.index(job.blind_until_id) if job.blind_until_id in order else -1
    if not hiding & set(order) <= set(order[: max(last, 0)]):
        raise Conflict(
            "blind",
            f"Names are hidden until {job.blind_until.name}: it stays, and stages before it stay before it. "
            "Only an admin shows names earlier.",
        )


def _remove_stage(stage: Stage) -> None:
    visits, changes = (model.objects.filter(stage=stage) for model in (StageVisit, PipelineChange))
    if stage.applications.exists() or visits.exists() or changes.exists():
        raise Conflict(
            "stage_in_use",
            f"People are or were in the stage “{stage.name}”: rename it instead of removing it.",
        )
    stage.delete()


@transaction.atomic
def open_job(*, job: Job, by: Any, now: datetime | None = None) -> None:
    """Open a draft, paused or closed job. Raises Conflict if it is open."""
    _to_status(
        job,
        by,
        JobStatus.OPEN,
        names.JOB_OPENED,
        (JobStatus.DRAFT, JobStatus.PAUSED, JobStatus.CLOSED),
        opened_at=now or timezone.now(),
        closed_at=None,
        close_reason="",
    )


@transaction.atomic
def pause_job(*, job: Job, by: Any) -> None:
    """Pause an open job: nobody new comes on it, those on it go on. Raises Conflict if it is not open."""
    _to_status(job, by, JobStatus.PAUSED, names.JOB_PAUSED, (JobStatus.OPEN,))


@transaction.atomic
def close_job(*, job: Job, by: Any, reason: str, now: datetime | None = None) -> None:
    """Close a job with a reason. Raises Invalid without one, Conflict if it is closed."""
    if not reason.strip():
        raise Invalid("reason", "required", "Say why the job is closed.")
    _to_status(
        job,
        by,
        JobStatus.CLOSED,
        names.JOB_CLOSED,
        (JobStatus.DRAFT, JobStatus.OPEN, JobStatus.PAUSED),
        closed_at=now or timezone.now(),
        close_reason=reason.strip()[:200],
    )


def _to_status(job: Job, by: Any, status: str, verb: str, before: Sequence[str], **values: Any) -> None:
    require(by, "candidates.change_job", job)
    changed = Job.objects.filter(pk=job.pk, status__in=before)
    if not changed.update(status=status, version=F("version") + 1, updated_at=timezone.now(), **values):
        now = JobStatus(Job.objects.values_list("status", flat=True).get(pk=job.pk))
        raise Conflict("status", f"The job is {now.label.lower()}, so this can't be done now.")
    record(verb, job, by=by, job=job.pk)


@transaction.atomic
def add_member(*, job: Job, by: Any, user: Any, role: str) -> JobMember:
    """Give a person a role on the job. Raises Invalid if they have it or can't sign in."""
    require(by, "candidates.change_job", job)
    if not user.is_active or user.role == "auditor":
        raise Invalid("user", "inactive", "Choose a colleague who can sign in; auditors take part in no job.")
    member = check_row(JobMember(job=job, user=user, role=role))
    member.save()
    record(names.JOB_MEMBER_ADDED, job, by=by, job=job.pk, codes={"user": user.pk, "role": role})
    return member


@transaction.atomic
def remove_member(*, member: JobMember, by: Any) -> None:
    """Take a person's role on the job away."""
    require(by, "candidates.change_job", member.job)
    if not JobMember.objects.filter(pk=member.pk).delete()[0]:
        raise Conflict("gone", "This person was taken off the job already.")
    record(
        names.JOB_MEMBER_REMOVED,
        member.job,
        by=by,
        job=member.job_id,
        codes={"user": member.user_id, "role": member.role},
    )


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := values.keys() - set(JOB_FIELDS):
        raise TypeError(f"a job has no field {min(unknown)!r}")
    known: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    if "role_answers" in known:
        known["role_answers"] = clean_role_answers(known["role_answers"])
    return known


def _expect(job: Job, version: int | None) -> None:
    if version is not None and job.version != version:
        raise Conflict("changed", _CHANGED)


def _claim_version(job: Job) -> None:
    """Count the version up only if nobody did since it was read."""
    if not Job.objects.filter(pk=job.pk, version=job.version).update(version=F("version") + 1):
        raise Conflict("changed", _CHANGED)
    job.version += 1

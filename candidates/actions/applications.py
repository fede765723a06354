"""What may be done with applications. People do it; no rule does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from candidates.actions.endings import tell_ended
from candidates.actions.holding import hold_person
from candidates.actions.jobs import require_open
from candidates.choices import ApplicationStatus, RejectionSide, StageKind
from candidates.models import Application, Candidate, Job, RejectionReason, Resume, Source, Stage, StageVisit
from candidates.queries.applications import is_untouched
from candidates.queries.jobs import list_team
from candidates.queries.people import current_screening, latest_screening, newest_resume
from recruiting.accounts.models import User
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

_ALREADY_ACTIVE = "This person has an active application for this job already."
_MOVED_ON = "Somebody else changed this application meanwhile."


@transaction.atomic
def create_application(
    *,
    candidate: Candidate,
    job: Job,
    by: Any,
    resume: Resume | None = None,
    source: Source | None = None,
    now: datetime | None = None,
) -> Application:
    """Put a person into the first stage of an open job, with their resume and its screening.

    resume: by default the newest one that `by` sees. Raises Denied, Conflict if the job is not open or they have an
    active application for it.
    """
    require(by, "candidates.create_application", job)
    require(by, "candidates.see_candidate", candidate)
    require_open(job)
    resume = resume or newest_resume(by, candidate)
    application = start_application(
        candidate=candidate, job=job, by=by, resume=resume, source=source, now=now
    )
    if resume is not None:
        application.screening = latest_screening(resume)
        application.save(update_fields=["screening"])
    return application


def start_application(
    *,
    candidate: Candidate,
    job: Job,
    by: Any,
    resume: Resume | None = None,
    source: Source | None = None,
    now: datetime | None = None,
) -> Application:
    """What create_application does once the right and the job were checked. Runs in the caller's transaction."""
    candidate = hold_person(candidate)
    if Application.objects.active().filter(candidate=candidate, job=job).exists():
        raise Conflict("already_active", _ALREADY_ACTIVE)
    application = new_application(candidate=candidate, job=job, by=by, resume=resume, source=source, now=now)
    begin_applications([check_row(application)])
    return application


def new_application(
    *,
    candidate: Candidate,
    job: Job,
    by: Any,
    resume: Resume | None,
    source: Source | None = None,
    stage: Stage | None = None,
    now: datetime | None = None,
) -> Application:
    """An application in the job's first stage, not written yet. Raises Conflict if the job has no stages.

    stage: the first one, where the caller knows it.
    """
    moment = now or timezone.now()
    return Application(
        candidate=candidate,
        job=job,
        stage=stage or first_stage(job),
        owner=by,
        source=source,
        resume=resume,
        applied_at=moment,
        stage_since=moment,
    )


def begin_applications(applications: Sequence[Application]) -> None:
    """Write new applications, each with its first visit and event by its owner, in the caller's transaction.

    The worker calls it for uploaded resumes: all was checked when the files came, and the database refuses the rest.
    """
    Application.objects.bulk_create(applications)
    StageVisit.objects.bulk_create(
        StageVisit(
            application=application,
            stage=application.stage,
            entered_at=application.stage_since,
            by=application.owner,
        )
        for application in applications
    )
    for application in applications:
        codes = {"stage": application.stage_id}
        record(
            names.APPLICATION_CREATED,
            application,
            by=application.owner,
            job=application.job_id,
            codes=codes,
        )


def first_stage(job: Job) -> Stage:
    """The stage in which applications begin: the first that is not for people who were only sought."""
    stages: list[Stage] = list(job.stages.order_by("position", "pk"))
    if not stages:
        raise Conflict("no_stage", "This job has no stages. Give it a pipeline first.")
    return next((stage for stage in stages if stage.kind != StageKind.SOURCED), stages[0])


@transaction.atomic
def move_application(
    *,
    application: Application,
    by: Any,
    stage: Stage,
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """Move an active application to another stage of its job.

    version: the one that was read. Raises Denied, Invalid for a foreign stage, Conflict if it is not active,
    is in that stage already, or somebody moved it meanwhile.
    """
    require(by, "candidates.move_application", application)
    if stage.job_id != application.job_id:
        raise Invalid("stage", "other_job", "Choose a stage of this job.")
    fresh = read_active(application, version)
    if fresh.stage_id == stage.pk:
        raise Conflict("same_stage", f"The application is in {stage.name} already.")
    bring_to_stage(fresh, by=by, stage=stage, moment=now or timezone.now())
    return Application.objects.get(pk=fresh.pk)


def bring_to_stage(fresh: Application, *, by: Any, stage: Stage, moment: datetime) -> None:
    """What move_application does once the right and the state were checked. Runs in the caller's transaction."""
    update_application(fresh, stage=stage, stage_since=moment)
    StageVisit.objects.filter(application=fresh, left_at=None).update(left_at=moment)
    StageVisit.objects.create(application=fresh, stage=stage, entered_at=moment, by=by)
    codes = {"from": fresh.stage_id, "to": stage.pk}
    record(names.APPLICATION_MOVED, fresh, by=by, job=fresh.job_id, codes=codes)


@transaction.atomic
def undo_move(*, application: Application, by: Any, version: int) -> Application:
    """Take the newest move back, as if it had not been: the stay in the stage before goes on from when it began.

    version: the application's after that move. Raises Denied, Conflict if anything changed since or nobody moved it.
    """
    require(by, "candidates.move_application", application)
    fresh = read_fresh(application, version)
    stays = list(StageVisit.objects.filter(application=fresh).select_related("stage").order_by("-pk")[:2])
    if fresh.status != ApplicationStatus.ACTIVE or len(stays) < 2:
        raise Conflict("nothing_to_undo", "There is no move to take back.")
    bring_back(fresh, by=by, wrong=stays[0], before=stays[1])
    return Application.objects.get(pk=fresh.pk)


def bring_back(fresh: Application, *, by: Any, wrong: StageVisit, before: StageVisit, **values: Any) -> None:
    """Undo the newest stay, in the caller's transaction; values: what else changes on the application."""
    update_application(fresh, stage=before.stage, stage_since=before.entered_at, **values)
    wrong.delete()
    StageVisit.objects.filter(pk=before.pk).update(left_at=None)
    codes = {"from": wrong.stage_id, "to": before.stage_id}
    record(names.APPLICATION_MOVE_UNDONE, fresh, by=by, job=fresh.job_id, codes=codes)


@transaction.atomic
def remove_application(
    *, application: Application, by: Any, version: int | None = None, now: datetime | None = None
) -> None:
    """Undo create_application: the person was put on a job by mistake. Only while nothing was done with it.

    Raises Denied, Conflict if it was moved, ended, written about or reviewed, or came with an upload to the job:
    then it is the upload that is deleted.
    """
    require(by, "candidates.move_application", application)
    fresh = read_fresh(application, version)
    if not is_untouched(fresh):
        raise Conflict(
            "touched",
            "Something was done with this application, so it stays. Reject it, or record a withdrawal.",
        )
    update_application(fresh, deleted_at=now or timezone.now())
    record(names.APPLICATION_REMOVED, fresh, by=by, job=fresh.job_id)


@transaction.atomic
def assign_application(
    *, application: Application, by: Any, owner: User | None, version: int | None = None
) -> Application:
    """Say who of the job's team looks after an active application, or that nobody does.

    Raises Denied, Invalid for somebody who is not on the team, Conflict if it is not active or changed meanwhile.
    """
    require(by, "candidates.move_application", application)
    require_on_team(application.job, owner)
    return _assign(application, by, owner, version)


def require_on_team(job: Job, owner: User | None) -> None:
    """Raises Invalid for an owner who may not look after the job's people; nobody may."""
    if owner is not None and not list_team(job).filter(pk=owner.pk).exists():
        raise Invalid("owner", "not_on_team", "Choose a recruiter or hiring manager of this job.")


@transaction.atomic
def undo_assign(*, application: Application, by: Any, owner: User | None, version: int) -> Application:
    """Give an application back to whom it had before, also to somebody who is not on the team.

    version: the application's after it was assigned. Raises Denied, Conflict if anything changed since.
    """
    require(by, "candidates.move_application", application)
    return _assign(application, by, owner, version)


def _assign(application: Application, by: Any, owner: User | None, version: int | None) -> Application:
    fresh = read_active(application, version)
    if fresh.owner_id == (owner.pk if owner else None):
        return fresh
    update_application(fresh, owner=owner)
    codes = {"owner": owner.pk if owner else None}
    record(names.APPLICATION_ASSIGNED, fresh, by=by, job=fresh.job_id, codes=codes)
    return Application.objects.get(pk=fresh.pk)


@transaction.atomic
def use_resume(
    *, application: Application, by: Any, resume: Resume | None, version: int | None = None
) -> Application:
    """Let an active application stand on another of its person's resumes, with that one's screening. Undone by the same.

    resume: None for none, as before the first one was chosen. What was said of the other one's flags stays with it.
    Raises Denied, Invalid for somebody else's or a deleted one, Conflict if the application is not active, stands on this
    one, or changed meanwhile.
    """
    require(by, "candidates.move_application", application)
    if resume is not None and (resume.candidate_id != application.candidate_id or resume.deleted_at):
        raise Invalid("resume", "other_person", "Choose one of this person's resumes.")
    fresh = read_active(application, version)
    former, chosen = fresh.resume_id, resume.pk if resume else None
    if former == chosen:
        raise Conflict("same_resume", "The application stands on this resume already.")
    update_application(fresh, resume=resume, screening=current_screening(resume) if resume else None)
    codes = {"former": former, "chosen": chosen}
    record(names.APPLICATION_RESUME_CHOSEN, fresh, by=by, job=fresh.job_id, codes=codes)
    return Application.objects.get(pk=fresh.pk)


@transaction.atomic
def reject_application(
    *,
    application: Application,
    by: Any,
    reason: RejectionReason | None,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """End an active application with a reason of our side. Raises Denied, Invalid without one, Conflict if it ended."""
    require(by, "candidates.move_application", application)
    if reason is None or reason.retired_at or reason.side != RejectionSide.US:
        raise Invalid("reason", "required", "Choose the reason for the rejection.")
    return _end(
        application, by, ApplicationStatus.REJECTED, names.APPLICATION_REJECTED, version, now, reason, note
    )


@transaction.atomic
def withdraw_application(
    *,
    application: Application,
    by: Any,
    reason: RejectionReason | None = None,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Application:
    """End an active application because the person withdrew, with a reason of their side if they gave one.

    Raises Denied, Invalid for a reason of ours, Conflict if it ended.
    """
    require(by, "candidates.move_application", application)
    if reason is not None and (reason.retired_at or reason.side != RejectionSide.THEM):
        raise Invalid("reason", "other_side", "Choose one of the reasons that people give.")
    return _end(
        application, by, ApplicationStatus.WITHDRAWN, names.APPLICATION_WITHDRAWN, version, now, reason, note
    )


@transaction.atomic
def reopen_application(*, application: Application, by: Any, version: int | None = None) -> Application:
    """Undo a rejection or withdrawal: the application is active again in the stage where it ended.

    Raises Denied, Conflict if it is active, hired, or the person has another active one for the job.
    """
    require(by, "candidates.move_application", application)
    fresh = read_fresh(application, version)
    if fresh.status not in (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN):
        raise Conflict("not_ended", "Only a rejected or withdrawn application can be reopened.")
    others = Application.objects.active().filter(candidate=fresh.candidate_id, job=fresh.job_id)
    if others.exists():
        raise Conflict("other_active", "This person has another active application for this job.")
    update_application(fresh, status=ApplicationStatus.ACTIVE, reason=None, reason_note="", closed_at=None)
    record(names.APPLICATION_REOPENED, fresh, by=by, job=fresh.job_id)
    return Application.objects.get(pk=fresh.pk)


def _end(
    application: Application,
    by: Any,
    status: str,
    verb: str,
    version: int | None,
    now: datetime | None,
    reason: RejectionReason | None,
    note: str,
) -> Application:
    fresh = read_fresh(application, version)
    if fresh.status != ApplicationStatus.ACTIVE:
        raise Conflict("not_active", f"The application is {fresh.get_status_display().lower()} already.")
    moment = now or timezone.now()
    update_application(fresh, status=status, reason=reason, reason_note=note.strip()[:1000], closed_at=moment)
    record(verb, fresh, by=by, job=fresh.job_id, codes={"reason": reason.pk} if reason else {})
    tell_ended(fresh, by=by, now=moment)
    return Application.objects.get(pk=fresh.pk)


def read_fresh(application: Application, version: int | None) -> Application:
    """The application as it is now. Raises Conflict if it is gone, or no longer at the version that was read."""
    fresh: Application | None = Application.objects.present().filter(pk=application.pk).first()
    if fresh is None or (version is not None and fresh.version != version):
        raise Conflict("changed", _MOVED_ON)
    return fresh


def read_active(application: Application, version: int | None) -> Application:
    """read_fresh() of an application that goes on. Raises Conflict for one that has ended, too."""
    fresh = read_fresh(application, version)
    if fresh.status != ApplicationStatus.ACTIVE:
        raise Conflict(
            "not_active", f"The application is {fresh.get_status_display().lower()}: reopen it first."
        )
    return fresh


def update_application(fresh: Application, **values: Any) -> None:
    """One conditional UPDATE on the version that was read: of two people the second is told."""
    rows = Application.objects.filter(pk=fresh.pk, version=fresh.version, deleted_at=None)
    if not rows.update(version=F("version") + 1, updated_at=timezone.now(), **values):
        raise Conflict("changed", _MOVED_ON)

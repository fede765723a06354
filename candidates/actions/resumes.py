"""What may be done with resumes: receive, download, delete and bring back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from candidates.actions.holding import hold_person
from candidates.actions.jobs import require_open
from candidates.actions.screenings import (
    cancel_screenings_of,
    queue_screening,
    retry_screening,
    screening_allowed,
)
from candidates.actions.searching import forget_texts, index_document
from candidates.choices import JobStatus, ScreeningState
from candidates.models import Application, Candidate, Job, Resume, Screening
from candidates.queries.applications import why_it_stays
from candidates.validators import clean_file_name
from recruiting.accounts.models import User
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from recruiting.uploads import most_bytes

TOO_WEAK = (
    "This server can't read files safely, so it takes none. Its operator finds the reason under /readyz."
)


@dataclass(frozen=True)
class Received:
    """What became of a file that came in. known: these bytes were here already, nothing was stored again."""

    resume: Resume
    screening: Screening
    known: bool


def too_large_words() -> str:
    """What is said of a file over the limit."""
    return f"Larger than {settings.MAX_UPLOAD_MB} MB, so it was not kept. Save it smaller, or choose another file."


def check_size(size: int) -> None:
    """Raise Invalid (too_large) for more than MAX_UPLOAD_MB."""
    if size > most_bytes():
        raise Invalid("file", "too_large", too_large_words())


def receive_resume(
    *,
    data: bytes,
    name: str,
    by: Any,
    job: Job | None = None,
    makes_candidate: bool = True,
    candidate: Candidate | None = None,
    as_of: date | None = None,
    now: datetime | None = None,
) -> Received:
    """Keep a file and queue its screening. The same bytes on the same job are recognised, not stored twice.

    makes_candidate: whether reading it makes a candidate (and, with a job, an application). candidate: the person
    whose file it is: it becomes theirs, and that of their active applications without a resume. as_of: the date to
    screen at; the day of receipt (UTC) if not given. Raises Denied, Invalid (too_large), Conflict if the job is
    not open, the sandbox is too weak to read uploads, or the person is not on that job.
    """
    require(by, "candidates.upload_resume", job)
    if candidate is not None:
        require(by, "candidates.change_candidate", candidate)
        if job is not None and not candidate.applications.active().filter(job=job).exists():
            raise Conflict("not_active", "This person's application is not active: reopen it first.")
    check_size(len(data))
    if job is not None and (candidate is None or job.status == JobStatus.CLOSED):
        require_open(job)  # whoever is on a paused job may still send a newer resume
    if not screening_allowed():
        raise Conflict("sandbox_too_weak", TOO_WEAK)
    stored = default_storage.save(new_key(), ContentFile(data))
    try:
        with transaction.atomic():
            received = _register(
                data, name, stored, by, job, makes_candidate, candidate, as_of, now or timezone.now()
            )
    except BaseException:
        default_storage.delete(stored)  # no row points at it
        raise
    if received.known:
        default_storage.delete(stored)
    return received


def _register(
    data: bytes,
    name: str,
    stored: str,
    by: Any,
    job: Job | None,
    makes_candidate: bool,
    candidate: Candidate | None,
    as_of: date | None,
    moment: datetime,
) -> Received:
    digest = hashlib.sha256(data).hexdigest()
    # Serialises uploads of one file to one job on PostgreSQL; SQLite's IMMEDIATE transactions do so anyway.
    list((Job.objects.filter(pk=job.pk) if job else User.objects.filter(pk=by.pk)).select_for_update())
    known = find_known(digest, job=job, makes_candidate=makes_candidate, user=by)
    if known is not None and candidate in (None, known.candidate):
        return Received(known, queue_screening(resume=known, as_of=as_of, by=by), known=True)
    person = candidate or (_same_person(digest, by) if makes_candidate else None)
    person = hold_person(person) if person else None
    resume = Resume.objects.create(
        file=stored,
        file_name=clean_file_name(name),
        size=len(data),
        sha256=digest,
        job=job,
        candidate=person,
        makes_candidate=makes_candidate,
        uploaded_by=by,
        received_at=moment,
    )
    record(names.RESUME_RECEIVED, resume, by=by, job=job.pk if job else None)
    screening = queue_screening(resume=resume, as_of=as_of, by=by)
    if candidate is not None and person is not None:
        _give_to_applications(screening, person, by)
    return Received(resume, screening, known=False)


def _give_to_applications(screening: Screening, candidate: Candidate, by: Any) -> None:
    """The person's active applications that `by` manages and that have no resume yet, or one that can't be read,
    get the resume of this screening."""
    bare = Application.objects.active().filter(candidate=candidate).select_related("job")
    bare = bare.filter(
        Q(resume=None) | Q(screening__state__in=(ScreeningState.UNREADABLE, ScreeningState.FAILED))
    )
    mine = [row.pk for row in bare if allowed(by, "candidates.move_application", row)]
    Application.objects.filter(pk__in=mine).update(
        resume=screening.resume, screening=screening, updated_at=timezone.now()
    )


def find_known(digest: str, *, job: Job | None, makes_candidate: bool, user: Any) -> Resume | None:
    """The resume with these bytes on this job (or in the pool) that the user may see, if any."""
    rows = Resume.objects.visible_to(user).filter(sha256=digest, job=job)
    if job is None:
        rows = rows.filter(makes_candidate=makes_candidate)
    return rows.order_by("pk").first()


def _same_person(digest: str, user: Any) -> Candidate | None:
    """Whose file these bytes are: an identical file is the same person's, on whichever job it came first."""
    people = Candidate.objects.visible_to(user).filter(resumes__sha256=digest, resumes__deleted_at=None)
    return people.order_by("pk").first()


def new_key() -> str:
    """Where a file is stored: random, so that neither its name nor its content shows in a path (sec A44)."""
    key = secrets.token_hex(32)
    return f"{key[:2]}/{key}"


@transaction.atomic
def record_download(*, resume: Resume, by: Any) -> None:
    """Write down that somebody took the original file. The caller has found the resume by visible_to(by)."""
    record(names.RESUME_DOWNLOADED, resume, by=by, job=resume.job_id)


@transaction.atomic
def delete_resume(*, resume: Resume, by: Any, now: datetime | None = None) -> None:
    """Take a wrong upload away, with the application it began and a candidate who came with nothing else.

    restore_resume brings all of it back. Raises Denied, Conflict if it is gone, if an application with it has
    ended (what was decided on stays), or if the person was put on another job with it.
    """
    require(by, "candidates.delete_resume", resume)
    moment = now or timezone.now()
    if kept := why_it_stays(resume):
        raise Conflict(*kept)
    if not Resume.objects.filter(pk=resume.pk, deleted_at=None).update(deleted_at=moment):
        raise Conflict("gone", "This upload was deleted already.")
    forget_texts(resume=resume)
    cancel_screenings_of(resume, by=by)
    Application.objects.active().filter(resume=resume).update(deleted_at=moment)
    if resume.candidate and _came_with_nothing_else(resume.candidate):
        Candidate.objects.filter(pk=resume.candidate.pk, deleted_at=None).update(deleted_at=moment)
    record(names.RESUME_DELETED, resume, by=by, job=resume.job_id)


def _came_with_nothing_else(person: Candidate) -> bool:
    return not (
        person.resumes.present().exists()
        or person.applications.present().exists()
        or person.notes.filter(deleted_at=None).exists()
    )


@transaction.atomic
def restore_resume(*, resume: Resume, by: Any) -> None:
    """Undo delete_resume: all that went with it comes back, and what was not read yet is queued again.

    Raises Denied, Conflict if it is there, or if the person applied again meanwhile.
    """
    require(by, "candidates.delete_resume", resume)
    moment = Resume.objects.filter(pk=resume.pk).values_list("deleted_at", flat=True).first()
    if moment is None or not Resume.objects.filter(pk=resume.pk, deleted_at=moment).update(deleted_at=None):
        raise Conflict("present", "This upload is there.")
    together = Application.objects.filter(resume=resume, deleted_at=moment)
    for application in together:
        again = Application.objects.active().filter(
            candidate=application.candidate_id, job=application.job_id
        )
        if again.exists():
            raise Conflict("applied_again", "This person has another active application for the job by now.")
    together.update(deleted_at=None)
    Candidate.objects.filter(resumes=resume, deleted_at=moment).update(deleted_at=None)
    resume.deleted_at = None
    index_document(resume)
    if not resume.screenings.filter(state="done").exists():
        _queue_again(resume, by)
    record(names.RESUME_RESTORED, resume, by=by, job=resume.job_id)


def _queue_again(resume: Resume, by: Any) -> None:
    for screening in resume.screenings.filter(state="cancelled"):
        retry_screening(screening=screening, by=by)

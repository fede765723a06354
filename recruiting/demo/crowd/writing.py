"""Writing applicants by the thousand: the rows and events that receive_resume, the worker and the team would leave.

The rows themselves come from the functions that the actions use; a test compares one of each kind with the worker's.
"""

import gc
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from candidates.actions.people import candidate_row, contact_rows
from candidates.actions.resumes import new_key
from candidates.actions.screenings.claims import worker_name
from candidates.actions.screenings.finishing import activity_rows, flag_rows
from candidates.actions.screenings.keeping import facts_rows
from candidates.actions.searching import add_texts, text_of_resume, texts_of_notes, texts_of_person
from candidates.actions.uploads import start_upload
from candidates.choices import ApplicationStatus, ScreeningState
from candidates.models import (
    ActivityResult,
    Application,
    Candidate,
    Contact,
    FlagResult,
    Job,
    Note,
    RejectionReason,
    Resume,
    ResumeDocument,
    ResumeFacts,
    ResumeReading,
    Screening,
    Source,
    Stage,
    StageVisit,
    Tag,
)
from recruiting.accounts.models import User
from recruiting.demo.crowd.reading import Applicant, Screened
from recruiting.demo.crowd.stories import Story
from recruiting.events import names
from recruiting.events.log import record, recorded_together
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem
from rubrics.models import RuleRevision


@dataclass(frozen=True)
class Place:
    """A job with its stages in order and its recruiter; the talent pool has neither job nor stages."""

    job: Job | None
    recruiter: User
    stages: Sequence[Stage] = ()


@dataclass(frozen=True)
class Lists:
    """What stories point into by place."""

    sources: Sequence[Source]
    notes: Sequence[str]
    tags: Sequence[Tag]
    reasons: Sequence[RejectionReason]

    @property
    def sizes(self) -> dict[str, int]:
        """How many of each there are."""
        return {
            "sources": len(self.sources),
            "notes": len(self.notes),
            "tags": len(self.tags),
            "reasons": len(self.reasons),
        }


@dataclass(frozen=True)
class Entry:
    """One applicant, ready to be written."""

    applicant: Applicant
    screened: Screened
    place: Place
    story: Story


@dataclass
class _Rows:
    """The rows of one entry; bulk_create fills in the keys."""

    entry: Entry
    candidate: Candidate
    resume: Resume
    screening: Screening
    application: Application | None = None
    visits: list[StageVisit] = field(default_factory=list)
    note: Note | None = None
    contacts: list[Contact] = field(default_factory=list)


def write(entries: Sequence[Entry], *, key: str, revision: RuleRevision, lists: Lists) -> None:
    """Write all or nothing. key: what the uploads are called that the files came by, one for each job."""
    stored: list[str] = []
    gc.disable()  # no row goes before the end: looking through them again and again took a quarter of the time
    try:
        for entry in entries:
            stored.append(default_storage.save(new_key(), ContentFile(entry.applicant.data)))
        with transaction.atomic(), recorded_together():
            rows = [
                _rows_of(entry, file, revision, lists) for entry, file in zip(entries, stored, strict=True)
            ]
            _write_people(rows)
            _write_findings(rows)
            _write_work(rows, lists)
            _write_texts(rows)
            _write_uploads(rows, key)
            for row in rows:
                _record(row, lists)
    except BaseException:
        for file in stored:
            default_storage.delete(file)
        raise
    finally:
        gc.enable()


def _rows_of(entry: Entry, file: str, revision: RuleRevision, lists: Lists) -> _Rows:
    applicant, screened, story = entry.applicant, entry.screened, entry.story
    if len(applicant.document["text"]) != screened.length:
        raise RuntimeError("a name of another length would make every quote wrong")
    came, by = story.entered[0], entry.place.recruiter
    candidate = candidate_row(applicant.identity)
    resume = Resume(
        file=file,
        file_name=applicant.person.file_name,
        size=len(applicant.data),
        sha256=sha256(applicant.data).hexdigest(),
        candidate=candidate,
        job=entry.place.job,
        uploaded_by=by,
        received_at=came,
    )
    screening = Screening(
        resume=resume,
        revision=revision,
        as_of=came.date(),
        state=ScreeningState.DONE,
        attempts=1,
        worker=worker_name(),
        rung_at=came,
        queued_at=came,
        started_at=came,
        finished_at=came,
        report=json.loads(screened.report),
        **screened.figures,
    )
    rows = _Rows(entry, candidate, resume, screening, contacts=contact_rows(candidate, applicant.identity))
    if entry.place.job is not None:
        rows.application = _application(rows, entry.place.job, lists)
        rows.visits = list(_visits(rows.application, entry))
    if story.note is not None:
        text = lists.notes[story.note]
        rows.note = Note(candidate=candidate, application=rows.application, author=by, text=text)
    return rows


def _application(rows: _Rows, job: Job, lists: Lists) -> Application:
    story, stages = rows.entry.story, rows.entry.place.stages
    changes = len(story.entered) - 1 + (story.source is not None) + (story.ended is not None)
    return Application(
        candidate=rows.candidate,
        job=job,
        stage=stages[len(story.entered) - 1],
        status=story.status,
        reason=None if story.reason is None else lists.reasons[story.reason],
        owner=rows.entry.place.recruiter,
        source=None if story.source is None else lists.sources[story.source],
        resume=rows.resume,
        screening=rows.screening,
        applied_at=story.entered[0],
        stage_since=story.entered[-1],
        closed_at=story.ended,
        version=1 + changes,
    )


def _visits(application: Application, entry: Entry) -> Iterator[StageVisit]:
    entered = entry.story.entered
    left: list[datetime | None] = [*entered[1:], None]
    for stage, start, end in zip(entry.place.stages, entered, left, strict=False):
        yield StageVisit(
            application=application, stage=stage, entered_at=start, left_at=end, by=entry.place.recruiter
        )


def _write_people(rows: Sequence[_Rows]) -> None:
    Candidate.objects.bulk_create(row.candidate for row in rows)
    Contact.objects.bulk_create(contact for row in rows for contact in row.contacts)
    Resume.objects.bulk_create(row.resume for row in rows)


def _write_findings(rows: Sequence[_Rows]) -> None:
    ResumeDocument.objects.bulk_create(
        ResumeDocument(resume=row.resume, content=row.entry.applicant.document) for row in rows
    )
    Screening.objects.bulk_create(row.screening for row in rows)
    found = [(row.screening, row.screening.report) for row in rows]
    FlagResult.objects.bulk_create(
        flag for screening, report in found for flag in flag_rows(screening, report)
    )
    ActivityResult.objects.bulk_create(
        activity for screening, report in found for activity in activity_rows(screening, report)
    )
    kept = [
        facts_rows(
            resume=row.resume,
            screening=row.screening,
            kept=row.entry.screened.kept,
            as_of=row.screening.as_of,
        )
        for row in rows
    ]
    ResumeFacts.objects.bulk_create(facts for facts, _ in kept)
    ResumeReading.objects.bulk_create(reading for _, reading in kept)


def _write_work(rows: Sequence[_Rows], lists: Lists) -> None:
    Application.objects.bulk_create(row.application for row in rows if row.application is not None)
    StageVisit.objects.bulk_create(visit for row in rows for visit in row.visits)
    Note.objects.bulk_create(row.note for row in rows if row.note is not None)
    tagged = Candidate.tags.through
    tagged.objects.bulk_create(
        tagged(candidate=row.candidate, tag=lists.tags[place])
        for row in rows
        for place in row.entry.story.tags
    )


def _write_texts(rows: Sequence[_Rows]) -> None:
    texts = [
        text
        for row in rows
        for text in (
            *texts_of_person(row.candidate, [contact.value for contact in row.contacts]),
            text_of_resume(
                row.entry.applicant.words,
                resume=row.resume.pk,
                candidate=row.candidate.pk,
                job=row.resume.job_id,
            ),
        )
    ]
    add_texts([*texts, *texts_of_notes(row.note for row in rows if row.note is not None)])


def _write_uploads(rows: Sequence[_Rows], key: str) -> None:
    uploads: dict[int | None, list[_Rows]] = defaultdict(list)
    for row in rows:
        uploads[row.resume.job_id].append(row)
    for job, some in uploads.items():
        place = some[0].entry.place
        upload = start_upload(by=place.recruiter, job=place.job, key=f"{key}-{job or 'pool'}")
        BulkItem.objects.bulk_create(
            BulkItem(
                bulk=upload,
                position=position,
                name=row.resume.file_name,
                target_id=row.resume.pk,
                state=ItemState.DONE,
            )
            for position, row in enumerate(some, start=1)
        )
        Bulk.objects.filter(pk=upload.pk).update(total=len(some))


def _record(row: _Rows, lists: Lists) -> None:
    """What happened to one applicant, in its order."""
    by, job, story = row.entry.place.recruiter, row.resume.job_id, row.entry.story
    record(names.RESUME_RECEIVED, row.resume, by=by, job=job)
    record(names.SCREENING_QUEUED, row.screening, by=by, job=job)
    state = {"state": str(row.screening.state)}
    record(names.SCREENING_FINISHED, row.screening, by=None, job=job, codes=state)
    record(names.CANDIDATE_CREATED, row.candidate, by=by, job=job)
    if row.application is not None:
        _record_application(row.application, row.entry, by)
    for place in story.tags:
        record(names.CANDIDATE_TAGGED, row.candidate, by=by, codes={"tag": lists.tags[place].pk})
    if row.note is not None:
        codes = {"candidate": row.candidate.pk, "visibility": row.note.visibility}
        record(names.NOTE_ADDED, row.note, by=by, job=job, codes=codes)


def _record_application(application: Application, entry: Entry, by: User) -> None:
    job, stages, story = application.job_id, entry.place.stages, entry.story
    record(names.APPLICATION_CREATED, application, by=by, job=job, codes={"stage": stages[0].pk})
    if application.source_id is not None:
        codes = {"source": application.source_id}
        record(names.APPLICATION_SOURCE_SET, application, by=by, job=job, codes=codes)
    for place in range(1, len(story.entered)):
        codes = {"from": stages[place - 1].pk, "to": stages[place].pk}
        record(names.APPLICATION_MOVED, application, by=by, job=job, codes=codes)
    if story.ended is not None:
        rejected = story.status == ApplicationStatus.REJECTED
        verb = names.APPLICATION_REJECTED if rejected else names.APPLICATION_WITHDRAWN
        codes = {"reason": application.reason_id} if application.reason_id else {}
        record(verb, application, by=by, job=job, codes=codes)


def tell_the_planner() -> None:
    """PostgreSQL plans by figures on its tables that it renews a while after they grew, or never where nobody lets it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")

"""What may be done with candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from candidates.actions.applications import begin_applications, first_stage, new_application
from candidates.actions.holding import hold_person, require_known
from candidates.actions.searching import (
    add_texts,
    index_person,
    index_resume,
    text_of_resume,
    texts_of_person,
)
from candidates.choices import ApplicationStatus, ContactKind, JobStatus
from candidates.models import Application, Candidate, Contact, Job, Resume, Screening, Stage
from candidates.validators import clean_contact, contact_key
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

CANDIDATE_FIELDS = ("name", "headline", "location")
_CHANGED = "Somebody else corrected this person meanwhile."


class Read(Protocol):
    """What extraction.identify() read of the person (extraction.contact.Identity)."""

    @property
    def name(self) -> str | None: ...
    @property
    def headline(self) -> str | None: ...
    @property
    def emails(self) -> tuple[str, ...]: ...
    @property
    def phones(self) -> tuple[str, ...]: ...
    @property
    def links(self) -> tuple[str, ...]: ...
    @property
    def guessed(self) -> bool: ...


@transaction.atomic
def create_candidate(
    *,
    by: Any,
    name: str,
    email: str = "",
    phone: str = "",
    headline: str = "",
    location: str = "",
    profile: str = "",
) -> Candidate:
    """Add a person by hand. Raises Denied, Invalid on the field that can't stay."""
    require(by, "candidates.create_candidate")
    if not name.strip():
        raise Invalid("name", "required", "Write the person's name.")
    values = {"name": name.strip(), "headline": headline.strip(), "location": location.strip()}
    candidate = check_row(Candidate(**values))
    candidate.save()
    _set_contact(candidate, ContactKind.EMAIL, email)
    _set_contact(candidate, ContactKind.PHONE, phone)
    _set_contact(candidate, ContactKind.PROFILE, profile)
    index_person(candidate)
    record(names.CANDIDATE_CREATED, candidate, by=by)
    return candidate


@transaction.atomic
def remove_candidate(*, candidate: Candidate, by: Any, now: datetime | None = None) -> None:
    """Undo create_candidate: the person was added by mistake. Only while nothing was done with them.

    Raises Denied, Conflict if the person was changed, written about, has a resume or is on a job.
    """
    require(by, "candidates.change_candidate", candidate)
    if (
        candidate.resumes.present().exists()
        or candidate.applications.present().exists()
        or candidate.notes.filter(deleted_at=None).exists()
        or not Candidate.objects.filter(pk=candidate.pk, version=1, deleted_at=None).update(
            deleted_at=now or timezone.now()
        )
    ):
        raise Conflict("touched", "Something was done with this person, so they stay.")
    record(names.CANDIDATE_REMOVED, candidate, by=by)


@transaction.atomic
def change_candidate(
    *, candidate: Candidate, by: Any, version: int | None = None, **values: str
) -> Candidate:
    """Correct a person's name, headline, location, email or phone. What the resume said stays in read_*.

    Raises Denied, Conflict if somebody was faster, Invalid on the field that can't stay.
    """
    require(by, "candidates.change_candidate", candidate)
    require_known(by, candidate.pk)
    fresh = Candidate.objects.get(pk=candidate.pk)
    if fresh.merged_into_id is not None:
        raise Conflict("merged", "This person was merged with another record: open that one.")
    if version is not None and fresh.version != version:
        raise Conflict("changed", _CHANGED)
    if "name" in values and not values["name"].strip():
        raise Invalid("name", "required", "Write the person's name.")
    changed = [f for f in CANDIDATE_FIELDS if f in values and getattr(fresh, f) != values[f].strip()]
    for field in changed:
        setattr(fresh, field, values[field].strip())
    check_row(fresh)
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        if kind.value in values and _set_contact(fresh, kind, values[kind.value]):
            changed.append(kind.value)
    if not changed:
        return fresh
    rows = Candidate.objects.filter(pk=fresh.pk, version=fresh.version)
    stored = {field: getattr(fresh, field) for field in changed if field in CANDIDATE_FIELDS}
    if not rows.update(version=F("version") + 1, updated_at=timezone.now(), **stored):
        raise Conflict("changed", _CHANGED)
    index_person(fresh)
    record(names.CANDIDATE_CHANGED, fresh, by=by, fields=changed)
    return Candidate.objects.get(pk=fresh.pk)


def _set_contact(candidate: Candidate, kind: str, value: str) -> bool:
    """Make `value` the person's first contact of its kind in place of the present one; "" only takes that away.

    One that was read from the resume stays as corrected. Returns whether anything changed.
    """
    first = candidate.contacts.current().filter(kind=kind).first()
    if not value.strip():
        return _put_aside(first)
    value = clean_contact(kind, value)
    if first and first.value == value:
        return False
    key = contact_key(kind, value)
    contact = candidate.contacts.filter(kind=kind, value_key=key).first() or Contact(
        candidate=candidate, kind=kind, value_key=key
    )
    if contact != first:
        _put_aside(first)
        contact.position = first.position - 1 if first else 0
    contact.value, contact.corrected = value, False
    contact.save()
    return True


def _put_aside(contact: Contact | None) -> bool:
    """Use a contact no longer. What the resume said stays visible."""
    if contact is None:
        return False
    if contact.from_resume:
        contact.corrected = True
        contact.save(update_fields=["corrected"])
    else:
        contact.delete()
    return True


@dataclass(frozen=True, slots=True)
class Reading:
    """A resume that was read, and is locked: whom it names, the screening that read it, and the words of its text, by
    which search finds the person from now on."""

    resume: Resume
    identity: Read
    screening: Screening
    words: Sequence[str]


def adopt_resumes(readings: Iterable[Reading], *, now: datetime) -> None:
    """Make the candidates and the applications that read resumes propose; link what exists already.

    Runs in the worker's finishing transaction; twice changes nothing. A person with the same e-mail address is never
    merged: the page proposes it as a duplicate. No resume may be in it twice.
    """
    new: list[Reading] = []
    known: list[Reading] = []
    for reading in readings:
        (new if reading.resume.makes_somebody_new else known).append(reading)
    _begin(zip(new, _make_people(new), strict=True), now=now)
    for reading in known:
        _adopt_known(reading, now=now)


def _make_people(readings: Sequence[Reading]) -> list[Candidate]:
    """The people whom resumes make, in their order, written with all that search knows of them."""
    people = Candidate.objects.bulk_create(candidate_row(reading.identity) for reading in readings)
    contacts: list[Contact] = []
    texts = []
    for reading, person in zip(readings, people, strict=True):
        resume = reading.resume
        resume.candidate = person
        own = contact_rows(person, reading.identity)
        contacts += own
        texts += texts_of_person(person, [contact.value for contact in own])
        texts.append(text_of_resume(reading.words, resume=resume.pk, candidate=person.pk, job=resume.job_id))
        record(names.CANDIDATE_CREATED, person, by=resume.uploaded_by, job=resume.job_id)
    Contact.objects.bulk_create(contacts)
    Resume.objects.bulk_update([reading.resume for reading in readings], ["candidate"])
    if texts:
        add_texts(texts)
    return people


def _begin(made: Iterable[tuple[Reading, Candidate]], *, now: datetime) -> None:
    """The applications of people whom readings have just made, for the jobs that are not closed by now."""
    stages: dict[int, Stage] = {}
    applications = []
    for reading, person in made:
        job = reading.resume.job
        if job is not None and job.status != JobStatus.CLOSED:
            if job.pk not in stages:
                stages[job.pk] = first_stage(job)
            applications.append(_application(reading, person, job, stage=stages[job.pk], now=now))
    begin_applications(applications)


def _application(
    reading: Reading, person: Candidate, job: Job, *, now: datetime, stage: Stage | None = None
) -> Application:
    """What a resume proposes, not written yet."""
    resume = reading.resume
    application = new_application(
        candidate=person, job=job, by=resume.uploaded_by, resume=resume, stage=stage, now=now
    )
    application.screening = reading.screening
    return application


def _adopt_known(reading: Reading, *, now: datetime) -> None:
    """Link a resume whose person is known, or that makes nobody."""
    resume, screening = reading.resume, reading.screening
    if resume.candidate is None:
        return
    person = hold_person(resume.candidate)  # a merge may have moved the file while it was read
    resume.candidate = person
    _learn(person, reading.identity)
    index_resume(resume, reading.words)
    with_it = list(Application.objects.filter(resume=resume, deleted_at=None))
    if not with_it and resume.job is not None and _may_join(resume, resume.job):
        begin_applications([_application(reading, person, resume.job, now=now)])
        return
    outdated = [row.pk for row in with_it if _is_current(row, screening)]
    Application.objects.filter(pk__in=outdated).update(screening=screening, updated_at=now)


def _may_join(resume: Resume, job: Job) -> bool:
    """A job that closed while the file waited takes nobody; a further resume of who was active when it came joins them."""
    if job.status == JobStatus.CLOSED:
        return False
    rows = Application.objects.present().filter(candidate=resume.candidate_id, job=job)
    # Read again later, by newer rules, it must not put somebody on the job anew who was turned down since.
    was_active = rows.filter(Q(status=ApplicationStatus.ACTIVE) | Q(closed_at__gt=resume.received_at))
    return not was_active.exists()


def _is_current(application: Application, screening: Screening) -> bool:
    """The newest rule revision's screening is the one that an application shows."""
    current = application.screening
    return current is None or screening.revision.is_as_new_as(current.revision)


def _learn(candidate: Candidate, identity: Read) -> None:
    """Keep what the first resume of a person added by hand says; what a person wrote stays, empty fields are filled."""
    if candidate.read_name or candidate.read_headline or candidate.contacts.filter(from_resume=True).exists():
        return
    name, headline = (identity.name or "")[:200], (identity.headline or "")[:200]
    Candidate.objects.filter(pk=candidate.pk).update(
        read_name=name,
        read_name_guessed=identity.guessed,
        read_headline=headline,
        headline=candidate.headline or headline,
        links=candidate.links or list(identity.links)[:10],
        updated_at=timezone.now(),
    )
    has = set(candidate.contacts.values_list("kind", "value_key"))
    rows = contact_rows(candidate, identity)
    Contact.objects.bulk_create(row for row in rows if (row.kind, row.value_key) not in has)
    index_person(candidate)


def candidate_row(identity: Read) -> Candidate:
    """The person whom a resume makes, not written yet."""
    name, headline = (identity.name or "")[:200], (identity.headline or "")[:200]
    return Candidate(
        name=name,
        headline=headline,
        read_name=name,
        read_name_guessed=identity.guessed,
        read_headline=headline,
        links=list(identity.links)[:10],
    )


def contact_rows(candidate: Candidate, identity: Read) -> list[Contact]:
    """The contacts that a resume gives, not written yet."""
    read = [
        (ContactKind.EMAIL, identity.emails),
        (ContactKind.PHONE, identity.phones),
        (ContactKind.PROFILE, identity.links),
    ]
    unique = {(kind, contact_key(kind, value)): value for kind, values in read for value in values[:5]}
    return [
        Contact(
            candidate=candidate, kind=kind.value, value=value[:300], value_key=key[:300], from_resume=True
        )
        for (kind, key), value in unique.items()
    ]

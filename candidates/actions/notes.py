"""What may be done with notes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.actions.holding import hold_person
from candidates.actions.searching import forget_texts, index_note
from candidates.choices import NoteVisibility
from candidates.models import Application, Candidate, Mention, Note
from candidates.queries.mentions import mentioned
from recruiting.accounts.models import User
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

MOST_CHARACTERS = 10_000


@transaction.atomic
def add_note(
    *,
    candidate: Candidate,
    by: Any,
    text: str,
    application: Application | None = None,
    visibility: str = NoteVisibility.TEAM,
) -> Note:
    """Write a note on a person, or on one of their applications. Colleagues whose name stands behind an @ find it on
    their Today.

    Raises Denied, Invalid if it is empty or too long, or if it mentions somebody who could not read it.
    """
    require(by, "candidates.add_note", application or candidate)
    text = text.replace("\x00", "").strip()
    if len(text) > MOST_CHARACTERS:
        raise Invalid("text", "max_length", f"A note has at most {MOST_CHARACTERS:,} characters.")
    if not text:
        raise Invalid("text", "required", "Write the note first.")
    if application is not None and application.candidate_id != candidate.pk:
        raise Invalid("application", "other_candidate", "That application is another person's.")
    candidate = hold_person(candidate)
    note = check_row(
        Note(candidate=candidate, application=application, author=by, text=text, visibility=visibility)
    )
    note.save()
    _mention(note, application or candidate, by)
    index_note(note)
    job = application.job_id if application else None
    record(
        names.NOTE_ADDED, note, by=by, job=job, codes={"candidate": candidate.pk, "visibility": visibility}
    )
    return note


def _mention(note: Note, about: Application | Candidate, by: Any) -> None:
    people = mentioned(note.text, User.objects.active().visible_to(by).exclude(pk=by.pk))
    if people and note.visibility == NoteVisibility.PRIVATE:
        raise Invalid(
            "text", "private", "A private note is read by nobody else, so it can't mention anybody."
        )
    for person in people:
        if not allowed(person, "candidates.add_note", about):
            words = f"{person.name} does not see this person, so nobody would tell them. Take out the @, or put them on the job first."
            raise Invalid("text", "cannot_read", words)
    Mention.objects.bulk_create(Mention(note=note, user=person) for person in people)


@transaction.atomic
def see_mention(*, mention: Mention, by: Any, now: datetime | None = None) -> None:
    """Note that one has read where one is mentioned: it leaves one's Today. Raises Denied, Conflict if it has."""
    require(by, "candidates.see_mention", mention)
    if not Mention.objects.filter(pk=mention.pk, seen_at=None).update(seen_at=now or timezone.now()):
        raise Conflict("seen", "You have noted that already.")
    record(names.MENTION_SEEN, mention, by=by, job=_job_of(mention.note), codes=_of_person(mention.note))


@transaction.atomic
def unsee_mention(*, mention: Mention, by: Any) -> None:
    """Undo see_mention. Raises Denied, Conflict if it stands on one's Today."""
    require(by, "candidates.see_mention", mention)
    if not Mention.objects.filter(pk=mention.pk).exclude(seen_at=None).update(seen_at=None):
        raise Conflict("unseen", "It is on your Today.")
    record(names.MENTION_UNSEEN, mention, by=by, job=_job_of(mention.note), codes=_of_person(mention.note))


@transaction.atomic
def delete_note(*, note: Note, by: Any, now: datetime | None = None) -> None:
    """Take one's own note away; restore_note brings it back. Raises Denied, Conflict if it is gone."""
    require(by, "candidates.delete_note", note)
    if not Note.objects.filter(pk=note.pk, deleted_at=None).update(deleted_at=now or timezone.now()):
        raise Conflict("gone", "This note was deleted already.")
    forget_texts(note=note)
    record(names.NOTE_DELETED, note, by=by, job=_job_of(note), codes={"candidate": note.candidate_id})


@transaction.atomic
def restore_note(*, note: Note, by: Any) -> None:
    """Undo delete_note. Raises Denied, Conflict if it is there."""
    require(by, "candidates.delete_note", note)
    if not Note.objects.filter(pk=note.pk).exclude(deleted_at=None).update(deleted_at=None):
        raise Conflict("present", "This note is there.")
    index_note(note)
    record(names.NOTE_RESTORED, note, by=by, job=_job_of(note), codes={"candidate": note.candidate_id})


def _of_person(note: Note) -> dict[str, int]:
    return {"candidate": note.candidate_id}


def _job_of(note: Note) -> int | None:
    return note.application.job_id if note.application else None

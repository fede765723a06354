"""Writing to a person while somebody may be merging them, or while their identity is hidden."""

from typing import Any

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from candidates.models import Candidate, Resume
from candidates.queries.identity import is_hidden, is_unread_and_blind
from recruiting.errors import Conflict


def hold_person(candidate: Candidate) -> Candidate:
    """The person's row as it is now, or that of the person they were merged into, locked until the transaction ends.

    Whoever hangs something on a person calls it first, so that a merge either moves it along or has happened before.
    Runs in the caller's transaction; raises TransactionManagementError outside one.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("The lock ends with the caller's transaction, and there is none.")
    pk = candidate.pk
    while True:
        with transaction.atomic():
            held = _lock(pk)
            # Waiting for the next row with this one still locked is how two of us would wait for each other.
            transaction.set_rollback(held.merged_into_id is not None)
        if held.merged_into_id is None:
            return held
        pk = held.merged_into_id


def hold_pair(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    """Both rows as they are now, locked in one order until the transaction ends: of two merges at once the second sees
    what the first did. Raises Conflict if one of the two was merged or deleted meanwhile, or got a resume.

    Their resumes come first, as whoever finishes reading one, or deletes one, locks it before its person.
    """
    resumes = Resume.objects.filter(candidate__in=[one.pk, other.pk]).order_by("pk")
    locked = set(resumes.select_for_update(no_key=True).values_list("pk", flat=True))
    fresh = {}
    for pk in sorted((one.pk, other.pk)):
        fresh[pk] = row = _lock(pk)
        if row.merged_into_id or row.deleted_at:  # at once: who holds such a row must not wait for another
            raise Conflict("merged", "One of the two was merged or deleted meanwhile.")
    if resumes.exclude(pk__in=locked).exists():
        raise Conflict(
            "changed", "A resume of one of the two came meanwhile. Look at both again, then merge."
        )
    return fresh[one.pk], fresh[other.pk]


def _lock(pk: int) -> Candidate:
    """The row, whatever became of it. Rows that only point at it can be written meanwhile."""
    row: Candidate = Candidate.objects.select_for_update(no_key=True).get(pk=pk)
    return row


def require_known(by: Any, candidate: int | None) -> None:
    """Raise Conflict (blind) if `by` may not know yet who this person is, for what would show or change it."""
    if is_hidden(by, candidate):
        raise Conflict(
            "blind",
            "Who this is stays hidden until a later stage of their job, so this can’t be shown or changed now.",
        )


def require_known_file(by: Any, resume: Resume) -> None:
    """The same for a file, as it came or as a picture. What could not be read is shown to whoever sent it."""
    require_known(by, resume.candidate_id)
    if resume.candidate_id is None and is_unread_and_blind(by, resume):
        raise Conflict("blind", "This job hides who its people are, so only who sent this file can open it.")

"""Writing to a person while somebody may be merging them, or while their identity is hidden."""

from typing import Any

from candidates.models import Candidate, Resume
from candidates.queries.identity import is_hidden, is_unread_and_blind
from recruiting.errors import Conflict


def hold_person(candidate: Candidate) -> Candidate:
    """The person's row as it is now, or that of the person they were merged into, locked until the transaction ends.

    Whoever hangs something on a person calls it first, so that a merge either moves it along or has happened before.
    Runs in the caller's transaction.
    """
    held: Candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    while held.merged_into_id is not None:
        held = Candidate.objects.select_for_update().get(pk=held.merged_into_id)
    return held


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

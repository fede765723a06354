"""The debrief of a loop: opened, what was checked against the four hiring mistakes, closed, opened again."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from candidates.choices import GUARDS
from interviews.actions.telling import tell
from interviews.choices import OPEN_LOOPS, LoopState
from interviews.models import Debrief, Loop, Panelist
from interviews.queries.loops import is_complete
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row, raced
from recruiting.events import names

MOST_CHARACTERS = 10_000
MOST_REASON = 1000


@transaction.atomic
def open_debrief(*, loop: Loop, by: Any, reason: str = "", now: datetime | None = None) -> Debrief:
    """Begin the talk over a loop's cards.

    With all cards in, whoever runs the pipeline or leads the debrief; before that only who leads it, with a reason,
    and once their own card is in if they owe one. Raises Denied; Invalid without the reason; Conflict if nobody
    interviews, the loop is over, the debrief is open already, or their own card is missing.
    """
    require(by, "interviews.open_debrief", loop.application)
    early, because = not is_complete(loop), ""
    if early:
        because = _reason_to_open_early(loop, by, reason)
    if not Loop.objects.open().filter(pk=loop.pk).exists():
        raise Conflict("loop_over", "This loop is over: there is nothing to debrief.")
    if Debrief.objects.filter(loop=loop).exists():
        raise Conflict("already_open", "The debrief was opened already.")
    debrief = Debrief(loop=loop, opened_at=now or timezone.now(), opened_by=by, opened_early_because=because)
    try:
        with transaction.atomic():
            debrief.save()
    except IntegrityError as error:
        raise raced() from error
    tell(names.DEBRIEF_OPENED, debrief, loop=debrief.loop, by=by, early=early)
    return debrief


def _reason_to_open_early(loop: Loop, by: Any, reason: str) -> str:
    require(by, "interviews.lead_debrief", loop.application)
    standing = Panelist.objects.standing().filter(interview__loop=loop)
    if not standing.exists():
        raise Conflict(
            "nobody_interviews", "Nobody interviews in this loop: there are no cards to talk over."
        )
    if standing.owing().filter(user=by).exists():
        raise Conflict("own_card_missing", "Submit your own card first: then you may read the others'.")
    return _reason(reason, "Say why the debrief can't wait for the missing cards.")


def _reason(text: str, sentence: str) -> str:
    because = text.replace("\x00", "").strip()
    if not because:
        raise Invalid("reason", "required", sentence)
    if len(because) > MOST_REASON:
        raise Invalid("reason", "max_length", f"At most {MOST_REASON:,} characters.")
    return because


@transaction.atomic
def save_checks(*, debrief: Debrief, by: Any, version: int | None = None, **texts: str) -> Debrief:
    """Write down what was checked against some of the hiring mistakes, by their codes; the decision takes them over.

    version: the debrief's that was read. Raises Denied; Invalid for a text that is too long; Conflict if the debrief
    is closed or somebody wrote meanwhile.
    """
    require(by, "interviews.lead_debrief", debrief.loop.application)
    if unknown := texts.keys() - set(GUARDS):
        raise TypeError(f"a debrief has no text {min(unknown)!r}")
    said = {code: text.replace("\x00", "").strip() for code, text in texts.items()}
    for code, text in said.items():
        if len(text) > MOST_CHARACTERS:
            raise Invalid(code, "max_length", f"At most {MOST_CHARACTERS:,} characters.")
    fresh = Debrief.objects.get(pk=debrief.pk)
    _refuse_closed(fresh)
    if version is not None and fresh.version != version:
        raise Conflict("changed", "Somebody else wrote here since you opened the page.")
    changed = {code: text for code, text in said.items() if text != getattr(fresh, code)}
    if not changed:
        return fresh
    rows = Debrief.objects.filter(pk=fresh.pk, version=fresh.version, closed_at=None)
    if not rows.update(version=F("version") + 1, **changed):
        raise raced()
    tell(names.DEBRIEF_CHANGED, debrief, loop=debrief.loop, by=by, fields=changed)
    return Debrief.objects.get(pk=fresh.pk)


@transaction.atomic
def close_debrief(*, debrief: Debrief, by: Any, now: datetime | None = None) -> Debrief:
    """End the talk, and the loop with it. Raises Denied, or Conflict if it is closed already."""
    require(by, "interviews.lead_debrief", debrief.loop.application)
    rows = Debrief.objects.filter(pk=debrief.pk, closed_at=None)
    if not rows.update(closed_at=now or timezone.now(), closed_by=by, version=F("version") + 1):
        _refuse_closed(Debrief.objects.get(pk=debrief.pk))
    Loop.objects.filter(pk=debrief.loop_id, state__in=OPEN_LOOPS).update(state=LoopState.CLOSED)
    tell(names.DEBRIEF_CLOSED, debrief, loop=debrief.loop, by=by)
    return Debrief.objects.get(pk=debrief.pk)


@transaction.atomic
def reopen_debrief(*, debrief: Debrief, by: Any, reason: str, now: datetime | None = None) -> Debrief:
    """Open a closed debrief, and its loop, again. Raises Denied; Invalid without a reason; Conflict if it is open, or
    another loop of the application is."""
    require(by, "interviews.lead_debrief", debrief.loop.application)
    because = _reason(reason, "Say why the debrief is opened again.")
    rows = Debrief.objects.filter(pk=debrief.pk, closed_at__isnull=False)
    again = {"reopened_at": now or timezone.now(), "reopened_by": by, "reopened_because": because}
    if not rows.update(closed_at=None, closed_by=None, version=F("version") + 1, **again):
        raise Conflict("already_open", "The debrief is open.")
    loop = Loop.objects.get(pk=debrief.loop_id)
    if loop.state == LoopState.CLOSED:
        loop.state = LoopState.RUNNING
        _refuse_second_loop(loop)
        Loop.objects.filter(pk=loop.pk, state=LoopState.CLOSED).update(state=LoopState.RUNNING)
    tell(names.DEBRIEF_REOPENED, debrief, loop=debrief.loop, by=by)
    return Debrief.objects.get(pk=debrief.pk)


def _refuse_second_loop(loop: Loop) -> None:
    try:
        check_row(loop)
    except Invalid as error:
        raise Conflict("another_loop", "Another interview loop of this application is open.") from error


def _refuse_closed(debrief: Debrief) -> None:
    if debrief.is_closed:
        raise Conflict("debrief_closed", "The debrief is closed. It can be opened again with a reason.")

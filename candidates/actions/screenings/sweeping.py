"""Ringing for screenings whose message was lost, whose worker died or whose pause is over."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from candidates.actions.screenings.claims import due, in_line_for
from candidates.actions.screenings.queueing import READ_SCAN, SCREEN_RESUME
from candidates.choices import ScreeningState
from candidates.models import Screening
from recruiting.events import locks
from recruiting.events.bell import ring_now

MOST_RINGS = 100
MOST_SCANS_RUNG = 4
"""Each rings on while there are pages to read: more would only pile up messages."""
RING_AGAIN = timedelta(seconds=10)
LOCK_SECONDS = 5.0


def sweep_screenings() -> int:
    """Ring for at most MOST_RINGS due screenings and some scans, oldest first. Returns how many; 0 if another one sweeps now.

    A queued row is rung for that never was, or more than ten seconds ago; a running one when its lease is over.
    """
    if not locks.take("candidates.sweep", LOCK_SECONDS):
        return 0
    rung = _ring_for(SCREEN_RESUME, in_line_for(ocr=False), MOST_RINGS)
    reading = Screening.objects.filter(in_line_for(ocr=True), state=ScreeningState.RUNNING)
    if reading.filter(lease_until__gt=Now()).exists():
        return rung  # whoever reads a page rings for the next one
    return rung + _ring_for(READ_SCAN, in_line_for(ocr=True), MOST_SCANS_RUNG)


def _ring_for(task: str, line: Q, most: int) -> int:
    unheard = Q(rung_at=None) | Q(rung_at__lte=Now() - RING_AGAIN)
    rows = Screening.objects.filter(due(), line).filter(unheard | Q(state=ScreeningState.RUNNING))
    due_now = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    Screening.objects.filter(pk__in=due_now).update(rung_at=Now())
    for rung, pk in enumerate(due_now):
        if not ring_now(task, pk):
            return rung  # the broker is away: the others would wait for it as long
    return len(due_now)

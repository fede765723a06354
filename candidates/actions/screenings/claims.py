"""Who works on a screening now: one conditional UPDATE claims it, for ten seconds by the database's clock.

A lease that its owner renews no more has run out: the machine died, and the next worker may claim the row. On a
queued row `lease_until` is the moment before which nobody claims it: the pause after a failed attempt.
"""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connections
from django.db.models import F, Q
from django.db.models.functions import Now

from candidates.choices import ScreeningState
from candidates.models import Screening

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)
RENEW_SECONDS = 3.0
MOST_ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 60


def new_owner() -> str:
    """A name for one attempt that no other has, on any machine."""
    return f"{_host()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:16]}"


def worker_name() -> str:
    """host:pid of this process."""
    return f"{_host()[:60]}:{os.getpid()}"


def _host() -> str:
    return socket.gethostname()


def due() -> Q:
    """Screenings that a worker may claim now, by the database's clock."""
    waiting = Q(state=ScreeningState.QUEUED) & (Q(lease_until=None) | Q(lease_until__lte=Now()))
    return waiting | Q(state=ScreeningState.RUNNING, lease_until__lte=Now())


def in_line_for(*, ocr: bool) -> Q:
    """Screenings that wait for OCR to read scanned pages, or all others: each kind has a queue of its own."""
    scanned = Q(ocr_pages__gt=F("ocr_done"))
    return scanned if ocr else ~scanned


def next_due(*, ocr: bool = False) -> int | None:
    """The id of a screening that waits for a worker, if any: those broken off first, then the oldest."""
    for state in (ScreeningState.RUNNING, ScreeningState.QUEUED):  # each is one short walk along the index
        rows = Screening.objects.filter(due(), in_line_for(ocr=ocr), state=state).order_by("pk")
        if (pk := rows.values_list("pk", flat=True).first()) is not None:
            return int(pk)
    return None


def claim_screening(pk: int, *, owner: str, ocr: bool = False) -> Screening | None:
    """Take the screening for `owner` until its lease ends, and count the attempt. None: it is not to be had.

    The claim is committed before the work begins, so that a file which kills its worker each time is counted.
    """
    mine = Screening.objects.filter(due(), in_line_for(ocr=ocr), pk=pk, attempts__lt=MOST_ATTEMPTS)
    claimed = mine.update(
        state=ScreeningState.RUNNING,
        lease_owner=owner,
        lease_until=Now() + LEASE,
        attempts=F("attempts") + 1,
        started_at=Now(),
    )
    if not claimed:
        return None
    rows = Screening.objects.select_related("resume__document", "revision").defer("revision__document")
    screening: Screening = rows.get(pk=pk)
    return screening


def renew_lease(pk: int, *, owner: str) -> bool:
    """Hold the screening for another lease. False: it is somebody else's, finished or cancelled by now."""
    mine = Screening.objects.filter(pk=pk, state=ScreeningState.RUNNING, lease_owner=owner)
    return bool(mine.update(lease_until=Now() + LEASE))


@contextmanager
def kept_lease(pk: int, *, owner: str) -> Iterator[None]:
    """Renew the lease by a thread of its own while the block runs; most blocks end before its first turn."""
    stop = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(stop, pk, owner), name=f"lease-{pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew_until(stop: threading.Event, pk: int, owner: str) -> None:
    try:
        while not stop.wait(RENEW_SECONDS):
            try:
                if not renew_lease(pk, owner=owner):
                    return
            except DatabaseError as error:
                # The next turn may succeed before the lease ends; if none does, the fence refuses our results.
                logger.warning("lease not renewed", extra={"object_id": pk, "reason": type(error).__name__})
    finally:
        connections.close_all()  # those of this thread


def release_screening(screening: Screening, *, owner: str) -> bool:
    """Put a claimed screening back after a failure of ours; each attempt waits longer than the one before.

    False: it is no longer the owner's.
    """
    pause = min(2**screening.attempts, LONGEST_PAUSE_SECONDS)
    mine = Screening.objects.filter(pk=screening.pk, state=ScreeningState.RUNNING, lease_owner=owner)
    return bool(
        mine.update(
            state=ScreeningState.QUEUED,
            lease_owner="",
            lease_until=Now() + timedelta(seconds=pause),
            rung_at=None,
        )
    )

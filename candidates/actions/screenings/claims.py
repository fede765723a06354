"""Who works on a screening now: one conditional UPDATE claims it, for ten seconds by the database's clock.

A lease that its owner renews no more has run out: the machine died, and the next worker may claim the row. On a
queued row `lease_until` is the moment before which nobody claims it: the pause after a failed attempt.
"""

import logging
import os
import socket
import threading
import time
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


_CLAIMED = Screening.objects.select_related("resume__document", "revision").only(
    *("as_of", "attempts", "ocr_pages", "resume__file", "resume__file_name", "resume__job"),
    *("resume__document__content", "revision__content_hash", "revision__published_at"),
)
"""With what a worker looks at; any other field would be asked for when it is read."""


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
    waiting, running = ScreeningState.QUEUED, ScreeningState.RUNNING
    return Q(_free(waiting), state=waiting) | Q(_free(running), state=running)


def _free(state: ScreeningState) -> Q:
    """Of the screenings in this state, those that nobody holds or puts off."""
    over = Q(lease_until__lte=Now())
    return over if state == ScreeningState.RUNNING else Q(lease_until=None) | over


def in_line_for(*, ocr: bool) -> Q:
    """Screenings that wait for OCR to read scanned pages, or all others: each kind has a queue of its own."""
    scanned = Q(ocr_pages__gt=F("ocr_done"))
    return scanned if ocr else ~scanned


def next_due(*, ocr: bool = False) -> int | None:
    """The id of a screening that waits for a worker, if any: those broken off first, then the oldest."""
    broken_off = _first_free(ScreeningState.RUNNING, ocr=ocr)
    return next_queued(ocr=ocr) if broken_off is None else broken_off


def next_queued(*, ocr: bool = False) -> int | None:
    """The id of the screening that has waited longest of those that are not broken off, if any."""
    return _first_free(ScreeningState.QUEUED, ocr=ocr)


def _first_free(state: ScreeningState, *, ocr: bool) -> int | None:
    """One short walk along the index."""
    rows = Screening.objects.filter(_free(state), in_line_for(ocr=ocr), state=state).order_by("pk")
    pk: int | None = rows.values_list("pk", flat=True).first()
    return pk


def rung_for_ocr(pk: int) -> bool:
    """Whether a screening waits for OCR and was rung for; one whose page broke off is not, until it is due again."""
    waiting = Screening.objects.filter(in_line_for(ocr=True), pk=pk, state=ScreeningState.QUEUED)
    return waiting.filter(rung_at__isnull=False).exists()


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
    screening: Screening = _CLAIMED.get(pk=pk)
    return screening


def renew_lease(pk: int, *, owner: str) -> bool:
    """Hold the screening for another lease. False: it is somebody else's, finished or cancelled by now."""
    mine = Screening.objects.filter(pk=pk, state=ScreeningState.RUNNING, lease_owner=owner)
    return bool(mine.update(lease_until=Now() + LEASE))


class LeaseKeeper:
    """Renews the leases of the blocks under way in this process, by one thread that most are over before the first
    turn of. It ends when it finds none, and leaves no connection open between its turns."""

    def __init__(self, seconds: float = RENEW_SECONDS) -> None:
        self._seconds = seconds
        self._held: dict[str, int] = {}
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @contextmanager
    def kept(self, pk: int, *, owner: str) -> Iterator[None]:
        """Renew the lease while the block runs."""
        with self._lock:
            self._held[owner] = pk
            if self._thread is None or not self._thread.is_alive():  # a fork takes no thread along
                self._thread = threading.Thread(target=self._renew_on, name="leases", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                del self._held[owner]

    def _renew_on(self) -> None:
        while True:
            time.sleep(self._seconds)
            with self._lock:
                held = list(self._held.items())
                if not held:
                    self._thread = None
                    return
            try:
                for owner, pk in held:
                    _try_to_renew(pk, owner)
            finally:
                connections.close_all()  # those of this thread


def _try_to_renew(pk: int, owner: str) -> None:
    try:
        renew_lease(pk, owner=owner)
    except DatabaseError as error:
        # The next turn may succeed before the lease ends; if none does, the fence refuses our results.
        logger.warning("lease not renewed", extra={"object_id": pk, "reason": type(error).__name__})


_keeper = LeaseKeeper()
kept_lease = _keeper.kept


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

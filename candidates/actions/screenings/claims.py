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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from candidates.choices import ScreeningState
from candidates.models import Screening
from candidates.models.querysets import ScreeningQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)
RENEW_SECONDS = 3.0
MOST_ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 60
MOST_TOGETHER = 8
"""Screenings that a worker takes at once: with more there is little left to save."""
SHARES = 4
"""A worker takes one of so many parts of what waits."""


_CLAIMED = Screening.objects.select_related("resume__document", "revision").only(
    *("as_of", "attempts", "ocr_pages", "resume__file", "resume__file_name", "resume__job"),
    *("resume__candidate", "resume__makes_candidate", "resume__document__content"),
    *("revision__content_hash", "revision__published_at"),
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
    for state in (ScreeningState.RUNNING, ScreeningState.QUEUED):
        pk: int | None = _free_rows(state, ocr=ocr).values_list("pk", flat=True).first()
        if pk is not None:
            return pk
    return None


def next_batch() -> list[int]:
    """The ids of screenings that one worker may take together: some that have waited longest, if any.

    Many only where many wait, so that other workers have some too. One that was tried before is taken alone: what made
    its worker die must not count as an attempt of others.
    """
    rows = _free_rows(ScreeningState.QUEUED, ocr=False).values_list("pk", "attempts")
    waiting = list(rows[: MOST_TOGETHER * SHARES])
    untried = [pk for pk, _ in takewhile(lambda row: row[1] == 0, waiting)]
    together = untried or [pk for pk, _ in waiting[:1]]
    return together[: max(1, len(waiting) // SHARES)]


def _free_rows(state: ScreeningState, *, ocr: bool) -> ScreeningQuerySet:
    """In their order, which is that of an index."""
    return Screening.objects.filter(_free(state), in_line_for(ocr=ocr), state=state).order_by("pk")


def rung_for_ocr(pk: int) -> bool:
    """Whether a screening waits for OCR and was rung for; one whose page broke off is not, until it is due again."""
    waiting = Screening.objects.filter(in_line_for(ocr=True), pk=pk, state=ScreeningState.QUEUED)
    return waiting.filter(rung_at__isnull=False).exists()


def claim_screenings(pks: Sequence[int], *, owner: str, ocr: bool = False) -> list[Screening]:
    """Take those of the screenings that are to be had for `owner` until their leases end, and count the attempt.

    The claim is committed before the work begins, so that a file which kills its worker each time is counted.
    """
    mine = Screening.objects.filter(due(), in_line_for(ocr=ocr), pk__in=pks, attempts__lt=MOST_ATTEMPTS)
    claimed = mine.update(
        state=ScreeningState.RUNNING,
        lease_owner=owner,
        lease_until=Now() + LEASE,
        attempts=F("attempts") + 1,
        started_at=Now(),
    )
    return list(_CLAIMED.filter(pk__in=pks, lease_owner=owner).order_by("pk")) if claimed else []


def renew_leases(*, owner: str) -> bool:
    """Hold what `owner` works on for another lease. False: all is somebody else's, finished or cancelled by now, or
    just being so."""
    mine = Screening.objects.filter(state=ScreeningState.RUNNING, lease_owner=owner)
    if not connection.features.has_select_for_update_skip_locked:
        return bool(mine.update(lease_until=Now() + LEASE))
    # Waiting for a row whose end is being written, while that waits for one renewed here, would be a deadlock; and such
    # a row needs no renewal.
    with transaction.atomic():
        free = mine.select_for_update(skip_locked=True, no_key=True).order_by("pk").values("pk")
        return bool(Screening.objects.filter(pk__in=free).update(lease_until=Now() + LEASE))


class LeaseKeeper:
    """Renews the leases of the blocks under way in this process, by one thread that most are over before the first
    turn of. It ends when it finds none, and leaves no connection open between its turns."""

    def __init__(self, seconds: float = RENEW_SECONDS) -> None:
        self._seconds = seconds
        self._held: set[str] = set()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @contextmanager
    def kept(self, *, owner: str) -> Iterator[None]:
        """Renew the owner's leases while the block runs."""
        with self._lock:
            self._held.add(owner)
            if self._thread is None or not self._thread.is_alive():  # a fork takes no thread along
                self._thread = threading.Thread(target=self._renew_on, name="leases", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._held.remove(owner)

    def _renew_on(self) -> None:
        while True:
            time.sleep(self._seconds)
            with self._lock:
                held = list(self._held)
                if not held:
                    self._thread = None
                    return
            try:
                for owner in held:
                    _try_to_renew(owner)
            finally:
                connections.close_all()  # those of this thread


def _try_to_renew(owner: str) -> None:
    try:
        renew_leases(owner=owner)
    except DatabaseError as error:
        # The next turn may succeed before the lease ends; if none does, the fence refuses our results.
        logger.warning("leases not renewed", extra={"reason": type(error).__name__})


_keeper = LeaseKeeper()
kept_leases = _keeper.kept


def hand_back(screening: Screening, *, owner: str) -> bool:
    """Put back a claimed screening that nobody has begun with: no attempt, and no pause. False: it isn't the owner's."""
    mine = Screening.objects.filter(pk=screening.pk, state=ScreeningState.RUNNING, lease_owner=owner)
    return bool(
        mine.update(state=ScreeningState.QUEUED, lease_owner="", lease_until=None, attempts=F("attempts") - 1)
    )


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

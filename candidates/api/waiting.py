"""`Prefer: wait=N` (RFC 7240): a request that stays until its screening is final, or N seconds are over."""

import re
import threading
import time
from typing import Any

from django.db.models import QuerySet

from candidates.choices import FINAL_STATES
from candidates.models import Screening

MOST_SECONDS = 20
MOST_WAITING = 8
"""Requests of one process that may wait at once: each holds a thread, and the others must find one."""
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.25

_places = threading.BoundedSemaphore(MOST_WAITING)
_WAIT = re.compile(r"\s*wait\s*=\s*\"?(\d{1,6})\"?\s*\Z", re.IGNORECASE)


def wait_asked(request: Any) -> int:
    """The seconds of `Prefer: wait=N`, at most 20; 0 without it. A preference that can't be read is none."""
    for preference in request.headers.get("Prefer", "").split(","):
        if found := _WAIT.match(preference.partition(";")[0]):
            return min(int(found.group(1)), MOST_SECONDS)
    return 0


def wait_until_final(pk: int, seconds: int) -> None:
    """Look at the row until it is final, `seconds` are over, or at once if too many requests wait already.

    Call it outside transactions: inside one, the worker's changes would stay unseen.
    """
    wait_until(Screening.objects.filter(pk=pk, state__in=FINAL_STATES), seconds)


def wait_until(rows: QuerySet[Any], seconds: int) -> None:
    """The same for other rows: until there is one."""
    if seconds <= 0 or not _places.acquire(blocking=False):
        return
    try:
        _look_until(rows, time.monotonic() + seconds)
    finally:
        _places.release()


def _look_until(rows: QuerySet[Any], end: float) -> None:
    pause = FIRST_PAUSE
    while not rows.exists() and (left := end - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, LONGEST_PAUSE)

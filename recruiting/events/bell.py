"""Ringing the worker: the row is the queue, the message only says that there is something to do."""

import logging
from time import monotonic

from django.db import transaction
from kombu.exceptions import ChannelError, OperationalError

from recruiting.celery import app

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
"""After a broker failed this process doesn't try it for a while: a broker that accepts connections and answers
nothing would hold up each upload until its time limit."""

_silent_until = 0.0


def ring(task: str, *args: int, queue: str | None = None) -> None:
    """Enqueue `task` by its name with ids, after the surrounding transaction commits.

    A broker that is away costs nothing: the failure is logged and the sweep rings again.
    """
    transaction.on_commit(lambda: ring_now(task, *args, queue=queue))


def ring_now(task: str, *args: int, queue: str | None = None, expires: float | None = None) -> bool:
    """Enqueue at once. Returns whether the broker took the message.

    expires: seconds after which a worker drops it unread, for what is rung again anyway.
    """
    global _silent_until
    if monotonic() < _silent_until:
        return False
    try:
        app.send_task(task, args=args, queue=queue, retry=False, expires=expires)
    except (OperationalError, ChannelError, OSError) as error:
        _silent_until = monotonic() + PAUSE_SECONDS
        logger.warning("bell not rung", extra={"task": task, "reason": type(error).__name__})
        return False
    return True

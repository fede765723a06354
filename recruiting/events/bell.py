"""Ringing the worker: the row is the queue, the message only says that there is something to do."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from recruiting.celery import app

logger = logging.getLogger(__name__)


def ring(task: str, *args: int, queue: str | None = None) -> None:
    """Enqueue `task` by its name with ids, after the surrounding transaction commits.

    A broker that is away costs nothing: the failure is logged and the sweep rings again.
    """
    transaction.on_commit(lambda: ring_now(task, *args, queue=queue))


def ring_now(task: str, *args: int, queue: str | None = None) -> bool:
    """Enqueue at once. Returns whether the broker took the message."""
    try:
        app.send_task(task, args=args, queue=queue, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("bell not rung", extra={"task": task, "reason": type(error).__name__})
        return False
    return True

"""Periodic work of the API."""

from celery import shared_task

from recruiting.events import locks
from recruiting.rest.idempotency import forget_old

FORGET = "rest.forget_idempotency_keys"


@shared_task(name=FORGET, time_limit=120)
def forget_idempotency_keys() -> int:
    """Delete answers kept for repeated POSTs that nobody will repeat any more; one process at a time."""
    return forget_old() if locks.take(FORGET, seconds=300) else 0

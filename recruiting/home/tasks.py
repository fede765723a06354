"""The heartbeat, and tidying that needs no app of its own."""

from celery import shared_task
from celery.signals import worker_ready

from recruiting.accounts import limits
from recruiting.events import locks
from recruiting.events.bell import ring_now
from recruiting.home.health import beat_heart

HEARTBEAT = "home.heartbeat"


@shared_task(name=HEARTBEAT, soft_time_limit=20, time_limit=30)
def heartbeat() -> None:
    """Say that the queue works; once an hour forget old counts of tries."""
    beat_heart()
    if locks.take("home.forget_old_limits", seconds=3600):
        limits.forget_old()


@worker_ready.connect
def heartbeat_at_start(**kwargs: object) -> None:
    """A worker that starts says so at once: an installation is ready when it answers, not at the next beat."""
    ring_now(HEARTBEAT)

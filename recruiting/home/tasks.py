"""The heartbeat, and tidying that needs no app of its own."""

from celery import shared_task

from recruiting.accounts import limits
from recruiting.events import locks
from recruiting.home.health import beat_heart


@shared_task(name="home.heartbeat", time_limit=30)
def heartbeat() -> None:
    """Say that the queue works; once an hour forget old counts of tries."""
    beat_heart()
    if locks.take("home.forget_old_limits", seconds=3600):
        limits.forget_old()

"""A worker that starts says at once that it is alive: beat's first heartbeat may take twenty seconds."""

from typing import Any

from celery.signals import worker_ready

from recruiting.home.health import beat_heart


@worker_ready.connect(dispatch_uid="home.heartbeat")
def say_alive(**kwargs: Any) -> None:
    beat_heart()

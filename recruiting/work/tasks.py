"""What Celery calls: ids in, the database tells the rest."""

from collections.abc import Callable
from time import monotonic

from celery import shared_task

from recruiting.events.bell import ring_now
from recruiting.work.actions import UNDO, work_on_undo

PASS_SECONDS = 10.0


def in_parts(task: str, work: Callable[[int], bool], pk: int) -> None:
    """Do some parts of long work, then ring `task` for the rest: uploads come between. work: does one part, and says
    whether anything is left."""
    until = monotonic() + PASS_SECONDS
    going_on = True
    while going_on and monotonic() < until:
        going_on = work(pk)
    if going_on:
        ring_now(task, pk)


@shared_task(name=UNDO)
def undo_bulk(pk: int) -> None:
    """Take back some rows of long work."""
    in_parts(UNDO, work_on_undo, pk)

"""What Celery calls: ids in, the database tells the rest."""

from time import monotonic
from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from candidates.actions.archives import UNPACK, sweep_archives, work_on_archive
from candidates.actions.imports import IMPORT, sweep_imports, work_on_import
from candidates.actions.many import CHANGE, sweep_changes, work_on_change
from candidates.actions.screenings import (
    READ_SCAN,
    next_batch,
    next_due,
    rung_for_ocr,
    sweep_screenings,
    work_on_scan,
    work_on_screening,
    work_on_screenings,
)
from candidates.studio.actions.impacts import MEASURE, sweep_impacts, work_on_impact
from candidates.studio.actions.rescreening import RESCREEN, sweep_rescreenings, work_on_rescreening
from recruiting.events.bell import ring_now
from recruiting.work.actions import sweep_undos
from recruiting.work.tasks import in_parts

DRAIN_SECONDS = 3.0
SWEEP = "candidates.sweep"
SWEEP_SECONDS = 10.0
PAGE_SECONDS = 110
"""Drawing a page ends after 25 s at the latest, reading it after 60 s."""
LONG_SECONDS = 3_600


@shared_task(name="candidates.screen_resume")
def screen_resume(pk: int) -> None:
    """Bring one screening to its end, then for a moment whatever else is due: lost messages cost nothing then.

    Short, so that a worker told to stop stops soon.
    """
    until = monotonic() + DRAIN_SECONDS
    work_on_screening(pk)
    if monotonic() < until and (broken_off := next_due()) is not None:
        work_on_screening(broken_off)
    while monotonic() < until and (following := next_batch()):
        work_on_screenings(following)


@shared_task(name=READ_SCAN, soft_time_limit=PAGE_SECONDS, time_limit=PAGE_SECONDS + 20)
def read_scan(pk: int) -> None:
    """Read one scanned page; where its scan has no other, ring for one that waits: other tasks come between."""
    if work_on_scan(pk) and rung_for_ocr(pk):
        return  # it was rung for with its page: two messages a page would pile up
    if (following := next_due(ocr=True)) is not None:
        ring_now(READ_SCAN, following)


@shared_task(name=SWEEP)
def sweep() -> None:
    """Ring for what a crash or a lost message left."""
    sweep_screenings()
    sweep_impacts()
    sweep_rescreenings()
    sweep_changes()
    sweep_archives()
    sweep_imports()
    sweep_undos()


@shared_task(name=MEASURE, soft_time_limit=LONG_SECONDS, time_limit=LONG_SECONDS + 60)
def measure_impact(pk: int) -> None:
    """Measure what a draft would change. Long only where many texts must be read whole."""
    work_on_impact(pk)


@shared_task(name=RESCREEN)
def rescreen(pk: int) -> None:
    """Do some parts of a pass over stored resumes."""
    in_parts(RESCREEN, work_on_rescreening, pk)


@shared_task(name=CHANGE)
def change_many(pk: int) -> None:
    """Change some of the chosen people."""
    in_parts(CHANGE, work_on_change, pk)


@shared_task(name=IMPORT)
def import_people(pk: int) -> None:
    """Import some rows of a file."""
    in_parts(IMPORT, work_on_import, pk)


@shared_task(name=UNPACK)
def unpack(pk: int) -> None:
    """Take some resumes out of an archive: what was taken out is read in between."""
    in_parts(UNPACK, work_on_archive, pk)


@worker_ready.connect
def sweep_at_start_and_on(sender: Any, **kwargs: object) -> None:
    """A worker that starts does not wait for the next beat, and one whose beat died goes on without it.

    The timer is the worker's own: Celery's for each kind of transport. A lock row keeps sweeps apart.
    """
    _ring_for_a_sweep()
    sender.timer.call_repeatedly(SWEEP_SECONDS, _ring_for_a_sweep)


def _ring_for_a_sweep() -> None:
    ring_now(SWEEP, expires=SWEEP_SECONDS)

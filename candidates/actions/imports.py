"""People out of a CSV file: a Bulk with an outcome for each row, which can be taken back as a whole.

Each row is the actions for one person, under the right of who asked, in a transaction of its own: a row that can't be
imported says why and holds up no other.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from candidates.actions.applications import create_application, remove_application
from candidates.actions.jobs import require_open
from candidates.actions.people import create_candidate, remove_candidate
from candidates.actions.resumes import new_key
from candidates.csvfiles import FIELDS, Row, check_columns, guess_columns, has_headings, read_table
from candidates.models import Application, Candidate, Job, PeopleImport
from candidates.queries.imports import KIND, find_by_email, rows_of, table_of
from candidates.validators import clean_file_name
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import locks
from recruiting.events.bell import ring, ring_now
from recruiting.work.actions import finish_item, start_bulk
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.queries import next_items

logger = logging.getLogger(__name__)

IMPORT = "candidates.import_people"
LOCK_SECONDS = 60.0
PART = 100
KEPT = timedelta(days=7)


def keep_file(*, by: Any, data: bytes, name: str, job: Job | None = None) -> PeopleImport:
    """Keep a CSV file of people, with what its columns seem to hold. Nobody is imported before start_import.

    job: where they apply. Raises Denied, Invalid (file) for what is no such file or too large, Conflict if the job is
    not open.
    """
    _require(by, job)
    table = read_table(data)
    key = default_storage.save(new_key(), ContentFile(data))
    try:
        return PeopleImport.objects.create(
            owner=by,
            job=job,
            file=key,
            file_name=clean_file_name(name),
            columns=guess_columns(table),
            headings=has_headings(table),
        )
    except BaseException:
        default_storage.delete(key)  # no row points at it
        raise


def _require(by: Any, job: Job | None) -> None:
    require(by, "candidates.create_candidate")
    if job is not None:
        require(by, "candidates.create_application", job)
        require_open(job)


@transaction.atomic
def choose_columns(*, wanted: PeopleImport, by: Any, columns: Sequence[str], headings: bool) -> PeopleImport:
    """Say what each column holds. Raises Denied, Invalid for fields that don't go together, Conflict once it began."""
    _require(by, None)
    if len(columns) != len(wanted.columns) or not set(columns) <= {*FIELDS, ""}:
        raise Invalid(None, "columns", "The file has other columns. Load the page again.")
    check_columns(columns)
    waiting = PeopleImport.objects.filter(pk=wanted.pk, bulk=None)
    if not waiting.update(columns=list(columns), headings=headings):
        raise Conflict("begun", "This import has begun already.")
    wanted.columns, wanted.headings = list(columns), headings
    return wanted


@transaction.atomic
def start_import(*, wanted: PeopleImport, by: Any) -> Bulk:
    """Begin to import all rows; those with errors say why. Raises Denied, Invalid, Conflict if it began already."""
    _require(by, wanted.job)
    check_columns(wanted.columns)
    rows = rows_of(wanted, table_of(wanted))
    bulk = start_bulk(
        kind=KIND, by=by, rows=[(row.label, None) for row in rows], job=wanted.job_id if wanted.job else None
    )
    if not PeopleImport.objects.filter(pk=wanted.pk, bulk=None).update(bulk=bulk):
        raise Conflict("begun", "This import has begun already.")
    ring(IMPORT, bulk.pk)
    return bulk


def work_on_import(pk: int, *, most: int = PART) -> bool:
    """Import at most `most` rows of a Bulk that runs. False: nothing is left to do now, or somebody else does it."""
    if not locks.take(f"{IMPORT}.{pk}", LOCK_SECONDS):
        return False
    try:
        bulk = Bulk.objects.select_related("actor").get(pk=pk)
        wanted = PeopleImport.objects.select_related("job").get(bulk=bulk)
        rows: list[Row] | None = None
        for _ in range(most):
            # One at a time: a pause or a cancel holds from the next row on.
            items = next_items(bulk, 1)
            if not items:
                return False
            try:
                rows = rows or rows_of(wanted, table_of(wanted))
            except Conflict as error:
                _refuse(items[0], error.code, error.message)
                continue
            _work_on_item(bulk, items[0], rows[items[0].position - 1], wanted.job)
        return True
    finally:
        locks.free(f"{IMPORT}.{pk}")


def _work_on_item(bulk: Bulk, item: BulkItem, row: Row, job: Job | None) -> None:
    try:
        with transaction.atomic():
            outcome = _import(row, job=job, by=bulk.actor)
            if not finish_item(item=item, **outcome):
                # Cancelled since the row was read: whom it leaves out is not imported.
                transaction.set_rollback(True)
    except (Conflict, Invalid, Denied) as error:
        _refuse(item, error.code, error.message)
    except Exception:  # a fault of ours with one row must not hold up the others
        logger.exception("not imported", extra={"object_id": item.pk})
        _refuse(item, "broke_off", "A fault of ours: add this person by hand.")


def _refuse(item: BulkItem, code: str, message: str) -> None:
    finish_item(item=item, state=ItemState.FAILED, code=code[:40], message=message)


def _import(row: Row, *, job: Job | None, by: Any) -> dict[str, Any]:
    """Make the person of a row, or meet the one who has their address; what finish_item is to write."""
    if row.errors:
        raise Invalid(None, "row", " ".join(row.errors.values()))
    known = find_by_email(by, row.values["email"])
    person = known or create_candidate(by=by, **row.values)
    application = None
    if job is not None and not person.applications.active().filter(job=job).exists():
        application = create_application(candidate=person, job=job, by=by)
    before = {"candidate": None if known else person.pk, "application": application and application.pk}
    outcome = {"target_id": person.pk, "before": before, "code": "known" if known else ""}
    if not known:
        return {**outcome, "state": ItemState.DONE, "message": f"On {job}." if job else "Added."}
    if application:
        return {**outcome, "state": ItemState.DONE, "message": f"Here already by this e-mail. On {job} now."}
    there = f"Here already by this e-mail, and on {job}." if job else "Here already by this e-mail."
    return {**outcome, "state": ItemState.SKIPPED, "message": there}


def undo_row(*, item: BulkItem, by: Any) -> None:
    """Take a row back, unless anything was done with the person since. Raises Conflict, Denied."""
    if pk := item.before["application"]:
        application = Application.objects.visible_to(by).filter(pk=pk).first()
        if application is None:
            raise Conflict("gone", "This application is not there any more, or no longer yours to see.")
        remove_application(application=application, by=by)
    if pk := item.before["candidate"]:
        # After the application: who applied for a job that the user no longer sees stays.
        person = Candidate.objects.visible_to(by).filter(pk=pk).first()
        if person is None:
            raise Conflict("gone", "This person is not there any more, or no longer yours to see.")
        remove_candidate(candidate=person, by=by)


def sweep_imports(*, now: datetime | None = None) -> int:
    """Ring for imports that run, and forget files after a week. Returns how many run."""
    waiting = BulkItem.objects.filter(bulk=OuterRef("bulk"), state=ItemState.WAITING)
    running = PeopleImport.objects.filter(Exists(waiting), bulk__state=BulkState.RUNNING)
    due = list(running.values_list("bulk", flat=True)[:20])
    for pk in due:
        ring_now(IMPORT, pk)
    paused = PeopleImport.objects.filter(Exists(waiting), bulk__state=BulkState.PAUSED)
    old = PeopleImport.objects.filter(created_at__lt=(now or timezone.now()) - KEPT)
    for wanted in old.exclude(pk__in=paused.values("pk")).exclude(bulk__in=due)[:20]:
        name = str(wanted.file)
        wanted.delete()
        default_storage.delete(name)
    return len(due)

"""Starting, finishing, pausing, cancelling and undoing long work."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import locks, names
from recruiting.events.bell import ring, ring_now
from recruiting.events.log import record
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.registry import handler_of

logger = logging.getLogger(__name__)

OPEN = (BulkState.RUNNING, BulkState.PAUSED)
UNDO = "work.undo_bulk"
AT_ONCE = 50
"""So many rows are taken back while the person waits; of more a worker takes care."""

LOCK_SECONDS = 60.0
PART = 25


@transaction.atomic
def start_bulk(
    *,
    kind: str,
    by: Any,
    rows: Sequence[tuple[str, int | None]],
    job: int | None = None,
    client_key: str = "",
    before: Mapping[int, Mapping[str, Any]] | None = None,
) -> Bulk:
    """Begin work over rows of (name, target id), all waiting; before: target id -> what its row begins with.

    client_key: what the page calls it; a second call with the same key gives the first Bulk.
    Raises Invalid without rows, Conflict if the key is that of other work. The caller has checked that `by` may do the work.
    """
    if not rows:
        raise Invalid(None, "empty", "Choose at least one row.")
    bulk, created = _begin(kind, by, job, client_key, total=len(rows))
    if not created:
        return bulk
    BulkItem.objects.bulk_create(
        BulkItem(
            bulk=bulk,
            position=position,
            name=name[:255],
            target_id=target,
            before=dict((before or {}).get(target, {})) if target is not None else {},
        )
        for position, (name, target) in enumerate(rows, start=1)
    )
    record(names.BULK_STARTED, bulk, by=by, job=job, codes={"kind": kind, "rows": len(rows)})
    return bulk


@transaction.atomic
def open_bulk(*, kind: str, by: Any, job: int | None = None, client_key: str = "") -> Bulk:
    """Begin work whose rows come one by one, each with what became of it: append_item writes them.

    client_key as in start_bulk; without one each call begins new work. Raises Conflict if the key is that of
    other work. The caller has checked that `by` may do the work.
    """
    # Nothing runs that could be paused or end: the Bulk is done from the start, and grows.
    bulk, created = _begin(kind, by, job, client_key, state=BulkState.DONE, finished_at=timezone.now())
    if created:
        record(names.BULK_STARTED, bulk, by=by, job=job, codes={"kind": kind})
    return bulk


@transaction.atomic
def append_item(
    *, bulk: Bulk, name: str, state: str, code: str = "", message: str = "", target_id: int | None = None
) -> BulkItem:
    """Add a row to a Bulk of open_bulk. Several requests at once get a position each."""
    Bulk.objects.filter(pk=bulk.pk).update(total=F("total") + 1)
    position = Bulk.objects.values_list("total", flat=True).get(pk=bulk.pk)
    return BulkItem.objects.create(
        bulk=bulk,
        position=position,
        name=name[:255],
        state=state,
        code=code,
        message=message[:500],
        target_id=target_id,
    )


@transaction.atomic
def append_waiting(
    *, bulk: Bulk, rows: Sequence[tuple[str, Mapping[str, Any]]], code: str = ""
) -> list[BulkItem]:
    """Add rows of (name, what they begin with) that wait for finish_item, one after the other, to a Bulk of open_bulk."""
    Bulk.objects.filter(pk=bulk.pk).update(total=F("total") + len(rows))
    last = Bulk.objects.values_list("total", flat=True).get(pk=bulk.pk)
    return BulkItem.objects.bulk_create(
        BulkItem(bulk=bulk, position=position, name=name[:255], code=code, before=dict(before))
        for position, (name, before) in enumerate(rows, start=last - len(rows) + 1)
    )


def _begin(kind: str, by: Any, job: int | None, client_key: str, **values: Any) -> tuple[Bulk, bool]:
    """A new Bulk, or the one that this person's page began under the key, and whether it is new."""
    values |= {"kind": kind, "job_id": job}
    if not client_key:
        return Bulk.objects.create(actor=by, **values), True
    # Two requests of one page at once: the database decides which is first.
    bulk, created = Bulk.objects.get_or_create(actor=by, client_key=client_key, defaults=values)
    if (bulk.kind, bulk.job_id) != (kind, job):
        raise Conflict("key_taken", "This page is out of date. Load it again, then choose again.")
    return bulk, created


@transaction.atomic
def finish_item(
    *,
    item: BulkItem,
    state: str,
    code: str = "",
    message: str = "",
    target_id: int | None = None,
    before: Mapping[str, Any] | None = None,
) -> bool:
    """Write what became of a waiting row; the last one finishes its Bulk. False if it was finished before.

    Raises nothing: two workers may finish one row, the first counts. The event of the change itself is
    written by the action that made it.
    """
    values: dict[str, Any] = {
        "state": state,
        "code": code,
        "message": message[:500],
        "before": dict(before or {}),
    }
    if target_id is not None:
        values["target_id"] = target_id
    if not BulkItem.objects.filter(pk=item.pk, state=ItemState.WAITING).update(**values):
        return False
    _finish_if_done(item.bulk_id)
    item.refresh_from_db()
    return True


@transaction.atomic
def pause_bulk(*, bulk: Bulk, by: Any) -> Bulk:
    """Stop before the next row. Raises Denied, Conflict if it isn't running."""
    return _change(bulk, by, {BulkState.RUNNING}, BulkState.PAUSED, "It isn't running any more.")


@transaction.atomic
def resume_bulk(*, bulk: Bulk, by: Any) -> Bulk:
    """Go on with the next row; whoever does the work is rung by its own sweep. Raises Denied, Conflict."""
    bulk = _change(bulk, by, {BulkState.PAUSED}, BulkState.RUNNING, "It isn't paused.")
    _finish_if_done(bulk.pk)
    bulk.refresh_from_db()
    return bulk


@transaction.atomic
def cancel_bulk(*, bulk: Bulk, by: Any) -> Bulk:
    """Leave out all rows that still wait; finished ones stay. Raises Denied, Conflict if it is over."""
    bulk = _change(bulk, by, set(OPEN), BulkState.CANCELLED, "It is over already.")
    BulkItem.objects.filter(bulk=bulk, state=ItemState.WAITING).update(
        state=ItemState.SKIPPED, code="cancelled"
    )
    return bulk


def undo_bulk(*, bulk: Bulk, by: Any) -> int | None:
    """Take back every finished row, last first; returns how many, or None if there are so many that a worker does it
    (work_on_undo). Rows that can't be taken back keep their state and say why. Each row is its own transaction:
    thousands of rows must not hold the database.

    Raises Denied, Conflict if this kind of work can't be undone, goes on, or is being taken back.
    """
    require(by, "work.change_bulk", bulk)
    if handler_of(bulk.kind).undo is None:
        raise Conflict("no_undo", "This kind of work can't be taken back.")
    bulk.refresh_from_db()
    if bulk.state in OPEN:
        raise Conflict("running", "Cancel it first, then take it back.")
    if bulk.is_undoing:
        raise Conflict("undoing", "It is being taken back already.")
    items = list(_last_first(bulk)[: AT_ONCE + 1])
    if len(items) > AT_ONCE:
        _begin_undo(bulk, by)
        return None
    taken_back = sum(_take_back(bulk, item, by) for item in items)
    _tell_undone(bulk, by)
    return taken_back


@transaction.atomic
def _begin_undo(bulk: Bulk, by: Any) -> None:
    rows = Bulk.objects.filter(pk=bulk.pk, undoing_by=None)
    if not rows.update(undoing_by=by, undo_below=bulk.total + 1):
        raise Conflict("undoing", "It is being taken back already.")
    ring(UNDO, bulk.pk)


def work_on_undo(pk: int, *, most: int = PART) -> bool:
    """Take back at most `most` rows of a Bulk for whom asked. False: nothing is left to do, or somebody else does it."""
    if not locks.take(f"{UNDO}.{pk}", LOCK_SECONDS):
        return False
    try:
        bulk = Bulk.objects.select_related("undoing_by").filter(pk=pk).exclude(undoing_by=None).first()
        if bulk is None:
            return False
        items = list(_last_first(bulk).filter(position__lt=bulk.undo_below)[:most])
        for item in items:
            _take_back(bulk, item, bulk.undoing_by)
            Bulk.objects.filter(pk=pk).update(undo_below=item.position)
        if len(items) < most:
            _tell_undone(bulk, bulk.undoing_by)
        return len(items) == most
    finally:
        locks.free(f"{UNDO}.{pk}")


def sweep_undos() -> int:
    """Ring for work that is being taken back: its message may be lost, or its worker gone. Returns how many."""
    due = list(Bulk.objects.exclude(undoing_by=None).order_by("pk").values_list("pk", flat=True)[:20])
    for pk in due:
        ring_now(UNDO, pk)
    return len(due)


def _last_first(bulk: Bulk) -> QuerySet[BulkItem]:
    return BulkItem.objects.filter(bulk=bulk, state=ItemState.DONE).order_by("-position")


def _take_back(bulk: Bulk, item: BulkItem, by: Any) -> bool:
    """One row. False: it says why it stays, or somebody else took it back."""
    undo = handler_of(bulk.kind).undo
    try:
        with transaction.atomic():
            # First the row, then the undo: of two people who press it at once one takes each row back.
            done = BulkItem.objects.filter(pk=item.pk, state=ItemState.DONE)
            if undo is None or not done.update(state=ItemState.UNDONE):
                return False
            undo(item=item, by=by)
            return True
    except (Conflict, Invalid, Denied) as error:
        _keep(item, error.code, error.message)
    except Exception:  # a fault of ours with one row must not hold up the others
        logger.exception("not taken back", extra={"object_id": item.pk})
        _keep(item, "broke_off", "A fault of ours: change this one by hand.")
    return False


def _keep(item: BulkItem, code: str, message: str) -> None:
    BulkItem.objects.filter(pk=item.pk).update(code=code[:40], message=message[:500])


@transaction.atomic
def _tell_undone(bulk: Bulk, by: Any) -> None:
    """It is taken back, as far as it can be: how many rows are by now."""
    Bulk.objects.filter(pk=bulk.pk).update(undoing_by=None, undo_below=None)
    number = BulkItem.objects.filter(bulk=bulk, state=ItemState.UNDONE).count()
    record(names.BULK_CHANGED, bulk, by=by, job=bulk.job_id, codes={"undone": number})


def _change(bulk: Bulk, by: Any, allowed: set[BulkState], state: BulkState, otherwise: str) -> Bulk:
    """Move the Bulk from one of the allowed states, or raise Conflict with the sentence."""
    require(by, "work.change_bulk", bulk)
    finished_at = timezone.now() if state == BulkState.CANCELLED else None
    if not Bulk.objects.filter(pk=bulk.pk, state__in=allowed).update(state=state, finished_at=finished_at):
        raise Conflict("state", otherwise)
    bulk.refresh_from_db()
    record(names.BULK_CHANGED, bulk, by=by, job=bulk.job_id, codes={"to": str(state)})
    return bulk


def _finish_if_done(bulk_id: int) -> None:
    """Finish a running Bulk that has no waiting row left."""
    if not BulkItem.objects.filter(bulk=bulk_id, state=ItemState.WAITING).exists():
        Bulk.objects.filter(pk=bulk_id, state=BulkState.RUNNING).update(
            state=BulkState.DONE, finished_at=timezone.now()
        )

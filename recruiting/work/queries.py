"""Reading long work."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.registry import handler_of


@dataclass(frozen=True)
class Progress:
    """How far a Bulk is. failed: rows that need a person."""

    total: int
    waiting: int
    done: int
    failed: int
    skipped: int
    undone: int

    @property
    def finished(self) -> int:
        return self.total - self.waiting


def progress_of(bulk: Bulk) -> Progress:
    """Counted from the rows, so that it is true whatever stopped half-way."""
    counts = dict(bulk.items.values_list("state").annotate(number=Count("pk")))
    return Progress(
        total=bulk.total,
        waiting=counts.get(ItemState.WAITING, 0),
        done=counts.get(ItemState.DONE, 0),
        failed=counts.get(ItemState.FAILED, 0),
        skipped=counts.get(ItemState.SKIPPED, 0),
        undone=counts.get(ItemState.UNDONE, 0),
    )


def named_for(user: Any, bulk: Bulk, items: Iterable[BulkItem]) -> list[BulkItem]:
    """Rows of a Bulk called as the user may read their names now."""
    rows, handler = list(items), handler_of(bulk.kind)
    names = handler.names(user, rows) if handler.names else {}
    for row in rows:
        row.name = names.get(row.pk, row.name)
    return rows


def next_items(bulk: Bulk, limit: int = 50) -> list[BulkItem]:
    """Rows to do next; none while the Bulk is paused or cancelled."""
    return list(
        BulkItem.objects.filter(bulk=bulk, bulk__state=BulkState.RUNNING, state=ItemState.WAITING).order_by(
            "position"
        )[:limit]
    )

"""The reasons for which applications end: a list that admins keep."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from candidates.choices import RejectionSide
from candidates.models import RejectionReason
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, check_row
from recruiting.events import names
from recruiting.events.log import record

GAP = 10
"""Positions are spaced, so that one fits between two others."""


@transaction.atomic
def add_reason(*, by: Any, name: str, side: str) -> RejectionReason:
    """Add a reason at the end of its side. Raises Denied, Invalid without a name or for one that is there."""
    require(by, "candidates.manage_reasons")
    last = RejectionReason.objects.aggregate(last=Max("position"))["last"] or 0
    row = RejectionReason(name=name.strip(), side=side, position=last + GAP)
    check_row(row).save()
    record(names.REJECTION_REASON_ADDED, row, by=by, codes={"side": side})
    return row


@transaction.atomic
def change_reason(*, reason: RejectionReason, by: Any, name: str) -> RejectionReason:
    """Reword a reason, also where it was given before: its side stays, since statistics count by it.

    Raises Denied, Invalid without a name or for one that is there.
    """
    require(by, "candidates.manage_reasons")
    if reason.name == name.strip():
        return reason
    reason.name = name.strip()
    check_row(reason).save(update_fields=["name"])
    record(names.REJECTION_REASON_CHANGED, reason, by=by, fields=["name"])
    return reason


@transaction.atomic
def move_reason(*, reason: RejectionReason, by: Any, up: bool) -> None:
    """Let a reason change places with the one before or after it on its side. Raises Denied, Conflict at the end."""
    require(by, "candidates.manage_reasons")
    rows = list(RejectionReason.objects.filter(side=reason.side, retired_at=None).order_by("position", "pk"))
    at = next((place for place, row in enumerate(rows) if row.pk == reason.pk), None)
    to = -1 if at is None else at - 1 if up else at + 1
    if at is None or not 0 <= to < len(rows):
        raise Conflict("at_the_end", "It stands at the end of the list already.")
    rows[at], rows[to] = rows[to], rows[at]
    for place, row in enumerate(rows, start=1):
        RejectionReason.objects.filter(pk=row.pk).update(position=GAP * place)
    record(names.REJECTION_REASON_CHANGED, reason, by=by, fields=["position"])


@transaction.atomic
def retire_reason(*, reason: RejectionReason, by: Any, now: datetime | None = None) -> None:
    """Offer a reason no longer; where it was given it stays. Raises Denied, Conflict for one that is retired, or for
    the last one on our side: nobody could be rejected any more."""
    require(by, "candidates.manage_reasons")
    left = RejectionReason.objects.filter(side=RejectionSide.US, retired_at=None).exclude(pk=reason.pk)
    if reason.side == RejectionSide.US and not left.exists():
        raise Conflict(
            "last", "One reason must stay: without any nobody can be rejected. Add another one first."
        )
    rows = RejectionReason.objects.filter(pk=reason.pk, retired_at=None)
    if not rows.update(retired_at=now or timezone.now()):
        raise Conflict("retired", "This reason is not offered any more.")
    record(names.REJECTION_REASON_RETIRED, reason, by=by)


@transaction.atomic
def restore_reason(*, reason: RejectionReason, by: Any) -> None:
    """Undo retire_reason. Raises Denied, Conflict if it is offered."""
    require(by, "candidates.manage_reasons")
    if not RejectionReason.objects.filter(pk=reason.pk).exclude(retired_at=None).update(retired_at=None):
        raise Conflict("offered", "This reason is offered.")
    record(names.REJECTION_REASON_RESTORED, reason, by=by)

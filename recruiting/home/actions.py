"""What a person may do with their own Today."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record
from recruiting.home.models import Postponed
from recruiting.home.queries import due
from recruiting.web.registry import HomeItem

MOST_DAYS = 90


def tomorrow(now: datetime | None = None) -> datetime:
    """The beginning of the next day in the person's zone, which is the active one."""
    today = timezone.localtime(now or timezone.now())
    return (today + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


@transaction.atomic
def postpone(
    *, item: HomeItem, pk: int, by: Any, until: datetime | None = None, now: datetime | None = None
) -> Postponed:
    """Keep something that waits for `by` off their Today until a moment; without one until tomorrow.

    It goes on waiting: nobody else's list changes. Raises Invalid for a moment in the past or more than 90 days
    ahead, or for what does not wait for `by`.
    """
    moment = now or timezone.now()
    until = until or tomorrow(moment)
    if not moment < until <= moment + timedelta(days=MOST_DAYS):
        raise Invalid("until", "range", f"Choose a moment from now to {MOST_DAYS} days ahead.")
    if not due(by, item).filter(pk=pk).exists():
        raise Invalid("id", "not_found", "This does not wait for you, or no longer.")
    Postponed.objects.filter(user=by, kind=item.code, target_id=pk).delete()
    row = check_row(Postponed(user=by, kind=item.code, target_id=pk, until=until))
    row.save()
    record(names.TODAY_POSTPONED, row, by=by, codes={"kind": item.code, "row": pk})
    return row


@transaction.atomic
def take_up(*, row: Postponed, by: Any) -> None:
    """Undo postpone: it stands on Today again. Raises Conflict if it does already."""
    pk = row.pk
    if not Postponed.objects.visible_to(by).filter(pk=pk).delete()[0]:
        raise Conflict("gone", "This is on your Today already.")
    row.pk = pk
    record(names.TODAY_TAKEN_UP, row, by=by, codes={"kind": row.kind, "row": row.target_id})

"""Reading the log."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from recruiting.events.models import Event


def events(
    *,
    verb: str = "",
    object_type: str = "",
    object_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Events newest first. since, until: whole days, both included, in the active time zone. The caller asks
    for the right "events.read_log"."""
    wanted: dict[str, Any] = {"verb": verb, "object_type": object_type, "object_id": object_id}
    found = Event.objects.filter(**{name: value for name, value in wanted.items() if value})
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.order_by("-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

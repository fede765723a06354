"""Writing events."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models

from recruiting.events import names
from recruiting.events.middleware import current_request_id
from recruiting.events.models import Event, Outbox

_gathered: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)


@contextmanager
def recorded_together() -> Iterator[None]:
    """Write the events of the block at its end, in their order: two statements, where each would take two.

    Inside the transaction; a block that raises writes none.
    """
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield
    finally:
        _gathered.reset(token)
    _write(events)


def record(
    verb: str,
    obj: models.Model,
    *,
    by: Any,
    job: int | None = None,
    fields: Iterable[str] = (),
    codes: Mapping[str, Any] | None = None,
) -> Event:
    """Write that `by` (a User, or None for the system) did `verb` to `obj`, with its outbox row.

    job: the id of the job it belongs to. fields: names of changed fields; codes: ids and codes, nothing personal.
    Must run in the transaction that makes the change; raises RuntimeError outside one, ValueError for a verb
    that names.py doesn't have.
    """
    if verb not in names.ALL:
        raise ValueError(f"events/names.py has no {verb!r}")
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction that makes the change")
    event = Event(
        actor=by,
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        job_id=job,
        request_id=current_request_id(),
        fields=sorted(fields),
        codes=dict(codes or {}),
    )
    gathered = _gathered.get()
    if gathered is None:
        _write([event])
    else:
        gathered.append(event)
    return event


def _write(events: list[Event]) -> None:
    """The events, each with its outbox row."""
    Event.objects.bulk_create(events)
    Outbox.objects.bulk_create(Outbox(event=event) for event in events)

"""What long work of each kind is: the app that does it registers a handler in ready().

registry.register(Handler("candidates.move", "Moving candidates", undo=undo_move))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recruiting.work.models import Bulk, BulkItem


@dataclass(frozen=True)
class Handler:
    """kind: what Bulk.kind says. title: what people read. link: the address of a row's target, or "".
    undo: takes one finished row back (keyword arguments item and by); it raises the actions' errors.
    page: the address of a page of its own instead of the common progress page. names: what rows are called to a reader
    now, (user, items) -> item's key -> name; a row that is not among them keeps the name that it was given."""

    kind: str
    title: str
    link: Callable[[BulkItem], str] | None = None
    undo: Callable[..., Any] | None = None
    page: Callable[[Bulk], str] | None = None
    names: Callable[[Any, list[BulkItem]], dict[int, str]] | None = None


_handlers: dict[str, Handler] = {}


def register(handler: Handler) -> None:
    """Raises ValueError if another handler has the kind."""
    if _handlers.setdefault(handler.kind, handler) != handler:
        raise ValueError(f"two handlers for {handler.kind!r}")


def handler_of(kind: str) -> Handler:
    """The kind's handler; for a kind of a removed app one that only shows."""
    return _handlers.get(kind) or Handler(kind, "Work")

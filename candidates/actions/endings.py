"""What upper floors do when an application ends, and what of it stays when it is reopened.

A lower floor imports no upper one, so those hand over by register(), once, when their app is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from candidates.models import Application


class Ended(Protocol):
    """Called with an application that was rejected, withdrawn or hired, in the transaction that ends it."""

    def __call__(self, application: Application, *, by: Any, now: datetime) -> object: ...


@dataclass(frozen=True)
class Ending:
    """ended: does what follows. stays: a sentence on what reopening the application does not bring back, "" if nothing."""

    ended: Ended
    stays: Callable[[Application], str]


_endings: list[Ending] = []


def register(ending: Ending) -> None:
    """Registering an equal one twice keeps one: ready() may run twice in tests."""
    if ending not in _endings:
        _endings.append(ending)


def tell_ended(application: Application, *, by: Any, now: datetime) -> None:
    """Let every floor do what follows from the end. Runs in the caller's transaction."""
    for ending in _endings:
        ending.ended(application, by=by, now=now)


def what_stays(application: Application) -> str:
    """What people are told when an application is reopened, "" for nothing."""
    return " ".join(filter(None, (ending.stays(application) for ending in _endings)))

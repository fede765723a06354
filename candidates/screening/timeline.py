"""Adds up the relevant months of a resume. (First cut: the interface; positions follow.)"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from candidates.screening.lines import Line
from candidates.screening.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Position:
    """One job. `end` is None while it lasts; `span` is its date range, `body` all that belongs to it."""

    title: str
    employer: str
    start: str | None
    end: str | None
    present: bool
    months: int
    weight: float
    relevant: bool
    span: tuple[int, int]
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The positions, the relevant months (None: unknown, with the reason), the years claimed in words."""

    positions: tuple[Position, ...]
    months: float | None
    reason: str | None
    claimed_years: float | None


def read_timeline(lines: Sequence[Line], sentences: Sequence[Sentence], *, as_of: dt.date) -> Timeline:
    return Timeline((), None, "no dates found", None)

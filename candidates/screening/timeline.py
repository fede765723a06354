"""Adds up the relevant months of a resume.

The hiring guide, section 7: months of closed ranges count inclusively; a range open to the present ends
with the last full month before the as-of date; overlaps count once; internships count half; dated work
with nothing technical is 0, no dates is unknown, and a total claimed in words stays a claim.
"""

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from candidates.screening.claims import claimed_years
from candidates.screening.dates import DateRange
from candidates.screening.entries import find_entries, without_mentions
from candidates.screening.lines import Line
from candidates.screening.positions import Job, jobs_of, leaves_of, with_titles

_HEADLINE_ROWS = 12
_HEADLINE_LENGTH = 110
_ABOVE_HEADING = frozenset(("header", "summary", "experience", "other"))
_BELOW_HEADING = frozenset(("header", "summary", "experience"))


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


def read_timeline(lines: Sequence[Line], text: str, *, as_of: dt.date) -> Timeline:
    """The jobs in the lines of a text and their relevant months at a date."""
    limit = as_of.year * 12 + as_of.month - 2  # the last full month before the as-of date
    entries = find_entries(lines, text)
    top = _top_rows(lines, entries[0].body[0] if entries else 0)
    jobs = [
        job for job in jobs_of(without_mentions(entries), top, text) if job.entry.dates.first <= limit + 1
    ]
    jobs = with_titles(jobs, lines)
    away = {month for dates in leaves_of(entries) for month in _months(dates, limit)}
    months, reason = _relevant_months(jobs, limit, away, dated=bool(entries))
    return Timeline(
        tuple(_position(job, limit, away) for job in jobs), months, reason, claimed_years(lines, text)
    )


def _top_rows(lines: Sequence[Line], first_entry: int) -> list[str]:
    """The short rows that say what the owner is: above the first heading, or bare titles above the jobs."""
    rows: list[str] = []
    headed = False
    for line in lines:
        if line.start > first_entry and (headed or rows):
            break
        headed = headed or line.heading
        short = line.text.strip() and not line.bullet and line.end - line.start <= _HEADLINE_LENGTH
        if short and line.section in (_BELOW_HEADING if headed else _ABOVE_HEADING):
            rows.append(line.text)
    return rows[:_HEADLINE_ROWS]


def _months(dates: DateRange, limit: int) -> range:
    """The months of a range up to the last full month, as numbers; a single date has none."""
    if dates.single:
        return range(0)
    last = limit if dates.last is None else min(dates.last, limit)
    return range(dates.first, last + 1)


def _relevant_months(
    jobs: Sequence[Job], limit: int, away: AbstractSet[int], *, dated: bool
) -> tuple[float | None, str | None]:
    if not jobs:
        return None, "No dates of work found." if dated else "No dates found."
    relevant = [job for job in jobs if job.weight > 0]
    if relevant and all(job.entry.dates.single for job in relevant):
        return None, "The technical jobs have a single date each, no start and end."
    full = {month for job in relevant if job.weight == 1.0 for month in _months(job.entry.dates, limit)}
    part = {month for job in relevant if job.weight < 1.0 for month in _months(job.entry.dates, limit)}
    full, part = full - away, part - full - away
    return len(full) + len(part) * 0.5, None


def _position(job: Job, limit: int, away: AbstractSet[int]) -> Position:
    dates = job.entry.dates
    end = None if dates.last is None else _label(min(dates.last, max(limit, dates.first)))
    return Position(
        title=job.title,
        employer=job.employer,
        start=_label(dates.first),
        end=end,
        present=dates.last is None,
        months=len(set(_months(dates, limit)) - away),
        weight=job.weight,
        relevant=job.weight > 0,
        span=(dates.start, dates.end),
        body=job.entry.body,
    )


def _label(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"

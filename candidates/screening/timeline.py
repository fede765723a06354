"""Adds up the relevant months of a resume.

The hiring guide, section 7: months of closed ranges count inclusively; a range open to the present ends
with the last full month before the as-of date; overlaps count once; internships count half; dated work
with nothing technical is 0, no dates is unknown, and a total claimed in words stays a claim.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from candidates.screening.claims import claimed_years
from candidates.screening.dates import DateRange
from candidates.screening.entries import find_entries, without_mentions
from candidates.screening.lines import Line
from candidates.screening.positions import Job, jobs_of, leaves_of, with_titles

_NO_MONTH = re.compile(
    r"(?<![\d/.-])(?:00|1[3-9]|[2-9]\d)[/.-](?:19|20)\d\d(?!\d)|(?<![\d/.-])(?:19|20)\d\d[/.-]00(?![\d/.-])"
)
_BEFORE_YEAR = 3
"""Characters of "13/" before the year, where a range begins that names no month."""

_LONGEST_TITLE = 120
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
class Doubt:
    """A date of a job that does not count as it is written: it begins or ends after the as-of date (future_start,
    future_end), or names a month that there is not (impossible_month)."""

    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The positions, the relevant months (None: unknown, with the reason), the years claimed in words, and the dates
    that don't count as they are written."""

    positions: tuple[Position, ...]
    months: float | None
    reason: str | None
    claimed_years: float | None
    doubts: tuple[Doubt, ...] = ()


def read_timeline(lines: Sequence[Line], text: str, *, as_of: dt.date) -> Timeline:
    """The jobs in the lines of a text and their relevant months at a date."""
    limit = as_of.year * 12 + as_of.month - 2  # the last full month before the as-of date
    entries = find_entries(lines, text)
    top = _top_rows(lines, entries[0].body[0] if entries else 0)
    every = jobs_of(without_mentions(entries), top, text)
    jobs = with_titles([job for job in every if job.entry.dates.first <= limit + 1], lines)
    away = {month for dates in leaves_of(entries) for month in _months(dates, limit)}
    months, reason = _relevant_months(jobs, limit, away, dated=bool(entries))
    return Timeline(
        tuple(_position(job, limit, away) for job in jobs),
        months,
        reason,
        claimed_years(lines, text),
        tuple(doubt for job in every for doubt in _doubts(job.entry.dates, text, limit + 1)),
    )


def title_row(position: Position, text: str) -> str:
    """A position's title with all that stands behind it in its row, cut short: "Principal Consultant, PCI QSA"."""
    begin, end = position.body
    at = text.find(position.title, begin, end) if position.title else -1
    if at < 0:
        return position.title
    row_end = text.find("\n", at, end)
    return text[at : row_end if row_end >= 0 else end][:_LONGEST_TITLE]


def _doubts(dates: DateRange, text: str, present: int) -> Iterator[Doubt]:
    """What of a job's dates does not count as written. present: the month of the as-of date."""
    if dates.first > present:
        yield Doubt("future_start", dates.start, dates.end)
    elif (
        dates.last is not None and dates.last > present and (dates.exact or dates.last // 12 > present // 12)
    ):
        yield Doubt("future_end", dates.start, dates.end)
    line_end = text.find("\n", dates.end)
    for found in _NO_MONTH.finditer(
        text, max(0, dates.start - _BEFORE_YEAR), line_end if line_end >= 0 else len(text)
    ):
        yield Doubt("impossible_month", found.start(), found.end())


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

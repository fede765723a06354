"""Finds where the rows of a resume give dates of work and study, and what stands beside each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from candidates.screening.clauses import split_clauses
from candidates.screening.dates import HALF_YEAR, DateRange, find_ranges
from candidates.screening.durations import lengthened
from candidates.screening.lines import Line
from candidates.screening.months import month_named
from candidates.screening.occupations import read_title

_NAMING = 1_000
_MOST = 1_000  # dates of work and study that are read: far more than a life has
_NEVER = 12 * 10_000
_MOST_IN_ROW = 12
_APART = 4
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A date range in its row (an index into the non-blank lines)."""

    row: int
    dates: DateRange
    label: str
    clause: tuple[int, int] | None  # offsets, where several ranges share the row


def find_spots(rows: Sequence[Line], text: str) -> list[Spot]:
    """The dates that name the time of a job or of studies, in order; `rows` are the text's lines without blank ones."""
    starts = [row.start for row in rows]
    by_row: dict[int, list[DateRange]] = {}
    for dates in find_ranges(text):
        by_row.setdefault(bisect_right(starts, dates.start) - 1, []).append(dates)
    spots = (spot for index, found in by_row.items() for spot in _spots_of(rows[index], index, found, text))
    kept: list[Spot] = []
    for spot in islice(spots, _MOST):
        if not (kept and _tells_of_promotion(spot, kept[-1], text)):
            kept.append(spot)
    return kept


def _tells_of_promotion(spot: Spot, above: Spot, text: str) -> bool:
    """Whether a row names the job of the dates above it: "Developer, then Lead Developer (since 2022)"."""
    below = spot.row == above.row + 1 and begins_with_word(text, spot.dates.start)
    return below and _remarks(spot.dates, above.dates, text) and not read_title(above.label).names_job


def begins_with_word(text: str, at: int) -> bool:
    """Whether a range there begins with a word such as "since", not with a month: two jobs may stand in rows one below
    the other, "Lead Engineer, Mar 2021 - Present" under an employer's whole time."""
    word = _WORD.match(text, at)
    return word is not None and month_named(word[0]) is None


def _spots_of(row: Line, index: int, found: list[DateRange], text: str) -> list[Spot]:
    ranges = _without_remarks([dates for dates in found if not dates.single], text)
    if not ranges:
        # A single date names a job's time only beside the job's name, or with a duration.
        single = lengthened(found[0], text, row.start, row.end) if len(found) == 1 else found[0]
        if _is_year_of_a_job(single, row, text):
            single = replace(single, last=single.first + HALF_YEAR - 1, single=False)
        if single.single and (not single.exact or row.section != "experience" or row.bullet):
            return []
        ranges = [single]
    if len(ranges) == 1:
        return [Spot(index, ranges[0], _without(row, ranges[0], text), None)]
    return [
        Spot(index, dates, _parts_around(text, begin, dates, end), (begin, end))
        for dates, begin, end in split_clauses(text, row.start, row.end, ranges)
    ]


def _is_year_of_a_job(dates: DateRange, row: Line, text: str) -> bool:
    """Whether a row gives a job and one year at its beginning or end: "2018 - 2018", at least half a year by the guide."""
    if not dates.single or dates.exact or row.section != "experience" or row.bullet:
        return False
    label = _parts_around(text, row.start, dates, row.end)
    alone = label.startswith("|") or label.strip("() ").endswith("|")
    return alone and read_title(label).names_job


def _without_remarks(ranges: list[DateRange], text: str) -> list[DateRange]:
    """The ranges of a row without those that tell of a part of another: "senior since 2024", "(acting until 2021)"."""
    if not 1 < len(ranges) <= _MOST_IN_ROW:
        return ranges
    kept = [dates for dates in ranges if not any(_remarks(dates, other, text) for other in ranges)]
    return [dates for at, dates in enumerate(kept) if not (at and _repeats(kept[at - 1], dates))]


def _repeats(dates: DateRange, again: DateRange) -> bool:
    """Whether a range says the one before it once more, in another language: "juuni 2023 - praegu (June 2023 - now)"."""
    same = (dates.first, dates.last) == (again.first, again.last)
    return same and again.start - dates.end <= _APART


def _remarks(dates: DateRange, other: DateRange, text: str) -> bool:
    if dates is other or dates.first < other.first or _month_after(dates) > _month_after(other):
        return False
    if (dates.first, dates.last) == (other.first, other.last):
        return False
    return not text[dates.start].isdigit() or text[max(0, dates.start - 2) : dates.start].rstrip()[-1:] == "("


def _month_after(dates: DateRange) -> int:
    return _NEVER if dates.last is None else dates.last


def _without(row: Line, dates: DateRange, text: str) -> str:
    """The row's text without the date: a separator stays where the date stood between two parts."""
    return _parts_around(text, row.start, dates, max(row.end, dates.end)).strip(" |")


def _parts_around(text: str, begin: int, dates: DateRange, end: int) -> str:
    """What stands before and behind a date, as far as it can name anything."""
    before = text[max(begin, dates.start - _NAMING) : dates.start].strip()
    behind = text[dates.end : min(end, dates.end + _NAMING)].strip()
    return f"{before} | {behind}".strip()

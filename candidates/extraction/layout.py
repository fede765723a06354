"""Reading order on a page: which runs of text beside each other are columns and which are rows of a table.

A producer that draws two columns row by row leaves "SKILLS  Jamie integrated the build" on one line. The page
is cut into bands that a vertical gutter runs through (after the XY-cut of Nagy and Seth, 1984); a band is read
column by column unless it is a table, whose rows belong together: dates or labels beside text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

WIDE_GAP, WIDE_GAP_HEIGHTS = 9.0, 1.2
"""A gap in a line is wide above so many points and so many heights of its letters: runs end there."""

GUTTER = 6.0
"""Narrowest gutter between columns, in points."""

MIN_ROWS = 3
"""Rows with text on both sides of a gutter from which on columns are thought of."""

LONG_BAND = 8
"""Such rows from which on the longer column keeps what follows below the shorter one."""

DATED, LABELLED, LISTED, DENSE = 0.4, 0.5, 0.5, 0.5
"""Shares of a column's cells: dates, labels and lists make it a table's, gaps between cells too."""

_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{2,4}\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?|\b(?:present|current|today|now|heute)\b",
    re.IGNORECASE,
)

_COMMAS = re.compile("[,;|•]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text with no wide gap in it and its box, in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


Row = list[Run]
Span = tuple[float, float]
Judge = Callable[[list[Row], float], bool]
"""Whether the rows of a band are columns, given the middle of the gutter between them."""


def in_reading_order(rows: list[Row]) -> list[str]:
    """The lines of a page whose rows are given from top to bottom, cells parted by a tab."""
    return ["\t".join(run.text.strip() for run in row) for row in ordered(rows)]


def ordered(rows: list[Row], judge: Judge | None = None) -> list[Row]:
    """The same as rows of runs. Every run comes out, exactly once. judge: decides of a band, is_columns() if none."""
    judge = judge or is_columns
    lines: list[Row] = []
    start = 0
    for first, last, gutter in _bands(rows, judge):
        lines += rows[start:first]
        left = [[run for run in row if run.right <= gutter] for row in rows[first:last]]
        right = [[run for run in row if run.right > gutter] for row in rows[first:last]]
        for side in (left, right):
            lines += ordered([row for row in side if row], judge)
        start = last
    return lines + rows[start:]


def _bands(rows: list[Row], judge: Judge) -> Iterable[tuple[int, int, float]]:
    """The bands that are columns: first row, row after the last, middle of the gutter."""
    index = end = 0
    while index < len(rows):
        if len(rows[index]) == 1:
            index += 1
            continue
        band = _band(rows, end, index)
        if band and judge(rows[band[0] : band[1]], band[2]):
            yield band
            end = index = band[1]
        else:
            index = band[1] if band else index + 1


def _band(rows: list[Row], floor: int, index: int) -> tuple[int, int, float] | None:
    """The band around the split row at `index` that begins no earlier than `floor`."""
    free, last = _gaps(rows[index]), index + 1
    while last < len(rows):
        narrower = _without(free, rows[last])
        if not narrower:
            break
        free, last = narrower, last + 1
    if not free:
        return None
    low, high = max(free, key=lambda span: span[1] - span[0])
    gutter = (low + high) / 2
    split = [number for number in range(index, last) if _is_split(rows[number], gutter)]
    below = max([index, *split]) + 1
    # One line alone above text across the page heads that text, whichever column it stands below.
    if len(split) < LONG_BAND or (last < len(rows) and last - below == 1):
        last = below
    first = index
    while first > floor and not any(run.left < gutter < run.right for run in rows[first - 1]):
        first -= 1
    return first, last, gutter


def _gaps(row: Row) -> list[Span]:
    """The gaps between the runs of a row."""
    return [(one.right, two.left) for one, two in pairwise(row) if two.left - one.right >= GUTTER]


def _without(free: list[Span], row: Row) -> list[Span]:
    """What stays of the free spans once the row's runs cover their parts."""
    for run in row:
        parts = [part for low, high in free for part in _parted(low, high, run)]
        free = [(low, high) for low, high in parts if high - low >= GUTTER]
    return free


def _parted(low: float, high: float, run: Run) -> list[Span]:
    """What stays of one free span beside the run."""
    if run.right <= low or run.left >= high:
        return [(low, high)]
    return [(low, run.left), (run.right, high)]


def _is_split(row: Row, gutter: float) -> bool:
    """Whether the row has text on both sides."""
    return row[0].right <= gutter <= row[-1].left


def count_split(band: list[Row], gutter: float) -> int:
    """How many rows of a band have text on both sides of the gutter."""
    return sum(_is_split(row, gutter) for row in band)


def is_columns(band: list[Row], gutter: float) -> bool:
    """Whether a band is columns of running text rather than a table, whose rows belong together."""
    if count_split(band, gutter) < MIN_ROWS:
        return False
    left = [[run for run in row if run.right <= gutter] for row in band]
    right = [[run for run in row if run.right > gutter] for row in band]
    if any(
        _share(_cells(side), lambda cell: _DATE.search(cell) is not None) >= DATED for side in (left, right)
    ):
        return False
    if _share(_cells(left), lambda cell: cell.endswith(":")) >= LABELLED:
        return False
    values = [
        " ".join(run.text for run in row if run.right > gutter) for row in band if _is_split(row, gutter)
    ]
    if _share(values, _is_list) >= LISTED:
        return False
    minor = min(left, right, key=lambda side: sum(len(cell.split()) for cell in _cells(side)))
    filled = [number for number, row in enumerate(minor) if row]
    return len(filled) >= DENSE * (filled[-1] - filled[0] + 1)


def _is_list(cell: str) -> bool:
    """Whether a cell is short things between commas: "AWS, Azure, GCP", the value beside a label."""
    items = [item.split() for item in _COMMAS.split(cell.rstrip(" ,;|•"))]
    return len(items) > 1 and all(0 < len(words) <= 4 for words in items)


def _cells(side: list[Row]) -> list[str]:
    """The texts of one side of a gutter, a cell a row."""
    return [" ".join(run.text.strip() for run in row) for row in side if row]


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    """The share of cells for which the test holds."""
    return sum(map(test, cells)) / len(cells)

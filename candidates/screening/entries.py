"""Finds the dated entries of a resume: which lines name each one, which lines tell of it.

Layouts differ: the date stands beside the title, below it or above it, several jobs share a line, an
employer's roles are nested. The layout is read from the resume itself: where the titles stand for most
of its dates, and what stands between the heading and the first date.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from candidates.screening.clauses import split_clauses
from candidates.screening.dates import DateRange, find_ranges
from candidates.screening.durations import lengthened
from candidates.screening.lines import Line
from candidates.screening.occupations import Title, read_title

_LONG = 110
_REACH = 3
_SENTENCE_END = re.compile(r"[a-z)][.!]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated piece of work or study: its range, the text that names it, the span that belongs to it."""

    dates: DateRange
    section: str
    under: str  # the heading above it
    label: str  # the date's own line, or the clause beside the date, without the date
    near: tuple[str, ...]  # further lines that name it, nearest first
    body: tuple[int, int]  # offsets of all that belongs to it, header included
    mention: bool = False  # stands in a bullet or a sentence, not in a line of its own
    shared: bool = False  # shares its line with other entries

    @property
    def title(self) -> Title:
        """What names it: the date's own line where it says anything, else the lines nearby."""
        own = read_title(self.label)
        if own.speaks:
            return own
        return next((title for title in map(read_title, self.near) if title.speaks), own)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A date range in its row (an index into the non-blank lines)."""

    row: int
    dates: DateRange
    label: str
    clause: tuple[int, int] | None  # offsets, where several ranges share the row


def find_entries(lines: Sequence[Line], text: str) -> list[Entry]:
    """All dated entries of a resume in order, education and the like included."""
    rows = [line for line in lines if line.text.strip()]
    spots = _spots(rows, text)
    if not spots:
        return []
    return _Layout(rows, spots).entries(text)


def _spots(rows: Sequence[Line], text: str) -> list[_Spot]:
    starts = [row.start for row in rows]
    by_row: dict[int, list[DateRange]] = {}
    for dates in find_ranges(text):
        by_row.setdefault(bisect_right(starts, dates.start) - 1, []).append(dates)
    return [spot for index, found in by_row.items() for spot in _spots_of(rows[index], index, found, text)]


def _spots_of(row: Line, index: int, found: list[DateRange], text: str) -> list[_Spot]:
    ranges = [dates for dates in found if not dates.single]
    if not ranges:
        # A single date names a job's time only beside the job's name, or with a duration.
        single = lengthened(found[0], text, row.end) if len(found) == 1 else found[0]
        if single.single and (not single.exact or row.section != "experience" or row.bullet):
            return []
        ranges = [single]
    if len(ranges) == 1:
        return [_Spot(index, ranges[0], _without(row, ranges[0], text), None)]
    return [
        _Spot(index, dates, f"{text[begin : dates.start]} {text[dates.end : end]}".strip(), (begin, end))
        for dates, begin, end in split_clauses(text, row.start, row.end, ranges)
    ]


def _without(row: Line, dates: DateRange, text: str) -> str:
    """The row's text without the date: a separator stays where the date stood between two parts."""
    return f"{text[row.start : dates.start].strip()} | {text[dates.end : max(row.end, dates.end)].strip()}".strip(
        " |"
    )


class _Layout:
    """Where this resume puts its titles, relative to its dates."""

    def __init__(self, rows: Sequence[Line], spots: Sequence[_Spot]) -> None:
        self.rows = rows
        self.spots = spots
        self.taken = {spot.row for spot in spots}
        self.lead = self._lead()
        self.titles_below = self._titles_below()

    def entries(self, text: str) -> list[Entry]:
        entries = []
        headers = [self._header(spot) for spot in self.spots]
        for number, (spot, (first, near)) in enumerate(zip(self.spots, headers, strict=True)):
            row = self.rows[spot.row]
            following = headers[number + 1][0] if number + 1 < len(headers) else len(self.rows)
            body = spot.clause or (self.rows[first].start, self._body_end(spot.row, following))
            mention = spot.clause is None and (row.bullet or row.end - row.start > _LONG)
            under, shared = self._under(spot.row), spot.clause is not None
            entries.append(Entry(spot.dates, row.section, under, spot.label, near, body, mention, shared))
        return entries

    def _lead(self) -> int:
        """How many rows stand between a heading and the first date below it."""
        for spot in self.spots:
            if self.rows[spot.row].section == "experience":
                above = self._above(spot.row)
                at = spot.row - len(above) - 1
                return len(above) if at >= 0 and self.rows[at].heading else 0
        return 0

    def _titles_below(self) -> bool:
        votes = 0
        for spot in self.spots:
            if spot.clause is None and not read_title(spot.label).speaks:
                above = any(read_title(row).speaks for row in self._above(spot.row))
                below = any(read_title(row).speaks for row in self._below(spot.row))
                votes += below - above
        return votes > 0 or (votes == 0 and self.lead == 0)

    def _header(self, spot: _Spot) -> tuple[int, tuple[str, ...]]:
        """The first row of an entry's header, and the rows that name it beside its own, nearest first."""
        if spot.clause is not None or self.rows[spot.row].bullet:
            return spot.row, ()
        above, below = self._above(spot.row), self._below(spot.row)
        if read_title(spot.label).speaks:
            used = above[: self.lead]
            return spot.row - len(used), tuple(used or below[:1])
        if self.titles_below and any(read_title(row).speaks for row in below):
            return spot.row, tuple(below)
        named = next((n for n, row in enumerate(above, 1) if read_title(row).speaks), 0)
        used = above[: max(named, self.lead)]
        return spot.row - len(used), tuple(used or below)

    def _above(self, index: int) -> list[str]:
        found = []
        for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if at in self.taken or self._stops(self.rows[at], self.rows[index]):
                break
            found.append(self.rows[at].text)
        return found

    def _below(self, index: int) -> list[str]:
        found = []
        for at in range(index + 1, min(len(self.rows), index + 1 + _REACH)):
            if at in self.taken or self._stops(self.rows[at], self.rows[index]):
                break
            found.append(self.rows[at].text)
        return found

    @staticmethod
    def _stops(row: Line, of: Line) -> bool:
        """Whether a row cannot be part of a header."""
        if row.heading or row.bullet or row.end - row.start > _LONG:
            return True
        if of.section != row.section and "education" in (of.section, row.section):
            return True
        text = row.text.rstrip()
        return _SENTENCE_END.search(text) is not None and text.count(" ") > 4

    def _under(self, index: int) -> str:
        for at in range(index, -1, -1):
            if self.rows[at].heading:
                return self.rows[at].text
        return ""

    def _body_end(self, index: int, following: int) -> int:
        """Up to the next entry's header or the next heading of another section."""
        last = index
        for at in range(index + 1, max(index + 1, following)):
            row = self.rows[at]
            if row.heading and row.section != self.rows[index].section:
                break
            last = at
        return self.rows[last].end


def without_mentions(entries: Sequence[Entry]) -> list[Entry]:
    """Drops ranges that only repeat or detail the entry above: a project's dates, "Duration: ..."."""
    kept: list[Entry] = []
    for entry in entries:
        parent = kept[-1] if kept else None
        if parent is not None and entry.under == parent.under and _within(entry, parent):
            kept[-1] = replace(parent, body=(parent.body[0], max(parent.body[1], entry.body[1])))
        else:
            kept.append(entry)
    return kept


def _within(entry: Entry, parent: Entry) -> bool:
    inside = entry.dates.first >= parent.dates.first and (
        parent.dates.last is None or (entry.dates.last is not None and entry.dates.last <= parent.dates.last)
    )
    return inside and not parent.dates.single and (entry.mention or not entry.title.speaks)

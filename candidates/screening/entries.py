"""Finds the dated entries of a resume: which lines name each one, which lines tell of it.

Layouts differ: the date stands beside the title, below it or above it, several jobs share a line, an
employer's roles are nested. The layout is read from the resume itself: where the titles stand for most
of its dates, and what stands between the heading and the first date.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from candidates.screening.clauses import split_clauses
from candidates.screening.dates import HALF_YEAR, DateRange, find_ranges
from candidates.screening.durations import lengthened
from candidates.screening.lines import Line
from candidates.screening.months import month_named
from candidates.screening.occupations import Title, read_title

_LONG = 110
_REACH = 3
_SENTENCE_END = re.compile(r"[a-z)][.!]$")
_ABBREVIATION = re.compile(r"(?i)(?<!\w)(?:inc|ltd|co|corp|pvt|s\.?a|l\.?p|o\.o|e\.v|dept|univ|no|nr)\.$")
_PAGE = re.compile(r"(?i)\W*page\s\d+(?:\s(?:of|/)\s\d+)?\W*$")
_TABLE_HEAD = re.compile(
    r"(?i)\W*(?:(?:job|employer|company|organi[sz]ation|title|position|role|designation|dates?|period|duration|years?|from|to|start"
    r"|end|until|location|city|country|name)\b[\W\d]{0,8}){3,9}"
)
_REPEATS = re.compile(r"(?i)\W*(?:project )?(?:duration|period|time ?line|time ?frame)\W*$")
_WORD = re.compile(r"[^\W\d_]+")
_NEW_SENTENCE = re.compile(r"[a-z)][.!?]\s")
_FEW_SPACES = 2
_NAMING = 1_000
_MOST = 1_000  # dates of work and study that are read: far more than a life has
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_SHORT = 64
_FEW_WORDS, _LIST_COMMAS = 4, 4
_HEADING_WORDS = re.compile(r"\W{0,4}[^\W\d_][^\d.,;:!?()]{1,32}")
_NEVER = 12 * 10_000
_MOST_IN_ROW = 12
_CAPS_WORDS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated piece of work or study: its range, the text that names it, the span that belongs to it."""

    dates: DateRange
    section: str
    under: str  # the heading above it
    label: str  # the date's own line, or the clause beside the date, without the date
    near: tuple[str, ...]  # further lines that name it, nearest first
    title: Title  # what names it: the date's own row where that says anything, else the rows nearby
    body: tuple[int, int]  # offsets of all that belongs to it, header included
    mention: bool = False  # stands in a bullet or a sentence, not in a line of its own
    shared: bool = False  # shares its line with other entries
    aside: bool = False  # stands behind another sentence of a long paragraph
    since: bool = False  # "since 2019" behind other words of a bullet or a sentence


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
    return _Layout(rows, spots).entries()


def _spots(rows: Sequence[Line], text: str) -> list[_Spot]:
    starts = [row.start for row in rows]
    by_row: dict[int, list[DateRange]] = {}
    for dates in find_ranges(text):
        by_row.setdefault(bisect_right(starts, dates.start) - 1, []).append(dates)
    spots = (spot for index, found in by_row.items() for spot in _spots_of(rows[index], index, found, text))
    kept: list[_Spot] = []
    for spot in islice(spots, _MOST):
        if not (kept and _tells_of_promotion(spot, kept[-1], text)):
            kept.append(spot)
    return kept


def _tells_of_promotion(spot: _Spot, above: _Spot, text: str) -> bool:
    """Whether a row names the job of the dates above it: "Developer, then Lead Developer (since 2022)"."""
    below = spot.row == above.row + 1 and _begins_with_word(text, spot.dates.start)
    return below and _remarks(spot.dates, above.dates, text) and not read_title(above.label).names_job


def _begins_with_word(text: str, at: int) -> bool:
    """Whether a range there begins with a word such as "since", not with a month: two jobs may stand in rows one below
    the other, "Lead Engineer, Mar 2021 - Present" under an employer's whole time."""
    word = _WORD.match(text, at)
    return word is not None and month_named(word[0]) is None


def _spots_of(row: Line, index: int, found: list[DateRange], text: str) -> list[_Spot]:
    ranges = _without_remarks([dates for dates in found if not dates.single], text)
    if not ranges:
        # A single date names a job's time only beside the job's name, or with a duration.
        single = lengthened(found[0], text, row.end) if len(found) == 1 else found[0]
        if _is_year_of_a_job(single, row, text):
            single = replace(single, last=single.first + HALF_YEAR - 1, single=False)
        if single.single and (not single.exact or row.section != "experience" or row.bullet):
            return []
        ranges = [single]
    if len(ranges) == 1:
        return [_Spot(index, ranges[0], _without(row, ranges[0], text), None)]
    return [
        _Spot(index, dates, _parts_around(text, begin, dates, end), (begin, end))
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
    return [dates for dates in ranges if not any(_remarks(dates, other, text) for other in ranges)]


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


class _Layout:
    """Where this resume puts its titles, relative to its dates."""

    def __init__(self, rows: Sequence[Line], spots: Sequence[_Spot]) -> None:
        self.rows = rows
        self.spots = spots
        self.taken = {spot.row for spot in spots}
        self.letterhead = _letterhead(rows)
        heads = [row.text.isupper() for row in rows if row.heading]
        self.capital_headings = sum(heads) > max(1, len(heads) // 2)
        self.under = self._headings()
        self.compact = False
        self.lead = self._lead()
        self.titles_below = self._titles_below()

    def _headings(self) -> list[str]:
        """The heading above each row, "" where none is."""
        headings, heading = [], ""
        for row in self.rows:
            heading = row.text if row.heading else heading
            headings.append(heading)
        return headings

    def entries(self) -> list[Entry]:
        headers = [self._header(spot) for spot in self.spots]
        firsts = [first for first, _ in headers[1:]] + [len(self.rows)]
        return [
            self._entry(spot, header, following)
            for spot, header, following in zip(self.spots, headers, firsts, strict=True)
        ]

    def _entry(self, spot: _Spot, header: tuple[int, tuple[str, ...]], following: int) -> Entry:
        row, (first, near) = self.rows[spot.row], header
        shared = spot.clause is not None
        return Entry(
            dates=spot.dates,
            section=row.section,
            under=self.under[spot.row],
            label=spot.label,
            near=near,
            title=_title_of(spot.label, near),
            body=spot.clause or (self.rows[first].start, self._body_end(spot.row, following)),
            mention=not shared and (row.bullet or row.end - row.start > _LONG),
            shared=shared,
            aside=not shared and _in_prose(spot, row),
            since=not shared and _tells_since(spot.dates, row),
        )

    def _lead(self) -> int:
        """How many rows stand between a heading and the first date below it; sees if blank lines part them."""
        for spot in self.spots:
            if self.rows[spot.row].section == "experience":
                above = self._above(spot.row)
                at = spot.row - len(above) - 1
                if at < 0 or not self.rows[at].heading:
                    return self._usual_lead()
                self.compact = bool(above) and not any(map(self._parted, range(at + 2, spot.row + 1)))
                return len(above)
        return 0

    def _usual_lead(self) -> int:
        """Where no heading shows it: how many rows stand above every date but the first, at least."""
        jobs = [
            spot.row
            for spot in self.spots[1:]
            if spot.clause is None and self.rows[spot.row].section == "experience"
        ]
        for self.compact in (True, False):
            lead = min((len(self._above(row)) for row in jobs), default=0)
            if 0 < lead < _REACH:
                return lead
        return 0

    def _parted(self, at: int) -> bool:
        """Whether a blank line stands before a row."""
        return at > 0 and self.rows[at].number - self.rows[at - 1].number > 1

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
        row = self.rows[spot.row]
        if spot.clause is not None or (row.bullet and not _NUMBERED.match(row.text)) or _in_prose(spot, row):
            return spot.row, ()
        above = self._above(spot.row)
        below = self._below(spot.row) if row.end - row.start <= _LONG else []
        if read_title(spot.label).speaks:
            used = above[: self.lead]
            return spot.row - len(used), tuple(used or below[:1])
        if self.titles_below and any(read_title(row).speaks for row in below):
            return spot.row, tuple(below)
        if self.titles_below and not (spot.label or below) and self._names_study(spot.row + 1):
            return spot.row, (self.rows[spot.row + 1].text,)
        if self.titles_below and below and self._parted(spot.row) and not self._parted(spot.row + 1):
            return spot.row, tuple(below)  # a title in no list, in a block of its own below the dates
        named = next((n for n, row in enumerate(above, 1) if read_title(row).speaks), 0)
        used = above[: max(named, self.lead)]
        if len(used) == self.lead == 1 and below and _is_name(below[0]):
            return spot.row - 1, (used[0], below[0])  # title, dates, employer
        return spot.row - len(used), tuple(used or below)

    def _above(self, index: int) -> list[str]:
        """The rows of the header above a date; where headers are compact, a blank line ends them."""
        found: list[str] = []
        for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if at in self.taken or self._stops(at, index):
                break
            if found and self.compact and self._parted(at + 1):
                break
            found.append(self.rows[at].text)
        return found

    def _below(self, index: int) -> list[str]:
        found = []
        for at in range(index + 1, min(len(self.rows), index + 1 + _REACH)):
            if (
                at in self.taken
                or self._stops(at, index)
                or "degree" in read_title(self.rows[at].text).labels
            ):
                break
            found.append(self.rows[at].text)
        return found

    def _names_study(self, at: int) -> bool:
        """Whether a row that holds no date names a degree."""
        untaken = at < len(self.rows) and at not in self.taken
        return untaken and "degree" in read_title(self.rows[at].text).labels

    def _stops(self, at: int, of: int) -> bool:
        """Whether a row cannot be part of the header of the row `of`."""
        row, section = self.rows[at], self.rows[of].section
        if row.heading or row.end - row.start > _LONG or row.text.rstrip()[-1:] == ":":
            return True
        if _PAGE.match(row.text) or _TABLE_HEAD.fullmatch(row.text):
            return True
        if row.text.strip() in self.letterhead:
            return True
        numbered = at == of - 1 and row.end - row.start <= _SHORT and _NUMBERED.match(row.text) is not None
        if row.bullet and not numbered:
            return True
        if section != row.section and "education" in (section, row.section):
            return True
        return _ends_sentence(row.text)

    def _body_end(self, index: int, following: int) -> int:
        """Up to the next entry's header or the next heading of another section."""
        last = index
        for at in range(index + 1, max(index + 1, following)):
            row = self.rows[at]
            if (row.heading and row.section != self.rows[index].section) or self._looks_like_heading(at):
                break
            if following == len(self.rows) and self._opens_list(at):
                break
            last = at
        return self.rows[last].end

    def _opens_list(self, at: int) -> bool:
        """A few words above a list that commas part ("Good with"): the skills below the last job."""
        words, below = self.rows[at], self.rows[at + 1 : at + 2]
        if (
            words.bullet
            or len(words.text.split()) > _FEW_WORDS
            or _HEADING_WORDS.fullmatch(words.text) is None
        ):
            return False
        return any(row.text.count(",") >= _LIST_COMMAS for row in below)

    def _looks_like_heading(self, at: int) -> bool:
        """A heading in words that nobody knows ("SELF STUDY"), set like the others, above no job."""
        row = self.rows[at]
        if not self.capital_headings or not row.text.isupper() or row.bullet or not self._parted(at):
            return False
        if len(row.text.split()) > _CAPS_WORDS or any(map(str.isdigit, row.text)):
            return False
        return self.taken.isdisjoint(range(at, at + _REACH + 1)) and not read_title(row.text).names_job


def _title_of(label: str, near: Sequence[str]) -> Title:
    own = read_title(label)
    if own.speaks:
        return own
    return next((title for title in map(read_title, near) if title.speaks), own)


def _letterhead(rows: Sequence[Line]) -> frozenset[str]:
    """The rows that stand on top of each page: those below "Page 2 of 3", the owner's name."""
    below = {
        rows[at + 1].text.strip() for at, row in enumerate(rows[:-1]) if _PAGE.match(row.text) is not None
    }
    repeated = Counter(row.text.strip() for row in rows)
    return frozenset(text for text in below if repeated[text] > 1)


def _ends_sentence(text: str) -> bool:
    text = text.rstrip()
    return (
        _SENTENCE_END.search(text) is not None
        and text.count(" ") > _FEW_SPACES
        and not _ABBREVIATION.search(text)
    )


def _is_name(text: str) -> bool:
    """Short and with a capital letter, as a company's name is."""
    return text.strip()[:1].isupper() and len(text.split()) <= _CAPS_WORDS


def _tells_since(dates: DateRange, row: Line) -> bool:
    """Whether a row tells of something since when, behind words of its own: "passwords untouched since 2009"."""
    at = dates.start - row.start
    if dates.last is not None or row.text.count(" ", 0, max(0, at)) < _FEW_WORDS:
        return False
    return _begins_with_word(row.text, at)


def _in_prose(spot: _Spot, row: Line) -> bool:
    """Whether a date stands behind a sentence of a long paragraph: it names nothing around it."""
    before = row.text[: max(0, spot.dates.start - row.start)]
    return row.end - row.start > _LONG and _NEW_SENTENCE.search(before) is not None


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
    if entry.aside and parent.under and not (parent.mention or parent.shared):
        return True  # "... CHECK team member since 2021." told of a job that has its own dates
    if entry.mention and entry.since and not (parent.mention or parent.shared):
        begun = entry.dates.first >= parent.dates.first
        during = begun and (parent.dates.last is None or entry.dates.first <= parent.dates.last)
        return during or not entry.title.names_job  # "... untouched since 2009", "...; shift lead since 2019"
    if entry.mention and entry.title.names_job and not parent.title.names_job:
        # "Osprey Health, 2020 - 2024" over bullets of its roles: "Lead Developer, 2023 - 2024".
        return inside and not parent.dates.single and len(entry.label.split()) > _FEW_WORDS + 2
    detail = entry.mention or not entry.title.speaks or _REPEATS.match(entry.label) is not None
    return inside and not parent.dates.single and detail

"""Finds the dated entries of a resume: which lines name each one, which lines tell of it.

Layouts differ: the date stands beside the title, below it or above it, several jobs share a line, an
employer's roles are nested. The layout is read from the resume itself: where the titles stand for most
of its dates, and what stands between the heading and the first date.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from candidates.screening.dates import DateRange
from candidates.screening.lines import Line
from candidates.screening.naming import is_field, tells_duties
from candidates.screening.occupations import Title, read_title
from candidates.screening.places import may_be_place, names_terms
from candidates.screening.spots import Spot, begins_with_word, find_spots

_LONG = 110
_REACH = 3
_SENTENCE_END = re.compile(r"[a-z)][.!]$")
# "Own the secure SDLC.", but no "Bank of KBC." beside it: words between that no name has.
_ACRONYM_END = re.compile(
    r"(?:^|\s)(?:the|an?|our|their|with|using|into|by)\s(?:[^\n]{0,80}\s)?[^\W\d_a-z]{2,6}s?[.!]$"
)
_ABBREVIATION = re.compile(
    r"(?i)(?<!\w)(?:inc|ltd|co|corp|pvt|s\.?a|l\.?p|o\.o|e\.v|dept|univ|no|nr|bros|mfg|intl|assoc|govt|tech"
    r"|kft|zrt|nyrt|r\.l|r\.o|o\.o|u\.k|dr|sr|jr|eng|mgr|dev)\.$"
)
_PAGE = re.compile(r"(?i)\W*page\s\d+(?:\s(?:of|/)\s\d+)?\W*$")
_TABLE_HEAD = re.compile(
    r"(?i)\W*(?:(?:job|employer|company|organi[sz]ation|title|position|role|designation|dates?|period|duration|years?|from|to|start"
    r"|end|until|location|city|country|name)\b[\W\d]{0,8}){3,9}"
)
_REPEATS = re.compile(r"(?i)\W*(?:project )?(?:duration|period|time ?line|time ?frame)\W*$")
_NEW_SENTENCE = re.compile(r"[a-z)][.!?]\s")
_FEW_SPACES = 1
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_SHORT = 64
_FEW_WORDS, _LIST_COMMAS = 4, 4
_HEADING_WORDS = re.compile(r"\W{0,4}[^\W\d_][^\d.,;:!?()]{1,32}")
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
    told: bool = False  # ... behind a sentence of its own: "Manual tests. From 2022 use Selenium."


def find_entries(lines: Sequence[Line], text: str) -> list[Entry]:
    """All dated entries of a resume in order, education and the like included."""
    rows = [_without_bullet(line) for line in lines if line.text.strip()]
    spots = find_spots(rows, text)
    if not spots:
        return []
    return _Layout(rows, spots).entries()


def _without_bullet(line: Line) -> Line:
    """The line; a form's field is no item of a list, whatever stands before it."""
    return replace(line, bullet=False) if line.bullet and is_field(line.text) else line


class _Layout:
    """Where this resume puts its titles, relative to its dates."""

    def __init__(self, rows: Sequence[Line], spots: Sequence[Spot]) -> None:
        self.rows = rows
        self.spots = spots
        self.taken = {spot.row for spot in spots}
        self.letterhead = _letterhead(rows)
        heads = [row.text.isupper() for row in rows if row.heading]
        self.capital_headings = sum(heads) > max(1, len(heads) // 2)
        self.under = self._headings()
        self.compact = False
        self.beside_title = False
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

    def _entry(self, spot: Spot, header: tuple[int, tuple[str, ...]], following: int) -> Entry:
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
            told=not shared
            and _NEW_SENTENCE.search(row.text, 0, max(0, spot.dates.start - row.start)) is not None,
        )

    def _lead(self) -> int:
        """How many rows stand between a heading and the first date below it; sees if blank lines part them."""
        for spot in self.spots:
            if self.rows[spot.row].section == "experience":
                above = self._above(spot.row)
                at = (above[-1] if above else spot.row) - 1
                if at < 0 or not self.rows[at].heading:
                    return self._usual_lead()
                self.compact = bool(above) and not any(map(self._parted, range(at + 2, spot.row + 1)))
                self.beside_title = read_title(spot.label).speaks
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
                above = any(read_title(self.rows[at].text).speaks for at in self._above(spot.row))
                below = any(read_title(row).speaks for row in self._below(spot.row))
                votes += below - above
        return votes > 0 or (votes == 0 and self.lead == 0)

    def _header(self, spot: Spot) -> tuple[int, tuple[str, ...]]:
        """The first row of an entry's header, and the rows that name it beside its own, nearest first."""
        row = self.rows[spot.row]
        if spot.clause is not None or (row.bullet and not _NUMBERED.match(row.text)) or _in_prose(spot, row):
            return spot.row, ()
        above = self._above(spot.row)
        below = self._below(spot.row) if row.end - row.start <= _LONG else []
        if self.lead == 0 and below and is_field(row.text) and is_field(below[0]):
            return spot.row, tuple(below)  # a form that begins with its date
        if read_title(spot.label).speaks:
            return self._first_and_texts(spot.row, above[: self.lead], below[:1])
        if self.titles_below and any(read_title(row).speaks for row in below):
            return spot.row, tuple(below)
        if self.titles_below and not (spot.label or below) and self._names_study(spot.row + 1):
            return spot.row, (self.rows[spot.row + 1].text,)
        if self.titles_below and below and self._parted(spot.row) and not self._parted(spot.row + 1):
            return spot.row, tuple(below)  # a title in no list, in a block of its own below the dates
        named = next((n for n, at in enumerate(above, 1) if read_title(self.rows[at].text).speaks), 0)
        # Where the first job's title stood beside its dates, a title above them comes on top of the other rows.
        more = 1 if self.beside_title and self.compact and self.lead and named == 1 else 0
        used = above[: max(named, self.lead + more)]
        if len(used) == self.lead == 1 and below and _is_name(below[0]):
            return used[0], (self.rows[used[0]].text, below[0])  # title, dates, employer
        return self._first_and_texts(spot.row, used, below)

    def _first_and_texts(
        self, index: int, above: Sequence[int], below: Sequence[str]
    ) -> tuple[int, tuple[str, ...]]:
        """The header's first row, and the rows above its date; the texts below it where none are above."""
        if not above:
            return index, tuple(below)
        return above[-1], tuple(self.rows[at].text for at in above)

    def _above(self, index: int) -> list[int]:
        """The rows of the header above a date, nearest first; where headers are compact, a blank line ends them.

        Rows that name nothing ("Full-time · 3 yrs", "Porto, Portugal" below an employer) are passed over.
        """
        found: list[int] = []
        for at in range(index - 1, -1, -1):
            if len(found) == _REACH or at in self.taken or self._stops(at, index):
                break
            if (found and self.compact and self._parted(at + 1)) or tells_duties(self.rows[at].text):
                break
            if not self._names_nothing(at, index):
                found.append(at)
        return found

    def _names_nothing(self, at: int, of: int) -> bool:
        """Whether a row tells terms only, or a place below the row that begins its block and so names the employer."""
        text = self.rows[at].text
        if names_terms(text):
            return True
        if not may_be_place(text) or read_title(text).speaks or self._parted(at):
            return False
        above = at - 1
        while above > 0 and not self._parted(above) and names_terms(self.rows[above].text):
            above -= 1
        if above < 0 or above in self.taken or self._stops(above, of):
            return False
        begins = above == 0 or self._parted(above) or self._stops(above - 1, of)
        return begins and not read_title(self.rows[above].text).speaks

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
    ended = _SENTENCE_END.search(text) or _ACRONYM_END.search(text)
    return ended is not None and text.count(" ") > _FEW_SPACES and not _ABBREVIATION.search(text)


def _is_name(text: str) -> bool:
    """Short and with a capital letter, as a company's name is."""
    return text.strip()[:1].isupper() and len(text.split()) <= _CAPS_WORDS


def _tells_since(dates: DateRange, row: Line) -> bool:
    """Whether a row tells of something since when, behind words of its own: "passwords untouched since 2009"."""
    at = max(0, dates.start - row.start)
    behind_words = (
        row.text.count(" ", 0, at) >= _FEW_WORDS or _NEW_SENTENCE.search(row.text, 0, at) is not None
    )
    if dates.last is not None or not behind_words:
        return False
    return begins_with_word(row.text, at)


def _in_prose(spot: Spot, row: Line) -> bool:
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
    if (entry.mention or entry.told) and entry.since and not (parent.mention or parent.shared):
        begun = entry.dates.first >= parent.dates.first
        during = begun and (parent.dates.last is None or entry.dates.first <= parent.dates.last)
        return during or not entry.title.names_job  # "... untouched since 2009", "...; shift lead since 2019"
    if entry.mention and entry.title.names_job and not parent.title.names_job:
        # "Osprey Health, 2020 - 2024" over bullets of its roles: "Lead Developer, 2023 - 2024".
        return inside and not parent.dates.single and len(entry.label.split()) > _FEW_WORDS + 2
    detail = entry.mention or not entry.title.speaks or _REPEATS.match(entry.label) is not None
    return inside and not parent.dates.single and detail

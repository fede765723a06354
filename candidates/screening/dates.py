"""Finds date ranges in resume text: "01/2019 - 12/2023", "Jan '19 – present", "seit 2020", "Q3 2020".

Months are numbered year * 12 + (month - 1), so that ranges subtract and compare as integers. What a
range of years alone is worth follows the hiring guide, section 7: the difference of its years, at
least half a year. A year alone beside the present or an exact month stands for its middle: the
reading with the smallest error.
"""

import re
from dataclasses import dataclass, replace

from candidates.screening.atoms import Atom, find_atoms
from candidates.screening.months import JOINING, PRESENT, SINCE, YEAR_WORD, month_named

HALF_YEAR = 6


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of months in the text. `last` is None while it is open to the present."""

    start: int
    end: int
    first: int
    last: int | None
    exact: bool  # False where it was given in years alone
    single: bool = False  # one date, not a range: "02/2011"


# Dashes, arrows, and what is left of a dash that was read in the wrong encoding.
_DASH = r"(?:[-‐–—−‒‑~→>]|â[\x80-\x9f€][\x80-\x9f“”\"]?|â|ï¼[\x80-\xbf]?|=>)"
_ARTICLE = r"(?:the|la|l['’]|el|zum|zur|a|today['’]s|der|is)"
_OPEN = re.compile(
    rf"(?:\s?{YEAR_WORD})?[\s|)(\[\],.:*_]{{0,4}}(?:(?:{_DASH}|/|(?:{JOINING})(?![^\W_]))[\s|(\[*_.]{{0,3}}){{1,5}}"
    rf"(?:{_ARTICLE}\s?)?(?:{PRESENT})(?![^\W_])"
    r"|(?:\s{1,3}|\s?[|(,]\s?)(?:present|heute|till\s?date|to\s?date|till\s?now|until\snow"
    r"|(?:and\s)?onwards?|dosud|doposud|obecnie|jelenleg|l[aä]htien|alkaen|óta|до\sсих\sпор)(?![^\W_])"
    r"|(?:[ \t]{2,}|\s?[|(]\s?|[ \t]*\n)current(?![^\W_])(?=\s*(?:$|\n|\)|\|))",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    rf"[ \t]{{0,2}}(?:{_DASH}|\.{{2,3}}|…)[ \t]?(?:{_DASH}|\.{{2,3}}|…|\?)?[ \t]*(?=$|\n|\||\)|(?<=[ \t]{{2}})[^\W\d_])"
)
# "01/2022 -     DevOps Engineer" over "10/2026      Kestrel Bank": a range in the left of two columns.
_LEFT_COLUMN = re.compile(rf"[ \t]?{_DASH}(?=[ \t]{{2}}[^\n\d]{{1,100}}\n[ \t]*$)")
_SINCE_BEFORE = re.compile(rf"(?<![^\W_])(?:{SINCE})[\s:,]{{1,2}}$", re.IGNORECASE)
_PRESENT_BEFORE = re.compile(rf"(?<![^\W_])(?:present|current|now|today|heute)\s?{_DASH}\s?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?P<name>[^\W\d_]{{3,14}})\.?\s?(?:{_DASH}|to|bis|till|until|a|à|al|au)\s?$",
    re.IGNORECASE,
)
_JOIN = re.compile(
    rf"(?:{_DASH}|(?<![^\W_])(?:{JOINING}|{YEAR_WORD})(?![^\W_])|…|/|(?:end|finish)(?:ed)?(?:\s(?:date|on|in))?|left|FY|\s)+",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:and|und|et|y|e|en|i|och|og|oraz)", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(
    r"(?<![^\W_])(?:between|zwischen|entre|tra|tussen|mellan|mellem)\s$", re.IGNORECASE
)
_COLUMNS = re.compile(r"[ \t]{1,40}\|?[ \t]{0,40}|[ \t]?\.{2,3}[ \t]?")
_AROUND = " \t\n|()[],.:*_"
_MAX_GAP = 30
_WIDEST = 140
_LONGEST = 55 * 12


def find_ranges(text: str) -> list[DateRange]:
    """All date ranges of a text, and its single dates, in order. Reversed ranges are left out."""
    atoms = list(find_atoms(text))
    found: list[DateRange] = []
    position = 0
    while position < len(atoms):
        atom = atoms[position]
        following = atoms[position + 1] if position + 1 < len(atoms) else None
        position += 1
        column = following and _in_left_column(text, atom, following)
        if following is not None and column:
            position += 1
            found += [replace(dates, end=column.end()) for dates in _closed(atom, following)]
        elif following is not None and _joined(text, atom, following):
            position += 1
            found += _closed(atom, following)
        elif not atom.weak:
            found += _alone(text, atom)
    return found


def has_range(text: str) -> bool:
    """Whether the text holds a date range (a single date is none)."""
    return any(not found.single for found in find_ranges(text))


def _joined(text: str, left: Atom, right: Atom) -> bool:
    gap = text[left.end : right.start]
    if len(gap) > _MAX_GAP:
        return False
    core = gap.strip(_AROUND)
    if not core:
        columns = left.exact and right.exact and left.first <= right.first
        return columns and _COLUMNS.fullmatch(gap) is not None
    if _AND.fullmatch(core):
        return _BETWEEN_BEFORE.search(text[max(0, left.start - 12) : left.start]) is not None
    if "/" in core and not (left.exact and right.exact):
        return False  # "Windows 2012/2016", "2018/2019"
    return _JOIN.fullmatch(core) is not None


def _in_left_column(text: str, left: Atom, right: Atom) -> re.Match[str] | None:
    """The dash of a range that goes on at the beginning of the next line, below text of another column."""
    if not (left.exact and right.exact) or right.start - left.end > _WIDEST:
        return None
    if text[max(0, left.start - 1) : left.start].strip(" \t\n") or "\n" not in text[left.end : right.start]:
        return None
    return _LEFT_COLUMN.match(text, left.end, right.start)


def _closed(left: Atom, right: Atom) -> list[DateRange]:
    """The range between two dates; none where it is reversed, claimed by other words or absurd."""
    if left.weak or right.weak or (left.short and not right.short and not left.exact):
        return []
    if not left.exact and not right.exact:
        first = left.first
        last = max(right.first - 1 if not right.stretch else right.last, first + HALF_YEAR - 1)
        reversed_ = right.first < left.first
    else:
        first = left.first if left.exact else min(left.first + HALF_YEAR, right.last)
        last = right.last if right.exact else max(right.first + HALF_YEAR - 1, first)
        reversed_ = right.last < left.first
    if reversed_ or last - first > _LONGEST:
        return []
    return [DateRange(left.start, right.end, first, last, left.exact or right.exact)]


def _alone(text: str, atom: Atom) -> list[DateRange]:
    """What one date means by the words around it: open to the present, a stretch, a single date."""
    middle = atom.first if atom.exact or atom.stretch else atom.first + HALF_YEAR
    open_end = _OPEN.match(text, atom.end)
    if open_end is not None:
        return [DateRange(atom.start, open_end.end(), middle, None, atom.exact)]
    before = text[max(0, atom.start - 24) : atom.start]
    since = _SINCE_BEFORE.search(before) or _PRESENT_BEFORE.search(before)
    if since is not None:
        return [DateRange(atom.start - len(before) + since.start(), atom.end, middle, None, atom.exact)]
    if atom.exact and not atom.stretch:
        month = _MONTH_BEFORE.search(before)
        number = month_named(month["name"]) if month is not None else None
        if month is not None and number is not None and number <= atom.first % 12:
            start = atom.start - len(before) + month.start()
            return [DateRange(start, atom.end, atom.first - atom.first % 12 + number, atom.last, True)]
    if atom.short:
        return []
    dangling = _DANGLING.match(text, atom.end)
    if dangling is not None:
        return [DateRange(atom.start, dangling.end(), middle, None, atom.exact)]
    return [DateRange(atom.start, atom.end, atom.first, atom.last, atom.exact, single=not atom.stretch)]

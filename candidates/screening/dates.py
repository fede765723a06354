"""Finds date ranges in resume text: "01/2019 - 12/2023", "Jan '19 – present", "seit 2020", "Q3 2020".

Months are numbered year * 12 + (month - 1), so that ranges subtract and compare as integers. What a
range of years alone is worth follows the hiring guide, section 7: the difference of its years, at
least half a year. A year alone beside the present or an exact month stands for its middle: the
reading with the smallest error.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from candidates.screening.atoms import Atom, find_atoms
from candidates.screening.bare_dates import begin_header, stand_in_header
from candidates.screening.lasting import lasts
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


# Dashes, arrows of any kind, dots in a row, and what is left of a dash that was read in the wrong encoding.
_DASH = (
    r"(?:[-‐–—−‒‑―⁃﹣－~∼〜～>»›÷_\u2190-\u21ff\u2794-\u27bf\u27f0-\u27ff\u2900-\u297f\u2b00-\u2bff]|\.{2,3}|…|::"
    r"|â[\x80-\x9f€][\x80-\x9f“”\"]?|â|ï¼[\x80-\xbf]?|=+>)"
)
_ARTICLE = r"(?:(?:the|this|at|right|as\sof|la|l['’]|el|zum|zur|a|today['’]s|der|is)(?![^\W_])|l['’]|<)"
_ROW_GOES_NO_FURTHER = r"(?=\s*(?:$|[\n).;|]))"
_OPEN = re.compile(
    rf"(?:\s?{YEAR_WORD})?[\s|)(\[\],.:*_]{{0,4}}(?:(?:{_DASH}|/|(?:{JOINING})(?![^\W_]))[\s|(\[*_.]{{0,3}}){{1,5}}"
    rf"(?:{_ARTICLE}\s?){{0,2}}(?:{PRESENT})(?![^\W_])"
    rf"|\s?{_DASH}\s?(?:∞|(?:open(?:[- ]end(?:ed)?)?|running|active|employed){_ROW_GOES_NO_FURTHER})"
    rf"|\s?[·•]\s?(?:present|now|today|current|ongoing|heute){_ROW_GOES_NO_FURTHER}"
    r"|(?:\s{1,3}|\s?[|(,]\s?)(?:present|heute|till\s?date|to\s?date|till\s?now|until\snow"
    r"|(?:and\s)?onwards?|dosud|doposud|obecnie|jelenleg|l[aä]htien|alkaen|óta|до\sсих\sпор)(?![^\W_])"
    r"|\s?[,;(|]\s?(?:(?:and\s)?(?:is\s)?(?:ongoing|on-going|continuing|current|still\s(?:there|here|employed|active|working|in\s(?:post|role|place)))"
    r"|laufend|en\scours|en\scurso|in\scorso|em\sandamento|w\strakcie|pågående)(?![^\W_])(?=\s*(?:$|[\n).;|]))"
    r"|(?:[ \t]{2,}|\s?[|(]\s?|[ \t]*\n)current(?![^\W_])(?=\s*(?:$|\n|\)|\|))",
    re.IGNORECASE,
)
# `"startDate": "2019-01", "endDate": "2022-12"`, and the same without an end or with one that is empty.
_END_KEY = r"""["'},\s]{0,12}(?:end|to|until|finish(?:ed)?)[ _-]?(?:date|month|year)?["']?\s?[:=]\s?["']?"""
_KEYED = re.compile(_END_KEY, re.IGNORECASE)
_KEYED_OPEN = re.compile(rf"""{_END_KEY}(?:{PRESENT}|null|none|~)?["']?[ \t]*(?=[,}}\n]|$)""", re.IGNORECASE)
_DANGLING = re.compile(
    rf"[ \t]{{0,2}}(?:{_DASH}|\.{{2,3}}|…)[ \t]?(?:{_DASH}|\.{{2,3}}|…|\?)?[ \t]*(?=$|\n|\||\)|(?<=[ \t]{{2}})[^\W\d_])"
)
# "01/2022 -     DevOps Engineer" over "10/2026      Kestrel Bank": a range in the left of two columns.
_LEFT_COLUMN = re.compile(rf"[ \t]?{_DASH}(?=[ \t]{{2}}[^\n\d]{{1,100}}\n[ \t]*$)")
# "Acme, commencing April 2022", but no "policy effective 03/2016", "40 servers as of 03/2016".
_SINCE_BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?:{SINCE})|(?:(?:^|[\n,;|(–—])[ \t]*)(?:commencing|beginning|effective|as\s(?:of|from)))[\s:,]{{1,2}}$",
    re.IGNORECASE,
)
_PRESENT_BEFORE = re.compile(rf"(?<![^\W_])(?:present|current|now|today|heute)\s?{_DASH}\s?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?P<name>[^\W\d_]{{3,14}})\.?\s?(?:{_DASH}|to|bis|till|until|a|à|al|au)\s?$",
    re.IGNORECASE,
)
# "until the end of October 2021": the month says enough.
_PART_OF_TIME = (
    r"ca|circa|approx|(?:the\s)?(?:end|beginning|start|middle)\sof|(?:early|mid|late)|anfang|mitte|ende|d[ée]but|milieu|fin(?:ales)?|mediados|principios|inicios?|inizio"
    r"|met[àa]|fine|begin|midden|eind|pocz[ąa]tku|po[łl]owy|ko[ńn]ca|slutet\sav|b[öo]rjan\sav|slutningen\saf|начала|середины|конца"
)
_JOIN = re.compile(
    rf"(?:{_DASH}|(?<![^\W_])(?:{JOINING}|{YEAR_WORD})(?![^\W_])|…|/|(?:date\s)?(?:end|finish)(?:ed)?(?:\s(?:date|on|in))?"
    r"|(?:date\s)?(?:left|of\sleaving)|leaving\sdate|FY|\s)+"
    rf"(?:(?:{_PART_OF_TIME})(?:\s(?:de|del|di|des|du))?)?",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:and|und|et|y|e|en|i|och|og|oraz)", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(
    r"(?<![^\W_])(?:between|zwischen|entre|tra|tussen|mellan|mellem)\s$", re.IGNORECASE
)
_COLUMNS = re.compile(r"[ \t]{1,40}\|?[ \t]{0,40}|[ \t]?(?:\.{2,3}|::|[·•_])[ \t]?")
_MIDDLE_DOTS = ("", "·", "•")
_AROUND = " \t\n|()[],.:*_"
_MAX_GAP = 30
_WIDEST = 140
_LONGEST = 55 * 12


def find_ranges(text: str) -> list[DateRange]:
    """All date ranges of a text, and its single dates, in order. Reversed ranges are left out."""
    atoms = _without_bare(text, list(find_atoms(text)))
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


def _without_bare(text: str, atoms: list[Atom]) -> list[Atom]:
    """The dates without those of a bare form that are no part of a range in a job's header: ports, scores, "9/11"."""
    if not any(atom.bare for atom in atoms):
        return atoms
    paired: set[int] = set()
    for number, (left, right) in enumerate(pairwise(atoms)):
        bare = (left.bare or right.bare) and number not in paired
        if bare and _joined(text, left, right) and stand_in_header(text, left.start, right.end):
            paired |= {number, number + 1}
    for number, atom in enumerate(atoms):
        until_now = _OPEN.match(text, atom.end) if atom.bare and number not in paired else None
        if until_now is not None and stand_in_header(text, atom.start, until_now.end()):
            paired.add(number)
    return [atom for number, atom in enumerate(atoms) if not atom.bare or number in paired]


def _joined(text: str, left: Atom, right: Atom) -> bool:
    gap = text[left.end : right.start]
    if len(gap) > _MAX_GAP:
        return False
    if _KEYED.fullmatch(gap) is not None:
        return True
    core = gap.strip(_AROUND)
    if core in _MIDDLE_DOTS:
        columns = left.exact and right.exact and left.first <= right.first
        return columns and _COLUMNS.fullmatch(gap) is not None
    if _AND.fullmatch(core):
        return _BETWEEN_BEFORE.search(text[max(0, left.start - 12) : left.start]) is not None
    if "/" in core and not (left.exact and right.exact):
        # "Windows 2012/2016" is none; "2019/2022  Network administrator" is one.
        return gap == "/" and not (left.exact or right.exact) and begin_header(text, left.start, right.end)
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
    open_end = _OPEN.match(text, atom.end) or _KEYED_OPEN.match(text, atom.end)
    if open_end is not None:
        return [DateRange(atom.start, open_end.end(), middle, None, atom.exact)]
    before = text[max(0, atom.start - 24) : atom.start]
    since = _SINCE_BEFORE.search(before) or _PRESENT_BEFORE.search(before)
    if since is not None:
        return [DateRange(atom.start - len(before) + since.start(), atom.end, middle, None, atom.exact)]
    if not atom.short and lasts(text, atom.start, atom.end):
        return [DateRange(atom.start, atom.end, middle, None, atom.exact)]
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

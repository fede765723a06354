"""Reads single dates: numeric, with month names, quarters, seasons, years alone.

Months are numbered year * 12 + (month - 1). A number that merely looks like a year (a product's
version, a norm, an amount) is marked weak, so that no range starts from it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from candidates.screening.folding import fold
from candidates.screening.months import ORDINALS, PARTS, PRESENT, STRETCHES, YEAR_WORD, month_named

YEAR = r"(?:19[5-9]\d|20[0-4]\d)"


@dataclass(frozen=True, slots=True)
class Atom:
    """One date: the months it may mean, and how far its form can be trusted."""

    start: int
    end: int
    first: int
    last: int
    exact: bool = True  # False for a year alone
    short: bool = False  # two-digit year: a date only as part of a range
    stretch: bool = False  # a season, a quarter, "2016-19": a range in itself
    weak: bool = False  # a number that other words claim ("Server 2016")
    bare: bool = False  # "8/19", "08-19": a date only as part of a range in a job's header


_M = r"(?:0?[1-9]|1[0-2])"
_MM = r"(?:0[1-9]|1[0-2])"
_ORDINAL = "(?i:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
# A line without any of this holds no date; most lines end their visit here. It begins with digits, not with what stands
# before them, since that is what a search can leap to.
_HINT = re.compile(
    r"\d\d(?:(?<=19)[5-9]\d|(?<=20)[0-4]\d"
    r"|(?!\d)(?:(?<=[/.'’`´]\d\d)|(?<=[\s(|][01]\d-\d\d)|(?<=^[01]\d-\d\d)|(?<=[ -]\d\d)(?P<spaced>)|(?<=[^\W\d_]\d\d)(?P<glued>)))"
)
# What makes a date of two digits without a sign for it: a word that names a month, "Q3".
_NAMED_BEFORE = re.compile(
    r"(?P<word>[^\W\d_]{3,14})[\s.,/'’`´_–-]{0,4}(?:of\s|de\s|del\s|d['’])?$|(?P<part>[QH]\s?[1-4]|[1-4][QH])[\s/'’,-]{0,2}$"
)
_NAME_REACH = 24
# The empty group that ends each alternative names it: match.lastgroup tells which one matched.
_ATOM = re.compile(
    rf"""(?<![\d$€£])(?:
      (?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y_full>{YEAR})(?!\d)(?P<full>)
    | (?P<y_iso>{YEAR})(?P<s2>[-/]|\.\s?)(?P<m_iso>{_MM})(?:(?P=s2){_D})?(?!\d|[-/.]\d)(?P<iso>)
    | (?P<y_cjk>{YEAR})\s?[年년]\s?(?P<m_cjk>{_M})\s?[月월](?P<cjk>)
    | (?P<m_from>{_M})\s?[-–]\s?(?P<m_to>{_M})[/.](?P<y_span>{YEAR})(?!\d)(?P<span>)
    | (?P<m_num>{_M})(?:\s?[/.]\s?|[-–])(?P<y_num>{YEAR})(?!\d)(?P<numeric>)
    | (?P<m_short>{_MM}(?=[/.'’])|(?<![./])[1-9](?=/(?!10)))(?:[/.]['’]?|['’])(?P<y_short>\d\d)(?![\d/.%])(?P<numeric_short>)
    | (?<![^\s(|])(?P<m_dash>{_MM})-(?P<y_dash>\d\d)(?![^\s)|,;:])(?P<dashed>)
    | (?P<unit>[QH])\s?(?P<n>[1-4])[\s/'’,-]{{0,2}}(?P<y_part>{YEAR}|(?<=['’/ ])\d\d)(?!\d|[.,%]\d|\s?%)(?P<part>)
    | (?P<n3>[1-4])(?P<unit3>[QH])[\s/'’,-]{{0,2}}(?P<y_part3>{YEAR}|(?<=['’/ ])\d\d)(?!\d|[.,%]\d|\s?%)(?P<part_before>)
    | (?P<y_part2>{YEAR})[\s/-]{{0,2}}(?P<unit2>[QH])(?P<n2>[1-4])(?!\w)(?P<part_after>)
    | (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º|er|e)?[\s-]{{1,2}}(?:of\s|de\s)?
        |(?<![^\W_])(?P<ordinal>{_ORDINAL})\.?\s)?
      (?<![^\W\d_])(?P<name>[^\W\d_]{{3,14}})
      (?:\.?\s?{_D}(?:st|nd|rd|th)?[,\s](?=\s?{YEAR}))?
      [\s.,/'’`´_–-]{{0,4}}(?:of\s|de\s|del\s|d['’])?(?P<tick>['’`´]?)
      (?P<y_name>{YEAR}|\d\d(?![./-]{YEAR}))(?!\d|[.,]\d|\s?[%+])(?P<named>)
    | ['’`´](?P<y_tick>\d\d)(?![\w.,/]?\w)(?P<ticked>)
    | (?P<y_before>{YEAR})[.,]?(?:\s?{YEAR_WORD})?[\s-](?P<name_after>[^\W\d_]{{3,14}})(?![^\W_]|\.?[\s,'’-]{{0,2}}\d)(?P<year_named>)
    | (?P<y>{YEAR})(?:[-–/](?P<yy>\d\d))?(?![^\W_])(?P<year>)
    )""",
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(rf"(?<!\d)\d{{1,2}}/(?:1[3-9]|2\d|3[01])/{YEAR}")
# After these words a number is a version, a norm, a name or an amount.
_CLAIMED = re.compile(
    r"(?<![^\W_])(?:server|windows|win|office|sql|exchange|sharepoint|studio|iso|iec|rhel|cve|visio|vs|version"
    r"|ver|access|excel|outlook|dynamics|project|acrobat|oracle|bs|en|din|nist|rfc|autocad|top|top\s10|edition"
    r"|release|model|cisco|catalyst|room|box|pin|zip|class|matlab|core|vmware|vcenter|citrix|ecmascript|act"
    r"|over|than|about|approximately|around|nearly|\d:|\d\.|\d,|cve-|ghz|port|ports|no\.?|nr\.?|\+\d{1,3})"
    r"[\s:.#-]{0,2}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ \t]?\+|-(?!(?:19|20)\d\d(?!\d))\d{3}|[ \t](?:users?|servers?|nodes?|employees|machines|devices|hosts|endpoints|customers"
    r"|clients|people|requests|lines|hours|tickets|units|seats|sites|vms?|workstations|desktops|r2)(?![^\W_])"
    r"|\s?(?:x\s?\d|mhz|gb|mb|kb)(?![^\W_])",
    re.IGNORECASE,
)
# Makers whose name claims a version ("Oracle 2016") and employs people ("Oracle 2012 - 2016").
_MAKER = re.compile(r"(?<![^\W_])(?:oracle|cisco|vmware|citrix|box)[ ]$", re.IGNORECASE)
_TO_YEAR = rf"[ ]?(?:[-–—−]|to|bis|until|till)\s{{0,2}}(?:{YEAR}|(?:{PRESENT})(?![^\W_]))"
_GOES_ON = re.compile(_TO_YEAR, re.IGNORECASE)
_ALL_OF_ROW = re.compile(rf"{_TO_YEAR}[ \t]*(?:\Z|[\n\t|,;(·•])", re.IGNORECASE)
_MONTH_AT_END = re.compile(r"(?<![^\W_])(?P<name>[^\W\d_]{3,14})[.,]?[ \t]?\n$")
_CLAIM_REACH = 16


def find_atoms(text: str) -> Iterator[Atom]:
    """All dates of a text in order, weak ones included."""
    done, month_first = 0, _MONTH_FIRST.search(text) is not None
    for hint in _HINT.finditer(text):
        if hint.start() < done or (hint.lastgroup and not _is_named(text, hint.end() - 2)):
            continue
        begin = max(done, _with_wrapped_month(text, text.rfind("\n", 0, hint.start()) + 1))
        done = _end_of_dates(text, hint.end())
        yield from _atoms_between(text, begin, done, month_first=month_first)


def _is_named(text: str, digits: int) -> bool:
    """Whether two digits after a space can be a year at all: "45 teams" is the most common number of resumes."""
    named = _NAMED_BEFORE.search(text, max(0, digits - _NAME_REACH), digits)
    return named is not None and (named["word"] is None or month_named(named["word"]) is not None)


def _end_of_dates(text: str, start: int) -> int:
    """Where the lines of a date end: with the next line, where this one ends in a month and that begins with a year."""
    end = text.find("\n", start)
    while end >= 0 and _with_wrapped_month(text, end + 1) <= end:
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def _with_wrapped_month(text: str, begin: int) -> int:
    """Where a line that begins with a year really begins: before "January" at the end of the line above."""
    if not text[begin : begin + 4].isdigit():
        return begin
    month = _MONTH_AT_END.search(text[max(0, begin - _CLAIM_REACH) : begin])
    if month is None or month_named(month["name"]) is None:
        return begin
    return begin - len(month[0])


def _atoms_between(text: str, begin: int, end: int, *, month_first: bool) -> Iterator[Atom]:
    match = _ATOM.search(text, begin, end)
    while match:
        form = match.lastgroup or ""
        atom = _read_full(match, month_first=month_first) if form == "full" else _READERS[form](match)
        if atom is not None:
            yield atom
            begin = atom.end
        else:
            # Not a month's name: look again at the digits behind it ("Acme 01/2019").
            begin = max(begin + 1, match.start("tick")) if match["y_name"] else match.end()
        match = _ATOM.search(text, begin, end)


def full_year(digits: str) -> int:
    """A year from four digits or from two ("19" is 2019, "98" is 1998)."""
    value = int(digits)
    if value >= 100:
        return value
    return 2000 + value if value < 50 else 1900 + value


def _month(match: re.Match[str], year: int, month: int, *, short: bool = False, end: int = -1) -> Atom:
    at = year * 12 + month
    return Atom(match.start(), match.end() if end < 0 else end, at, at, short=short)


def _read_full(match: re.Match[str], *, month_first: bool) -> Atom | None:
    """Day first, as most of the world writes; month first where a date of the text shows it."""
    day, month = int(match["a"]), int(match["b"])
    if month > 12 or (day <= 12 and match["s"] == "/" and month_first):
        day, month = month, day
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return _month(match, int(match["y_full"]), month - 1)


def _read_iso(match: re.Match[str]) -> Atom:
    return _month(match, int(match["y_iso"]), int(match["m_iso"]) - 1)


def _read_span(match: re.Match[str]) -> Atom:
    year = int(match["y_span"]) * 12
    first, last = year + int(match["m_from"]) - 1, year + int(match["m_to"]) - 1
    return Atom(match.start(), match.end(), min(first, last), last, stretch=first <= last, weak=first > last)


def _read_numeric(match: re.Match[str]) -> Atom:
    return _month(match, int(match["y_num"]), int(match["m_num"]) - 1)


def _read_short(match: re.Match[str]) -> Atom:
    year = full_year(match["y_short"]) * 12
    at, bare = year + int(match["m_short"]) - 1, len(match["m_short"]) == 1
    return Atom(match.start(), match.end(), at, at, short=True, bare=bare)


def _read_dashed(match: re.Match[str]) -> Atom:
    at = full_year(match["y_dash"]) * 12 + int(match["m_dash"]) - 1
    return Atom(match.start(), match.end(), at, at, short=True, bare=True)


def _read_part(match: re.Match[str]) -> Atom | None:
    unit, number, year = match["unit"], match["n"], match["y_part"]
    if unit is None:
        unit, number, year = match["unit2"], match["n2"], match["y_part2"]
    if unit is None:
        unit, number, year = match["unit3"], match["n3"], match["y_part3"]
    return _part(match, full_year(year), int(number), 3 if unit == "Q" else 6)


def _part(match: re.Match[str], year: int, number: int, length: int) -> Atom | None:
    if not 1 <= number <= 12 // length:
        return None
    first = year * 12 + (number - 1) * length
    return Atom(match.start(), match.end(), first, first + length - 1, stretch=True)


def _read_cjk(match: re.Match[str]) -> Atom:
    return _month(match, int(match["y_cjk"]), int(match["m_cjk"]) - 1)


def _read_named(match: re.Match[str]) -> Atom | None:
    word, digits = fold(match["name"]), match["y_name"]
    year, short = full_year(digits), len(digits) == 2
    month = month_named(match["name"])
    if month is not None:
        return _month(match, year, month, short=short)
    if short and not match["tick"]:
        return None
    if word in STRETCHES:
        first, last = STRETCHES[word]
        begin = match.start("name")
        return Atom(begin, match.end(), year * 12 + first, year * 12 + last, short=short, stretch=True)
    if word in PARTS and (match["day"] or match["ordinal"]):
        number = int(match["day"]) if match["day"] else ORDINALS.get(fold(match["ordinal"]), 0)
        return _part(match, year, number, PARTS[word])
    return None


def _read_ticked(match: re.Match[str]) -> Atom:
    year = full_year(match["y_tick"]) * 12
    return Atom(match.start(), match.end(), year, year + 11, exact=False, short=True)


def _read_year_named(match: re.Match[str]) -> Atom | None:
    year, month = int(match["y_before"]), month_named(match["name_after"])
    if month is not None:
        return _month(match, year, month)
    return _year_alone(match, year, match.end("y_before"))


def _read_year(match: re.Match[str]) -> Atom:
    year, tail = int(match["y"]), match["yy"]
    atom = _year_alone(match, year, match.end("y"))
    if tail is None or int(tail) <= year % 100:
        return atom
    # "2016-19", "2016/17": the difference of the years, as with years written out.
    last = (year - year % 100 + int(tail)) * 12 - 1
    return Atom(match.start(), match.end(), year * 12, last, exact=False, stretch=True, weak=atom.weak)


def _year_alone(match: re.Match[str], year: int, end: int) -> Atom:
    text, start = match.string, match.start()
    weak = _is_claimed(text, start, end) or _COUNTED.match(text, end) is not None
    return Atom(start, end, year * 12, year * 12 + 11, exact=False, weak=weak)


def _is_claimed(text: str, start: int, end: int) -> bool:
    """Whether the word before a year makes it a version, a norm or an amount: not from another column, nor from the
    row above a row of dates, nor where a maker may be the employer."""
    before = text[max(0, start - _CLAIM_REACH) : start]
    if _CLAIMED.search(before) is None or before[-1] == "\t":
        return False
    if before[-1] == "\n":
        return _ALL_OF_ROW.match(text, end) is None
    return _MAKER.search(before) is None or _GOES_ON.match(text, end) is None


_READERS: dict[str, Callable[[re.Match[str]], Atom | None]] = {
    "iso": _read_iso,
    "span": _read_span,
    "numeric": _read_numeric,
    "numeric_short": _read_short,
    "dashed": _read_dashed,
    "part": _read_part,
    "part_after": _read_part,
    "part_before": _read_part,
    "cjk": _read_cjk,
    "named": _read_named,
    "ticked": _read_ticked,
    "year_named": _read_year_named,
    "year": _read_year,
}

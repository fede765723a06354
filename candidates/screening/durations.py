"""Durations in words: "2 yrs 2 months", "18 Monate". They lengthen a single date to a range."""

import re
from dataclasses import replace

from candidates.screening.dates import DateRange

_YEARS = r"(?:years?|yrs?|jahre?n?|ans?|anos?|años?|anni|anno|jaar|lata?|år)"
_MONTHS = r"(?:months?|mos?|mths?|monate?n?|mois|meses|mes|mesi|mese|maanden|maand|miesi[eę]cy|månader)"
_DURATION = re.compile(
    rf"(?<![\w.])(?P<years>\d{{1,2}}(?:[.,]\d)?)\s?{_YEARS}(?![^\W_])(?:[\s,]{{0,2}}(?:and|und|et|y|e|i)?\s?(?P<more>\d{{1,2}})\s?{_MONTHS}(?![^\W_]))?"
    rf"|(?<![\w.])(?P<months>\d{{1,3}})\s?{_MONTHS}(?![^\W_])",
    re.IGNORECASE,
)

# "2 years, until 12/2021": nothing stands between, and before the duration no word of which it is ("5 years old servers
# until", "a warranty of 2 years until").
_BEFORE = re.compile(
    r"(?i)(?:^|[,;|()–—-]|[ \t]{2}|(?<![^\W_])(?:for|für|durante|pendant|per|voor|przez|i))\s{0,3}$"
)
_UNTIL = re.compile(
    r"(?i)[\s,;(]{1,3}(?:until|till|up to|ending(?: in)?|ended(?: in)?|bis|jusqu['’](?:en|à|au)|hasta|at[ée]|fino a[dl]?|tot)\s{1,2}"
)
_REACH = 60


def duration_in(text: str) -> int | None:
    """The months of the first duration in the text, or None."""
    found = _DURATION.search(text)
    if found is None:
        return None
    if found["months"]:
        return int(found["months"])
    return round(float(found["years"].replace(",", ".")) * 12) + int(found["more"] or 0)


def without_durations(text: str) -> str:
    """The text without its durations: "5 years 8 months" in a header names nothing."""
    return _DURATION.sub(" ", text)


def _months_until(before: str) -> int | None:
    """The months of a duration that ends the text with "until", or None."""
    for found in _DURATION.finditer(before):
        if _UNTIL.fullmatch(before, found.end()) and _BEFORE.search(before[: found.start()]):
            return duration_in(found[0])
    return None


def lengthened(single: DateRange, text: str, start: int, end: int) -> DateRange:
    """A single date with a duration beside it ("03/2021, 18 months", "2 years, until 12/2021") as the range that it means.

    `start` and `end`: the offsets of the row that the date stands in.
    """
    if not single.exact:
        return single
    months = duration_in(text[single.end : end])
    if months:
        return replace(single, last=single.first + months - 1, single=False)
    months = _months_until(text[max(start, single.start - _REACH) : single.start])
    if not months:
        return single
    return replace(single, first=single.first - months + 1, last=single.first, single=False)

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


def lengthened(single: DateRange, text: str, end: int) -> DateRange:
    """A single date with a duration behind it ("03/2021, 18 months") as the range that it means."""
    months = duration_in(text[single.end : end])
    if not months or not single.exact:
        return single
    return replace(single, last=single.first + months - 1, single=False)

"""The years of experience that a resume claims in words: "over 3.5 years of experience"."""

import re
from collections.abc import Sequence

from candidates.screening.lines import Line

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
} | {"twenty": 20, "decade": 10}
_YEARS = r"(?:years?|yrs?|jahren?|ans|años|anos|anni|jaar|lat|år)"
_CLAIM = re.compile(
    rf"(?<![\w.,/-])(?P<n>\d{{1,2}}(?:[.,]\d{{1,2}})?|{'|'.join(_NUMBERS)})\s?\+?\s?(?:\([^)]{{1,12}}\)\s?)?(?:plus\s)?{_YEARS}(?![^\W_])",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?i)experience|exprience|erfahrung|experiencia|exp[eé]rience|esperienza|ervaring|do[sś]wiadczen|erfarenhet|experi[eê]ncia|\bexp\b"
)
_WORK = re.compile(r"(?i)^\W{0,2}\s?(?:in|of|as|working|professional|hands|leading|building|it\b|im\b|als\b)")
_BOAST = re.compile(
    r"(?i)(?:over|more than|total|having|with|nearly|almost|about|around|[uü]ber|mehr als|m[aá]s de|plus de|oltre)\W{0,3}(?:of\s)?$"
)
_NEAR = 60
_LONGEST = 50.0
_TRUSTED = frozenset(("header", "summary", "objective", "other", "skills", "experience"))
_LIST_ITEM = re.compile(r"\(\s?$")


def claimed_years(lines: Sequence[Line], text: str) -> float | None:
    """The largest total that the text claims for its owner; None where it claims none."""
    best: float | None = None
    for line in lines:
        if line.section not in _TRUSTED:
            continue
        for match in _CLAIM.finditer(text, line.start, line.end):
            years = _years(match, text, line)
            if years is not None and (best is None or years > best):
                best = years
    return best


def _years(match: re.Match[str], text: str, line: Line) -> float | None:
    word = match["n"].lower()
    years = float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", "."))
    before = text[max(line.start, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    if years > _LONGEST or _LIST_ITEM.search(before):
        return None
    about = _ABOUT.search(after) or _ABOUT.search(before)
    return years if about or (_BOAST.search(before) and _WORK.match(after)) else None

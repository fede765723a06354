"""What a line of search asks: words, phrases, what must not be there, and fields with a value or a range."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from candidates.finding.words import words_of

MOST_CHARACTERS = 300
MOST_TERMS = 12
SHORTEST_BEGINNING = 3
"""Letters of a word that also finds longer ones: "secret" finds secrets, "go" only go."""

_PIECE = re.compile(
    r"""(?P<minus>-)?(?:(?P<field>[A-Za-z]+):(?=\S))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))"""
)
_RANGE = re.compile(r"(?P<least>[\d.,]*?)\.\.(?P<most>[\d.,]*)\Z")


@dataclass(frozen=True)
class Term:
    """Words that must stand side by side somewhere, or must not. whole: the last word is no beginning of a longer."""

    words: tuple[str, ...]
    typed: str
    whole: bool = False
    negated: bool = False

    @property
    def begins(self) -> bool:
        """Whether longer words that begin with the last one count too."""
        return not self.whole and len(self.words[-1]) >= SHORTEST_BEGINNING

    @property
    def is_word(self) -> bool:
        """A single word that may be misspelt."""
        return len(self.words) == 1 and not self.whole and not self.negated


@dataclass(frozen=True)
class Asked:
    """terms: what texts must and must not have. fields: (name, value) as they were typed. text: what was typed
    without the fields. problems: sentences on what was not understood."""

    terms: tuple[Term, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    text: str = ""
    problems: tuple[str, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.negated)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.negated)

    @property
    def may_be_a_name(self) -> bool:
        """Whether it is a few plain words, one of which may be a misspelt name."""
        return 0 < len(self.terms) <= 4 and all(term.is_word for term in self.terms)


def parse(text: str, *, fields: Collection[str] = (), negatable: Collection[str] = ()) -> Asked:
    """Read what somebody typed. fields: names that take a value after a colon; negatable: those that take a minus.

    What looks like a field and is none is searched for as words: "https://example.org" finds that address.
    """
    terms: list[Term] = []
    found: list[tuple[str, str]] = []
    kept: list[str] = []
    problems: list[str] = []
    negate = False
    for match in _PIECE.finditer(text.replace("\x00", " ")[:MOST_CHARACTERS]):
        negated, negate = negate or bool(match["minus"]), False
        if match[0] == "NOT":
            negate = True
            continue
        name = (match["field"] or "").lower()
        value = match["quoted"] if match["quoted"] is not None else match["bare"]
        if name in fields:
            if negated and name not in negatable:
                problems.append(f"“{name}:” can’t be turned round with a minus.")
            else:
                found.append((f"-{name}" if negated else name, value))
            continue
        words = words_of(f"{match['field']} {value}" if match["field"] else value)
        if words:
            shown = match[0].removeprefix("-")
            terms.append(Term(tuple(words), shown, match["quoted"] is not None, negated))
            kept.append(f"-{shown}" if negated else shown)
    if len(terms) > MOST_TERMS:
        problems.append(f"Only the first {MOST_TERMS} words are searched for.")
    return Asked(tuple(dict.fromkeys(terms[:MOST_TERMS])), tuple(found), " ".join(kept), tuple(problems))


def read_range(text: str) -> tuple[Decimal | None, Decimal | None] | None:
    """(least, most) of "2..5", "2..", "..5" or "3", both inclusive; None if it is no range."""
    match = _RANGE.match(text)
    ends = (match["least"], match["most"]) if match else (text, text)
    try:
        least, most = (Decimal(end.replace(",", ".")) if end else None for end in ends)
    except InvalidOperation:
        return None
    if any(end is not None and not end.is_finite() for end in (least, most)):
        return None
    return (least, most) if (least, most) != (None, None) else None

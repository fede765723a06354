"""Names are no evidence: Mary Jenkins builds no pipelines by her name, and who works at Snyk need not scan.

Design, section 4: names are no input to any rule. Guide, section 7: a product that an employer sells is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candidates.extraction.contact import name_in
from candidates.screening.facts import SECURITY, Fact
from candidates.screening.timeline import Position
from rubrics.ruledoc import RuleDocument

_MOST_WORDS = 5
"""Words that an employer's name has at most; longer ones are sentences that were read as a name."""

_MOST_MENTIONS = 20
_OF_PEOPLE = ("role.", "cert.")
"""What signals of jobs and certificates begin with: a row that was read as a name may hold one."""

_TOP = 3_000
"""Code points at the top of a resume that hold its name: the search costs the same for any text."""


@dataclass(frozen=True, slots=True)
class Names:
    """Where names stand. `own`: spans of the person's. `employers`: each one's span, the body of its position,
    and the name."""

    own: tuple[tuple[int, int], ...] = ()
    employers: tuple[tuple[int, int, tuple[int, int], str], ...] = ()


def find(facts: Sequence[Fact], text: str, positions: Sequence[Position]) -> Names:
    """The names in a text. The facts tell whether its first line is a job title, where no name is known."""
    name = name_in(text[:_TOP]) or _first_line(text, facts)
    employers = [found for position in positions if (found := _employer(text, position))]
    return Names(tuple(_mentions(text, name)), tuple(employers))


def apart(facts: Iterable[Fact], text: str, names: Names, rules: RuleDocument) -> tuple[Fact, ...]:
    """The facts without those in the person's own name; those in an employer's name are about its product."""
    last = max([end for _, end in names.own], default=0)  # mostly in the first lines
    kept = [
        fact
        for fact in facts
        if fact.start >= last or not any(_part_of(fact, start, end) for start, end in names.own)
    ]
    called = "\n".join(name for *_, name in names.employers)
    security = rules.named.get(SECURITY, ())
    for number, fact in enumerate(kept):
        if text[fact.start : fact.end] not in called or fact.signal.startswith(_OF_PEOPLE):
            continue
        if any(_part_of(fact, start, end) for start, end, *_ in names.employers) or (
            fact.signal in security and any(_sells(text, fact, *employer) for employer in names.employers)
        ):
            kept[number] = fact._replace(assertion="product")
    return tuple(kept)


def _part_of(fact: Fact, start: int, end: int) -> bool:
    """Whether a fact is one word of a name; "Active Directory", all of it, was no name."""
    return start <= fact.start and fact.end <= end and fact.end - fact.start < end - start


def _first_line(text: str, facts: Sequence[Fact]) -> str | None:
    """The first line, if it has a name's form and no job title: names such as Jenkins are taken for tools."""
    line = text.lstrip().partition("\n")[0].strip()
    words = line.split()
    if not 2 <= len(words) <= 4 or not all(word.isalpha() and word[0].isupper() for word in words):
        return None
    end = text.find(line) + len(line)
    titled = any(fact.signal.startswith("role.") and fact.start < end for fact in facts)
    return None if titled else line


def _mentions(text: str, name: str | None) -> list[tuple[int, int]]:
    """Where a name stands, in any case."""
    found: list[tuple[int, int]] = []
    if not name:
        return found
    low, wanted = text.lower(), name.lower().strip(" .,")
    if len(low) != len(text):
        return found  # a letter whose small form is longer: offsets would not fit
    at = low.find(wanted)
    while at >= 0 and len(found) < _MOST_MENTIONS:
        found.append((at, at + len(wanted)))
        at = low.find(wanted, at + len(wanted))
    return found


def _employer(text: str, position: Position) -> tuple[int, int, tuple[int, int], str] | None:
    """Span of an employer's name, the body of the position, and the name."""
    name = position.employer
    if not name or len(name.split()) > _MOST_WORDS:
        return None
    at = text.find(name, *position.body)
    return (at, at + len(name), position.body, name) if at >= 0 else None


def _sells(text: str, fact: Fact, start: int, end: int, body: tuple[int, int], name: str) -> bool:
    """Whether a fact is in an employer's name, or repeats it in the work done there."""
    words = text[fact.start : fact.end]
    if words not in name:
        return False
    inside = start <= fact.start and fact.end <= end
    return inside or (body[0] <= fact.start < body[1] and words[:1].isupper())

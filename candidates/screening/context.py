"""How a text speaks of what it names: done, listed, negated, wished, about somebody else, about a product.

After ConText (Harkema, Dowling, Thornblade and Chapman 2009): cues govern the words after or before them, up to a word
that ends the clause, or their whole sentence. What no cue governs takes its assertion from the section it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from candidates.screening.matcher import Words
from rubrics.ruledoc.model import Cue

_ORDER = (
    "negated", "expired", "preparing", "wished", "advert", "product", "other_person", "audited", "certificate", "learnt", "known",
)  # fmt: skip
"""Of several cues over a word the first of these decides."""

_BY_SECTION = {
    "experience": "done",
    "projects": "done",
    "volunteering": "done",
    "skills": "listed",
    "education": "learnt",
    "courses": "learnt",
    "publications": "learnt",
    "certificates": "certificate",
    "objective": "wished",
    "interests": "wished",
    "references": "other_person",
    "languages": "listed",
}
_HELD = {
    "experience": "done",
    "projects": "done",
    "objective": "wished",
    "interests": "wished",
    "references": "other_person",
}
"""A certificate that is named without a cue is held, wherever it stands: also under Education."""

_FOR_CERTIFICATIONS = frozenset({"preparing", "expired"})
_FOR_OTHERS = frozenset({"certificate", "known"})
"""Kinds of cues that say something about certificates only, and those that say nothing about them."""

_OF_HOPES = frozenset({"objective", "interests"})
"""Sections in which a certificate that is planned is a wish, no study that is under way."""

_LABEL_WORDS = 6
_DASHES = frozenset({" - ", " – ", " — "})
_MAY_END_LABEL = re.compile(r":| [-–—] ")
_NO_LABEL = re.compile(r"[,;.()|•]")

Found = tuple[Cue, int, int]
"""A cue in a sentence: its first word and the word after its last."""


class Governed(NamedTuple):
    """Words that a cue governs, and how it makes the text speak of them."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands and how it is built; the same for all of its words."""

    section: str
    acts: bool
    """It has a verb of doing, or stands in the body of a position."""
    plain: bool
    """The whole text has no headings: what stands anywhere may be work."""
    label: int
    """Number of words before the colon of a label over a list, 0 where there is none."""
    sales: bool = False
    """It belongs to a position whose duties are selling or recruiting."""
    taught: bool = False
    """It stands under a heading over school projects or self-study."""
    examined: bool = False
    """It tells of an auditor's work."""
    framed: str = ""
    """The assertion that the heading over it gives to all of its words."""
    usual: str = field(init=False)
    """How it speaks of what no cue governs."""

    def __post_init__(self) -> None:
        usual = "learnt" if self.taught else _BY_SECTION.get(self.section)
        if usual is None:
            usual = "done" if self.acts or self.plain else "listed"
        object.__setattr__(self, "usual", usual)


def label_length(text: str, words: Words, *, dash: bool = False) -> int:
    """How many words of a sentence stand before a colon that ends a short label, 0 for none. A dash may end it too."""
    starts, ends = words.starts, words.ends
    last = min(len(starts) - 1, _LABEL_WORDS)
    if _MAY_END_LABEL.search(text, ends[0], starts[last]) is None:
        return 0
    for index in range(1, last + 1):
        between = text[ends[index - 1] : starts[index]]
        if ":" in between or (dash and between in _DASHES):
            return index
        if _NO_LABEL.search(between):
            return 0
    return 0


def governed(text: str, words: Words, cues: Sequence[Found]) -> list[Governed]:
    """What each cue of a sentence governs."""
    pseudo = [(first, last) for cue, first, last in cues if cue.kind == "pseudo"]
    if pseudo:
        cues = [
            (cue, first, last)
            for cue, first, last in cues
            if cue.kind == "stop" or not any(begin < last and first < end for begin, end in pseudo)
        ]
    if not cues:
        return []
    ends = sorted({first for cue, first, _ in cues if cue.kind == "stop"}.union(_barriers(text, words)))
    count, found = len(words.starts), []
    for cue, first, last in cues:
        if cue.kind in ("stop", "pseudo"):
            continue
        if cue.scope == "sentence":
            found.append(Governed(cue.kind, 0, count))
        elif cue.scope == "after":
            reach = count if cue.reach is None else last + cue.reach
            limit = next((end for end in ends if end >= last), count)
            found.append(Governed(cue.kind, first, min(limit, reach)))
        else:
            found.append(Governed(cue.kind, _backwards(text, words, first, cue.reach, ends), last))
    return found


def _barriers(text: str, words: Words) -> list[int]:
    """The words behind semicolons."""
    starts, ends = words.starts, words.ends
    if text.find(";", ends[0], starts[-1]) < 0:
        return []
    return [i for i in range(1, len(starts)) if ";" in text[ends[i - 1] : starts[i]]]


def _backwards(text: str, words: Words, first: int, reach: int | None, ends: Sequence[int]) -> int:
    """The first word that a cue governs which stands behind its object: "CISSP (in progress)", "OSCP, expired 2021".

    It reaches back over one separator before the cue itself, then to the one before that.
    """
    least = max([0, *(end for end in ends if end < first)])
    if reach is not None:
        least = max(least, first - reach)
    at = first
    while at > least + 1:
        between = text[words.ends[at - 2] : words.starts[at - 1]]
        if any(sign in between for sign in ",|•") and at - 1 < first:
            return at - 1
        at -= 1
    return least


def assertion(first: int, governing: Sequence[Governed], place: Place, *, certification: bool) -> str:
    """How the text speaks of what begins with the word `first`; one of the rule document's assertions."""
    if governing or place.framed:
        how = _by_cues(first, governing, place, certification=certification)
        if how:
            return how
    if certification:
        return _HELD.get(place.section, "listed")
    if place.sales:
        return "product"
    return "heading" if first < place.label and place.usual != "learnt" else place.usual


def _by_cues(first: int, governing: Sequence[Governed], place: Place, *, certification: bool) -> str:
    """What the cues around a word or the heading over it make of it, "" where they say nothing."""
    kinds = {item.kind for item in governing if item.first <= first < item.last}
    kinds -= _FOR_OTHERS if certification else _FOR_CERTIFICATIONS
    if place.framed:
        kinds = {place.framed}
    elif "preparing" in kinds and place.section in _OF_HOPES:
        kinds = {"wished"}
    for kind in _ORDER:
        if kind in kinds:
            # "DevSecOps concepts" in a course is what the course taught, not what the person knows.
            return "learnt" if kind == "known" and place.usual == "learnt" else kind
    return ""

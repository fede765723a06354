"""How a text speaks of what it names: done, listed, negated, wished, about somebody else, about a product.

After ConText (Harkema, Dowling, Thornblade and Chapman 2009): cues govern the words after or before them, up to a word
that ends the clause, or their whole sentence. What no cue governs takes its assertion from the section it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from candidates.screening.matcher import Token
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


class Span(NamedTuple):
    """First token and token after the last, in a sentence."""

    first: int
    last: int


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a token."""
    return a.first < b.last and b.first < a.last


class Governed(NamedTuple):
    """Tokens that a cue governs, and how it makes the text speak of them."""

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
    """Number of tokens before the colon of a label over a list, 0 where there is none."""
    sales: bool = False
    """It belongs to a position whose duties are selling or recruiting."""
    taught: bool = False
    """It stands under a heading over school projects or self-study."""
    examined: bool = False
    """It tells of an auditor's work."""
    framed: str = ""
    """The assertion that the heading over it gives to all of its words."""


def label_length(text: str, tokens: Sequence[Token], *, dash: bool = False) -> int:
    """How many tokens of a sentence stand before a colon that ends a short label, 0 for none. A dash may end it too."""
    for index in range(1, min(len(tokens), _LABEL_WORDS + 1)):
        between = text[tokens[index - 1].end : tokens[index].start]
        if ":" in between or (dash and between in _DASHES):
            return index
        if any(sign in between for sign in ",;.()|•"):
            return 0
    return 0


def governed(text: str, tokens: Sequence[Token], cues: Sequence[tuple[Cue, Span]]) -> list[Governed]:
    """What each cue of a sentence governs, in tokens."""
    pseudo = [span for cue, span in cues if cue.kind == "pseudo"]
    if pseudo:
        cues = [
            (cue, span)
            for cue, span in cues
            if cue.kind == "stop" or not any(overlap(span, other) for other in pseudo)
        ]
    if not cues:
        return []
    stops = sorted(span.first for cue, span in cues if cue.kind == "stop")
    barriers = []
    if text.find(";", tokens[0].end, tokens[-1].start) >= 0:
        barriers = [i for i in range(1, len(tokens)) if ";" in text[tokens[i - 1].end : tokens[i].start]]
    ends = sorted({*stops, *barriers})
    found = []
    for cue, span in cues:
        if cue.kind in ("stop", "pseudo"):
            continue
        if cue.scope == "sentence":
            found.append(Governed(cue.kind, 0, len(tokens)))
        elif cue.scope == "after":
            reach = len(tokens) if cue.reach is None else span.last + cue.reach
            limit = next((end for end in ends if end >= span.last), len(tokens))
            found.append(Governed(cue.kind, span.first, min(limit, reach)))
        else:
            found.append(Governed(cue.kind, _backwards(text, tokens, span.first, cue.reach, ends), span.last))
    return found


def _backwards(text: str, tokens: Sequence[Token], first: int, reach: int | None, ends: Sequence[int]) -> int:
    """The first token that a cue governs which stands behind its object: "CISSP (in progress)", "OSCP, expired 2021".

    It reaches back over one separator before the cue itself, then to the one before that.
    """
    least = max([0, *(end for end in ends if end < first)])
    if reach is not None:
        least = max(least, first - reach)
    at = first
    while at > least + 1:
        between = text[tokens[at - 2].end : tokens[at - 1].start]
        if any(sign in between for sign in ",|•") and at - 1 < first:
            return at - 1
        at -= 1
    return least


def assertion(hit: Span, governing: Sequence[Governed], place: Place, *, certification: bool) -> str:
    """How the text speaks of a hit; one of the rule document's assertions."""
    kinds = {item.kind for item in governing if item.first <= hit.first < item.last} if governing else set()
    if kinds or place.framed:
        kinds -= _FOR_OTHERS if certification else _FOR_CERTIFICATIONS
        if place.framed:
            kinds = {place.framed}
        elif "preparing" in kinds and place.section in _OF_HOPES:
            kinds = {"wished"}
        for kind in _ORDER:
            if kind in kinds:
                # "DevSecOps concepts" in a course is what the course taught, not what the person knows.
                return "learnt" if kind == "known" and _of_place(place) == "learnt" else kind
    if place.sales and not certification:
        return "product"
    if certification:
        return _HELD.get(place.section, "listed")
    usual = _of_place(place)
    return "heading" if hit.first < place.label and usual != "learnt" else usual


def _of_place(place: Place) -> str:
    usual = "learnt" if place.taught else _BY_SECTION.get(place.section)
    if usual is not None:
        return usual
    return "done" if place.acts or place.plain else "listed"

"""What reading a document with other words does not change: its sentences, how they stand, where names are.

With a document's outline and its facts, a change of the vocabulary reads again only the sentences that it
touches (`read_sentences`, `merge`); all others keep their facts, since no sentence has a say in another's. It must
touch neither a title nor the first line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from candidates.extraction.document import Document
from candidates.screening import proper_names
from candidates.screening.facts import Fact, Standing, read_sentence
from candidates.screening.matcher import Matcher
from candidates.screening.proper_names import Names
from candidates.screening.report import Report
from candidates.screening.sections import SECTIONS, Sentence
from candidates.screening.timeline import title_row

META_PREFIX = "meta."
"""What codes of facts begin with that the engine states and no sentence shows."""


@dataclass(frozen=True, slots=True)
class Outline:
    """`sentences` count as those of facts do. `titles` are those of positions, with the rest of their
    rows: what kind of role they name decides how the sentences stand. `first_line` is where the first line ends, which may be a name or a job title."""

    sentences: tuple[Sentence, ...]
    standings: tuple[Standing, ...]
    plain: bool
    names: Names
    titles: tuple[str, ...]
    first_line: int


def outline_of(report: Report) -> Outline:
    """The outline of the document that a report is about."""
    text = report.document.visible()
    begins = len(text) - len(text.lstrip())
    end = text.find("\n", begins)
    return Outline(
        report.sentences,
        report.standings,
        report.plain,
        report.names,
        tuple(title_row(position, text) for position in report.timeline.positions if position.title),
        len(text) if end < 0 else end,
    )


def pack_outline(outline: Outline) -> bytes:
    """The outline as compact JSON."""
    sentences = [
        [
            s.start,
            s.end,
            s.line,
            SECTIONS.index(s.section),
            int(s.bullet),
            _bits(st),
        ]
        for s, st in zip(outline.sentences, outline.standings, strict=True)
    ]
    content = [
        sentences,
        int(outline.plain),
        outline.names.own,
        outline.names.employers,
        outline.titles,
        outline.first_line,
    ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack_outline(blob: bytes) -> Outline:
    """What `pack_outline` packed."""
    sentences, plain, own, employers, titles, first_line = json.loads(blob.decode("utf-8", "surrogatepass"))
    return Outline(
        tuple(
            Sentence(start, end, line, SECTIONS[section], bool(bullet))
            for start, end, line, section, bullet, _ in sentences
        ),
        tuple(_standing(bits) for *_, bits in sentences),
        bool(plain),
        Names(
            tuple((start, end) for start, end in own),
            tuple((start, end, (first, last), name) for start, end, (first, last), name in employers),
        ),
        tuple(titles),
        first_line,
    )


@lru_cache(maxsize=1 << len(Standing._fields))
def _bits(standing: Standing) -> int:
    return sum(holds << bit for bit, holds in enumerate(standing))


@lru_cache(maxsize=1 << len(Standing._fields))
def _standing(bits: int) -> Standing:
    return Standing(*(bool(bits >> bit & 1) for bit in range(len(Standing._fields))))


def read_sentences(
    document: Document, outline: Outline, numbers: Collection[int], matcher: Matcher
) -> list[Fact]:
    """The facts of some sentences of a document with this outline."""
    found: list[Fact] = []
    text = document.visible()
    for number in numbers:
        sentence, standing = outline.sentences[number], outline.standings[number]
        found += read_sentence(text, number, sentence, standing, matcher, plain=outline.plain)
    apart = proper_names.apart(found, text, outline.names, matcher.rules)
    return [fact for fact in apart if not document.hides(fact.start, fact.end)]


def merge(before: Iterable[Fact], found: Iterable[Fact], numbers: Collection[int]) -> tuple[Fact, ...]:
    """A document's facts with those of some sentences replaced by what was found there."""
    meta, kept = [], list(found)
    for fact in before:
        if fact.signal.startswith(META_PREFIX):
            meta.append(fact)
        elif fact.sentence not in numbers:
            kept.append(fact)
    return (*meta, *sorted(kept))

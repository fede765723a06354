"""Splits lines into sentences: the unit in which the rules look for things that belong together.

A bullet is one, whatever it has of sentences in it: `parts` gives these, in which one speaks of what it names. A
paragraph that is wrapped over several lines has several, but what begins with "They" or "Both" belongs to the sentence
before; each line of a skills list is one, unless a comma says that it goes on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from candidates.screening.dates import find_ranges
from candidates.screening.lines import INLINE_BULLET, Line, bullet_end
from candidates.screening.occupations import read_title


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with those that go on about it, or a bullet with all of its own: offsets in the text, the number of
    its first line."""

    start: int
    end: int
    line: int
    section: str
    bullet: bool


# One line of these is one entry; joining lines would put unrelated entries together.
_LISTS = frozenset(("skills", "languages", "interests", "certificates", "header"))
_GOES_ON = re.compile(
    r"(?:They|These|Both|It|All (?:of )?(?:them|these|three|four)) (?!was\b|were\b|had\b)[a-z]"
)
_STOP = re.compile(r"[.!?][\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_ABBREVIATIONS = frozenset(
    """e.g i.e eg ie etc sr jr mr mrs ms dr prof inc ltd pvt co corp llc gmbh vs approx ca no nr st dept univ
    bzw z.b d.h u.a ggf inkl incl vers ver v fig ref est max min avg tel mob ext ing dipl b.sc m.sc ph.d b.tech
    m.tech b.e m.e b.s m.s b.a m.a jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k p.ej par ex env""".split()
)
_LABEL = re.compile(r"[^,;:]{1,40}:\s")
"""What names a row of a list: "Tools: ..."."""

_AFTER_DATES = re.compile(r"\s*(?:[:|\t–-]|$)")
"""What follows the dates of a job where these come first. Prose goes on with words or a comma."""

_DASHES = "-–—"
_MIN_WIDTH = 60
_NEAR_FULL = 0.72
_TAIL = 48


def split_sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """The sentences of the lines, in order. Headings are sentences of their own."""
    width = _wrap_width(lines)
    return tuple(sentence for unit in _units(lines, width) for sentence in _cut(unit))


def parts(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The single sentences in it, by their offsets in the text."""
    stops = _stops(text, sentence.start, sentence.end)
    if stops:
        yield from _trimmed(text, sentence.start, sentence.end, stops)
    else:  # its own edges are trimmed
        yield sentence.start, sentence.end


def _wrap_width(lines: Sequence[Line]) -> int:
    """How long a full line is in this text: the length that nine in ten lines stay under."""
    lengths = sorted(line.end - line.start for line in lines if line.end > line.start)
    return max(_MIN_WIDTH, min(lengths[len(lengths) * 9 // 10], 160)) if lengths else _MIN_WIDTH


def _units(lines: Sequence[Line], width: int) -> Iterator[list[Line]]:
    unit: list[Line] = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        if unit and not _belongs(unit[-1], line, after, width):
            yield unit
            unit = []
        if line.text.strip():
            unit.append(line)
    if unit:
        yield unit


def _belongs(before: Line, line: Line, after: Line | None, width: int) -> bool:
    """Whether a line is the wrapped rest of the line before it; `after` is the one that follows."""
    text = line.text.strip()
    if not text or line.bullet or line.heading or before.heading:
        return False
    if line.section != before.section:
        return False
    last = before.text.rstrip()
    if line.section in _LISTS:
        return last.endswith(",") and _LABEL.match(text) is None
    if last[-1:] in ".!?:":
        return False
    if last[-1:] in _DASHES and _ends_in_dates(last):
        return False  # "Acme, Developer, 9/2023 -" above what was done there
    if text[0].isupper() and last[-1:] != "," and _LABEL.match(text):
        return False  # a row of its own: "Bank: ..." above "Insurer: ..."
    if text[0].islower() or last[-1:] in ",&-/(":
        return True
    near_full = before.end - before.start >= width * _NEAR_FULL and not text[0].isdigit()
    return near_full and not _ends_in_dates(last) and not _heads_job(text, after)


def _heads_job(text: str, after: Line | None) -> bool:
    """Whether a line begins a job: its dates stand at either end, or it is a title and they end the next line."""
    found = find_ranges(text)
    if found and not found[0].single and found[0].start == 0 and _AFTER_DATES.match(text, found[0].end):
        return True
    if _ends_in_dates(text):
        return True
    return after is not None and _ends_in_dates(after.text) and read_title(text).names_job


def _ends_in_dates(text: str) -> bool:
    """Whether a line ends in a date range, as the first line of a job does: what follows are its duties."""
    tail = text[-_TAIL:]
    found = find_ranges(tail)
    return bool(found) and not found[-1].single and found[-1].end >= len(tail.rstrip(")]*_ ."))


def _cut(unit: list[Line]) -> Iterator[Sentence]:
    first = unit[0]
    text = "\n".join(line.text for line in unit)
    start = bullet_end(first.text) if first.bullet else 0
    ends = [line.end - first.start for line in unit]
    number = 0
    cuts = [(match.start(), match.end()) for match in INLINE_BULLET.finditer(text, start)]
    if not first.bullet:
        stops = _stops(text, start, len(text))
        cuts = sorted([*cuts, *(stop for stop in stops if not _GOES_ON.match(text, stop[1]))])
    for begin, end in _trimmed(text, start, len(text), cuts):
        while ends[number] < begin:
            number += 1
        line = unit[number]
        yield Sentence(first.start + begin, first.start + end, line.number, line.section, first.bullet)


def _stops(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences in a span end, and where the next ones begin."""
    found = _STOP.finditer(text, start, end)
    return [(match.start() + 1, match.end()) for match in found if _ends(text, match)]


def _trimmed(text: str, start: int, last: int, cuts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is between the cuts of a span, without space at its edges: a cut begins where one piece ends and ends
    where the next begins."""
    for cut, resume in [*cuts, (last, last)]:
        piece = text[start:cut]
        if piece and not piece.isspace():
            yield cut - len(piece.lstrip()), start + len(piece.rstrip())
        start = max(start, resume)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation, an initial or a list number."""
    if text[stop.start()] != ".":
        return True
    at = stop.start()
    begin = at
    while begin > 0 and not text[begin - 1].isspace() and text[begin - 1] not in "(,/":
        begin -= 1
    word = text[begin:at].lower()
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha()) and not word.isdigit()

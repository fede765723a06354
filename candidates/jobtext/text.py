"""A description as sentences in sections, each with its words. Offsets are code points in the text as it came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\+\+|[+#](?![\w+#]))?")
_STOP = re.compile(r"[.!?]['\"”’)\]]{0,2}\s+(?=['\"“‘(\[]?[^\W_a-z])|\s[•·▪]\s")
_ABBREVIATIONS = frozenset("e.g i.e eg ie etc vs approx incl min max no st dr mr mrs ms inc ltd".split())
_BULLET = re.compile(r"\s*(?:[-*+•·▪–—●■]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_DECORATION = re.compile(r"^[\s#*_>=•·▪-]+|[\s#*_:=-]+$")
_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        (
            "nice",
            r"(?:.*\b(?:nice|good|great) to have|bonus(?: points)?|(?:also )?(?:a )?plus(?:es)?|preferred.*|desirable.*|optional.*"
            r"|(?:it )?would be (?:nice|great).*|ideally.*|not needed.*|what you (?:do not|don['’]t) need.*)",
        ),
        ("offer", r"(?:what )?we offer.*|benefits.*|perks.*|what you(?: will|['’]ll)? get.*|in return.*|why (?:join )?us.*|your benefits"),
        ("about", r"about (?!you\b|the (?:role|job|position)).*|who we are.*|(?:our|the) (?:company|team|mission|product|story|stack).*|our .* team"),
        (
            "need",
            r"(?:your |the |minimum |basic |key |essential |required |main |technical )*(?:requirements?|qualifications?|skills?|profile|must[- ]haves?|experience)(?: and .*)?"
            r"|what you(?:['’]ll| will)? (?:bring|need|have).*|who you are.*|about you.*|what we(?:['’]re)? (?:expect|look|need|require|want).*|you (?:have|bring|are|must have|need)"
            r"|we expect.*|required.*|you should have.*|musts?",
        ),
        (
            "duty",
            r"what you(?:['’]ll| will)? (?:do|work|own).*|(?:your |the |key |main |core |day-to-day )*(?:role|job|position|tasks?|duties|responsibilities|mission|work|day|area of work|assignments?).*"
            r"|about the (?:role|job|position)|how you(?:['’]ll| will) .*|you will",
        ),
    )
)  # fmt: skip
_MOST_HEADING = 60
_LONGEST = 600
"""Code points of a sentence. A longer one is read in parts: what a guard asks of a sentence may take the square of it."""

_ABOUT_US = re.compile(
    r"(?i:we|our|founded|with (?:over|more than)|the company|us)\b|At (?=[A-Z])"
    r"|(?!(?:You|He|She|They|It|This|That|Who|Everybody|Nobody)\b)[A-Z][\w.&]+(?: [A-Z][\w.&]+)? (?:is|has|was|makes|builds|sells)\b"
)
_ASKS = re.compile(
    r"\b(?:you|your|you['’]\w+|yourself|candidates?|someone|somebody|(?:we|and) (?:are |also |now )?(?:look|seek|search|need|want|expect|require|ask|hire|hiring)\w*"
    r"|look(?:ing)? for|this (?:role|person|position|job)|the (?:role|person|position|job|engineer))\b",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word with its span. key: as it is compared, in small letters without a possessive."""

    start: int
    end: int
    key: str
    written: str


@dataclass(frozen=True)
class Sentence:
    """One sentence or bullet. section: duty, need, nice, offer, about, or "" where no heading says it. line: from 1."""

    text: str
    start: int
    end: int
    line: int
    section: str
    bullet: bool

    @property
    def written(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(found.start(), found.end(), _key(found[0]), found[0])
            for found in _WORD.finditer(self.text, self.start, self.end)
        )

    @cached_property
    def about_us(self) -> bool:
        """Whether it tells of the employer and asks nothing of the person."""
        return self.section == "about" or bool(
            _ABOUT_US.match(self.written) and not _ASKS.search(self.written)
        )

    @property
    def asks(self) -> bool:
        """Whether it may say something of the person or the work: not what is offered, not what the employer is, and no
        question that is answered behind it ("Security police? No.")."""
        rhetorical = self.written.endswith("?") and not _ASKS.search(self.written)
        return self.section != "offer" and not self.about_us and not rhetorical


def sentences(text: str) -> list[Sentence]:
    """The text's sentences in order; headings are none, they name the section of what follows."""
    section, found = "", []
    for start, end, line, bullet in _blocks(text):
        heading, body = _heading(text[start:end])
        if heading is not None:
            section = heading
            start += body
            if start >= end:
                continue
        found += [
            Sentence(text, first, last, line + text.count("\n", start, first), section, bullet)
            for first, last in _cut(text, start, end)
        ]
    return found


def _blocks(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, line, bullet) of what belongs together: a line, or several of a paragraph that was wrapped."""
    at, open_block = 0, None
    for number, raw in enumerate(text.splitlines(keepends=True), start=1):
        line = raw.rstrip()
        mark = _BULLET.match(line)
        begin = at + (mark.end() if mark else len(line) - len(line.lstrip()))
        end = at + len(line)
        goes_on = open_block and line.strip() and not mark and line.lstrip()[:1].islower()
        if open_block and goes_on:
            open_block = (open_block[0], end, open_block[2], open_block[3])
        else:
            if open_block:
                yield open_block
            open_block = (begin, end, number, bool(mark)) if line.strip() else None
        at += len(raw)
    if open_block:
        yield open_block


def _heading(block: str) -> tuple[str | None, int]:
    """The section that a block opens and how much of it is the heading: "Requirements: Python, Go" goes on behind
    the colon. (None, 0) for what is no heading."""
    label, colon, rest = block.partition(":")
    whole = _DECORATION.sub("", block)
    if not rest.strip() and len(whole) <= _MOST_HEADING and not block.rstrip().endswith((".", "!", ";", ",")):
        for name, pattern in _SECTIONS:
            if pattern.fullmatch(whole):
                return name, len(block)
    if colon and rest.strip() and len(label) <= 30:
        for name, pattern in _SECTIONS:
            if pattern.fullmatch(_DECORATION.sub("", label)):
                return name, len(label) + 1
    return None, 0


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        before = text[at : stop.start()].rsplit(None, 1)
        if before and before[-1].casefold().strip("(") in _ABBREVIATIONS:
            continue
        yield from _trimmed(text, at, stop.start() + 1)
        at = stop.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        blank = text.rfind(" ", start, start + _LONGEST)
        part = blank if blank > start else start + _LONGEST
        yield start, part
        start = part
    if start < end:
        yield start, end


def _key(written: str) -> str:
    key = written.casefold().replace("’", "'")
    return key[:-2] if key.endswith("'s") else key

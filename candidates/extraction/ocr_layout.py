"""Words with boxes, as OCR gives them, put into the lines and the order that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from candidates.extraction.document import Document, Scan, Word
from candidates.extraction.layout import WIDE_GAP, WIDE_GAP_HEIGHTS, Run, ordered
from candidates.extraction.normalise import clean

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's upper left."""

SHARED = 0.5
"""Lines that share so much of the height of the lower one stand beside each other."""

_BULLETS = re.compile(r"[*+\u2022\u00a2\u00a9\u00ae\u00ab\u00bb\u00b0\u00a7]|[eo]")
_BULLET = "\N{BULLET}"
_CAPITALS = re.compile(r"(?<![^\W\d_])(?=[A-Z]*l)(?=l*[A-Z])[A-Zl]{2,}(?![^\W\d_])")
"""Capitals with an l among them, which OCR takes for an I: "Cl/CD", "ClSSP"."""

_BROKEN = re.compile(r"[^\W\d_]{2,}-")
"""A word broken at the end of its line, unless it has another hyphen: "state-of-the-" keeps its own."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word without white space, the line that OCR saw it in, how sure OCR is of it (0 to 100), and its box."""

    text: str
    line: tuple[str, ...]
    sure: float
    box: Box

    @classmethod
    def of(cls, raw: str, line: tuple[str, ...], sure: float, box: Box) -> OcrWord:
        """The word as `Document.text` wants it; without text where nothing of it is left."""
        text = _CAPITALS.sub(lambda found: found[0].replace("l", "I"), clean(raw))
        return cls("".join(text.split()), line, sure, box)


def as_page(words: list[OcrWord]) -> Document:
    """A document of one page with these words, which come line by line."""
    text, places = _written(_in_order(words))
    letters = sum(len(word.text) for word in words)
    sure = round(sum(word.sure * len(word.text) for word in words) / letters) if letters else 0
    return Document(text, "pdf", (0,), scans=(Scan(1, sure, tuple(places)),))


def _in_order(words: list[OcrWord]) -> list[list[list[OcrWord]]]:
    """The page's lines, each as runs of words with wide gaps between them."""
    turn = _turn(words)
    words_of: dict[int, list[OcrWord]] = {}
    lines: list[list[Run]] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = []
        for run in _runs(list(group), turn):
            line.append(_as_run(run, turn))
            words_of[id(line[-1])] = run
        lines.append(line)
    return [[words_of[id(run)] for run in row] for row in ordered(_rows(lines))]


def _turn(words: list[OcrWord]) -> str:
    """Which way most words follow each other: a page may lie on its side, or stand on its head."""
    across = down = 0.0
    for one, two in pairwise(words):
        if one.line == two.line:
            across += two.box[0] + two.box[2] - one.box[0] - one.box[2]
            down += two.box[1] + two.box[3] - one.box[1] - one.box[3]
    if abs(across) >= abs(down):
        return "right" if across >= 0 else "left"
    return "down" if down > 0 else "up"


def _upright(box: Box, turn: str) -> Box:
    """The box as it would lie if the page were turned so that its words go from left to right."""
    left, top, right, bottom = box
    turned = {
        "right": box,
        "left": (-right, -bottom, -left, -top),
        "down": (top, -right, bottom, -left),
        "up": (-bottom, left, -top, right),
    }
    return turned[turn]


def _runs(line: list[OcrWord], turn: str) -> Iterator[list[OcrWord]]:
    """The words of a line, parted at wide gaps."""
    boxes = [_upright(word.box, turn) for word in line]
    height = max(box[3] - box[1] for box in boxes)
    wide = max(WIDE_GAP, WIDE_GAP_HEIGHTS * height)
    start = 0
    for index, (one, two) in enumerate(pairwise(boxes), start=1):
        if two[0] - one[2] > wide:
            yield line[start:index]
            start = index
    yield line[start:]


def _as_run(words: list[OcrWord], turn: str) -> Run:
    """The words as `layout` takes them: it counts heights from below."""
    boxes = [_upright(word.box, turn) for word in words]
    text = " ".join(word.text for word in words)
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return Run(text, left, -max(box[3] for box in boxes), right, -min(box[1] for box in boxes))


def _rows(lines: list[list[Run]]) -> list[list[Run]]:
    """The lines from top to bottom, those at one height as one row from left to right."""
    rows: list[list[Run]] = []
    for line in sorted(lines, key=lambda line: -line[0].top - line[0].bottom):
        if rows and _beside(rows[-1][0], line[0]):
            rows[-1] += line
        else:
            rows.append(list(line))
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _beside(one: Run, two: Run) -> bool:
    """Whether two runs stand at one height."""
    shared = min(one.top, two.top) - max(one.bottom, two.bottom)
    return shared > SHARED * min(one.top - one.bottom, two.top - two.bottom)


def _written(lines: list[list[list[OcrWord]]]) -> tuple[str, list[Word]]:
    """The text, a tab at each wide gap, and where in it each word stands."""
    parts: list[str] = []
    places: list[Word] = []
    offset = 0
    separator = ""
    for line in lines:
        for run in line:
            for word in run:
                text = word.text
                if separator == "\n" and _BROKEN.fullmatch(parts[-1]) and text[0].islower():
                    parts[-1] = parts[-1][:-1]
                    start, end, *box = places.pop()
                    places.append((start, end - 1, *box))  # type: ignore[arg-type]
                    offset, separator = offset - 1, ""
                if word is run[0] and len(run) > 1 and _is_bullet(text, run[1].text):
                    text = _BULLET
                parts += [separator, text]
                offset += len(separator) + len(text)
                places.append((offset - len(text), offset, *_rounded(word.box)))
                separator = " "
            separator = "\t"
        separator = "\n"
    return "".join(parts), places


def _is_bullet(text: str, following: str) -> bool:
    """Whether the first word of a run is what OCR makes of a bullet: it reads "e" or a sign."""
    if not _BULLETS.fullmatch(text):
        return False
    return not text.isalpha() or following[0].isupper()


def _rounded(box: Box) -> Box:
    """To a tenth of a point."""
    left, top, right, bottom = (round(side, 1) for side in box)
    return left, top, right, bottom

"""Lines of text with the spans in them that the eye can't see: what every reader but the PDF's collects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.limits import MAX_CHARACTERS, MAX_HIDDEN_RUNS
from candidates.extraction.normalise import clean

BULLET = "• "


class TooMuchError(Exception):
    """The file holds more text, or text hidden in more places, than any resume."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clean line and the spans in it that are hidden, as offsets in the line."""

    text: str
    hidden: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, pieces: list[tuple[str, bool]]) -> Iterator[Line]:
        """The lines in the pieces of one paragraph; each piece says whether it is hidden."""
        if not any(hidden for _, hidden in pieces):
            for text in clean("".join(text for text, _ in pieces)).split("\n"):
                yield cls(text)
            return
        raw = "".join(text for text, _ in pieces)
        marks = [hidden for text, hidden in pieces for _ in text]
        start = 0
        for part in raw.split("\n"):
            yield cls._with_hidden(part, marks[start : start + len(part)])
            start += len(part) + 1

    @classmethod
    def _with_hidden(cls, raw: str, marks: list[bool]) -> Line:
        """Clean one line and carry the hidden runs over: a run begins where the clean form of what precedes ends."""
        text = clean(raw)
        spans: list[tuple[int, int]] = []
        start, runs = None, 0
        for index, hidden in enumerate([*marks, False]):
            if hidden and start is None:
                start, runs = index, runs + 1
                if runs > MAX_HIDDEN_RUNS:  # each costs the length of the line
                    raise TooMuchError
            elif not hidden and start is not None:
                first, last = len(clean(raw[:start])), len(clean(raw[:index]))
                while first < last and text[first].isspace():
                    first += 1
                if first < last <= len(text):
                    spans.append((first, last))
                start = None
        return cls(text, tuple(spans))


def shifted(lead: str, line: Line) -> Line:
    """The line after a lead-in."""
    return Line(lead + line.text, tuple((start + len(lead), end + len(lead)) for start, end in line.hidden))


def row_of(cells: list[list[Line]]) -> list[Line]:
    """A table row's lines. One long cell keeps its company on its first line: a date beside a position.

    Several long cells make a layout of columns, which are read one after the other.
    """
    if sum(len(cell) > 1 for cell in cells) > 1:
        return [line for cell in cells for line in cell]
    first, rest = Line(""), []
    for cell in cells:
        beside = shifted(first.text + "\t" if first.text else "", cell[0])
        first = Line(beside.text, first.hidden + beside.hidden)
        rest += cell[1:]
    return [first, *rest] if first.text else []


def join(lines: Iterable[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines as one text with at most one empty line in a row, and the hidden spans as offsets in it."""
    kept: list[str] = []
    hidden: list[tuple[int, int]] = []
    offset = 0
    for line in lines:
        if not line.text and (not kept or not kept[-1]):
            continue
        for start, end in line.hidden:
            span = (offset + start, offset + end)
            if hidden and span[0] - hidden[-1][1] <= 1:
                span = (hidden.pop()[0], span[1])
            hidden.append(span)
        kept.append(line.text)
        offset += len(line.text) + 1
    if kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept), tuple(hidden)


@dataclass(slots=True)
class Flow:
    """Collects a flow of paragraphs that a reader meets piece by piece, and the cells of tables in it."""

    lines: list[Line] = field(default_factory=list)
    listed: bool = False
    """Whether the paragraph at hand is an item of a list."""
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, *, hidden: bool = False) -> None:
        """Characters to the paragraph at hand; "\\n" in them breaks the line. TooMuchError: it has no end."""
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise TooMuchError
        self._pieces.append((text, hidden))

    @property
    def is_empty(self) -> bool:
        """Whether the paragraph at hand has no character that shows yet."""
        return not any(text.strip() for text, _ in self._pieces)

    def end(self) -> None:
        """The paragraph ends. One without text leaves an empty line."""
        lines = list(Line.of(self._pieces))
        if self.listed and lines[0].text:
            lines[0] = shifted(BULLET, lines[0])
        self.lines += lines
        self._pieces, self.listed = [], False

    def end_if_begun(self) -> None:
        """The paragraph ends, if there is one."""
        if not self.is_empty:
            self.end()
        self._pieces = []

    def finished(self) -> list[Line]:
        """The lines with text, as a cell or a box holds them."""
        self.end_if_begun()
        return [line for line in self.lines if line.text]


def as_document(
    kind: str, lines: Iterable[Line], notes: Iterable[str] = (), *, pictures: bool = False
) -> Document | Unreadable:
    """The document of these lines, or that there is no text in it. `pictures`: there is something else to see."""
    text, hidden = join(lines)
    if not text:
        return Unreadable.because("image_only" if pictures else "empty")
    return Document(text, kind, hidden=hidden, notes=tuple(notes))

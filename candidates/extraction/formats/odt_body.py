"""The flow of one part of an OpenDocument text as lines: paragraphs, lists, tables, frames, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from candidates.extraction.formats.lines import BULLET, Line, row_of, shifted
from candidates.extraction.formats.looks import Look
from candidates.extraction.formats.odt_styles import Styles
from candidates.extraction.formats.xml_names import local, value

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 8
"""As many spaces as one `text:s` gives: a count is a number that the file makes up."""

_BLOCKS = frozenset({"p", "h", "list", "table", "section"})
_SKIPPED = frozenset(
    {
        *("tracked-changes", "deletion", "annotation", "note-citation", "title", "desc", "binary-data"),
        *("forms", "sequence-decls", "variable-decls", "user-field-decls", "math", "covered-table-cell"),
        *("table-of-content-source", "hidden-text", "ruby-text", "shapes"),
    }
)


@dataclass(slots=True)
class Body:
    """Reads one part (text, header, footer, cell, frame) into `lines`."""

    styles: Styles
    grounded: bool = False
    """Whether white text may be seen: in a cell, in a frame, on a page with a colour or picture behind its text."""
    lines: list[Line] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """All characters as they are written, before any is dropped."""
    objects: bool = False
    """Whether an object of another program is embedded."""
    scripts: bool = False
    """Whether something in it starts a macro."""
    dde: bool = False
    _concealed: bool = False
    """Whether a section hides all that is in it."""
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _boxes: list[Line] = field(default_factory=list)

    def read(self, element: Iterable[Element]) -> Body:
        """Walk everything below `element`, in the order it is written."""
        for part in element:
            self._block(part)
        return self

    def inner(self, element: Iterable[Element]) -> list[Line]:
        """The lines with text in a flow of its own, which may have a ground of its own."""
        outer = self.lines, self._pieces, self._boxes, self.grounded
        self.lines, self._pieces, self._boxes, self.grounded = [], [], [], True
        self.read(element)
        found = [line for line in self.lines if line.text]
        self.lines, self._pieces, self._boxes, self.grounded = outer
        return found

    def _block(self, element: Element) -> None:
        """One element between paragraphs."""
        name = local(element.tag)
        self._note(name)
        if name in ("p", "h"):
            self._paragraph(element)
        elif name == "list":
            self._list(element)
        elif name == "table-row":
            self.lines += row_of([cell for cell in self._cells(element) if cell])
        elif name == "section":
            self._section(element)
        elif name not in _SKIPPED:
            self.read(element)

    def _note(self, name: str) -> None:
        """Remember what a program that obeys the file would do."""
        self.objects = self.objects or name in ("object", "object-ole", "plugin", "applet")
        self.scripts = self.scripts or name in ("event-listener", "script")
        self.dde = self.dde or name in ("dde-source", "dde-connection-decl")

    def _paragraph(self, element: Element) -> None:
        """A paragraph is one line or more; frames anchored in it follow it."""
        look = self.styles.look("paragraph", value(element, "style-name"))
        if any(
            local(part.tag) == "hidden-paragraph" and value(part, "is-hidden") == "true" for part in element
        ):
            look = Look(hidden=True)
        outer = self._pieces, self._boxes
        self._pieces, self._boxes = [], []
        self._inline(element, look)
        lines = [*Line.of(self._pieces), *self._boxes]
        self._pieces, self._boxes = outer
        self.lines += lines

    def _inline(self, element: Element, look: Look) -> None:
        """What stands in a paragraph."""
        self._add(element.text, look)
        for part in element:
            name = local(part.tag)
            self._note(name)
            if name == "s":
                self._put(" " * _spaces(value(part, "c")), look)
            elif name == "tab":
                self._put("\t", look)
            elif name == "line-break":
                self._put("\n", look)
            elif name in _BLOCKS:
                self._boxes += self.inner([part])
            elif name == "span":
                self._inline(part, self.styles.look("text", value(part, "style-name")).over(look))
            elif name not in _SKIPPED:
                self._inline(part, look)
            self._add(part.tail, look)

    def _list(self, element: Element) -> None:
        """The first line of each item has a bullet; headings that only carry a number have none."""
        for item in element:
            if local(item.tag) not in ("list-item", "list-header"):
                continue
            for number, part in enumerate(item):
                start = len(self.lines)
                self._block(part)
                bulleted = number == 0 and local(part.tag) == "p" and local(item.tag) == "list-item"
                if bulleted and len(self.lines) > start and self.lines[start].text:
                    self.lines[start] = shifted(BULLET, self.lines[start])

    def _section(self, element: Element) -> None:
        """A section may be hidden as a whole."""
        outer = self._concealed
        self._concealed = outer or value(element, "display") == "none"
        self.read(element)
        self._concealed = outer

    def _cells(self, row: Element) -> Iterator[list[Line]]:
        """The lines of each cell."""
        for cell in row:
            if local(cell.tag) == "table-cell":
                yield self.inner(cell)

    def _add(self, text: str | None, look: Look) -> None:
        """Characters of the XML, where any white space is one space."""
        if text:
            self._put(_SPACES.sub(" ", text), look)

    def _put(self, text: str, look: Look) -> None:
        """Characters to the paragraph at hand."""
        self.raw.append(text)
        self._pieces.append((text, self._concealed or look.is_unseen(grounded=self.grounded)))


def _spaces(count: str | None) -> int:
    """How many spaces one element stands for."""
    if count is None or not (count.isascii() and count.isdigit()):
        return 1
    return min(int(count[:4]), _MOST_SPACES)

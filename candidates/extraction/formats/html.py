"""HTML: blocks become lines, list items bullets, table rows lines with tabs; what CSS hides is marked.

No browser runs here: scripts don't, and nothing that the page names is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats.elements import BLOCKS, CELLS, HEADINGS
from candidates.extraction.formats.html_charsets import decode
from candidates.extraction.formats.html_styles import NOTHING, Look, Sheet
from candidates.extraction.formats.html_tokens import RAW, Close, Open, Text, tokens
from candidates.extraction.formats.lines import Flow, Line, as_document, row_of
from candidates.extraction.normalise import has_invisible

MAX_DEPTH = 512
"""Elements inside each other; deeper ones are read as if they stood beside each other, as browsers do."""

MAX_TABLES = 32
"""Cells inside each other."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNREAD = frozenset("template object canvas audio video svg math datalist".split())
_TABLES = frozenset("table tbody thead tfoot tr td th caption body html".split())
_CLOSED_BY = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir", "td", "th", "table"}),
    "dt": ({"dt", "dd"}, {"dl", "td", "th", "table"}),
    "dd": ({"dt", "dd"}, {"dl", "td", "th", "table"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr"}, {"table"}),
    "option": ({"option"}, {"select"}),
}
"""By element, those whose end it implies, and where to stop looking for them."""

_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Element:
    """An element that is open."""

    name: str
    look: Look
    cell: bool = False
    """Whether it has a flow of its own."""


@dataclass(slots=True)
class _Frame:
    """The page's flow or a cell's, and the cells of the row at hand in it."""

    flow: Flow = field(default_factory=Flow)
    cells: list[list[Line]] = field(default_factory=list)

    def end_row(self) -> None:
        """A row of cells ends."""
        self.flow.lines += row_of([cell for cell in self.cells if cell])
        self.cells = []


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, or why there is none."""
    source = decode(data)
    if source is None:
        return Unreadable.because("wrong_type")
    page = _Page(source.replace("\0", ""))
    notes = {"javascript": page.scripts, "invisible_characters": has_invisible(source)}
    found = [code for code, holds in notes.items() if holds]
    return as_document("html", page.lines(), found, pictures=page.pictures)


class _Page:
    """One pass over the tokens."""

    def __init__(self, source: str) -> None:
        self.scripts = self.pictures = False
        self._sheet = Sheet()
        self._stack: list[_Element] = []
        self._names: Counter[str] = Counter()
        self._frames = [_Frame()]
        self._unread = 0
        self._spaced = True
        """Whether white space would stand at the beginning of a line or after white space."""
        for token in tokens(source):
            if isinstance(token, Text):
                self._text(token.text)
            elif isinstance(token, Open):
                self._open(token)
            else:
                self._close(token)

    def lines(self) -> list[Line]:
        """The page's lines."""
        while self._stack:
            self._pop()
        self._frames[0].flow.end_if_begun()
        self._frames[0].end_row()
        return self._frames[0].flow.lines

    def _open(self, token: Open) -> None:
        """An element begins."""
        name = token.name
        self._note(token)
        if name in RAW:
            return
        if name in _UNREAD or self._unread:
            self._unread += name in _UNREAD
            return
        look = self._sheet.look(name, token.attributes)
        if "hidden" in token.attributes or (name == "dialog" and "open" not in token.attributes):
            look = Look(gone=True).over(look)
        look = _with_old_attributes(token.attributes, look)
        if name in BLOCKS or look.block:
            self._imply_ends(name)
            self._break(name)
        if name == "br":
            self._put("\n")
            self._spaced = True
        if name in _VOID:
            return
        self._push(name, look)

    def _push(self, name: str, look: Look) -> None:
        """Put the element on the stack, with what it has from those around it."""
        if len(self._stack) >= MAX_DEPTH:
            return
        outer = self._look.inherited
        if outer.gone:
            look = Look(gone=True).over(look)
        look = look.over(outer)
        if name == "pre":
            look = Look(spaced=True).over(look)
        cell = name in CELLS and sum(element.cell for element in self._stack) < MAX_TABLES
        self._stack.append(_Element(name, look, cell))
        self._names[name] += 1
        if cell:
            self._frames.append(_Frame())
            self._spaced = True
        elif name == "tr":
            self._frames[-1].end_row()

    def _note(self, token: Open) -> None:
        """What matters wherever it stands."""
        if token.name == "style":
            self._sheet.read(token.raw)
        elif token.name == "script":
            self.scripts = True
        elif token.name == "link" and "stylesheet" in token.attributes.get("rel", "").lower():
            self._sheet.grounded = True  # a sheet that isn't here may say what lies behind the text
        elif token.name in ("img", "svg", "canvas"):
            self.pictures = True

    def _imply_ends(self, name: str) -> None:
        """A paragraph ends before any block, an item before the next one."""
        if self._names["p"]:
            self._pop_to({"p"}, {"table", "td", "th", "li", "div"})
        if name in _CLOSED_BY:
            self._pop_to(*_CLOSED_BY[name])

    def _pop_to(self, names: set[str], fence: set[str]) -> None:
        """End the nearest element of these names, with all in it, if none of the fence stands before it."""
        for depth in range(len(self._stack) - 1, -1, -1):
            if self._stack[depth].name in names:
                while len(self._stack) > depth:
                    self._pop()
                return
            if self._stack[depth].name in fence:
                return

    def _close(self, token: Close) -> None:
        """An element ends, with those in it that have no end of their own."""
        if token.name in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif not self._unread and self._names[token.name]:
            self._pop_to({token.name}, set[str]() if token.name in _TABLES else {"td", "th"})

    def _pop(self) -> None:
        """The innermost element ends."""
        element = self._stack.pop()
        self._names[element.name] -= 1
        if element.cell:
            frame = self._frames.pop()
            frame.end_row()
            self._frames[-1].cells.append(frame.flow.finished())
        elif element.name in ("tr", "table"):
            self._frames[-1].end_row()
        if element.name in BLOCKS or element.look.block:
            self._break(element.name if element.name == "li" else "")
        if element.name == "li":
            self._frames[-1].flow.listed = False

    def _break(self, name: str) -> None:
        """A block begins or ends: the line does too."""
        flow = self._frames[-1].flow
        flow.end_if_begun()
        if name == "li":
            flow.listed = True
        elif name in HEADINGS:
            flow.listed = False
        self._spaced = True

    def _text(self, text: str) -> None:
        """Characters, whose white space is one space unless the page says otherwise."""
        if self._unread:
            return
        if not self._look.spaced:
            text = _SPACES.sub(" ", text)
            if self._spaced:
                text = text.removeprefix(" ")
        if text:
            self._spaced = text[-1].isspace()
            self._put(text)

    def _put(self, text: str) -> None:
        """Characters to the paragraph at hand."""
        grounded = self._sheet.grounded
        self._frames[-1].flow.add(text, hidden=self._look.is_unseen(grounded=grounded))

    @property
    def _look(self) -> Look:
        """How text looks here."""
        return self._stack[-1].look if self._stack else NOTHING


def _with_old_attributes(attributes: dict[str, str], look: Look) -> Look:
    """Colours as pages gave them before CSS."""
    if "bgcolor" in attributes or "background" in attributes:
        look = look.over(
            Look(ground=attributes.get("bgcolor", "").lower() not in ("#ffffff", "white", "#fff"))
        )
    if "color" in attributes:
        look = look.over(Look(white=attributes["color"].lower() in ("#ffffff", "white", "#fff")))
    return look

"""The flow of one WordprocessingML part as lines: paragraphs, tables, text boxes, revisions.

Elements are told apart by local name, so that transitional and strict files (two namespaces) read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from candidates.extraction.formats.lines import BULLET, Line, row_of, shifted
from candidates.extraction.formats.looks import NOTHING, Look
from candidates.extraction.formats.xml_names import child, local, value

_OFF = ("0", "false", "off", "none")
_NO_FILL = ("", "AUTO", "FFFFFF")
TINY = 4
"""Size of letters in half points, as Word counts, up to which nobody reads them."""

_DELETED = frozenset({"del", "moveFrom", "delText", "delInstrText"})
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"})
_SKIPPED = _DELETED | _PROPERTIES | {"Fallback"}  # the older twin of a drawing, which says the same again


def is_on(element: Element | None) -> bool:
    """Whether a toggle property such as `w:vanish` is there and not switched off."""
    return element is not None and (value(element) or "1") not in _OFF


def _is_filled(properties: Element | None) -> bool:
    """Whether a run or paragraph has a colour behind its text."""
    shading = child(properties, "shd")
    return shading is not None and (value(shading, "fill") or "").upper() not in _NO_FILL


def look_of(properties: Element | None) -> Look:
    """How a run's properties, or a style's, let letters look."""
    if properties is None:
        return NOTHING
    vanish, size, colour = (child(properties, name) for name in ("vanish", "sz", "color"))
    points = value(size) if size is not None else None
    marked = _is_filled(properties) or child(properties, "highlight") is not None
    return Look(
        hidden=None if vanish is None else is_on(vanish),
        white=None if colour is None else (value(colour) or "").upper() == "FFFFFF",
        filled=True if marked else None,
        tiny=int(points) <= TINY if points is not None and points.isdecimal() else None,
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles say that matters to text, by their ids: which make items of a list, and how letters look."""

    listed: frozenset[str] = frozenset()
    looks: Mapping[str, Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Styles:
        """Read a styles part; a style has what the style it is based on has."""
        parents: dict[str, str | None] = {}
        listed, looks = set(), {}
        for style in root:
            name = value(style, "styleId")
            if local(style.tag) != "style" or name is None:
                continue
            based = child(style, "basedOn")
            parents[name] = value(based) if based is not None else None
            if child(child(style, "pPr"), "numPr") is not None:
                listed.add(name)
            look = look_of(child(style, "rPr"))
            looks[name] = Look(filled=True).over(look) if _is_filled(child(style, "pPr")) else look
        order = _ancestors_first(parents)
        for name in order:
            parent = parents[name]
            looks[name] = looks[name].over(looks.get(parent or "", NOTHING))
            if parent in listed:
                listed.add(name)
        return cls(frozenset(listed), {name: look for name, look in looks.items() if look != NOTHING})

    def look(self, properties: Element | None, kind: str) -> Look:
        """The look of the style that properties name as their "pStyle" or "rStyle"."""
        style = child(properties, kind)
        return self.looks.get(value(style) or "", NOTHING) if style is not None else NOTHING


def _ancestors_first(parents: Mapping[str, str | None]) -> list[str]:
    """The names, each after the one it is based on; where some are based on each other in a ring, one is first."""
    ordered: dict[str, None] = {}
    for name in parents:
        chain: dict[str, None] = {}
        at: str | None = name
        while at is not None and at in parents and at not in ordered and at not in chain:
            chain[at] = None
            at = parents[at]
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)


@dataclass(slots=True)
class Body:
    """Reads one part (body, header, footer, cell) into `lines`."""

    styles: Styles
    lines: list[Line] = field(default_factory=list)
    objects: int = 0
    """Embedded OLE objects met."""
    grounded: bool = False
    """Whether white text may be seen: a cell, a text box, a page with a colour or a picture behind its text."""
    instructions: list[str] = field(default_factory=list)
    """Codes of fields, which can start programs elsewhere."""
    raw: list[str] = field(default_factory=list)
    """All characters as they are written, before any is dropped."""
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _hidden: bool = False
    _look: Look = NOTHING
    """How the paragraph's style lets letters look."""
    _boxes: list[Line] = field(default_factory=list)

    def read(self, element: Element) -> Body:
        """Walk everything below `element`, in the order it is written."""
        for part in element:
            name = local(part.tag)
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(self, part)
            elif name not in _SKIPPED:
                self.read(part)
        return self

    def paragraph(self, element: Element) -> None:
        """A paragraph is one line or more; text boxes anchored in it follow it."""
        properties = child(element, "pPr")
        outer = self._pieces, self._boxes, self.grounded, self._look
        self._pieces, self._boxes, self._look = [], [], self.styles.look(properties, "pStyle")
        self.grounded = self.grounded or _is_filled(properties)
        self.read(element)
        lines = list(Line.of(self._pieces))
        if lines[0].text and self._is_listed(properties):
            lines[0] = shifted(BULLET, lines[0])
        lines += self._boxes
        self._pieces, self._boxes, self.grounded, self._look = outer
        self.lines += lines

    def _is_listed(self, properties: Element | None) -> bool:
        """Whether the paragraph is an item of a list. Numbered headings are headings."""
        if properties is None:
            return False
        name = child(properties, "pStyle")
        style = (value(name) or "") if name is not None else ""
        if style.lower().startswith(("heading", "title")) or child(properties, "outlineLvl") is not None:
            return False
        numbering = child(properties, "numPr")
        if numbering is None:
            return style in self.styles.listed
        identifier = child(numbering, "numId")
        return identifier is None or value(identifier) != "0"

    def run(self, element: Element) -> None:
        """A run of characters with the same properties."""
        outer, properties = self._hidden, child(element, "rPr")
        look = self._look
        if properties is not None:
            look = look_of(properties).over(self.styles.look(properties, "rStyle")).over(look)
        self._hidden = look.is_unseen(grounded=self.grounded)
        self.read(element)
        self._hidden = outer

    def text(self, element: Element) -> None:
        """Characters as they are."""
        self._add(element.text or "")

    def symbol(self, element: Element) -> None:
        """A character of a symbol font, by its code."""
        code = value(element, "char") or ""
        self._add(chr(int(code, 16)) if code.isalnum() and len(code) <= 4 else "•")

    def instruction(self, element: Element) -> None:
        """The code of a field; what it shows is written beside it."""
        self.instructions.append(element.text or "")

    def simple_field(self, element: Element) -> None:
        """A field whose code is an attribute and whose result is its content."""
        self.instructions.append(value(element, "instr") or "")
        self.read(element)

    def embedded(self, element: Element) -> None:
        """An OLE object; the picture or text that stands for it is read, the object is not."""
        self.objects += 1
        self.read(element)

    def box(self, element: Element) -> None:
        """A text box: lines of its own, kept for the end of the paragraph that anchors it."""
        self._boxes += self._inner(element)

    def row(self, element: Element) -> None:
        """A row is one line with a tab between cells, unless several cells hold paragraphs: then it is a layout."""
        self.lines += row_of([cell for cell in self._cells(element) if cell])

    def _cells(self, element: Element) -> Iterator[list[Line]]:
        """The lines of each cell, also of cells inside content controls and insertions."""
        for part in element:
            name = local(part.tag)
            if name == "tc":
                yield self._inner(part)
            elif name not in _SKIPPED:
                yield from self._cells(part)

    def _inner(self, element: Element) -> list[Line]:
        """The lines with text in a flow of its own."""
        inner = Body(self.styles, instructions=self.instructions, raw=self.raw, grounded=True).read(element)
        self.objects += inner.objects
        return [line for line in inner.lines if line.text]

    def _add(self, text: str) -> None:
        """Characters to the current paragraph."""
        self.raw.append(text)
        self._pieces.append((text, self._hidden))


def _constant(text: str) -> Callable[[Body, Element], None]:
    """A handler that writes the same characters for every element."""

    def write(body: Body, element: Element) -> None:
        body._add(text)

    return write


_HANDLERS: dict[str, Callable[[Body, Element], None]] = {
    "p": Body.paragraph,
    "r": Body.run,
    "t": Body.text,
    "tab": _constant("\t"),
    "ptab": _constant("\t"),
    "br": _constant("\n"),
    "cr": _constant("\n"),
    "noBreakHyphen": _constant("-"),
    "sym": Body.symbol,
    "tr": Body.row,
    "txbxContent": Body.box,
    "instrText": Body.instruction,
    "fldSimple": Body.simple_field,
    "object": Body.embedded,
}

"""The flow of one WordprocessingML part as lines: paragraphs, tables, text boxes, revisions.

Elements are told apart by local name, so that transitional and strict files (two namespaces) read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from candidates.extraction.formats.lines import BULLET, Line, row_of, shifted
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


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that matter to text: those of list items and those that hide."""

    listed: frozenset[str] = frozenset()
    hiding: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: Element) -> Styles:
        """Read a styles part; a style has what the style it is based on has."""
        parents, listed, hiding = {}, set(), set()
        for style in root:
            name = value(style, "styleId")
            if local(style.tag) != "style" or name is None:
                continue
            based = child(style, "basedOn")
            parents[name] = value(based) if based is not None else None
            if child(child(style, "pPr"), "numPr") is not None:
                listed.add(name)
            if is_on(child(child(style, "rPr"), "vanish")):
                hiding.add(name)
        return cls(_with_heirs(listed, parents), _with_heirs(hiding, parents))


def _with_heirs(names: set[str], parents: dict[str, str | None]) -> frozenset[str]:
    """The names and all that are based on them, through a chain of any length that has no ring."""
    grown = set(names)
    for name in parents:
        chain, ancestor = [name], parents[name]
        while ancestor in parents and ancestor not in grown and ancestor not in chain:
            chain.append(ancestor)
            ancestor = parents[ancestor]
        if ancestor in grown:
            grown.update(chain)
    return frozenset(grown)


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
        outer = self._pieces, self._boxes, self.grounded
        self._pieces, self._boxes = [], []
        self.grounded = self.grounded or _is_filled(properties)
        self.read(element)
        lines = list(Line.of(self._pieces))
        if lines[0].text and self._is_listed(properties):
            lines[0] = shifted(BULLET, lines[0])
        lines += self._boxes
        self._pieces, self._boxes, self.grounded = outer
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
        style = child(properties, "rStyle")
        named = style is not None and value(style) in self.styles.hiding
        self._hidden = named or is_on(child(properties, "vanish")) or self._is_unseen(properties)
        self.read(element)
        self._hidden = outer

    def _is_unseen(self, properties: Element | None) -> bool:
        """Whether a run's letters are too small to read, or white where the paper is."""
        if properties is None:
            return False
        size, colour = child(properties, "sz"), child(properties, "color")
        if size is not None and (value(size) or "").isdigit() and int(value(size) or 0) <= TINY:
            return True
        if self.grounded or colour is None or (value(colour) or "").upper() != "FFFFFF":
            return False
        return not _is_filled(properties) and child(properties, "highlight") is None

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

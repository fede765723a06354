"""Characters of a PDF page that nobody sees: in white on white, too small, off the page, or not painted at all.

Screening leaves hidden text out, so whatever may be visible counts as visible: white on a coloured box, the
invisible layer that a scanner's software lays over the picture of the same words, text in clipping shapes.
Text below a box that is drawn later is not found out.

A hidden character is carried through ordering and cleaning as a private character of plane 16, which leaves
every offset as it was; `revealed` turns it back and says where it stands.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from candidates.extraction.normalise import clean

PLANE = 0x100000
WHITE = 250
"""Each colour from which on, of 255, a fill is taken for the paper's white."""

TINY, TINY_SHARE = 2.0, 1 / 420
"""Height of letters, in points and as a share of the page's height, below which nobody reads them."""

MAX_OBJECTS = 20_000
"""Objects of a page that are looked at; a drawing has more, a resume has some hundred."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

_NATIVE = re.compile("[\U00100000-\U0010ffff]")
_MARKED = re.compile("[\U00100000-\U0010ffff]+(?:[ \t]+[\U00100000-\U0010ffff]+)*")
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_UNKNOWN)
_UNDER = (
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page's box, what is drawn on it besides text, and the text objects that may be unseen, by address."""

    box: Box
    grounds: tuple[Box, ...]
    pale: frozenset[int]
    suspects: frozenset[int]


def with_marks(page: Any, textpage: Any, text: str) -> str:
    """The page's text, an offset for each of PDFium's characters, with what nobody sees marked."""
    sheet = _sheet(page)
    text = _NATIVE.sub("\N{BULLET}", text)
    if not sheet.suspects:
        return text
    return "".join(
        chr(PLANE + ord(character))
        if ord(character) < 0x10000 and not character.isspace() and _unseen(textpage, index, sheet)
        else character
        for index, character in enumerate(text)
    )


def revealed(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Clean text with its marks turned back into characters, and the spans that were marked."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    end = length = 0
    for match in _MARKED.finditer(text):
        parts.append(text[end : match.start()])
        length += len(parts[-1])
        parts.append(_turned_back(match[0]))
        if parts[-1]:
            spans.append((length, length + len(parts[-1])))
        length += len(parts[-1])
        end = match.end()
    return ("".join([*parts, text[end:]]), tuple(spans)) if parts else (text, ())


def _turned_back(marked: str) -> str:
    """The characters behind the marks, clean; a combining sign at the start would join what stands before."""
    plain = clean("".join(chr(ord(sign) - PLANE) if ord(sign) >= PLANE else sign for sign in marked))
    while plain and unicodedata.combining(plain[0]):
        plain = plain[1:]
    return plain


def _sheet(page: Any) -> _Sheet:
    """Look at every object of the page once."""
    box, grounds, look = page_box(page), [], Look()
    tiny = _tiny(box)
    pale, suspects = set(), set()
    for item, kind in objects_of(page):
        if kind in _UNDER:
            if (drawn := look.bounds(item)) and not (
                kind == pdfium.FPDF_PAGEOBJ_PATH and look.is_paper(item)
            ):
                grounds.append(drawn)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if look.is_pale(item):
                pale.add(_address(item))
            elif (place := look.bounds(item)) and (_is_outside(place, box) or place[3] - place[1] < tiny):
                suspects.add(_address(item))
    suspects |= pale
    return _Sheet(box, tuple(grounds), frozenset(pale), frozenset(suspects))


def objects_of(page: Any) -> Iterator[tuple[Any, int]]:
    """The page's objects and their kinds."""
    for number in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if item:
            yield item, pdfium.FPDFPageObj_GetType(item)


def _unseen(textpage: Any, index: int, sheet: _Sheet) -> bool:
    """Whether the character belongs to a suspect and its own box confirms it."""
    item = pdfium.FPDFText_GetTextObject(textpage, index)
    if not item or (address := _address(item)) not in sheet.suspects:
        return False
    loose = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(loose)):
        return False
    box = (loose.left, loose.bottom, loose.right, loose.top)
    if _is_outside(box, sheet.box) or 0 < box[3] - box[1] < _tiny(sheet.box):
        return True
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    covered = any(
        left <= across <= right and bottom <= up <= top for left, bottom, right, top in sheet.grounds
    )
    return address in sheet.pale and not covered


class Look:
    """Asks PDFium about objects, with room for its answers that is made once a page: a page has a hundred objects."""

    def __init__(self) -> None:
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._colour_at = [ctypes.byref(part) for part in self._colour]
        self._sides_at = [ctypes.byref(side) for side in self._sides]

    def is_pale(self, item: Any) -> bool:
        """Whether a text object paints nothing, or in white."""
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
        return mode in _FILLED and self.is_white(item)

    def is_paper(self, path: Any) -> bool:
        """Whether a path is only white or nothing, so that white text on it stays unseen."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
        return mode.value == pdfium.FPDF_FILLMODE_NONE or self.is_white(path)

    def is_white(self, item: Any) -> bool:
        """Whether the object's fill is white or fully transparent. Patterns and unknown fills are neither."""
        if not pdfium.FPDFPageObj_GetFillColor(item, *self._colour_at):
            return False
        red, green, blue, alpha = self._colour
        return alpha.value == 0 or (red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE)

    def bounds(self, item: Any) -> Box | None:
        """The box around an object, if it has any."""
        if not pdfium.FPDFPageObj_GetBounds(item, *self._sides_at):
            return None
        left, bottom, right, top = self._sides
        return left.value, bottom.value, right.value, top.value


def page_box(page: Any) -> Box:
    """What of the page is shown."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _is_outside(box: Box, page: Box) -> bool:
    """Whether no part of the box is on the page."""
    return box[2] < page[0] or box[0] > page[2] or box[3] < page[1] or box[1] > page[3]


def _tiny(page: Box) -> float:
    """The height below which letters can't be read, in the page's units."""
    return min(TINY, (page[3] - page[1]) * TINY_SHARE)


def _address(item: Any) -> int:
    """Where the object lies: PDFium gives a new handle to the same object at each call."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0

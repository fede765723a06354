"""A PDF's pages as the eye sees them: pictures, and where on them a stretch of the text stands.

The text of a page was put in reading order and cleaned, so offsets in it don't name PDFium's characters any more. Its
segments (what stands between line ends and tabs) are whole runs of the page, though: each is looked up among the
page's characters, which gives a box for every character, and so for any stretch.
"""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from candidates.extraction.formats.pdf import content_of, open_page
from candidates.extraction.normalise import clean
from candidates.extraction.pages import Box, PageMap

MAX_PIXELS = 4_000_000
"""Of one picture. A page that would need more, such as a roll of paper, is drawn smaller."""

OCR_DPI, MAX_OCR_PIXELS = 300, 9_000_000
"""A page of A4 at 300 dots an inch, which OCR is best at, has 8.7 million."""

_WHITE = 0xFFFFFFFF
_SHARED = 0.7
"""Characters of a line share so much of their height, or of their width where it runs up or down."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's picture, and the page's size in points."""

    png: bytes
    width: float
    height: float


def draw(data: bytes, number: int, width: int) -> Drawn | None:
    """The page with this 1-based number, so many pixels wide; None where there is no such page."""
    with _opened(data) as handle, open_page(handle, number - 1) as page:
        return _drawn(page, width / _size(page)[0], MAX_PIXELS, _COLOUR) if page else None


def draw_for_ocr(data: bytes, number: int) -> Drawn | None:
    """The same as OCR wants it: in grey, 300 dots an inch."""
    with _opened(data) as handle, open_page(handle, number - 1) as page:
        return _drawn(page, OCR_DPI / 72, MAX_OCR_PIXELS, _GREY) if page else None


def locate(data: bytes, pages: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[PageMap]:
    """For each page's text and spans in it: the page's size, and the boxes of each span. Fewer where pages lack."""
    maps = []
    with _opened(data) as handle:
        for number, (text, spans) in enumerate(pages):
            with open_page(handle, number) as page:
                if page is not None:
                    maps.append(_map(page, text, spans))
    return maps


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The document. ValueError: PDFium doesn't open it."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise ValueError("not a PDF that opens")
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _size(page: Any) -> tuple[float, float]:
    """Width and height in points, never nothing."""
    return max(pdfium.FPDF_GetPageWidthF(page), 1.0), max(pdfium.FPDF_GetPageHeightF(page), 1.0)


@dataclass(frozen=True, slots=True)
class _Paint:
    """How PDFium holds a pixel: its format, its bytes, how many of them a PNG takes, and the PNG's kind of colour."""

    format: int
    bytes: int
    kept: int
    kind: int
    flags: int


_COLOUR = _Paint(pdfium.FPDFBitmap_BGRx, 4, 3, 2, pdfium.FPDF_REVERSE_BYTE_ORDER)
_GREY = _Paint(pdfium.FPDFBitmap_Gray, 1, 1, 0, 0)
"""With its bytes "reversed" PDFium leaves a grey page white."""


def _drawn(page: Any, scale: float, most: int, paint: _Paint) -> Drawn:
    """The page with so many pixels a point, or smaller where those were too many in all."""
    across, up = _size(page)
    scale = min(scale, (most / (across * up)) ** 0.5)
    width, height = max(1, round(across * scale)), max(1, round(up * scale))
    return Drawn(_png(_pixels(page, width, height, paint), width, height, paint), across, up)


def _pixels(page: Any, width: int, height: int, paint: _Paint) -> bytes:
    """The page's rows of pixels, red before green before blue, a filter byte before each row as PNG wants it."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, paint.format, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        flags = paint.flags | pdfium.FPDF_ANNOT
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = []
    for start in range(0, stride * height, stride):
        row = bytearray(raw[start : start + paint.bytes * width])
        if paint.kept < paint.bytes:
            del row[paint.kept :: paint.bytes]  # no transparency: the paper is white
        rows.append(b"\0" + row)
    return b"".join(rows)


def _png(pixels: bytes, width: int, height: int, paint: _Paint) -> bytes:
    """A PNG file (ISO/IEC 15948): eight bits a colour, not interlaced."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, paint.kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels, 6))
        + chunk(b"IEND", b"")
    )


@dataclass(frozen=True, slots=True)
class _Letters:
    """A page's characters without white space, folded as the text is, and which of PDFium's each comes from."""

    text: str
    indexes: list[int]


def _map(page: Any, text: str, spans: Sequence[tuple[int, int]]) -> PageMap:
    """Where the spans of the page's text stand on it, in points from its upper left."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        places = _places(text, _letters(textpage))
        boxes = []
        for start, end in spans:
            found = [places[offset] for offset in range(start, min(end, len(text))) if offset in places]
            boxes.append(tuple(_joined(_box(page, textpage, index, width, height) for index in found)))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    return PageMap(width, height, tuple(boxes))


def _letters(textpage: Any) -> _Letters:
    """Each character that paper shows, in the order it was drawn."""
    count = pdfium.FPDFText_CountChars(textpage)
    content = content_of(textpage, count)
    if len(content) != count:  # offsets in the text don't name PDFium's characters
        return _Letters("", [])
    parts = [(part, index) for index, character in enumerate(content) for part in _folded(character)]
    return _Letters("".join(part for part, _ in parts), [index for _, index in parts])


def _folded(character: str) -> str:
    """A character as the text has it, or nothing."""
    return "" if character.isspace() else clean(character)


def _places(text: str, letters: _Letters) -> dict[int, int]:
    """The character of PDFium's behind each offset of the text, for those that are found.

    A segment is looked for after the one before and then from the top: equal ones come in the order of the page, and
    columns that were put in order lie before.
    """
    places: dict[int, int] = {}
    at = 0
    for start, segment in _segments(text):
        wanted = [
            (offset, character) for offset, character in enumerate(segment, start) if not character.isspace()
        ]
        sought = "".join(character for _, character in wanted)
        found = letters.text.find(sought, at)
        if found < 0:
            found = letters.text.find(sought)
        if found < 0 or not sought:
            continue
        at = found + len(sought)
        places.update((offset, letters.indexes[found + step]) for step, (offset, _) in enumerate(wanted))
    return places


def _segments(text: str) -> Iterator[tuple[int, str]]:
    """What stands between line ends and tabs, each with its offset."""
    start = 0
    for line in text.split("\n"):
        offset = start
        for segment in line.split("\t"):
            yield offset, segment
            offset += len(segment) + 1
        start += len(line) + 1


def _box(page: Any, textpage: Any, index: int, width: float, height: float) -> Box:
    """The box of a character, in points from the upper left of the page as it is shown."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    corners = [_shown(page, x, y, width, height) for x, y in ((box.left, box.top), (box.right, box.bottom))]
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _shown(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A point of the page where a viewer shows it: pages can be turned and cropped. To a hundredth of a point."""
    across, down = ctypes.c_int(), ctypes.c_int()
    scale = 100
    pdfium.FPDF_PageToDevice(
        page,
        0,
        0,
        round(width * scale),
        round(height * scale),
        0,
        x,
        y,
        ctypes.byref(across),
        ctypes.byref(down),
    )
    return across.value / scale, down.value / scale


def _joined(boxes: Iterator[Box]) -> Iterator[Box]:
    """One box for the characters of a line that follow each other, whichever way the line runs."""
    whole: Box | None = None
    before: Box | None = None
    for box in boxes:
        if whole is None or before is None:
            whole = box
        elif _goes_on(before, box):
            whole = min(whole[0], box[0]), min(whole[1], box[1]), max(whole[2], box[2]), max(whole[3], box[3])
        else:
            yield whole
            whole = box
        before = box
    if whole is not None:
        yield whole


def _goes_on(one: Box, two: Box) -> bool:
    """Whether a character stands in the same line after another: beside it, or on a turned page above or below it."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    up = min(one[3], two[3]) - max(one[1], two[1])
    if up > _SHARED * min(one[3] - one[1], two[3] - two[1]):
        return two[0] >= one[0]
    return across > _SHARED * min(one[2] - one[0], two[2] - two[0]) and -up < (one[2] - one[0])

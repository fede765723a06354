"""PDF by PDFium, in the order people read.

PDFium gives text in the order it was drawn, which is right for most producers and keeps columns apart. Where
many lines of a page have a wide gap, columns were drawn row by row and `layout` puts them in order. The boxes
of text objects show gaps at a tenth of the price of the boxes of characters.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from candidates.extraction.document import NO_OCR, Document, Unreadable
from candidates.extraction.formats.pdf_hidden import Look, objects_of, page_box, revealed, with_marks
from candidates.extraction.layout import WIDE_GAP, WIDE_GAP_HEIGHTS, Run, in_reading_order
from candidates.extraction.limits import MAX_CHARACTERS, MAX_FILTERS, MAX_PAGES
from candidates.extraction.normalise import clean, has_invisible, looks_like_glyph_codes

FEW_CHARACTERS = 50
"""Text below which a PDF with pictures is a scan: a page number or a stamp is no resume."""

COVERED = 0.3
"""Share of a page from which on pictures on it are taken for its text, beside other pages that have text."""

GAPPY = 0.25
"""Share of a page's lines with a wide gap from which on its order is looked at."""

Spans = tuple[tuple[int, int], ...]

_HYPHEN = "\ufffe"
_KEPT_HYPHEN = re.compile(r"(?<=\w-)(\w+)\ufffe(?=\w)|(?<=[A-Z0-9])\ufffe(?=\w)|\ufffe(?=[A-Z0-9])")
_STACKED = re.compile(rb"/Filter\s*\[((?:\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\b){%d,})" % (MAX_FILTERS + 1))
_SCRIPT = re.compile(rb"/(?:JavaScript|JS)\b")
_LAUNCH = re.compile(rb"/S\s*/Launch\b")
_DRAWN = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_FORM,
    pdfium.FPDF_PAGEOBJ_SHADING,
)
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
_XFA = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)

# No folders of fonts: text must not depend on what is installed, and the child may open no files.
_NO_FONTS = (ctypes.POINTER(ctypes.c_char) * 1)()
pdfium.FPDF_InitLibraryWithConfig(
    ctypes.byref(
        pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=_NO_FONTS, m_pIsolate=None, m_v8EmbedderSlot=0)
    )
)


def read(data: bytes, *, scans: bool = False) -> Document | Unreadable:
    """The document in these bytes, or why there is none. PDFium may end the process instead of answering.

    `scans`: pages that are pictures of text will be read by OCR, so a file of nothing else is a document too.
    """
    if _STACKED.search(data):
        return Unreadable.because("limits")
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return Unreadable.because("encrypted" if locked else "damaged")
    try:
        return _read_pages(handle, data, scans)
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _read_pages(handle: Any, data: bytes, scans: bool) -> Document | Unreadable:
    """Read every page and judge what came out."""
    count = pdfium.FPDF_GetPageCount(handle)
    if count < 1:
        return Unreadable.because("damaged")
    if count > MAX_PAGES:
        return Unreadable.because("limits", f"The file has {count} pages. Upload the resume alone.")
    raw, missing, characters = [], 0, 0
    for number in range(count):
        with open_page(handle, number) as page:
            text = _page_text(page) if page else ""
            missing += not page
        characters += len(text)
        if characters > MAX_CHARACTERS:
            return Unreadable.because(
                "limits", "The file has far more text than a resume. Upload the resume alone."
            )
        raw.append(text)
    whole = "".join(raw)
    if missing == count:
        return Unreadable.because("damaged")
    if looks_like_glyph_codes(whole):
        if not scans:
            return Unreadable.because("image_only", _NO_LETTERS)
        raw, unread = [""] * count, list(range(1, count + 1))
    else:
        lengths = [_length(page) for page in raw]
        unread = _pictures(handle, lengths)
        if unread and not scans and sum(lengths) < FEW_CHARACTERS:
            return Unreadable.because("image_only", NO_OCR)
    text, pages, hidden = _joined([revealed(clean(page)) for page in raw])
    if not text and not (scans and unread):
        return Unreadable.because("empty")
    notes = _notes(handle, data, whole, missing)
    return Document(text, "pdf", pages, hidden, notes, unread=tuple(unread))


_NO_LETTERS = (
    "The file's fonts don't say which letters they draw, so its text can't be read. "
    "Export it again from the program it was written in, as PDF or DOCX."
)


def _joined(pages: list[tuple[str, Spans]]) -> tuple[str, tuple[int, ...], Spans]:
    """The pages as one text, where each starts in it, and what of it is hidden."""
    starts, hidden, offset = [], [], 0
    for page, spans in pages:
        starts.append(offset)
        hidden += [(offset + start, offset + end) for start, end in spans]
        offset += len(page) + 1 if page else 0
    text = "\n".join(page for page, _ in pages if page)
    return text, tuple(min(start, len(text)) for start in starts), tuple(hidden)


@contextmanager
def open_page(handle: Any, number: int) -> Iterator[Any]:
    """A page of the document by its number from 0, or None where it can't be loaded."""
    page = pdfium.FPDF_LoadPage(handle, number)
    try:
        yield page or None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _page_text(page: Any) -> str:
    """Raw text of a page, in reading order."""
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return ""
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        text = content_of(textpage, count)
        if len(text) == count:  # else offsets in the text don't name PDFium's characters
            text = with_marks(page, textpage, text)
            starts, begins = _cuts(textpage, count)
            text = _reordered(textpage, text, starts, begins) if starts else text
        return _rejoined(text)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _rejoined(text: str) -> str:
    """Join words that a hyphen broke at the end of a line; hyphens that belong to the word stay."""
    if _HYPHEN not in text:
        return text
    return _KEPT_HYPHEN.sub(r"\1-", text).replace(_HYPHEN, "")


def content_of(textpage: Any, count: int) -> str:
    """The text in the order it was drawn, a code unit for each of PDFium's characters in the usual case."""
    if count < 1:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units)
    return bytes(units)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")


def _cuts(textpage: Any, count: int) -> tuple[list[int], set[int]]:
    """Offsets of the characters that follow a wide gap within their line, in order, and which of them begin a line.

    Text objects come in content order, so an object to the right of the one before, at about the same height and with
    a wide gap between, goes on in the same line. One to the left of it doesn't, though PDFium takes it for that: columns
    whose lines stand at different heights were drawn from the top down.
    """
    box = [ctypes.c_double() for _ in range(4)]
    starts: list[int] = []
    begins: set[int] = set()
    before = right = top = bottom = 0.0
    for number in range(pdfium.FPDFText_CountRects(textpage, 0, count)):
        pdfium.FPDFText_GetRect(textpage, number, *box)
        left, high, far, low = (side.value for side in box)
        gap = max(left - right, before - far)
        if gap > WIDE_GAP and min(top, high) > max(bottom, low):
            height = max(top - bottom, high - low)
            if gap > WIDE_GAP_HEIGHTS * height:
                place = left + 0.5, (high + low) / 2, 1.0, height
                starts.append(pdfium.FPDFText_GetCharIndexAtPos(textpage, *place))
                if left < before:
                    begins.add(starts[-1])
        before, right, top, bottom = left, far, high, low
    return starts, begins


def _reordered(textpage: Any, text: str, starts: list[int], begins: set[int]) -> str:
    """The text with a tab at each wide gap, and column by column where it was drawn row by row."""
    if starts != sorted(set(starts)) or starts[0] < 1:
        return text  # overlapping text: positions don't tell characters, so the order as drawn is the best there is
    rows = _rows(text, starts, begins)
    split = sum(len(row) > 1 for row in rows)
    if split <= GAPPY * len(rows):
        return "\n".join("\t".join(text[start:end].strip() for start, end in row) for row in rows)
    runs = [[_run(textpage, text, start, end) for start, end in row] for row in rows]
    return "\n".join(in_reading_order(runs))


def _rows(text: str, starts: list[int], begins: set[int]) -> list[list[tuple[int, int]]]:
    """Lines that have text, each as the spans of its runs; together they hold every character but white space."""
    rows: list[list[tuple[int, int]]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        cuts = [position, *(start for start in starts if position < start < end), end]
        for low, high in pairwise(cuts):
            if text[low:high].strip():
                if low == position or low in begins or not rows:
                    rows.append([])
                rows[-1].append((low, high))
        position = end
    return rows


def _run(textpage: Any, text: str, start: int, end: int) -> Run:
    """The run between two offsets with the box around its first and last visible characters."""
    raw = text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    last = start + len(raw.rstrip()) - 1
    one, two = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, first, ctypes.byref(one))
    pdfium.FPDFText_GetLooseCharBox(textpage, last, ctypes.byref(two))
    return Run(raw.strip(), one.left, min(one.bottom, two.bottom), two.right, max(one.top, two.top))


def _pictures(handle: Any, lengths: list[int]) -> list[int]:
    """1-based pages that show pictures of text; where no page has text, all that show anything.

    `lengths`: how many characters each page has.
    """
    if min(lengths) >= FEW_CHARACTERS:
        return []
    shows = _is_covered if sum(lengths) >= FEW_CHARACTERS else _is_drawn
    found = []
    for number, length in enumerate(lengths):
        if length < FEW_CHARACTERS:
            with open_page(handle, number) as page:
                if page and shows(page):
                    found.append(number + 1)
    return found


def _length(text: str) -> int:
    """Characters that paper shows."""
    return len("".join(text.split()))


def _is_drawn(page: Any) -> bool:
    """Whether the page shows something that isn't text."""
    return any(kind in _DRAWN for _, kind in objects_of(page))


def _is_covered(page: Any) -> bool:
    """Whether pictures take a good part of the page: a photo or a logo doesn't."""
    left, bottom, right, top = page_box(page)
    area, look = 0.0, Look()
    for item, kind in objects_of(page):
        if kind in _PICTURES and (box := look.bounds(item)):
            across, up = min(box[2], right) - max(box[0], left), min(box[3], top) - max(box[1], bottom)
            area += max(across, 0) * max(up, 0)
    return area >= COVERED * (right - left) * (top - bottom)


def _notes(handle: Any, data: bytes, text: str, missing: int) -> tuple[str, ...]:
    """Security notes: what the file could do in a viewer that obeys it. PDFium is built without scripts."""
    notes = {
        "javascript": pdfium.FPDFDoc_GetJavaScriptActionCount(handle) > 0 or _SCRIPT.search(data) is not None,
        "embedded_files": pdfium.FPDFDoc_GetAttachmentCount(handle) > 0,
        "launch_action": _LAUNCH.search(data) is not None,
        "forms_xfa": pdfium.FPDF_GetFormType(handle) in _XFA,
        "invisible_characters": has_invisible(text),
        "pages_missing": missing > 0,
    }
    return tuple(code for code, holds in notes.items() if holds)

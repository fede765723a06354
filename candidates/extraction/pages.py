"""Pages for the eye, asked of a child like text is: a picture of one, and where quotes stand on each."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from candidates.extraction.document import Document, Scan, Unreadable
from candidates.extraction.sandbox import Sandbox

READER = "candidates.extraction.drawing:answer"

PNG = b"\x89PNG\r\n\x1a\n"

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the upper left of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class PageMap:
    """A page's size in points, and for each stretch of text that was asked for its boxes, one a line."""

    width: float
    height: float
    boxes: tuple[tuple[Box, ...], ...]


def page_texts(document: Document) -> list[tuple[int, str]]:
    """Where each page of a document with pages starts in its text, and the page's text."""
    ends = [*document.pages[1:], len(document.text)]
    return [(start, document.text[start:end]) for start, end in zip(document.pages, ends, strict=True)]


def draw_page(sandbox: Sandbox, data: bytes, *, number: int, width: int) -> bytes | Unreadable:
    """The page with this 1-based number as PNG, so many pixels wide, or why there is none.

    The picture comes from a child that read a stranger's file: it may show anything, and is no more than a picture.
    """
    answer = sandbox.ask(data, {"task": "draw", "number": number, "width": width})
    if isinstance(answer, Unreadable):
        return answer
    try:
        picture = base64.b64decode(answer["png"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        return Unreadable.because("damaged")
    return picture if picture.startswith(PNG) else Unreadable.because("damaged")


def locate(
    sandbox: Sandbox, data: bytes, *, document: Document, spans: Sequence[tuple[int, int]]
) -> list[PageMap] | Unreadable:
    """Each page of the document with the boxes of every span on it: `spans` are offsets in the document's text.

    A span has no boxes on the pages where it isn't, nor where the page's characters can't be told apart.
    """
    scans = {scan.page: scan for scan in document.scans}
    pages = [
        [text, [[max(first - start, 0), max(last - start, 0)] for first, last in spans]]
        for start, text in page_texts(document)
    ]
    answer = sandbox.ask(data, {"task": "locate", "pages": pages})
    if isinstance(answer, Unreadable):
        return answer
    try:
        found = [_checked(page, len(spans)) for page in answer["pages"]]
    except (KeyError, TypeError, ValueError):
        return Unreadable.because("damaged")
    return [
        replace(page, boxes=tuple(_boxes(document.text, scans[number], span) for span in spans))
        if number in scans
        else page
        for number, page in enumerate(found, start=1)
    ]


def _boxes(text: str, scan: Scan, span: tuple[int, int]) -> tuple[Box, ...]:
    """Where OCR saw the words of a span: words with a space between them share a box."""
    boxes: list[Box] = []
    before = None
    for start, end, *sides in scan.words:
        if start < span[1] and end > span[0]:
            box = (sides[0], sides[1], sides[2], sides[3])
            if before is not None and text[before:start] == " ":
                last = boxes.pop()
                box = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
            boxes.append(box)
            before = end
    return tuple(boxes)


def _checked(page: dict[str, Any], count: int) -> PageMap:
    """A page of the child's answer. KeyError, TypeError, ValueError: it has another form."""
    boxes = tuple(tuple(_box(box) for box in found) for found in page["boxes"])
    width, height = _number(page["width"]), _number(page["height"])
    if len(boxes) != count or min(width, height) <= 0:
        raise ValueError("not the page that was asked for")
    return PageMap(width, height, boxes)


def _box(sides: Sequence[Any]) -> Box:
    """Four numbers."""
    left, top, right, bottom = map(_number, sides)
    return left, top, right, bottom


def _number(value: Any) -> float:
    """A finite number. TypeError, ValueError: it is none."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)

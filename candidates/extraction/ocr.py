"""Text of scanned pages by tesseract, where the operator has installed it.

A reading child draws the page, as it does for the eye; tesseract, shut in like every program of the operator's, writes
each word with its box. The words are put in reading order as those of any page are, and keep their boxes: that is how
quotes are found again on the page.
"""

from __future__ import annotations

import base64
import binascii
import math
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from candidates.extraction import programs
from candidates.extraction.document import NO_OCR, Document, Unreadable
from candidates.extraction.limits import MAX_CHARACTERS, OCR_LIMITS
from candidates.extraction.ocr_layout import OcrWord, as_page
from candidates.extraction.pages import PNG, page_texts
from candidates.extraction.sandbox import Sandbox, SandboxUnavailable

NO_WORDS = "The file's pages are pictures in which OCR finds no words. Ask for a version with text."

_PROGRAM = "tesseract"
_ORIENTATION = "osd"
"""The table by which tesseract finds out how a page was turned. It is no language."""

_TABLES = "TESSDATA_PREFIX"
_LIST_SECONDS = 20
_WORD = "5"
"""The level of tesseract's rows that are words."""

Readings = Mapping[int, Document | Unreadable]
"""By a page's 1-based number what OCR made of it: a document of one page, or why there is none."""


def languages() -> tuple[str, ...]:
    """The languages that tesseract can read on this machine, English first; none where there is no tesseract."""
    return tuple(name for name in _tables() if name != _ORIENTATION)


def _tables() -> tuple[str, ...]:
    """All that tesseract has tables for."""
    path = shutil.which(_PROGRAM)
    if path is None:
        return ()
    try:
        return _asked(os.path.realpath(path), os.environ.get(_TABLES, ""))
    except (OSError, subprocess.SubprocessError):
        return ()  # asked again next time


@lru_cache(maxsize=4)
def _asked(path: str, tables: str) -> tuple[str, ...]:
    """What a tesseract says it has, asked once a process. Raises OSError, SubprocessError."""
    ran = subprocess.run(  # noqa: S603 - the operator's program, no words of anybody's
        [path, "--list-langs"],
        env=_environment(tables),
        capture_output=True,
        timeout=_LIST_SECONDS,
        check=True,
    )
    names = ran.stdout.decode("utf-8", "replace").splitlines()[1:]
    return tuple(sorted((name.strip() for name in names if name.strip()), key=lambda name: name != "eng"))


def _environment(tables: str) -> dict[str, str]:
    """One thread: with more it takes seven times as long on two cores."""
    return {"OMP_THREAD_LIMIT": "1", **({_TABLES: tables} if tables else {})}


def read_page(sandbox: Sandbox, data: bytes, number: int) -> Document | Unreadable:
    """What OCR reads on the page of a PDF with this 1-based number: a document of one page, maybe without text.

    SandboxUnavailable: it could not be tried.
    """
    tables = _tables()
    known = languages()
    if not known:
        return Unreadable.because("image_only", NO_OCR)
    answer = sandbox.ask(data, {"task": "scan", "number": number})
    if isinstance(answer, Unreadable):
        return answer
    try:
        picture = base64.b64decode(answer["png"], validate=True)
        width = float(answer["width"])
    except (KeyError, TypeError, ValueError, binascii.Error):
        return Unreadable.because("damaged")
    if not picture.startswith(PNG) or not 1 <= width < math.inf:
        return Unreadable.because("damaged")
    turned = ("--psm", "1") if _ORIENTATION in tables else ("--psm", "3")
    path = os.path.realpath(str(shutil.which(_PROGRAM)))
    prefix = os.environ.get(_TABLES, "")
    try:
        written = programs.run(
            [path, programs.FILE, "stdout", "-l", "+".join(known), *turned, "tsv"],
            picture,
            limits=OCR_LIMITS,
            environment=_environment(prefix),
            readable=[prefix] if prefix else [],
        )
    except programs.ProgramUnavailable as error:
        raise SandboxUnavailable("The program for OCR does not start.") from error
    return written if isinstance(written, Unreadable) else _page(written, width)


def _page(table: bytes, width: float) -> Document | Unreadable:
    """The page in tesseract's table of words. "damaged": it is none."""
    rows = [line.split("\t") for line in table.decode("utf-8", "replace").splitlines()]
    try:
        scale = width / next(float(row[8]) for row in rows if row[0] == "1")
        if not 0 < scale < math.inf:
            return Unreadable.because("damaged")
        words = [_word(row, scale) for row in rows if row[0] == _WORD]
    except (IndexError, ValueError, ZeroDivisionError, StopIteration):
        return Unreadable.because("damaged")
    if sum(len(word.text) for word in words) > MAX_CHARACTERS:
        return Unreadable.because("limits")
    return as_page([word for word in words if word.text])


def _word(row: list[str], scale: float) -> OcrWord:
    """A row of the table; `scale`: points a pixel. IndexError, ValueError: it has another form."""
    left, top, width, height, sure = (float(cell) for cell in row[6:11])
    if not all(map(math.isfinite, (left, top, width, height, sure))):
        raise ValueError("not a word")
    box = left * scale, top * scale, (left + width) * scale, (top + height) * scale
    return OcrWord.of(row[11], (row[2], row[3], row[4]), max(0.0, min(sure, 100.0)), box)


def with_readings(document: Document, readings: Readings) -> Document | Unreadable:
    """The document with what OCR made of its unread pages. Those that could not be read stay unread."""
    parts: list[str] = []
    starts: list[int] = []
    hidden: list[tuple[int, int]] = []
    scans = []
    offset = 0
    for number, (start, text) in enumerate(page_texts(document), start=1):
        reading = readings.get(number)
        starts.append(offset)
        if isinstance(reading, Document):
            scans += [scan.shifted(number, offset) for scan in reading.scans]
            text = reading.text
        else:
            text = text.removesuffix("\n")
            moved = offset - start
            inside = [span for span in document.hidden if start <= span[0] < start + len(text)]
            hidden += [(first + moved, last + moved) for first, last in inside]
        if text:
            parts.append(text)
            offset += len(text) + 1
    whole = "\n".join(parts)
    if len(whole) > MAX_CHARACTERS:
        return Unreadable.because("limits")
    unread = tuple(number for number in document.unread if not isinstance(readings.get(number), Document))
    if not whole:
        failed = next((readings[number] for number in unread if number in readings), None)
        return failed if isinstance(failed, Unreadable) else Unreadable.because("empty", NO_WORDS)
    return Document(
        whole,
        document.kind,
        tuple(min(start, len(whole)) for start in starts),
        tuple(hidden),
        document.notes,
        tuple(scans),
        unread,
    )


def as_json(reading: Document | Unreadable) -> dict[str, Any]:
    """What is kept of a page until all are read."""
    if isinstance(reading, Unreadable):
        return {"code": reading.code, "message": reading.message}
    return reading.to_json()


def from_json(kept: Mapping[str, Any]) -> Document | Unreadable:
    """The page again. ValueError: it is none."""
    return Unreadable(kept["code"], kept["message"]) if "code" in kept else Document.from_json(kept)

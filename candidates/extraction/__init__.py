"""Text of resumes, read in a sandboxed child. Pure: no Django here, and no PDFium in the process that imports it."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from typing import IO

from candidates.extraction import archives, ocr, pages
from candidates.extraction.archives import Archive, Member
from candidates.extraction.contact import Identity, identify
from candidates.extraction.document import SUPPORTED_KINDS, Document, Unreadable
from candidates.extraction.limits import DRAWING_LIMITS, MAX_BYTES, UNPACKING_LIMITS
from candidates.extraction.names import name_in_file_name
from candidates.extraction.ocr import languages as ocr_languages
from candidates.extraction.ocr import with_readings
from candidates.extraction.pages import PageMap
from candidates.extraction.sandbox import Sandbox, SandboxUnavailable
from candidates.extraction.worker import level_of

__all__ = [
    "MAX_BYTES",
    "SUPPORTED_KINDS",
    "Archive",
    "Document",
    "Identity",
    "Member",
    "PageMap",
    "Sandbox",
    "SandboxUnavailable",
    "Unreadable",
    "draw_page",
    "extract",
    "identify",
    "list_archive",
    "locate",
    "name_in_file_name",
    "ocr_languages",
    "parse",
    "read_member",
    "read_scanned_page",
    "sandbox_layers",
    "sandbox_level",
    "with_readings",
]

_sandbox = Sandbox()
_drawing = Sandbox(reader=pages.READER, limits=DRAWING_LIMITS)
_unpacking = Sandbox(reader=archives.READER, limits=UNPACKING_LIMITS)
for _each in (_sandbox, _drawing, _unpacking):
    atexit.register(_each.close)


def extract(
    data: bytes, *, name: str, max_bytes: int = MAX_BYTES, scans: bool = False
) -> Document | Unreadable:
    """The document in a file's bytes, or why there is none, through this process's sandbox.

    The content decides what the file is; `name` only words the answer. `scans`: a file whose pages are pictures of text
    is a document too, without text and with the pages in `unread`, for OCR. The sandbox starts with the first file.
    SandboxUnavailable: nothing could be tried.
    """
    return _sandbox.extract(data, name=name, max_bytes=max_bytes, scans=scans)


def parse(
    data: bytes, *, name: str, max_bytes: int = MAX_BYTES, scans: bool = False
) -> Document | Unreadable:
    """The same in this very process, for benchmarks and trusted files. It raises nothing, but it may die."""
    from candidates.extraction.reading import (
        parse as read,
    )  # loads PDFium, which has no place in web or worker

    return read(data, name=name, max_bytes=max_bytes, scans=scans)


def read_scanned_page(data: bytes, *, number: int) -> Document | Unreadable:
    """What OCR reads on the page of a PDF with this 1-based number, as a document of one page.

    It may take a minute. SandboxUnavailable: nothing could be tried.
    """
    return ocr.read_page(_drawing, data, number)


def draw_page(data: bytes, *, number: int, width: int) -> bytes | Unreadable:
    """The page of a PDF with this 1-based number as PNG, so many pixels wide, or why there is none.

    A child draws it; it is a picture and no more. SandboxUnavailable: nothing could be tried.
    """
    return pages.draw_page(_drawing, data, number=number, width=width)


def locate(
    data: bytes, *, document: Document, spans: Sequence[tuple[int, int]]
) -> list[PageMap] | Unreadable:
    """Each page of a PDF's document with the boxes of every span of its text. SandboxUnavailable as above."""
    return pages.locate(_drawing, data, document=document, spans=spans)


def list_archive(file: IO[bytes]) -> Archive | Unreadable | None:
    """What is in a ZIP file of resumes, or why it is refused whole. None: it is none. SandboxUnavailable as above."""
    return archives.list_members(_unpacking, file)


def read_member(file: IO[bytes], member: Member, *, max_bytes: int = MAX_BYTES) -> bytes | Unreadable:
    """The bytes of one file of an archive, inflated by a child, or why there are none. SandboxUnavailable as above."""
    return archives.read_member(_unpacking, file, member, max_bytes=max_bytes)


def sandbox_layers() -> tuple[str, ...]:
    """What shuts a reading child in on this machine: "limits", "user", "landlock", "seccomp", those that it has.

    A child tries them; the answer is kept while its zygote lives. Empty: no child starts.
    """
    try:
        return _sandbox.layers()
    except SandboxUnavailable:
        return ()


def sandbox_level() -> int:
    """How far they shut it in: 0 no child starts, 1 limits, 2 another user or Landlock, 3 also seccomp, 4 all."""
    return level_of(sandbox_layers())

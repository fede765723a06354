"""A resume's pages for the eye. They are drawn and measured in the sandbox when somebody looks; nothing is kept."""

from collections.abc import Sequence

from candidates.extraction import Document, PageMap, Unreadable, draw_page, locate
from candidates.models import Resume

WIDTH = 1100
"""Pixels: as wide as the resume's column on a screen of two pixels a point."""


def read_picture(resume: Resume, number: int) -> bytes | Unreadable:
    """A page as PNG by its 1-based number, or why there is none. Raises SandboxUnavailable, OSError."""
    data = _read(resume)
    return data if isinstance(data, Unreadable) else draw_page(data, number=number, width=WIDTH)


def read_places(
    resume: Resume, document: Document, spans: Sequence[tuple[int, int]]
) -> list[PageMap] | Unreadable:
    """Each page's size and where the spans of the stored text stand on it. Raises SandboxUnavailable, OSError."""
    data = _read(resume)
    return data if isinstance(data, Unreadable) else locate(data, document=document, spans=spans)


def _read(resume: Resume) -> bytes | Unreadable:
    try:
        with resume.file.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return Unreadable.because("not_found")
    return content

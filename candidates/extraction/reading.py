"""From bytes to a document in this very process: what the sandboxed child runs, and benchmarks."""

from __future__ import annotations

from collections.abc import Callable

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats import doc, docx, html, jsonresume, latex, odt, pdf, rtf, text
from candidates.extraction.formats.lines import TooMuchError
from candidates.extraction.limits import MAX_BYTES, MAX_CHARACTERS
from candidates.extraction.sniff import sniff

READERS: dict[str, Callable[[bytes], Document | Unreadable]] = {
    "docx": docx.read,
    "doc": doc.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "html": html.read,
    "json": jsonresume.read,
    "latex": latex.read,
    "text": text.read,
}

_CLAIMS = (".pdf", ".docx", ".odt", ".rtf")


def parse(
    data: bytes, *, name: str, max_bytes: int = MAX_BYTES, converted: bool = False, scans: bool = False
) -> Document | Unreadable:
    """The document in `data`, or why there is none. The content decides; `name` only words the answer.

    `converted`: the bytes are what a converter wrote of an old Word file. `scans`: pages that are pictures of text are
    named in `unread`, even where no page has text.
    It raises nothing: a reader that fails in any way has met a damaged file. Uploaded files are read through
    `extract` instead, in a process that holds no secrets and may die.
    """
    if len(data) > max_bytes:
        return Unreadable.too_large(max_bytes)
    try:
        return _read(data, name, converted=converted, scans=scans)
    except (MemoryError, TooMuchError):
        return Unreadable.because("limits")
    except Exception:  # zlib.error, LookupError, RecursionError …: no list of them has ever been complete
        return Unreadable.because("damaged")


def _read(data: bytes, name: str, *, converted: bool, scans: bool) -> Document | Unreadable:
    """Sniff, read, and check the length of the text."""
    result = doc.read_converted(data) if converted else _read_kind(data, scans)
    if isinstance(result, Document) and len(result.text) > MAX_CHARACTERS:
        return Unreadable.because("limits")
    if isinstance(result, Unreadable) and result == Unreadable.because("wrong_type"):
        return _mistyped(name)
    return result


def _read_kind(data: bytes, scans: bool) -> Document | Unreadable:
    """Read the bytes as what they are."""
    kind = sniff(data)
    if kind == "pdf":
        return pdf.read(data, scans=scans)
    return READERS[kind](data) if isinstance(kind, str) else kind


def _mistyped(name: str) -> Unreadable:
    """The file is none of our types; say so in view of what its name claims."""
    claim = next((ending for ending in _CLAIMS if name.lower().endswith(ending)), None)
    if claim is None:
        return Unreadable.because("wrong_type")
    kind = claim[1:].upper()
    return Unreadable.because(
        "wrong_type",
        f"The file's name says {kind}, but there is no {kind} in it. Save it again and upload that.",
    )

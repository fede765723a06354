"""Plain text and Markdown in the encodings that people's editors write."""

from __future__ import annotations

import codecs
import re

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.limits import MAX_CHARACTERS
from candidates.extraction.normalise import clean, has_invisible

_MARKS = (  # UTF-32 before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(
    r"[\x00-\x06\x0e-\x1a\x1c-\x1f]"
)  # bell, tab, line ends and escape occur in real text files
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_STRAY_CONTROLS = 3
"""As many control characters may stray into a text of any length."""


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes. Bytes that are no text in any of the encodings are of the wrong type."""
    raw = _decode(data)
    if raw is None or _is_binary(raw):
        return Unreadable.because("wrong_type")
    if len(raw) > MAX_CHARACTERS:
        return Unreadable.because(
            "limits", "The file has far more text than a resume. Upload the resume alone."
        )
    text = clean(raw)
    if not text:
        return Unreadable.because("empty")
    return Document(text, "text", notes=("invisible_characters",) if has_invisible(raw) else ())


def _decode(data: bytes) -> str | None:
    """The text by its mark, as UTF-8, as UTF-16 without a mark, else as Windows writes Western languages."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _decode_imperfect(data)


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Western text has a zero in nearly every second byte."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_imperfect(data: bytes) -> str | None:
    """Text that is not quite UTF-8: a few broken bytes in UTF-8, else Windows-1252, or None where it is neither."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if 2 * broken < len(_BEYOND_ASCII.findall(text)):  # the broken ones are among them
        return text
    text = data.decode("cp1252", "replace").replace("\ufffd", "")
    controls = len(_CONTROLS.findall(text))
    return text if controls <= len(text) // 200 else None


def _is_binary(text: str) -> bool:
    """Whether the characters are those of data: many controls, or few letters, digits and spaces."""
    if len(_CONTROLS.findall(text)) > max(_STRAY_CONTROLS, len(text) // 20):
        return True
    sample = text[:20_000]
    worded = sum(character.isalnum() or character.isspace() for character in sample)
    return len(sample) > 40 and worded < 0.4 * len(sample)

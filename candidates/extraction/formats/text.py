"""Plain text and Markdown in the encodings that people's editors write."""

from __future__ import annotations

from candidates.extraction.charsets import CONTROLS, decode
from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats.columns import in_columns
from candidates.extraction.formats.markdown import as_seen
from candidates.extraction.limits import MAX_CHARACTERS
from candidates.extraction.normalise import clean, has_invisible

_STRAY_CONTROLS = 3
"""As many control characters may stray into a text of any length."""


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes. Bytes that are no text in any of the encodings are of the wrong type."""
    raw = decode(data)
    if raw is None or _is_binary(raw):
        return Unreadable.because("wrong_type")
    if len(raw) > MAX_CHARACTERS:
        return Unreadable.because(
            "limits", "The file has far more text than a resume. Upload the resume alone."
        )
    text = clean(in_columns(as_seen(raw)))
    if not text:
        return Unreadable.because("empty")
    return Document(text, "text", notes=("invisible_characters",) if has_invisible(raw) else ())


def _is_binary(text: str) -> bool:
    """Whether the characters are those of data: many controls, or few letters, digits and spaces."""
    if len(CONTROLS.findall(text)) > max(_STRAY_CONTROLS, len(text) // 20):
        return True
    sample = text[:20_000]
    worded = sum(character.isalnum() or character.isspace() for character in sample)
    return len(sample) > 40 and worded < 0.4 * len(sample)

"""What extraction gives: the text of a file, or the reason why there is none."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SUPPORTED_KINDS = ("pdf", "docx", "doc", "odt", "rtf", "html", "json", "latex", "text")

_HIDDEN = re.compile(r"[^\n]")

NO_OCR = (
    "The file holds pictures of text, as scanners make them, and this server can't read those. Export it from the "
    "program it was written in as PDF or DOCX, or ask whoever runs this server to install tesseract-ocr and try again."
)

REASONS = {
    "empty": "The file has no text in it. Ask for a version with text.",
    "encrypted": "The file is protected by a password. Save it without the password and upload it again.",
    "image_only": "The file holds pictures of text, not text. Export it from the program it was written in as PDF or DOCX.",
    "too_large": "The file is larger than {megabytes} MB. Save it without its pictures, or in a smaller format.",
    "wrong_type": "The file is not a resume we can read. Upload it as PDF, DOCX, ODT, RTF, HTML, JSON Resume, LaTeX or text.",
    "damaged": "The file is damaged and can't be read. Open it where it was made and save it again as PDF or DOCX.",
    "limits": "Reading the file took more time, memory or room than a resume needs. Save it again as a plain PDF or DOCX.",
    "not_found": "The file is no longer there. Upload it again.",
    "unsupported": "This format can't be read yet. Save the file as DOCX or PDF and upload it again.",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file gave no text.

    `code` is a key of `REASONS` and never changes its meaning; `message` is a sentence for a recruiter that
    says what happened and how to mend it.
    """

    code: str
    message: str

    @classmethod
    def because(cls, code: str, message: str | None = None) -> Unreadable:
        """The reason `code`, in its usual words unless a better sentence is known. KeyError: no such code."""
        usual = REASONS[code]
        return cls(code, message or usual)

    @classmethod
    def too_large(cls, max_bytes: int) -> Unreadable:
        """The file passes `max_bytes`."""
        return cls("too_large", REASONS["too_large"].format(megabytes=f"{max_bytes / 1024 / 1024:g}"))


Word = tuple[int, int, float, float, float, float]
"""Start and end in a text; left, top, right and bottom on its page, in points from the page's upper left."""

LOW_CONFIDENCE = 75
"""Of 100: below it a page read by OCR is to be checked against its picture."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page whose text OCR has read: its 1-based number, how sure OCR is of its words (0 to 100), where they stand."""

    page: int
    confidence: int
    words: tuple[Word, ...]

    def shifted(self, page: int, offset: int) -> Scan:
        """The same page in another document: its number there, and how much later its text begins."""
        moved = tuple((start + offset, end + offset, *box) for start, end, *box in self.words)
        return Scan(page, self.confidence, moved)  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, data: Any, pages: int, length: int) -> Scan:
        """ValueError, TypeError, KeyError: no page of a document with so many pages and code points."""
        page, confidence = data["page"], data["confidence"]
        words = tuple(tuple(word) for word in data["words"])
        if type(page) is not int or type(confidence) is not int or not 1 <= page <= pages:
            raise ValueError("not a page of the document")
        if not 0 <= confidence <= 100 or any(len(word) != 6 for word in words):
            raise ValueError("not a page as OCR reads it")
        if not all(
            isinstance(side, int | float) and math.isfinite(side) for word in words for side in word[2:]
        ):
            raise ValueError("not a box")
        if not _ascends([offset for word in words for offset in word[:2]], length):
            raise ValueError("words of a page ascend within its text")
        return cls(page, confidence, words)


@dataclass(frozen=True, slots=True)
class Document:
    """Normalised text of one file.

    `text` is the one source of truth for every span: NUL and lone surrogates are removed, lines end in "\\n",
    the form is NFC. Offsets are code points, ends are exclusive.

    `kind`: one of `SUPPORTED_KINDS`. `pages`: where each page starts, empty where the format has no pages.
    `hidden`: spans that the eye can't see. `notes`: security notes as codes, which say something about the
    file and nothing about the person: javascript, embedded_files, launch_action, forms_xfa, macros, ole_objects,
    remote_template, dde, invisible_characters, pages_missing. `scans`: pages whose text comes from OCR. `unread`:
    1-based pages that show pictures of text, which OCR has not read.
    """

    text: str
    kind: str
    pages: tuple[int, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    scans: tuple[Scan, ...] = ()
    unread: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The 1-based page that holds the code point at `offset`, or None where the format has no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def hides(self, start: int, end: int) -> bool:
        """Whether a span lies, in part, in text that the eye can't see: it counts for nothing."""
        after = bisect_left(self.hidden, (end, end))
        return after > 0 and self.hidden[after - 1][1] > start

    def visible(self) -> str:
        """The text that the eye sees, every character at its offset: spaces stand where hidden text was."""
        if not self.hidden:
            return self.text
        kept, at = [], 0
        for start, end in self.hidden:
            kept += [self.text[at:start], _HIDDEN.sub(" ", self.text[start:end])]
            at = end
        return "".join([*kept, self.text[at:]])

    def visible_around(self, start: int, end: int) -> tuple[int, int]:
        """How far visible text reaches on both sides of a span."""
        if not self.hidden:
            return 0, len(self.text)
        before = bisect_right(self.hidden, start, key=lambda span: span[1])
        after = bisect_left(self.hidden, end, key=lambda span: span[0])
        low = self.hidden[before - 1][1] if before else 0
        return low, self.hidden[after][0] if after < len(self.hidden) else len(self.text)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, for storage and for the sandbox's answer. The last two only where there are any."""
        scans = [
            {"page": scan.page, "confidence": scan.confidence, "words": [list(word) for word in scan.words]}
            for scan in self.scans
        ]
        return {
            "text": self.text,
            "kind": self.kind,
            "pages": list(self.pages),
            "hidden": [list(span) for span in self.hidden],
            "notes": list(self.notes),
            **({"scans": scans} if scans else {}),
            **({"unread": list(self.unread)} if self.unread else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Document:
        """The document that `to_json` gave. ValueError: the data is not such a document.

        It checks, because the data may come from a child that read a hostile file.
        """
        try:
            text, kind, notes = data["text"], data["kind"], data.get("notes", [])
            pages = tuple(data.get("pages", []))
            hidden = tuple((start, end) for start, end in data.get("hidden", []))
            unread = tuple(data.get("unread", []))
            scans = tuple(Scan.from_json(scan, len(pages), len(text)) for scan in data.get("scans", []))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a document") from error
        if not isinstance(text, str) or kind not in SUPPORTED_KINDS or not _is_clean(text):
            raise ValueError("not a document")
        if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
            raise ValueError("notes of a document are strings")
        flat = [offset for span in hidden for offset in span]
        if not _ascends(pages, len(text)) or not _ascends(flat, len(text)):
            raise ValueError("offsets of a document ascend within its text")
        if not _ascends(unread, len(pages)) or 0 in unread:
            raise ValueError("unread pages of a document are some of its pages")
        return cls(text, kind, pages, hidden, tuple(notes), scans, unread)


def _is_clean(text: str) -> bool:
    """Whether databases and JSON take the text: no NUL, no lone surrogate."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _ascends(offsets: tuple[Any, ...] | list[Any], length: int) -> bool:
    """Whether these are integers in order, none outside a text of this length."""
    if not all(type(offset) is int for offset in offsets):
        return False
    return list(offsets) == sorted(offsets) and all(0 <= offset <= length for offset in offsets)

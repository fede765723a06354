"""What a file is, by its first bytes and its structure. Its name decides nothing: names are claims."""

from __future__ import annotations

import re

from candidates.extraction.document import Unreadable

PDF_WINDOW = 1024
"""Bytes within which readers accept the header of a PDF (ISO 32000-1, annex H, implementation note 13)."""

_BEGINNING = 4096
"""Bytes of a text within which it says what it is."""

_PREAMBLE = 1 << 16
"""Bytes within which a LaTeX file says that it is one."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)

_LATEX = re.compile(rb"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.M)
_JSON_RESUME = (b'"basics"', b'"work"', b'"education"', b'"skills"')

_PICTURES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"BM",
    b"8BPS",
)
_OTHERS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"%!PS",
    b"SQLite format 3",
)

PICTURE = "This is a picture. Upload the resume as PDF, DOCX, ODT or text."
XML = "XML files can't be read. Save the file as DOCX or PDF and upload it again."
OFFICE = "This is a spreadsheet or a presentation. Upload the resume as PDF, DOCX, ODT or text."
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557  # APPNOTE 4.3.16: the longest comment may follow it
ARCHIVE = "This is an archive of files. Add it where many resumes are uploaded, or unpack it."


def sniff(data: bytes) -> str | Unreadable:
    """The kind that should read these bytes, one of `SUPPORTED_KINDS`, or why nothing can.

    "text" is a guess of last resort; its reader still refuses binary data.
    """
    if not data.strip():
        return Unreadable.because("empty", "The file is empty. Check the original and upload it again.")
    if b"%PDF-" in data[:PDF_WINDOW]:
        return "pdf"
    if data.startswith(_ZIP):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    return _sniff_rest(data)


def is_old_word(data: bytes) -> bool:
    """Whether the bytes are Word's old format, which a reading child can't read by itself."""
    return data.startswith(_OLE) and _sniff_ole(data) == "doc"


def _sniff_zip(data: bytes) -> str | Unreadable:
    """Tell the ZIP-based formats apart by the names of their members, which ZIP stores uncompressed."""
    if b"word/" in data and b"[Content_Types].xml" in data:
        return "docx"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"xl/workbook" in data or b"ppt/presentation" in data or b"vnd.oasis.opendocument" in data[:200]:
        return Unreadable.because("wrong_type", OFFICE)
    if b"content.xml" in data and b"META-INF/manifest.xml" in data:
        return "odt"
    # Every whole archive ends with a list of what is in it.
    return (
        Unreadable.because("wrong_type", ARCHIVE)
        if _ZIP_END in data[-_ZIP_TAIL:]
        else Unreadable.because("damaged")
    )


def _sniff_ole(data: bytes) -> str | Unreadable:
    """Tell compound files apart by the names of their streams, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable.because("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    return Unreadable.because("wrong_type")


def _sniff_rest(data: bytes) -> str | Unreadable:
    """Refuse the formats that could pass for text and aren't a resume's text."""
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        return Unreadable.because("wrong_type", PICTURE)
    if data.startswith(_OTHERS):
        return Unreadable.because("wrong_type")
    start = _beginning(data)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(start):
        return "html"
    if start.startswith(b"<?xml"):
        return Unreadable.because("unsupported", XML)
    if start.startswith(b"{") and any(key in _as_ascii(data) for key in _JSON_RESUME):
        return "json"
    if _LATEX.search(_as_ascii(data[:_PREAMBLE])):
        return "latex"
    return "text"


def _beginning(data: bytes) -> bytes:
    """The first characters of text, without mark, white space and comments; UTF-16 as bytes of ASCII."""
    start = _as_ascii(data[:_BEGINNING]).lstrip()
    declaration, end, rest = start.partition(b"?>")
    if declaration.startswith(b"<?xml") and end and _HTML.match(_without_comments(rest)):
        start = rest
    return _without_comments(start)


def _as_ascii(data: bytes) -> bytes:
    """Text without its mark, and UTF-16 as ASCII: words of a format's own are the same in all encodings then."""
    return (
        data.removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .replace(b"\0", b"")
    )


def _without_comments(start: bytes) -> bytes:
    """What follows the comments of HTML."""
    start = start.lstrip()
    while start.startswith(b"<!--"):
        start = start.partition(b"-->")[2].lstrip()
    return start

"""Word's old .doc, as its converter wrote it: plain text that says which format it came from."""

from __future__ import annotations

import re
from dataclasses import replace

from candidates.extraction.convert import convert
from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats import text

_ENCRYPTED = (b"[File is encrypted", b"Encrypted documents are not supported")
_ROW = re.compile(r"(?m)^\|.*\|$")
_EDGE = re.compile(r" *\| *")
_PICTURE = "[pic]"


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, converted here. ProgramUnavailable: that could not be tried."""
    converted = convert(data)
    return converted if isinstance(converted, Unreadable) else read_converted(converted)


def read_converted(written: bytes) -> Document | Unreadable:
    """The document in what a converter wrote: rows of antiword's tables get tabs, as everybody's rows have them."""
    if written.lstrip()[:64].startswith(_ENCRYPTED):
        return Unreadable.because("encrypted")
    plain = written.decode("utf-8", "replace").replace(_PICTURE, "")
    rows = _ROW.sub(lambda row: _EDGE.sub("\t", row[0]).strip(), plain)
    document = text.read(rows.encode())
    return replace(document, kind="doc") if isinstance(document, Document) else document

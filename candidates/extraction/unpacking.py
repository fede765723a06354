"""What the sandboxed child runs to take a ZIP file of resumes apart, a member at a time.

The directory says what a member is; every word of it is checked against the bytes, or stays unused. Names are never paths.
"""

from __future__ import annotations

import base64
import io
import stat
import struct
import zipfile
import zlib
from typing import Any

from candidates.extraction.document import Unreadable
from candidates.extraction.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, MIB, RATIO_FLOOR
from candidates.extraction.sniff import ARCHIVE, sniff

LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

MANY = f"There are more than {MAX_MEMBERS:,} files in this archive. Split it, and upload the parts."
LARGE = f"The files in this archive have more than {MAX_UNPACKED // MIB} MB together. Split it, and upload the parts."
SHARED = "Files in this archive share their bytes, as in archives made to harm. Pack them again with another program."
NESTED = "An archive inside an archive is not opened. Unpack it, and upload the resumes in it."
FALSE = "The archive says one thing about this file and holds another. Pack it again, or upload the file by itself."


def answer(data: bytes, *, task: str, **options: Any) -> dict[str, Any] | Unreadable:
    """The answer to "list" (size) about the end of a file, or to "read" (packed, size, method, checksum) about a member.

    Exceptions are the child's end, and so its answer.
    """
    return directory(data, **options) if task == "list" else member(data, **options)


def directory(data: bytes, *, size: int) -> dict[str, Any] | Unreadable:
    """The files of the archive that these last bytes end, of `size` bytes in all.

    members: [name, first byte, byte after the last, inflated size, packed size, method, checksum, why it can't be read]
    of each, the last "" or "encrypted", "link" or "method". left_out: how many hidden files are not among them.
    document: the file is one of an office program, which is an archive of its parts.
    """
    try:
        entries = zipfile.ZipFile(_End(data, size)).infolist()
    except _Outside:
        return Unreadable.because("limits", MANY)
    except (zipfile.BadZipFile, ValueError, struct.error):
        return Unreadable.because("damaged")
    if _is_document([entry.filename for entry in entries]):
        return {"document": True}
    files = [entry for entry in entries if not entry.is_dir()]
    wanted = [entry for entry in files if not _is_hidden(entry.filename)]
    if len(wanted) > MAX_MEMBERS:
        return Unreadable.because("limits", MANY)
    if sum(entry.file_size for entry in wanted) > MAX_UNPACKED:
        return Unreadable.because("limits", LARGE)
    if not wanted:
        return Unreadable.because("empty", "There is no file in this archive.")
    ends = _ends(entries, size)
    if ends is None:
        return Unreadable.because("damaged", SHARED)
    rows = [
        [
            entry.filename[:1000],
            entry.header_offset,
            ends[id(entry)],
            entry.file_size,
            entry.compress_size,
            entry.compress_type,
            entry.CRC,
            _why_not(entry),
        ]
        for entry in wanted
    ]
    return {"members": rows, "left_out": len(files) - len(wanted)}


def member(data: bytes, *, packed: int, size: int, method: int, checksum: int) -> dict[str, Any] | Unreadable:
    """content: the inflated bytes, in base64, of the member that `data` begins with the header of."""
    header = data[:LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        return Unreadable.because("damaged")
    name, extra = struct.unpack("<HH", header[26:30])
    body = data[LOCAL_HEADER + name + extra :][:packed]
    if len(body) != packed:
        return Unreadable.because("damaged", FALSE)
    if method == zipfile.ZIP_DEFLATED:
        try:
            # One byte more than the directory says is enough to tell that it lies.
            body = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, size + 1)
        except zlib.error:
            return Unreadable.because("damaged")
    if len(body) != size or zlib.crc32(body) != checksum:
        return Unreadable.because("damaged", FALSE)
    if size > RATIO_FLOOR and size > MAX_RATIO * packed:
        return Unreadable.because("limits")
    kind = sniff(body)
    if isinstance(kind, Unreadable) and kind.message == ARCHIVE:
        return Unreadable.because("wrong_type", NESTED)
    return {"content": base64.b64encode(body).decode()}


class _Outside(Exception):
    """The directory begins before the bytes that there are."""


class _End(io.BytesIO):
    """The last bytes of a file, read by the places they have in the whole of it."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._before = size - len(data)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET:
            place -= self._before
            if place < 0:
                raise _Outside
        return super().seek(place, whence) + self._before

    def tell(self) -> int:
        return super().tell() + self._before


def _is_document(names: list[str]) -> bool:
    """Whether an office program wrote it: OOXML, OpenDocument and EPUB, iWork."""
    return not {"[Content_Types].xml", "mimetype", "Index/Document.iwa"}.isdisjoint(names)


def _is_hidden(name: str) -> bool:
    """Files that systems put beside a person's: no one meant to upload them."""
    folder, _, base = name.replace("\\", "/").rpartition("/")
    return base.startswith(".") or base in ("Thumbs.db", "desktop.ini") or "__MACOSX" in folder.split("/")


def _ends(entries: list[zipfile.ZipInfo], size: int) -> dict[int, int] | None:
    """By id, where each entry's bytes end at the latest: where the next one's begin. None: two share bytes."""
    found, after = {}, size
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        if entry.header_offset < 0 or entry.header_offset + LOCAL_HEADER + entry.compress_size > after:
            return None
        found[id(entry)], after = after, entry.header_offset
    return found


def _why_not(entry: zipfile.ZipInfo) -> str:
    """Why an entry can't be read, by what the directory says of it."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "link"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    return "" if entry.compress_type in _METHODS else "method"

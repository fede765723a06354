"""ZIP files of resumes, asked of a child like text is: what is in one, and what one of its members holds.

The parent only cuts bytes out of the file and hands them over: memory holds one member at a time, nothing is unpacked
to disk, a member that kills its child is one member's outcome, and no two members can share bytes.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from typing import IO, Any

from candidates.extraction.document import Unreadable
from candidates.extraction.limits import MAX_BYTES, MAX_MEMBERS, MIB
from candidates.extraction.sandbox import Sandbox

READER = "candidates.extraction.unpacking:answer"

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How archives begin, empty ones too (APPNOTE 4.3.7, 4.3.16); documents of office programs do as well."""

_TAIL = 2 * MIB
"""The directory stands at the end: this holds a thousand entries with names of two thousand letters."""

_HEADER = 30 + 2 * 65_535
"""The most that stands before a member's bytes."""

_WHY = {
    "encrypted": Unreadable.because("encrypted"),
    "link": Unreadable.because("wrong_type", "This is a link to a file, not a file. Upload the file itself."),
    "method": Unreadable.because(
        "unsupported", "It is packed in a way that can't be read here. Pack it as an ordinary ZIP file."
    ),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, as its directory says: a name, which is no path; the stretch of the archive in which its
    bytes stand; sizes in bytes. why: a key of the reasons why it can't be read, "" for none that is known yet."""

    name: str
    start: int
    end: int
    size: int
    packed: int
    method: int
    checksum: int
    why: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What is in an archive, in the order of its directory. left_out: how many hidden files are not among them."""

    members: tuple[Member, ...]
    left_out: int


def list_members(sandbox: Sandbox, file: IO[bytes]) -> Archive | Unreadable | None:
    """What is in an archive of resumes, or why it is refused whole. None: the file is no archive, but may be a document.

    SandboxUnavailable: it could not be tried.
    """
    file.seek(0)
    if not file.read(4).startswith(ZIP):
        return None
    size = _size(file)
    file.seek(max(0, size - _TAIL))
    answer = sandbox.ask(file.read(_TAIL), {"task": "list", "size": size})
    if isinstance(answer, Unreadable):
        return None if answer == Unreadable.because("damaged") else answer  # reading it says what is wrong
    if answer.get("document") is True:
        return None
    try:
        members = tuple(_checked(row, size) for row in answer["members"])
        left_out = int(answer["left_out"])
    except (KeyError, TypeError, ValueError):
        return Unreadable.because("damaged")
    return Archive(members, left_out) if 0 < len(members) <= MAX_MEMBERS else Unreadable.because("damaged")


def read_member(
    sandbox: Sandbox, file: IO[bytes], member: Member, *, max_bytes: int = MAX_BYTES
) -> bytes | Unreadable:
    """The bytes of one member, or why there are none. SandboxUnavailable: it could not be tried."""
    if member.why:
        return _WHY[member.why]
    if max(member.size, member.packed) > max_bytes:
        return Unreadable.too_large(max_bytes)
    file.seek(member.start)
    data = file.read(min(member.end - member.start, _HEADER + member.packed))
    wanted = {name: getattr(member, name) for name in ("packed", "size", "method", "checksum")}
    answer = sandbox.ask(data, {"task": "read", **wanted})
    if isinstance(answer, Unreadable):
        return answer
    try:
        content = base64.b64decode(answer["content"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        return Unreadable.because("damaged")
    return content if len(content) == member.size else Unreadable.because("damaged")


def _size(file: IO[bytes]) -> int:
    file.seek(0, os.SEEK_END)
    return file.tell()


def _checked(row: list[Any], size: int) -> Member:
    """A member of the child's answer. TypeError, ValueError: it has another form."""
    name, start, end, full, packed, method, checksum, why = row
    member = Member(str(name)[:1000], start, end, full, packed, method, checksum, why)
    if any(type(number) is not int or number < 0 for number in row[1:-1]):
        raise ValueError("not a size or place")
    if not member.start < member.end <= size or (why and why not in _WHY):
        raise ValueError("not a part of the file")
    return member

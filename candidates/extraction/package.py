"""ZIP-based documents, read without trusting a word they say about themselves.

Nothing is unpacked to disk, nested archives stay closed, only the parts that a reader asks for are inflated.
"""

from __future__ import annotations

import io
import struct
import xml.etree.ElementTree as ElementTree
import zipfile

from candidates.extraction.limits import MAX_ENTRIES, MAX_INFLATED, MAX_RATIO, RATIO_FLOOR

_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class PackageError(Exception):
    """The package breaks a rule; `code` is the reason that `Unreadable` takes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _NoDoctype(ElementTree.TreeBuilder):
    """Builds a tree and refuses a DOCTYPE before anything in it is read: no entities, no external files."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise PackageError("damaged")


class Package:
    """The members of one ZIP file, by name, within the limits of `limits.py`.

    PackageError: "damaged" for a structure that no office program writes, "limits" for size, "encrypted".
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error) as error:
            raise PackageError("damaged") from error
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._budget = MAX_INFLATED
        self._check(data)

    @property
    def names(self) -> list[str]:
        """Names of all members. They are data: nothing may use them as a path."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The inflated member. KeyError: there is none; PackageError: it is too large or broken."""
        member = self._members[name]
        try:
            with self._archive.open(member) as stream:
                content = stream.read(self._budget + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise PackageError("damaged") from error
        self._budget -= len(content)
        if self._budget < 0:
            raise PackageError("limits")
        if len(content) > RATIO_FLOOR and len(content) > MAX_RATIO * member.compress_size:
            raise PackageError("limits")
        return content

    def xml(self, name: str) -> ElementTree.Element:
        """The root of an XML member. Errors as of `read` and `parse`."""
        return self.parse(self.read(name))

    @staticmethod
    def parse(content: bytes) -> ElementTree.Element:
        """The root of an XML document. PackageError: it is broken or has a DOCTYPE."""
        parser = ElementTree.XMLParser(target=_NoDoctype())  # noqa: S314 - it refuses what S314 fears
        try:
            parser.feed(content)
            root: ElementTree.Element = parser.close()
        except ElementTree.ParseError as error:
            raise PackageError("damaged") from error
        return root

    def _check(self, data: bytes) -> None:
        """Refuse what a bomb needs: many entries, entries that share bytes, rare methods, encryption."""
        members = self._archive.infolist()
        if len(members) > MAX_ENTRIES:
            raise PackageError("limits")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise PackageError("encrypted")
        if any(member.compress_type not in _METHODS for member in members):
            raise PackageError("damaged")
        # Python refuses overlapping entries since 3.11.8 and 3.12.2 (CVE-2024-0450); older ones inflate each.
        end = 0
        for start, stop in sorted(_extent(data, member) for member in members):
            if start < end:
                raise PackageError("limits")
            end = stop


def _extent(data: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The first byte of a member's local header and the first byte after its content."""
    start = member.header_offset
    header = data[start : start + _LOCAL_HEADER] if start >= 0 else b""
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise PackageError("damaged")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    stop = start + _LOCAL_HEADER + name_length + extra_length + member.compress_size
    if stop > len(data):
        raise PackageError("damaged")
    return start, stop

"""Text of resumes, read in a sandboxed child. Pure: no Django here, and no PDFium in the process that imports it."""

from __future__ import annotations

import atexit

from candidates.extraction.contact import Identity, identify
from candidates.extraction.document import SUPPORTED_KINDS, Document, Unreadable
from candidates.extraction.limits import MAX_BYTES
from candidates.extraction.sandbox import Sandbox, SandboxUnavailable

__all__ = [
    "MAX_BYTES",
    "SUPPORTED_KINDS",
    "Document",
    "Identity",
    "Sandbox",
    "SandboxUnavailable",
    "Unreadable",
    "extract",
    "identify",
    "parse",
    "sandbox_level",
]

_sandbox = Sandbox()
atexit.register(_sandbox.close)


def extract(data: bytes, *, name: str, max_bytes: int = MAX_BYTES) -> Document | Unreadable:
    """The document in a file's bytes, or why there is none, through this process's sandbox.

    The content decides what the file is; `name` only words the answer. The sandbox starts with the first file.
    SandboxUnavailable: nothing could be tried.
    """
    return _sandbox.extract(data, name=name, max_bytes=max_bytes)


def parse(data: bytes, *, name: str, max_bytes: int = MAX_BYTES) -> Document | Unreadable:
    """The same in this very process, for benchmarks and trusted files. It raises nothing, but it may die."""
    from candidates.extraction.reading import (
        parse as read,
    )  # loads PDFium, which has no place in web or worker

    return read(data, name=name, max_bytes=max_bytes)


def sandbox_level() -> int:
    """How far this machine shields a reading child: 0 no child starts, 1 rlimits, 2 also another user.

    Levels 3 and 4 are those of design.md section 4. A child tries it; the answer is kept while its zygote lives.
    """
    try:
        return _sandbox.level()
    except SandboxUnavailable:
        return 0

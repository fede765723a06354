"""Which engine read a resume: facts of another one can't be judged as if this one had found them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_SOURCES = (
    "candidates/screening/*.py",
    "candidates/extraction/contact.py",
    "candidates/extraction/document.py",
    "candidates/extraction/names.py",
    "candidates/extraction/words.py",
    "rubrics/ruledoc/*.py",
)
"""The engine, what it uses to set names apart, and the language of terms."""

LENGTH = 16


@cache
def engine() -> str:
    """A digest of the engine's own source: the same for equal code, wherever it is installed."""
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:LENGTH]

"""The version, read from CHANGELOG.md so that the two can't disagree."""

import re
from functools import cache
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b", re.MULTILINE)


@cache
def version() -> str:
    """The topmost release, "0.1.0". Raises ValueError if the file has none."""
    found = _HEADING.search(CHANGELOG.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("CHANGELOG.md has no heading such as ## 0.1.0")
    return found[1]

"""Finds the parts of a resume that tell of school projects and self-study: what is done there is learnt, not applied.

Guide, section 7: labs of training platforms, school projects, teaching and papers are theory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from candidates.screening.lines import Line

_LONGEST = 48
_SCHOOL = re.compile(
    r"\b(?:self[- ]?stud(?:y|ies)|(?:academic|class|course|coursework|college|university|school|student|semester|capstone"
    r"|boot ?camp|training|final[- ]year|degree|bachelor|master|thesis)\S{0,2}(?: \w{1,12}){0,2} "
    r"(?:projects?|work|labs?|assignments?|exercises?))\b",
    re.IGNORECASE,
)


def taught(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Spans of text under such headings, each up to the next heading."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for line in lines:
        if not _is_title(line):
            continue
        if start is not None:
            found.append((start, line.start))
        start = line.end if _SCHOOL.search(line.text) else None
    if start is not None:
        found.append((start, lines[-1].end))
    return tuple(found)


def _is_title(line: Line) -> bool:
    """A heading, or a short line in capitals or with a colon at its end."""
    text = line.text.strip()
    if line.heading:
        return True
    return 0 < len(text) <= _LONGEST and not line.bullet and (text.endswith(":") or text.isupper())

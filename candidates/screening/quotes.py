"""Evidence that a person can read: the clause around what was found, cut at its joints."""

from __future__ import annotations

import re

LONGEST = 240
"""Code points that a quote has at most, unless what was found is longer itself."""

_CLAUSE = re.compile(r"[;|•\t]|\.\s|\s{3,}|\s[-–—]\s|\sbut\s")
_ITEM = re.compile(r",\s|\s(?:and|or)\s")
_EDGE = " \t\n,;:|•·-–—*✓➢▪○●◦"


def widen(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A readable span around `start:end` inside the sentence `first:last`: the sentence where it is short enough,
    else from its beginning if that is near, and as many clauses as fit."""
    if last - first <= LONGEST:
        return _trimmed(text, first, last, start, end)
    room = max(LONGEST - (end - start), 0)
    left_room = start - first if start - first <= room * 2 // 3 else room // 2
    right_room = room - left_room
    low = _joint_after(text, max(first, start - left_room), start) if start - first > left_room else first
    high = _joint_before(text, end, min(last, end + right_room)) if last - end > right_room else last
    return _trimmed(text, low, high, start, end)


def _joint_after(text: str, low: int, start: int) -> int:
    """The earliest joint of clauses from `low` on, else of items, else the first space, so that no word is cut."""
    match = _CLAUSE.search(text, low, start) or _ITEM.search(text, low, start)
    if match is not None:
        return match.end() if text[match.start()] not in " " else match.start() + 1
    space = text.find(" ", low, start)
    return space + 1 if space >= 0 else start


def _joint_before(text: str, end: int, high: int) -> int:
    """The latest joint of clauses up to `high`, else of items, else the last space."""
    for joint in (_CLAUSE, _ITEM):
        found = [match.start() for match in joint.finditer(text, end, high)]
        if found:
            return found[-1]
    space = text.rfind(" ", end, high)
    return space if space >= 0 else end


def _trimmed(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Without separators and bullets at the edges, and never less than what was found."""
    while low < start and text[low] in _EDGE:
        low += 1
    while high > end and text[high - 1] in _EDGE:
        high -= 1
    return low, high

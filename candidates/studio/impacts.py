"""The changes of an impact as bytes, in the order in which they are shown, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from struct import Struct
from typing import Any, NamedTuple

_RECORD = Struct("<QQHB")
_GAINS, _OPEN, _WRONG, _RIGHT = 1, 2, 4, 8


class Change(NamedTuple):
    """A resume gains a flag or loses it. open: it applies for an open job. wrong, right: a person reviewed the flag,
    and the change would get this wrong, or put it right."""

    resume: int
    screening: int
    flag: str
    gains: bool
    open: bool
    wrong: bool
    right: bool


def arranged(
    changes: Iterable[tuple[int, int, str, bool]],
    *,
    open_resumes: frozenset[int],
    judged: Mapping[tuple[int, str], bool],
) -> list[Change]:
    """(resume, screening, flag, gains) in the order in which people read them: open jobs first, then newest first,
    the flags of a resume together. judged: (resume, flag) -> whether it should hold, as a person said."""
    found = []
    for resume, screening, flag, gains in changes:
        said = judged.get((resume, flag))
        found.append(
            Change(
                resume,
                screening,
                flag,
                gains,
                resume in open_resumes,
                said is not None and said != gains,
                said is not None and said == gains,
            )
        )
    return sorted(found, key=lambda change: (not change.open, -change.resume, change.flag))


def pack(changes: Iterable[Change], codes: Sequence[str]) -> bytes:
    """The changes; flags by their place in codes."""
    places = {code: place for place, code in enumerate(codes)}
    return b"".join(
        _RECORD.pack(
            change.resume,
            change.screening,
            places[change.flag],
            _GAINS * change.gains | _OPEN * change.open | _WRONG * change.wrong | _RIGHT * change.right,
        )
        for change in changes
    )


def unpack(blob: bytes, codes: Sequence[str]) -> list[Change]:
    """What `pack` packed with the same codes."""
    return [
        Change(
            resume,
            screening,
            codes[place],
            bool(bits & _GAINS),
            bool(bits & _OPEN),
            bool(bits & _WRONG),
            bool(bits & _RIGHT),
        )
        for resume, screening, place, bits in _RECORD.iter_unpack(blob)
    ]


def summary(
    changes: Sequence[Change], *, codes: Sequence[str], resumes: int, read_again: int, levels: int
) -> dict[str, Any]:
    """Counts of an impact. people: resumes of which a flag changes; codes: the flags in the order of `pack`."""
    flags = {code: {"code": code, "gains": 0, "loses": 0, "wrong": 0, "right": 0} for code in codes}
    for change in changes:
        row = flags[change.flag]
        row["gains" if change.gains else "loses"] += 1  # type: ignore[operator]
        row["wrong"] += change.wrong  # type: ignore[operator]
        row["right"] += change.right  # type: ignore[operator]
    return {
        "resumes": resumes,
        "read_again": read_again,
        "people": len({change.resume for change in changes}),
        "open": len({change.resume for change in changes if change.open}),
        "levels": levels,
        "wrong": sum(change.wrong for change in changes),
        "right": sum(change.right for change in changes),
        "flags": [row for row in flags.values() if row["gains"] or row["loses"]],
        "codes": list(codes),
    }


def sentence(found: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """An impact's counts in one sentence: "12 of 240 people change: 9 gain, 3 lose Security scanning tools." """
    if not found["people"]:
        return f"None of {found['resumes']} people changes."
    parts = []
    for row in found["flags"]:
        name = (names or {}).get(row["code"], row["code"])
        counts = [f"{row[how]} {verb}" for how, verb in (("gains", "gain"), ("loses", "lose")) if row[how]]
        parts.append(f"{', '.join(counts)} {name}")
    verb = "changes" if found["people"] == 1 else "change"
    return f"{found['people']} of {found['resumes']} people {verb}: {'; '.join(parts)}."

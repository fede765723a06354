"""Differences between two documents in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from candidates.studio.comparing import Comparison, Difference
from candidates.studio.documents import RulesInvalid, rows_of
from candidates.studio.wording import changes_of
from rubrics.ruledoc import editing

KINDS: dict[str, editing.Kind] = {"signal": "signals", "flag": "flags"}
"""Kinds of differences whose rows forms edit."""

_Rows = dict[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Worded:
    """A difference with what changed in it, field by field. kind: of its row's page, "" for what has none."""

    difference: Difference
    changes: tuple[str, ...]
    kind: str


def word_differences(found: Comparison, old: str, new: str) -> list[Worded]:
    """Each difference of two texts in words, in its order."""
    before, after = _values(old), _values(new)
    return [
        Worded(
            item,
            _changes(item, before, after),
            KINDS.get(item.kind, "") if item.how != "removed" else "",
        )
        for item in found.differences
    ]


def _changes(item: Difference, before: _Rows, after: _Rows) -> tuple[str, ...]:
    if item.how != "changed":
        return ()
    row = item.kind, item.code
    return tuple(changes_of(before[row], after[row])) if row in before and row in after else ()


def _values(text: str) -> _Rows:
    """What the rows of a text say, by kind and code; nothing of kinds whose rows can't be told apart."""
    found: _Rows = {}
    for name, kind in KINDS.items():
        try:
            rows = rows_of(text, kind)
        except RulesInvalid:
            continue
        found |= {(name, str(row.values.get("code", ""))): row.values for row in rows}
    return found

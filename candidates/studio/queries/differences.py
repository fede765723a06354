"""Differences between two documents in words for people."""

from dataclasses import dataclass

from candidates.studio.comparing import Comparison, Difference
from candidates.studio.documents import RulesInvalid, rows_of
from candidates.studio.wording import changes_of
from rubrics.ruledoc import editing

KINDS: dict[str, editing.Kind] = {"signal": "signals", "flag": "flags"}
"""Kinds of differences whose rows forms edit."""


@dataclass(frozen=True)
class Worded:
    """A difference with what changed in it, field by field. kind: of its row's page, "" for what has none."""

    difference: Difference
    changes: tuple[str, ...]
    kind: str


def word_differences(found: Comparison, old: str, new: str) -> list[Worded]:
    """Each difference of two texts in words, in its order."""
    return [
        Worded(item, _changes(item, old, new), KINDS.get(item.kind, "") if item.how != "removed" else "")
        for item in found.differences
    ]


def _changes(item: Difference, old: str, new: str) -> tuple[str, ...]:
    kind = KINDS.get(item.kind)
    if kind is None or item.how != "changed":
        return ()
    try:
        before, after = (_values(text, kind, item.code) for text in (old, new))
    except RulesInvalid:
        return ()
    return tuple(changes_of(before, after))


def _values(text: str, kind: editing.Kind, code: str) -> dict[str, object]:
    row = next((row for row in rows_of(text, kind) if row.values.get("code") == code), None)
    return dict(row.values) if row else {}

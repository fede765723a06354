"""What differs between two rule documents: by signal and flag, and line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import unified_diff
from typing import Any, Literal, TypeVar

from rubrics.ruledoc import RuleDocument, Signal
from rubrics.ruledoc.model import Flag, Showing

Row = TypeVar("Row", Signal, Flag, Showing)
Kind = Literal["signal", "flag", "capability", "aspect", "cue", "group", "words", "test"]
How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. fields: those of a signal or flag that changed; line: in the new document, in the old
    one for what was removed; 0 where it has none of its own."""

    kind: Kind
    code: str
    how: How
    fields: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, and the texts as a unified diff without line ends."""

    differences: tuple[Difference, ...]
    lines: tuple[str, ...]


def compare(old: RuleDocument, new: RuleDocument, *, names: tuple[str, str] = ("old", "new")) -> Comparison:
    """Everything that differs. names: what the diff calls the two."""
    found = [
        *_rows("flag", _by_code(old.flags), _by_code(new.flags)),
        *_rows("capability", _by_code(old.capabilities), _by_code(new.capabilities)),
        *_rows("aspect", _by_code(old.aspects), _by_code(new.aspects)),
        *_rows("signal", old.signals, new.signals),
        *_named("group", old.groups, new.groups),
        *_named("words", old.words, new.words),
        *_unnamed("cue", old.cues, new.cues),
        *_unnamed("test", old.tests, new.tests),
    ]
    return Comparison(tuple(found), compare_texts(old.source, new.source, names=names))


def compare_texts(old: str, new: str, *, names: tuple[str, str] = ("old", "new")) -> tuple[str, ...]:
    """A unified diff of two texts, valid rules or not."""
    return tuple(unified_diff(old.splitlines(), new.splitlines(), *names, lineterm=""))


def _by_code(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.code: row for row in rows}


def _rows(kind: Kind, old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterable[Difference]:
    for code in dict.fromkeys((*new, *old)):
        before, after = old.get(code), new.get(code)
        if before is None and after is not None:
            yield Difference(kind, code, "added", line=after.line)
        elif after is None and before is not None:
            yield Difference(kind, code, "removed", line=before.line)
        elif before != after and after is not None:
            yield Difference(kind, code, "changed", _fields(before, after), after.line)


def _fields(before: Any, after: Any) -> tuple[str, ...]:
    """Names of the fields that differ, as the document calls them."""
    names = [field.name for field in fields(before) if field.compare]
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    return tuple({"activities": "activity"}.get(name, name) for name in changed)


def _named(kind: Kind, old: Mapping[str, object], new: Mapping[str, object]) -> Iterable[Difference]:
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield Difference(kind, name, "changed" if name in old and name in new else _how(name in new))


def _unnamed(kind: Kind, old: Sequence[Any], new: Sequence[Any]) -> Iterable[Difference]:
    """Cues and tests have no names: each that only one of the documents has, by its kind or first words."""
    for how, here, there in (("added", new, old), ("removed", old, new)):
        known = set(there)
        for item in here:
            if item not in known:
                yield Difference(kind, _called(item), _how(how == "added"), line=getattr(item, "line", 0))


def _called(item: Any) -> str:
    return item.kind if hasattr(item, "kind") else " ".join(item.text.split())[:60]


def _how(is_new: bool) -> How:
    return "added" if is_new else "removed"

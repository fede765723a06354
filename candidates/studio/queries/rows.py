"""The rows of a rule document as people look for and change them: signals, flags, tests."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from candidates.studio.documents import RulesInvalid, read_rules, rows_of
from candidates.studio.snippets import Failure, check_signal, check_snippet
from candidates.studio.wording import items
from rubrics.ruledoc import editing
from rubrics.ruledoc.model import POLARITIES

SEARCHED = ("code", "terms", "groups", "activity", "holds_in", "not_in", "text", "looked_for")


@dataclass(frozen=True)
class ListedRow:
    """A row of a list. code: its own, or a test's number from 0; line: its first, from 1; how: "added" or "changed"
    against the rules that a draft is based on, else ""."""

    code: str
    line: int
    row: editing.Row
    how: str

    @property
    def terms(self) -> list[str]:
        return items(self.row.values.get("terms"))

    @property
    def groups(self) -> list[str]:
        return items(self.row.values.get("groups"))

    @property
    def activities(self) -> list[str]:
        return items(self.row.values.get("activity"))

    @property
    def tone(self) -> str:
        """Of a flag: the colour that it says, "" for one that is none."""
        said = str(self.row.values.get("polarity", ""))
        return said if said in POLARITIES else ""

    @property
    def flags(self) -> list[str]:
        return items(self.row.values.get("flags"))

    @property
    def not_flags(self) -> list[str]:
        return items(self.row.values.get("not_flags"))


def find_row(document: str, kind: editing.Kind, code: str) -> editing.Row | None:
    """One row, None if there is none. Raises RulesInvalid where rows can't be told apart."""
    rows = rows_of(document, kind)
    if kind == "tests":
        return rows[int(code)] if code.isdecimal() and int(code) < len(rows) else None
    return next((row for row in rows if row.values.get("code") == code), None)


def mark_of(row: editing.Row | None) -> str:
    """What changes when a row is changed; "" for none."""
    if row is None:
        return ""
    return hashlib.sha256(json.dumps(row.values, sort_keys=True).encode()).hexdigest()[:16]


def list_rows(
    document: str, kind: editing.Kind, *, base: str = "", search: str = "", changed: bool = False
) -> list[ListedRow]:
    """The rows in their order. base: the text to compare with; search: letters that one of its texts holds; changed:
    only those that differ from the base. Raises RulesInvalid."""
    known = _known(base, kind)
    key = search.strip().casefold()
    found = []
    for number, row in enumerate(rows_of(document, kind)):
        code = str(number) if kind == "tests" else str(row.values.get("code", ""))
        how = "" if not base else _how(row, known, kind)
        if (not key or _holds(row, key)) and (not changed or how):
            found.append(ListedRow(code, row.start + 1, row, how))
    return found


def _known(base: str, kind: editing.Kind) -> dict[str, str]:
    """Marks of the base's rows by their codes; tests have none and stand for themselves."""
    try:
        rows = rows_of(base, kind) if base else ()
    except RulesInvalid:
        return {}
    return {_key(row, kind): mark_of(row) for row in rows}


def _key(row: editing.Row, kind: editing.Kind) -> str:
    return str(row.values.get("text" if kind == "tests" else "code", ""))


def _how(row: editing.Row, known: dict[str, str], kind: editing.Kind) -> str:
    mark = known.get(_key(row, kind))
    return "added" if mark is None else "changed" if mark != mark_of(row) else ""


def _holds(row: editing.Row, key: str) -> bool:
    return any(key in text.casefold() for name in SEARCHED for text in items(row.values.get(name)))


def neighbours(document: str, kind: editing.Kind, code: str) -> tuple[str, str]:
    """The codes before and after a row, "" at the ends."""
    codes: Sequence[str] = [row.code for row in list_rows(document, kind)]
    at = codes.index(code) if code in codes else -1
    if at < 0:
        return "", ""
    return codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""


def check_row(document: str, kind: editing.Kind, code: str) -> list[Failure] | None:
    """What the sentences of a signal, or a test's text, give that they should not; None where the rules can't be
    read or the row has no tests of its own."""
    try:
        rules = read_rules(document)
    except RulesInvalid:
        return None
    if kind == "signals" and code in rules.signals:
        return check_signal(rules, rules.signals[code])
    if kind == "tests" and code.isdecimal() and int(code) < len(rules.tests):
        return check_snippet(rules, rules.tests[int(code)])
    return None

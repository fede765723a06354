"""Changing one row of a rule document's text as a form does: every other line stays as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from rubrics.ruledoc.nodes import documents, plain
from rubrics.ruledoc.problems import Problem, RuleError

Kind = Literal["signals", "flags", "tests"]
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Row:
    """A row's place in the text: its first line and the one after its last, from 0; where its dash stands; what it
    says, as lists, mappings and texts."""

    start: int
    end: int
    indent: int
    values: Mapping[str, Any]


def rows(source: str, kind: Kind) -> list[Row]:
    """The rows of one kind, in their order. Raises RuleError where the text is no YAML, or has the rows on one line."""
    lines = source.splitlines()
    return [row for sequence in _sequences(source, kind) for row in _rows(sequence, lines, kind)]


def find(source: str, kind: Kind, code: str) -> Row | None:
    """The row with a code, None if there is none. Tests have no codes: theirs is their number, from 0."""
    found = rows(source, kind)
    if kind == "tests":
        return found[int(code)] if code.isdigit() and int(code) < len(found) else None
    return next((row for row in found if row.values.get("code") == code), None)


def put(source: str, kind: Kind, code: str, values: Mapping[str, Any]) -> str:
    """The text with the row of this code as `values` say, added behind the others if there is none.

    Remarks inside the row are lost, those around it stay. What is empty is left out. The result is not checked.
    """
    written = {name: value for name, value in values.items() if value not in ("", [], None, {})}
    row = find(source, kind, code)
    lines = source.splitlines()
    if row is not None:
        lines[row.start : row.end] = _written(written, row.indent)
        return "\n".join(lines) + "\n"
    present = rows(source, kind)
    if present:
        last = present[-1]
        lines[last.end : last.end] = _written(written, last.indent)
        return "\n".join(lines) + "\n"
    return source.rstrip("\n") + "\n---\nschema: 1\n" + "\n".join([f"{kind}:", *_written(written, 2)]) + "\n"


def remove(source: str, kind: Kind, code: str) -> str:
    """The text without the row of this code; as it is if there is none."""
    row = find(source, kind, code)
    if row is None:
        return source
    lines = source.splitlines()
    del lines[row.start : row.end]
    if len(rows(source, kind)) == 1:
        heading = next(n for n in range(row.start - 1, -1, -1) if lines[n].startswith(f"{kind}:"))
        lines[heading] = f"{kind}: []"
    return "\n".join(lines) + "\n"


def _sequences(source: str, kind: Kind) -> Iterator[yaml.SequenceNode]:
    for node in documents(source):
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value == kind and isinstance(value, yaml.SequenceNode):
                yield value


def _rows(sequence: yaml.SequenceNode, lines: list[str], kind: Kind) -> Iterator[Row]:
    for item in sequence.value:
        if sequence.flow_style:
            line = sequence.start_mark.line + 1
            raise RuleError(
                [Problem(line, kind, "stand in brackets: write each on a line of its own, behind a dash")]
            )
        start, end = item.start_mark.line, item.end_mark.line
        if item.end_mark.column > 0 and end < len(lines) and lines[end][: item.end_mark.column].strip():
            end += 1  # it ends within this line
        while end > start + 1 and _is_aside(lines[end - 1]):
            end -= 1  # remarks and empty lines behind it belong to what follows
        values = plain(item)
        indent = lines[start].index("-")
        yield Row(start, end, indent, values if isinstance(values, dict) else {})


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _written(values: Mapping[str, Any], indent: int) -> list[str]:
    text = yaml.safe_dump(
        [dict(values)], sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=None
    )
    body = text.splitlines()
    if body[0].startswith("- {"):
        text = yaml.safe_dump(
            [dict(values)], sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
        )
        body = text.splitlines()
    return [" " * indent + line for line in body]

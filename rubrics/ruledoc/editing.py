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
    says, as lists, mappings and texts. fields: the lines of each of its fields, none for a row in braces; column:
    where their names stand."""

    start: int
    end: int
    indent: int
    values: Mapping[str, Any]
    fields: Mapping[str, tuple[int, int]]
    column: int


def rows(source: str, kind: Kind) -> list[Row]:
    """The rows of one kind, in their order. Raises RuleError where the text is no YAML, or has the rows on one line."""
    lines = source.splitlines()
    return [row for sequence in _sequences(source, kind) for row in _rows(sequence, lines, kind)]


def find(source: str, kind: Kind, code: str) -> Row | None:
    """The row with a code, None if there is none. Tests have no codes: theirs is their number, from 0."""
    found = rows(source, kind)
    if kind == "tests":
        return found[int(code)] if code.isdecimal() and int(code) < len(found) else None
    return next((row for row in found if row.values.get("code") == code), None)


def put(source: str, kind: Kind, code: str, values: Mapping[str, Any]) -> str:
    """The text with the row of this code as `values` say, added behind the others if there is none.

    Fields that say the same stay as they were written; remarks in those that change are lost, all others stay. What
    is empty is left out. The result is not checked.
    """
    written = {name: value for name, value in values.items() if value not in ("", [], None, {})}
    row = find(source, kind, code)
    lines = source.splitlines()
    if row is not None:
        lines[row.start : row.end] = _changed(lines, row, written)
        return "\n".join(lines) + "\n"
    present = rows(source, kind)
    if present:
        last = present[-1]
        lines[last.end : last.end] = _written(written, last.indent)
        return "\n".join(lines) + "\n"
    return source.rstrip("\n") + "\n---\nschema: 1\n" + "\n".join([f"{kind}:", *_written(written, 2)]) + "\n"


def text_of(source: str, row: Row) -> str:
    """The row's own lines, without the space before its dash."""
    lines = source.splitlines()[row.start : row.end]
    return "\n".join(line[row.indent :] for line in lines) + "\n"


def rewrite(source: str, row: Row, text: str) -> str:
    """The text with other lines in this row's place, as `text_of` gives them. The result is not checked."""
    lines = source.splitlines()
    lines[row.start : row.end] = [
        " " * row.indent + line if line.strip() else "" for line in text.splitlines()
    ]
    return "\n".join(lines) + "\n"


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
        fields, column = _fields(item, lines, end)
        yield Row(start, end, indent, values if isinstance(values, dict) else {}, fields, column)


def _fields(item: yaml.Node, lines: list[str], end: int) -> tuple[dict[str, tuple[int, int]], int]:
    """The lines of each field without the remarks behind it, and the column of their names."""
    if not isinstance(item, yaml.MappingNode) or item.flow_style or not item.value:
        return {}, 0
    names = [str(key.value) for key, _ in item.value]
    starts = [key.start_mark.line for key, _ in item.value]
    ends = [*starts[1:], end]
    for number, start in enumerate(starts):
        while ends[number] > start + 1 and _is_aside(lines[ends[number] - 1]):
            ends[number] -= 1
    found = dict(zip(names, zip(starts, ends, strict=True), strict=True))
    return (found if len(found) == len(names) else {}), item.value[0][0].start_mark.column


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


class _Dumper(yaml.SafeDumper):
    """Numbers and truths stand as plain words: the loader reads every value as a text."""


def _scalar(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    plainly = value.isdecimal() or value in ("true", "false")
    tag = "int" if value.isdecimal() else "bool" if plainly else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", value)


_Dumper.add_representer(str, _scalar)


def dump(values: Any, *, inline: bool | None = None) -> str:
    """Lists, mappings and texts as people write them. inline: None puts the innermost lists on one line."""
    text: str = yaml.dump(
        values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=inline
    )
    return text


def _changed(lines: list[str], row: Row, values: Mapping[str, Any]) -> list[str]:
    """The row's lines with other values: only those of fields that change are written anew."""
    if not row.fields:
        return _written(values, row.indent)
    dash = lines[row.start]
    own = [*lines[: row.start], f"{dash[: row.indent]} {dash[row.indent + 1 :]}", *lines[row.start + 1 :]]
    found: list[str] = []
    following = [start for start, _ in list(row.fields.values())[1:]] + [row.end]
    for (name, (start, end)), after in zip(row.fields.items(), following, strict=True):
        if name in values:
            same = values[name] == row.values[name]
            found += own[start:end] if same else _field(name, values[name], row.column)
        found += own[end:after]
    for name in values:
        if name not in row.fields:
            found += _field(name, values[name], row.column)
    return [f"{found[0][: row.indent]}-{found[0][row.indent + 1 :]}", *found[1:]]


def _field(name: str, value: Any, column: int) -> list[str]:
    text = dump({name: value})
    text = dump({name: value}, inline=False) if text.startswith("{") else text
    return [" " * column + line for line in text.splitlines()]


def _written(values: Mapping[str, Any], indent: int) -> list[str]:
    body = dump([dict(values)]).splitlines()
    if body[0].startswith("- {"):
        body = dump([dict(values)], inline=False).splitlines()
    return [" " * indent + line for line in body]

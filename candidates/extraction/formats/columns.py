"""Columns of plain text: "pdftotext -layout" and old editors set a sidebar beside the text with spaces, row by row."""

from __future__ import annotations

import re

from candidates.extraction.layout import Row, Run, count_split, is_columns, ordered
from candidates.extraction.normalise import TAB_SPACES

_CHARACTER = 3.0
"""Points that a character is taken to be wide: the narrowest gutter between columns is then two spaces."""

_TAB = 8
_LEAST_SPLIT, _LEAST_RAGGED = 6, 2
"""Rows with text on both sides, and with text on one: a form splits each of its rows, "Client    Acme"."""

_MOST_RUNS = 12
"""Runs in a row from which on it is drawn, or data, not columns of text."""

_GAP = re.compile(r" {2,}(?![: ])")
_MARK = re.compile(r"[^\w\s]+|\(?\d{1,2}[.)]|[a-zA-Z]\)|o")
"""What stands before the text of an item: a bullet or a number is no column."""


def in_columns(text: str) -> str:
    """The text with columns that stand beside each other one below the other; the same text where there are none."""
    rows = [
        row for number, line in enumerate(text.expandtabs(_TAB).split("\n")) if (row := _runs(line, number))
    ]
    split = [row for row in rows if len(row) > 1]
    if len(split) < _LEAST_SPLIT or any(len(row) > _MOST_RUNS for row in split):
        return text
    lines = ordered(rows, _is_sidebar)
    return text if lines == rows else _written(lines)


def _runs(line: str, number: int) -> Row:
    """The runs of a line between gaps of two spaces or more; its number is how far down it stands."""
    row: Row = []
    start = len(line) - len(line.lstrip(" "))
    line = line.rstrip()
    while start < len(line):
        gap = _GAP.search(line, start)
        while gap is not None and _MARK.fullmatch(line, start, gap.start()):
            gap = _GAP.search(line, gap.end())
        end = gap.start() if gap else len(line)
        row.append(Run(line[start:end], start * _CHARACTER, -number - 1.0, end * _CHARACTER, -float(number)))
        start = gap.end() if gap else len(line)
    return row


def _is_sidebar(band: list[Row], gutter: float) -> bool:
    split = count_split(band, gutter)
    return split >= _LEAST_SPLIT and len(band) - split >= _LEAST_RAGGED and is_columns(band, gutter)


def _written(rows: list[Row]) -> str:
    """The rows as lines; where lines between two of them were blank, or another column begins, one is."""
    lines: list[str] = []
    below = 0.0
    for row in rows:
        if lines and row[0].top != below:
            lines.append("")
        below = row[0].bottom
        lines.append(_joined(row))
    return "\n".join(lines)


def _joined(row: Row) -> str:
    """The runs of a row with the gaps that were between them."""
    text, right = row[0].text, row[0].right
    for run in row[1:]:
        wide = run.left - right >= TAB_SPACES * _CHARACTER
        text, right = text + ("\t" if wide else " ") + run.text, run.right
    return text

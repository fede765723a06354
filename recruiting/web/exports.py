"""Lists as CSV files: streamed, and harmless when a spreadsheet opens them (sec A39, D19).

return csv_response("people", ["Name", "E-mail"], ([row.name, row.email] for row in rows))
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from recruiting.web.lists import link

ASKED = "csv"
CHUNK = 500
"""Rows read and written at a time: memory doesn't grow with the list."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def is_csv(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file: ?as=csv beside its filters."""
    return request.GET.get("as") == ASKED


def export_link(request: HttpRequest) -> str:
    """The query string that gives the whole list, as it is narrowed down and sorted, as a file."""
    return link(request.GET, **{"as": ASKED}, page=None, more=None)


def csv_response(name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """The rows as a file called after `name` and today, in UTF-8 with a mark, without which Excel takes it for cp1252."""
    response = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def cell(value: Any) -> str:
    """A value as text: moments in UTC, nothing for None, and no text that a spreadsheet would work out."""
    if isinstance(value, datetime):
        return value.astimezone(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = value.replace("\x00", "")
    # A quote as the first sign says "this is text", and is not shown (OWASP on CSV injection).
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    waiting: list[str] = []
    for row in rows:
        waiting.append(writer.writerow([cell(value) for value in row]))
        if len(waiting) == CHUNK:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)

"""What a list may be narrowed by: a whitelist per list, exact values only (sec A24, D9)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from recruiting.rest.problems import refuse_parameter

PAGING = ("limit", "cursor", "ordering")


@dataclass(frozen=True)
class Filter:
    """One parameter. parse raises ValueError with a sentence; narrow applies the parsed value, for a request
    whose key may see less than the column tells."""

    description: str
    schema: Mapping[str, Any]
    parse: Callable[[str], Any]
    narrow: Callable[[QuerySet, Any, Any], QuerySet]


@dataclass(frozen=True)
class Listing:
    """What a list takes. orderings: public name -> field that orders it, with the id behind it; the first is
    the default, each also with "-" before it."""

    filters: Mapping[str, Filter] = field(default_factory=dict)
    orderings: Mapping[str, str] = field(default_factory=lambda: {"created": "id"})
    default: str = "-created"

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.filters, *PAGING)

    @property
    def ordering_names(self) -> list[str]:
        return [sign + name for name in self.orderings for sign in ("", "-")]

    def narrow(self, rows: QuerySet, request: Any) -> QuerySet:
        """The rows that the request's filters leave. Raises Refused naming the parameter."""
        for name, rule in self.filters.items():
            if name in request.query_params:
                try:
                    rows = rule.narrow(rows, rule.parse(request.query_params[name]), request)
                except ValueError as error:
                    raise refuse_parameter(name, "invalid", str(error)) from error
        return rows


def check_parameters(request: Any, known: Iterable[str]) -> None:
    """Refuse query parameters that the operation doesn't have, and those sent twice."""
    allowed = list(known)
    takes = f"It takes {', '.join(allowed)}." if allowed else "It takes none."
    for name, values in request.GET.lists():
        if name not in allowed:
            raise refuse_parameter(
                name[:60], "unknown_parameter", f"This operation has no such parameter. {takes}"
            )
        if len(values) > 1:
            raise refuse_parameter(name, "duplicate_parameter", "Send this parameter once.")


def by_choice(column: str, choices: Iterable[str], description: str) -> Filter:
    words = [str(choice) for choice in choices]

    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"Choose one of: {', '.join(words)}.")
        return text

    return Filter(description, {"type": "string", "enum": words}, parse, _equals(column))


def by_id(column: str, description: str) -> Filter:
    schema = {"type": "integer", "minimum": 1}
    return Filter(description, schema, parse_id, _equals(column))


def by_text(column: str, description: str, *, most: int = 200) -> Filter:
    return Filter(description, {"type": "string", "maxLength": most}, text_parser(most), _equals(column))


def since(column: str, description: str) -> Filter:
    """Rows whose moment in `column` is the given one or later."""
    narrow = _equals(f"{column}__gte")
    return Filter(description, {"type": "string", "format": "date-time"}, parse_moment, narrow)


def parse_id(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise ValueError("Give an id: a positive whole number.")
    return int(text)


def text_parser(most: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > most or not text.isprintable():
            raise ValueError(f"Give at most {most} printable characters.")
        return text

    return parse


def parse_moment(text: str) -> datetime:
    """An RFC 3339 moment. A "+" that was not escaped arrives as a space."""
    wrong = ValueError("Give a moment with its offset, such as 2026-11-24T09:30:00Z.")
    try:
        moment = parse_datetime(text.strip().replace(" ", "+"))
    except ValueError as error:
        raise wrong from error
    if moment is None or moment.tzinfo is None or not 1 < moment.year < 9999:
        raise wrong
    return moment


def parse_day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 1 < day.year < 9999:
        raise ValueError("Give a date, such as 2026-11-24.")
    return day


def _equals(lookup: str) -> Callable[[QuerySet, Any, Any], QuerySet]:
    return lambda rows, value, request: rows.filter(**{lookup: value})

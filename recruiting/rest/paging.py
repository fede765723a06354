"""Cursor pages (sec R3): no row is left out or shown twice while others come and go."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from recruiting.rest.filters import Listing
from recruiting.rest.problems import refuse_parameter

SALT = "recruiting.rest.cursor"
DEFAULT_LIMIT, MOST = 50, 100


class CursorPages(BasePagination):
    """`{"results": […], "next": url|null}`. The cursor is signed, and holds only with the filters and the
    ordering it was made for: the place behind the last row by (field, id), not a number of rows."""

    def paginate_queryset(self, queryset: QuerySet, request: Any, view: Any = None) -> list[Any]:
        listing: Listing = view.listing
        self.request = request
        self.limit = _limit(request.query_params)
        self.ordering = request.query_params.get("ordering", listing.default)
        if self.ordering not in listing.ordering_names:
            raise refuse_parameter(
                "ordering", "invalid", f"Choose one of: {', '.join(listing.ordering_names)}."
            )
        self.column = listing.orderings[self.ordering.removeprefix("-")]
        down = self.ordering.startswith("-")
        if cursor := request.query_params.get("cursor"):
            queryset = queryset.filter(self._behind(*self._read(cursor), down))
        order = [("-" if down else "") + name for name in dict.fromkeys((self.column, "id"))]
        rows = list(queryset.order_by(*order)[: self.limit + 1])
        self.last = rows[self.limit - 1] if len(rows) > self.limit else None
        return rows[: self.limit]

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        address = self._next()
        headers = {"Link": f'<{address}>; rel="next"'} if address else None
        return Response({"results": data, "next": address}, headers=headers)

    def _next(self) -> str | None:
        if self.last is None:
            return None
        value = getattr(self.last, self.column)
        if isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, str):
            value = [value]  # in a cursor a bare string is a moment
        return self._address(value, self.last.pk)

    def _address(self, value: Any, pk: int) -> str:
        """Of the page behind a place."""
        query = self.request.query_params.copy()
        query["cursor"] = signing.dumps([self._fingerprint(), value, pk], salt=SALT)
        return str(self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}"))

    def _read(self, cursor: str) -> tuple[Any, int]:
        try:
            fingerprint, value, pk = signing.loads(cursor, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise refuse_parameter("cursor", "bad_cursor", "This is no cursor that we gave.") from error
        if fingerprint != self._fingerprint():
            raise refuse_parameter(
                "cursor", "bad_cursor", "This cursor belongs to another list or other filters."
            )
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return (value[0] if isinstance(value, list) else value), pk

    def _behind(self, value: Any, pk: int, down: bool) -> Q:
        sign = "lt" if down else "gt"
        if self.column == "id":
            return Q(**{f"id__{sign}": pk})
        return Q(**{f"{self.column}__{sign}": value}) | Q(**{self.column: value, f"id__{sign}": pk})

    def _fingerprint(self) -> str:
        """Of the list, its filters and its ordering; the size of a page may change."""
        params = sorted(
            (name, value)
            for name, value in self.request.query_params.items()
            if name not in ("cursor", "limit", "ordering")
        )
        text = repr((self.request.path, self.ordering, params))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The next page; null on the last one.",
                },
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        listing: Listing = view.listing
        return [
            _parameter("cursor", "Where the page begins: from `next`, unchanged.", {"type": "string"}),
            _parameter(
                "limit",
                f"Rows a page, at most {MOST}.",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
            ),
            _parameter(
                "ordering",
                "What the list is ordered by; `-` is newest or last first.",
                {"type": "string", "enum": listing.ordering_names, "default": listing.default},
            ),
        ]


class PlacePages(CursorPages):
    """Pages of what is worked out for each request and has no row to go on from: the cursor is a place in it."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.request, self.ordering = request, ""
        limit, cursor = _limit(request.query_params), request.query_params.get("cursor")
        start = self._read(cursor)[1] if cursor else 0
        found = list(queryset[start : start + limit + 1])
        self.following = start + limit if len(found) > limit else None
        return found[:limit]

    def _next(self) -> str | None:
        return None if self.following is None else self._address(self.following, self.following)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return super().get_schema_operation_parameters(view)[:2]


def _limit(params: Any) -> int:
    text = params.get("limit", str(DEFAULT_LIMIT))
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= MOST:
        raise refuse_parameter("limit", "range", f"Choose from 1 to {MOST}.")
    return int(text)


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}

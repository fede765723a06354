"""What the API's views of one noun share: rows that the key reaches, answers with ETags, lists, locked changes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from recruiting.rest.etags import etag_of, require_match, unchanged
from recruiting.rest.filters import Listing, check_parameters
from recruiting.rest.problems import refuse_header


def _as_they_are(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


class Resource(GenericViewSet):
    """Base of every noun's views.

    queryset names the model; reach gives the rows that a request's key reaches, shape what an answer needs of
    them; noun is the scope's; out shows one row. Methods are described by schema.operation and call an action.
    """

    noun = ""
    shown_id: int | None = None  # the row of the last answer()
    out: type[BaseSerializer]
    listing = Listing()
    parameters: tuple[str, ...] = ()  # of the query, where the view is no list
    reach: Callable[[Any], QuerySet[Any]]
    shape: Callable[[QuerySet[Any]], QuerySet[Any]] = staticmethod(_as_they_are)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _refuse_unknown_length(request)
        check_parameters(request, self.listing.parameters if self.action == "list" else self.parameters)

    def get_queryset(self) -> QuerySet[Any]:
        return type(self).shape(type(self).reach(self.request))

    def row(self) -> Any:
        """The row of the address. Raises Http404 for one that the key doesn't reach, as for one that isn't."""
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def listed(self) -> Response:
        """A page of the list."""
        page = self.paginate_queryset(self.listing.narrow(self.get_queryset(), self.request))
        return self.get_paginated_response(self.show(page or (), many=True))

    def read(self) -> Response:
        """The row of the address, or 304 if the client has it already."""
        shown, etag = self.present()
        if unchanged(self.request, etag):
            return Response(status=304, headers={"ETag": etag})
        return Response(shown, headers={"ETag": etag})

    def answer(self, row: Model, *, status: int = 200, location: str = "") -> Response:
        """A row as it stands after a change, also if the change took it out of the key's reach."""
        rows: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk)
        fresh = type(self).shape(rows).get()
        shown = self.show(fresh)
        self.shown_id = fresh.pk
        headers = {"ETag": _etag(fresh, shown), **({"Location": location} if location else {})}
        return Response(shown, status, headers=headers)

    @contextmanager
    def held(self, *, match_required: bool = False) -> Iterator[Any]:
        """The row of the address, locked while the block changes it, if If-Match (where given or required) names
        it as it is. Two editors at once: the second reads the first one's change, and gets a 412."""
        with transaction.atomic():
            row = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=self.kwargs["pk"])
            shown = self.show(row)
            require_match(self.request, _etag(row, shown), shown, required=match_required)
            yield row

    def present(self) -> tuple[Any, str]:
        """The object as it is now and its ETag, for reads and for answers to conflicts; (None, "") without one."""
        if "pk" not in self.kwargs:
            return None, ""
        row = self.row()
        shown = self.show(row)
        return shown, _etag(row, shown)

    def show(self, shown: Model | Sequence[Model], *, many: bool = False) -> Any:
        """One row, or many, as `out` has it."""
        return self.out(shown, many=many, context={"request": self.request}).data


def _etag(row: Any, shown: Any) -> str:
    return etag_of(getattr(row, "version", 0), shown)


def _refuse_unknown_length(request: Any) -> None:
    """WSGI reads as many bytes as Content-Length says: a body that comes in chunks would be taken for none."""
    if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
        words = "Send the body with a Content-Length, not in chunks."
        raise refuse_header("Transfer-Encoding", "length_missing", words)

"""What long work of every kind has in common: it is watched row by row, cancelled and taken back."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from recruiting.rest.filters import Listing, by_choice
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.queries import named_for


def _with_bulk(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("bulk")


class Work(Resource):
    """Rows that each have a `bulk`."""

    shape = staticmethod(_with_bulk)

    def changed(self, change: Any) -> Response:
        """The work of the address after cancel_bulk or undo_bulk."""
        parsed(EmptyIn, self.request)
        row = self.row()
        change(bulk=row.bulk, by=self.request.user)
        return self.answer(row)


class WorkRows(Resource):
    """What became of each row of the work of the address."""

    queryset = BulkItem.objects.none()
    listing = Listing(
        filters={"state": by_choice("state", ItemState.values, "Only rows of this state.")},
        orderings={"position": "position"},
        default="position",
    )

    def find_bulk(self) -> Bulk:
        """The work. Raises Http404."""
        raise NotImplementedError

    @cached_property
    def bulk(self) -> Bulk:
        """The same, found once a request."""
        return self.find_bulk()

    def get_queryset(self) -> QuerySet[BulkItem]:
        return BulkItem.objects.filter(bulk=self.bulk)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        return super().show(named_for(self.request.user, self.bulk, shown), many=many)

    def present(self) -> tuple[Any, str]:
        """None: the address is the work's, not a row's."""
        return None, ""

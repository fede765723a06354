"""/saved-views: filters of a job's people, and searches, kept under a name."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from candidates.actions import saved_views as actions
from candidates.api import reach
from candidates.api.serializers.saved_views import LISTS, SavedViewChangeIn, SavedViewIn, SavedViewOut
from candidates.models import SavedView
from recruiting.rest.filters import Filter, Listing
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _parse_list(text: str) -> str:
    if text not in LISTS:
        raise ValueError(f"Choose one of: {', '.join(LISTS)}.")
    return LISTS[text]


def _of_list(rows: QuerySet[SavedView], page: str, request: Any) -> QuerySet[SavedView]:
    return rows.filter(page=page)


class SavedViews(Resource):
    noun = "candidates"
    queryset = SavedView.objects.none()
    out = SavedViewOut
    reach = staticmethod(reach.saved_views)
    listing = Listing(
        filters={
            "list": Filter(
                "Only views of this list.", {"type": "string", "enum": list(LISTS)}, _parse_list, _of_list
            )
        }
    )

    @operation(
        "list_saved_views",
        "List saved views",
        gives=SavedViewOut,
        many=True,
        description="One's own and the shared ones; none for a key that works on certain jobs only.",
    )
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_saved_view", "Get a saved view", gives=SavedViewOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "save_view",
        "Save a view",
        takes=SavedViewIn,
        gives=SavedViewOut,
        statuses=(201,),
        description="Whoever chooses a shared one sees the people they may. One that names somebody is not shared "
        "(400, `names_somebody`).",
    )
    @once()
    def create(self, request: Any) -> Response:
        reach.refuse_outside_jobs(request)
        values = parsed(SavedViewIn, request)
        page = LISTS[values.pop("list")]
        return self.answer(actions.save_view(by=request.user, page=page, **values), status=201)

    @operation(
        "change_saved_view",
        "Rename or share a view",
        takes=SavedViewChangeIn,
        gives=SavedViewOut,
        match="required",
        description="One's own; which list it is of and what it keeps stays.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as view:
            actions.change_view(
                view=view, by=request.user, **parsed(SavedViewChangeIn, request, partial=True)
            )
        return self.answer(view)

    @operation("delete_saved_view", "Delete a view", gives=SavedViewOut)
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        view = self.row()
        shown = self.show(view)
        actions.delete_view(view=view, by=request.user)
        return Response(shown)

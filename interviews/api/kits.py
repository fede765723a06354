"""/panelists/{id}/kit and /kit-questions/{id}: what a panel member asks."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.queries.identity import say, veil
from interviews.actions import kits as actions
from interviews.api import reach
from interviews.api.serializers.plans import (
    KitQuestionIn,
    KitQuestionMoveIn,
    KitQuestionOut,
    KitQuestionSwapIn,
)
from interviews.models import KitQuestion, Panelist
from recruiting.rest.filters import Listing
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[KitQuestion]) -> QuerySet[KitQuestion]:
    loop = "panelist__interview__loop__application"
    return rows.select_related("question", f"{loop}__job", f"{loop}__candidate")


class _Kits(Resource):
    noun = "interviews"
    queryset = KitQuestion.objects.none()
    out = KitQuestionOut
    reach = staticmethod(reach.kit_questions)
    shape = staticmethod(_shape)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        """Reasons quote the resume: of a hidden person without what tells who they are."""
        rows = list(shown) if many else [shown]
        veil(self.request.user, [row.panelist.interview.loop.application for row in rows])
        for row in rows:
            row.reason = say(row.panelist.interview.loop.application.candidate, row.reason)
        return super().show(rows if many else rows[0], many=many)


class Kit(_Kits):
    """What one panel member asks, in its order."""

    listing = Listing(orderings={"place": "position"}, default="place")

    def panelist(self) -> Panelist:
        """The panel member of the address. Raises Http404."""
        rows = reach.panelists(self.request).select_related("interview__loop__application__job")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[KitQuestion]:
        return super().get_queryset().filter(panelist=self.panelist())

    def present(self) -> tuple[Any, str]:
        """None: the address is the panel member's, not a question's."""
        return None, ""

    @operation(
        "list_kit",
        "List a panel member's questions",
        gives=KitQuestionOut,
        many=True,
        description="One's own, or anybody's for who leads the job; empty for others.",
    )
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_kit_question",
        "Put a question into a kit",
        takes=KitQuestionIn,
        gives=KitQuestionOut,
        statuses=(201,),
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        panelist = self.panelist()
        values = parsed(KitQuestionIn, request)
        return self.answer(actions.add_question(panelist=panelist, by=request.user, **values), status=201)


class OneKitQuestion(_Kits):
    @operation("get_kit_question", "Get a question of a kit", gives=KitQuestionOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "move_kit_question",
        "Move a question, or give it another time",
        takes=KitQuestionMoveIn,
        gives=KitQuestionOut,
    )
    @once()
    def move(self, request: Any, pk: int) -> Response:
        item = self.row()
        values = parsed(KitQuestionMoveIn, request)
        return self.answer(actions.change_question(kit_question=item, by=request.user, **values))

    @operation(
        "swap_kit_question",
        "Ask another question in its place",
        takes=KitQuestionSwapIn,
        gives=KitQuestionOut,
    )
    @once()
    def swap(self, request: Any, pk: int) -> Response:
        item = self.row()
        values = parsed(KitQuestionSwapIn, request)
        return self.answer(actions.swap_question(kit_question=item, by=request.user, **values))

    @operation("remove_kit_question", "Take a question out of a kit", gives=KitQuestionOut)
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        item = self.row()
        shown = self.show(item)
        actions.remove_question(kit_question=item, by=request.user)
        return Response(shown)

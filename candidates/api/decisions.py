"""/applications/{id}/decisions and /decisions/{id}: what people decided."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions import decisions as actions
from candidates.api import reach
from candidates.api.serializers.decisions import DecisionIn, DecisionOut, TakeBackIn
from candidates.models import Application, Decision
from candidates.queries.decisions import say_decisions
from candidates.queries.identity import veil
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("level", "application__job", "application__candidate")


class _Decisions(Resource):
    noun = "applications"
    queryset = Decision.objects.none()
    out = DecisionOut
    reach = staticmethod(reach.decisions)
    shape = staticmethod(_shape)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        rows = list(shown) if many else [shown]
        veil(self.request.user, [row.application for row in rows])
        for row in rows:
            say_decisions(row.application.candidate, [row])
        return super().show(rows if many else rows[0], many=many)


class Decisions(_Decisions):
    """Those on one application."""

    def application(self) -> Application:
        """The application of the address. Raises Http404."""
        rows = reach.applications(self.request).select_related("job", "stage")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Decision]:
        return super().get_queryset().filter(application=self.application())

    def present(self) -> tuple[Any, str]:
        """None: the address is the application's, not a decision's."""
        return None, ""

    @operation("list_application_decisions", "List decisions", gives=DecisionOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "make_decision",
        "Decide",
        takes=DecisionIn,
        gives=DecisionOut,
        statuses=(201,),
        description="Does what it says: moves to the next or the offer stage, hires, or rejects. For admins and the "
        "job's hiring managers.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        made = actions.make_decision(
            application=self.application(), by=request.user, **parsed(DecisionIn, request)
        )
        return self.answer(made, status=201)


class OneDecision(_Decisions):
    @operation(
        "take_back_decision",
        "Take a decision back",
        takes=TakeBackIn,
        gives=DecisionOut,
        description="The newest that stands. A hired or rejected person is active again; one who was moved on goes "
        "back, if nobody moved them since. The decision stays, with the reason.",
    )
    @once()
    def take_back(self, request: Any, pk: int) -> Response:
        values = parsed(TakeBackIn, request)
        return self.answer(actions.take_back_decision(decision=self.row(), by=request.user, **values))

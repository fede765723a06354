"""/rejection-reasons: what applications end for; a list that admins keep."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from candidates.actions import reasons as actions
from candidates.api import reach
from candidates.api.serializers.applications import ReasonChangeIn, ReasonIn, ReasonOut
from candidates.choices import RejectionSide
from candidates.models import RejectionReason
from recruiting.rest.filters import Listing, by_choice
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


class RejectionReasons(Resource):
    noun = "applications"
    queryset = RejectionReason.objects.none()
    out = ReasonOut
    reach = staticmethod(reach.rejection_reasons)
    listing = Listing(
        filters={
            "side": by_choice(
                "side",
                RejectionSide.values,
                "Whose: `us` (the default) for rejecting, `them` for people who withdraw.",
            )
        }
    )

    def get_queryset(self) -> QuerySet[RejectionReason]:
        """A list gives what may be given now."""
        rows = super().get_queryset()
        if self.action != "list":
            return rows
        rows = rows.filter(retired_at=None)
        return rows if "side" in self.request.query_params else rows.filter(side=RejectionSide.US)

    @operation("list_rejection_reasons", "List rejection reasons", gives=ReasonOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_rejection_reason", "Get a reason", gives=ReasonOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation("add_rejection_reason", "Add a reason", takes=ReasonIn, gives=ReasonOut, statuses=(201,))
    @once()
    def create(self, request: Any) -> Response:
        return self.answer(actions.add_reason(by=request.user, **parsed(ReasonIn, request)), status=201)

    @operation(
        "change_rejection_reason",
        "Reword a reason",
        takes=ReasonChangeIn,
        gives=ReasonOut,
        match="required",
        description="Also where it was given before.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as reason:
            actions.change_reason(reason=reason, by=request.user, **parsed(ReasonChangeIn, request))
        return self.answer(reason)

    @operation(
        "retire_rejection_reason",
        "Offer a reason no longer",
        gives=ReasonOut,
        description="Where it was given it stays.",
    )
    @once()
    def retire(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        reason = self.row()
        actions.retire_reason(reason=reason, by=request.user)
        return self.answer(reason)

    @operation("restore_rejection_reason", "Offer it again", gives=ReasonOut)
    @once()
    def restore(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        reason = self.row()
        actions.restore_reason(reason=reason, by=request.user)
        return self.answer(reason)

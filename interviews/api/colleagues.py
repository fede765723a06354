"""/loops/{id}/colleagues: whom a loop's panel may be made of."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.api.reach import colleagues
from interviews.api import reach
from interviews.api.serializers.plans import ColleagueOut
from recruiting.accounts.models import User
from recruiting.accounts.permissions import require
from recruiting.rest.filters import Filter, Listing, text_parser
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource


def _assignable(request: Any) -> QuerySet[User]:
    return colleagues(request).assignable()


class Colleagues(Resource):
    noun = "interviews"
    queryset = User.objects.none()
    out = ColleagueOut
    reach = staticmethod(_assignable)
    listing = Listing(
        filters={
            "name": Filter(
                "Only those in whose name each of these words begins a part.",
                {"type": "string", "maxLength": 100},
                text_parser(100),
                lambda rows, words, request: rows.named(words),
            )
        },
        orderings={"name": "name"},
        default="name",
    )

    @operation(
        "list_panel_colleagues",
        "List who can be put on a loop's panel",
        gives=ColleagueOut,
        many=True,
        description="Everybody who can sign in but auditors. For whoever runs the job's pipeline.",
    )
    def list(self, request: Any, pk: int) -> Response:
        loop = get_object_or_404(reach.loops(request).select_related("application__job"), pk=pk)
        require(request.user, "interviews.plan_loop", loop.application)
        return self.listed()

"""/loops/{id}/deal, and its undo.

A deal's answer holds what its undo needs: signed, so that nothing but what stood there comes back, and as keys, without
words of the resume.
"""

from typing import Any

from django.core import signing
from rest_framework.response import Response

from interviews.actions import deals as actions
from interviews.api import reach
from interviews.api.loops import with_job
from interviews.api.serializers.plans import DealIn, DealtOut, LoopOut, UndoDealIn
from interviews.models import Loop
from recruiting.errors import Invalid
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import parsed
from recruiting.rest.views import Resource

SALT = "interviews.api.deal"


def undo_of(loop: Loop, former: actions.Former) -> str:
    """The plan of before a deal as the text that its undo takes."""
    kept = [loop.pk, former.version, dict(former.seats)]
    return signing.dumps(kept, salt=SALT, compress=True)


def former_of(loop: Loop, text: str) -> actions.Former:
    """The plan that the text holds. Raises Invalid for one that no deal of this loop gave."""
    try:
        owner, version, seats = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        owner = None
    if owner != loop.pk:
        raise Invalid("undo", "unknown", "Send the `undo` of a deal of this loop, unchanged.")
    return actions.Former(version, seats)


class Deal(Resource):
    noun = "interviews"
    queryset = Loop.objects.none()
    out = LoopOut
    reach = staticmethod(reach.loops)
    shape = staticmethod(with_job)

    @operation(
        "deal_loop",
        "Deal focus areas and questions",
        takes=DealIn,
        gives=DealtOut,
        description="What stood in the kits goes; whoever began a scorecard keeps theirs. The same plan, resume and bank "
        "give the same deal. `undo` takes it back.",
    )
    @once()
    def deal(self, request: Any, pk: int) -> Response:
        loop = self.row()
        former = actions.deal_loop(loop=loop, by=request.user, **parsed(DealIn, request))
        answer = self.answer(loop)
        answer.data = {**answer.data, "undo": undo_of(loop, former)}
        return answer

    @operation(
        "undo_deal",
        "Take a deal back",
        takes=UndoDealIn,
        gives=LoopOut,
        description="Brings back who covered and asked what before it. 409 if the plan was changed since.",
    )
    @once()
    def undo(self, request: Any, pk: int) -> Response:
        loop = self.row()
        former = former_of(loop, parsed(UndoDealIn, request)["undo"])
        actions.restore_deal(loop=loop, by=request.user, former=former)
        return self.answer(loop)

"""/loops/{id}/debrief and /loops/{id}/record."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.queries.identity import veil
from interviews.actions import debriefs as actions
from interviews.actions.records import choose_record
from interviews.actions.scorecards import read_cards
from interviews.api import reach
from interviews.api.serializers.debriefs import (
    ChecksIn,
    DebriefOut,
    OpenIn,
    RecordIn,
    RecordOut,
    ReopenIn,
)
from interviews.models import Debrief, Loop
from interviews.queries.debriefs import Desk, read_desk, read_table, with_debrief
from interviews.queries.outcomes import read_outcomes
from interviews.queries.records import read_record
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource

_BLIND = "Nothing of any card before all are in, or a hiring manager opened the debrief early; then that it was read is written down."
_LEADS = "For admins and the job's hiring managers."


class _OfLoop(Resource):
    noun = "interviews"
    queryset = Loop.objects.none()
    reach = staticmethod(reach.loops)
    shape = staticmethod(with_debrief)

    def desk(self, loop: Loop) -> Desk:
        """The loop's desk; that its cards are read now is written down."""
        veil(self.request.user, [loop.application])
        desk = read_desk(self.request.user, loop)
        read_cards(cards=desk.cards, by=self.request.user)
        return desk


class LoopDebrief(_OfLoop):
    out = DebriefOut

    def show(self, shown: Any, *, many: bool = False) -> Any:
        desk = self.desk(shown)
        return self.out({**_state(desk), **_read(self.request.user, desk)}).data

    def debrief(self) -> Debrief:
        """The debrief of the address. Raises Http404 where none was opened."""
        rows = Debrief.objects.filter(loop__in=self.get_queryset().values("pk"))
        return get_object_or_404(rows.select_related("loop__application__job"), loop=self.kwargs["pk"])

    @operation("get_debrief", "Get a loop's debrief", gives=DebriefOut, description=_BLIND)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "open_debrief",
        "Open the debrief",
        takes=OpenIn,
        gives=DebriefOut,
        statuses=(201,),
        description="Early only with a reason, by admins and the job's hiring managers who owe no card themselves.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        loop = self.row()
        actions.open_debrief(loop=loop, by=request.user, **parsed(OpenIn, request))
        return self.answer(loop, status=201)

    @operation(
        "save_debrief",
        "Write down what was checked",
        takes=ChecksIn,
        gives=DebriefOut,
        match="required",
        description=f"Against each of the four hiring mistakes; a decision begins with it. {_LEADS}",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as loop:
            texts = parsed(ChecksIn, request, partial=True)
            actions.save_checks(debrief=self.debrief(), by=request.user, **texts)
        return self.answer(loop)

    @operation("close_debrief", "Close the debrief", gives=DebriefOut, description=f"Ends the loop. {_LEADS}")
    @once()
    def close(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(actions.close_debrief(debrief=self.debrief(), by=request.user).loop)

    @operation(
        "reopen_debrief", "Open a closed debrief again", takes=ReopenIn, gives=DebriefOut, description=_LEADS
    )
    @once()
    def reopen(self, request: Any, pk: int) -> Response:
        values = parsed(ReopenIn, request)
        return self.answer(actions.reopen_debrief(debrief=self.debrief(), by=request.user, **values).loop)


class LoopRecord(_OfLoop):
    out = RecordOut

    def show(self, shown: Any, *, many: bool = False) -> Any:
        desk = self.desk(shown)
        found: dict[str, Any] = dict.fromkeys(RecordOut().fields)
        found |= {"loop": shown.pk, "is_readable": desk.is_readable, "missing": desk.missing}
        if desk.is_readable:
            record = read_record(self.request.user, desk)
            found |= {
                "decision": record.decision,
                "focus_areas": record.table.fit.areas,
                "chosen_by": record.choice.chosen_by_id if record.choice else None,
                "strongest": record.strongest,
                "weakest": record.weakest,
                "recommendations": desk.cards,
                "checked": [{"mistake": name, "answer": answer} for name, answer in record.checked],
                "unrated": [row.criterion.code for row in record.table.unrated],
                "yellow_flags": record.yellow,
                "grows_toward": [each.text for each in record.grows_toward],
            }
        return self.out(found).data

    @operation(
        "get_decision_record",
        "Get the record of a decision",
        gives=RecordOut,
        description=f"What was decided on the loop's application, and what it rests on. {_BLIND}",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "choose_decision_record",
        "Choose what stands in the record",
        takes=RecordIn,
        gives=RecordOut,
        match="required",
        description=f"Its evidence, and what the person can grow toward, until an offer, a hire or a rejection stands. {_LEADS}",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as loop:
            choose_record(loop=loop, by=request.user, **parsed(RecordIn, request, partial=True))
        return self.answer(loop)


def _state(desk: Desk) -> dict[str, Any]:
    opened = desk.debrief
    return {
        "loop": desk.loop.pk,
        "application": desk.loop.application_id,
        "is_complete": desk.is_complete,
        "is_readable": desk.is_readable,
        "missing": desk.missing,
        "opened_at": opened.opened_at if opened else None,
        "opened_by": opened.opened_by_id if opened else None,
        "opened_early_because": opened.opened_early_because if opened else "",
        "closed_at": opened.closed_at if opened else None,
        "closed_by": opened.closed_by_id if opened else None,
        "planned_level": desk.loop.level.code,
    }


def _read(user: Any, desk: Desk) -> dict[str, Any]:
    """What the cards say; null in all of it before they may be read."""
    if not desk.is_readable:
        return dict.fromkeys(("cards", "spread", "criteria", "says", "focus_areas", "flags", "guards"))
    table = read_table(desk)
    outcomes = read_outcomes(user, desk.loop, desk.cards, table)
    return {
        "cards": desk.cards,
        "spread": table.recommended,
        "criteria": table.rows,
        "says": table.fit.words,
        "focus_areas": table.fit.areas,
        "flags": outcomes.flags,
        "guards": outcomes.guards,
    }

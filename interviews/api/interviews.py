"""/interviews and /panelists/{id}/respond: times, places, and the panel's answers."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response

from interviews.actions import scheduling as actions
from interviews.api import reach
from interviews.api.serializers.interviews import InterviewOut, PanelSeatOut, RespondIn, TimesIn
from interviews.choices import InterviewState
from interviews.models import Interview, Panelist
from recruiting.errors import Invalid
from recruiting.rest.filters import Filter, Listing, by_choice, by_id, parse_id, since
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource

ME = "me"


def _shape(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.select_related("loop__application").prefetch_related("panel")


def _person(text: str) -> int | str:
    return ME if text == ME else parse_id(text)


def _with_person(rows: QuerySet[Interview], person: int | str, request: Any) -> QuerySet[Interview]:
    pk = request.user.pk if person == ME else person
    return rows.filter(pk__in=Panelist.objects.filter(user=pk).values("interview"))


class Interviews(Resource):
    noun = "interviews"
    queryset = Interview.objects.none()
    out = InterviewOut
    reach = staticmethod(reach.interviews)
    shape = staticmethod(_shape)
    listing = Listing(
        filters={
            "panelist": Filter(
                "Only those with this person on the panel: a user's id, or `me` for the key's owner.",
                {"type": "string", "maxLength": 15},
                _person,
                _with_person,
            ),
            "loop": by_id("loop", "Only those of this loop."),
            "application": by_id("loop__application", "Only those of this application."),
            "state": by_choice("state", InterviewState.values, "Only those in this state."),
            "starts_since": since("starts_at", "Only those that start then or later."),
        },
    )

    @operation("list_interviews", "List interviews", gives=InterviewOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_interview", "Get an interview", gives=InterviewOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "schedule_interview",
        "Set the time and place of an interview",
        takes=TimesIn,
        gives=InterviewOut,
        match="required",
        description="What is left out stays. The panel is mailed an invitation, or the change; with the same values as "
        "before nobody is. A cancelled interview comes back. For whoever runs the job's pipeline.",
    )
    def partial_update(self, request: Any, pk: int) -> Response:
        with self.held(match_required=True) as interview:
            values = _present(interview) | parsed(TimesIn, request, partial=True)
            for name in ("starts_at", "zone"):
                if not values[name]:
                    raise Invalid(name, "required", "Say when it starts, and in which zone that was agreed.")
            changed = actions.schedule_interview(interview=interview, by=request.user, **values)
        return self.answer(changed)

    @operation(
        "cancel_interview",
        "Cancel an interview",
        gives=InterviewOut,
        match="optional",
        description="Whoever was invited is mailed the cancellation. A new time brings it back.",
    )
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        with self.held() as interview:
            actions.cancel_interview(interview=interview, by=request.user)
        return self.answer(interview)


def _present(interview: Interview) -> dict[str, Any]:
    names = ("starts_at", "minutes", "zone", "place", "link")
    return {name: getattr(interview, name) for name in names}


class Seats(Resource):
    noun = "interviews"
    queryset = Panelist.objects.none()
    out = PanelSeatOut
    reach = staticmethod(reach.panelists)

    @operation(
        "respond_to_interview",
        "Answer an invitation to interview",
        takes=RespondIn,
        gives=PanelSeatOut,
        description="Of the key's owner's own seat; it can be changed until the interview ended.",
    )
    @once()
    def respond(self, request: Any, pk: int) -> Response:
        values = parsed(RespondIn, request)
        return self.answer(actions.answer_invitation(panelist=self.row(), by=request.user, **values))

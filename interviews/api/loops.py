"""/loops, their interviews, and who sits on these."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from interviews.actions import loops as actions
from interviews.actions import seats
from interviews.api import reach
from interviews.api.serializers.plans import (
    BeginIn,
    LoopIn,
    LoopOut,
    PanelistChangeIn,
    PanelistIn,
    PanelistOut,
    PlannedInterviewIn,
    PlannedInterviewOut,
)
from interviews.choices import LoopState
from interviews.models import Interview, Loop, Panelist
from recruiting.rest.filters import Listing, by_choice, by_id
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def with_job(rows: QuerySet[Loop]) -> QuerySet[Loop]:
    """Loops with what an answer and an action need of them."""
    return rows.select_related("level", "application__job__level", "application__candidate")


class Loops(Resource):
    noun = "interviews"
    queryset = Loop.objects.none()
    out = LoopOut
    reach = staticmethod(reach.loops)
    shape = staticmethod(with_job)
    listing = Listing(
        filters={
            "application": by_id("application", "Only loops of this application."),
            "state": by_choice("state", LoopState.values, "Only loops in this state."),
        }
    )

    @operation("list_loops", "List interview loops", gives=LoopOut, many=True)
    def list(self, request: Any) -> Response:
        return self.listed()

    @operation("get_loop", "Get an interview loop", gives=LoopOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "start_loop",
        "Begin to plan interviews",
        takes=LoopIn,
        gives=LoopOut,
        statuses=(201,),
        makes=True,
        description="A draft without interviews. One loop of an application is open at a time.",
    )
    @once()
    def create(self, request: Any) -> Response:
        loop = actions.start_loop(by=request.user, **parsed(LoopIn, request))
        return self.answer(loop, status=201, location=reverse("interviews-api:loop", args=[loop.pk]))

    @operation("begin_loop", "Start the interviews", takes=BeginIn, gives=LoopOut)
    @once()
    def begin(self, request: Any, pk: int) -> Response:
        loop = self.row()
        actions.begin_loop(loop=loop, by=request.user, **parsed(BeginIn, request))
        return self.answer(loop)

    @operation("cancel_loop", "Give a loop up", gives=LoopOut, description="Its scorecards stay.")
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        loop = self.row()
        actions.cancel_loop(loop=loop, by=request.user)
        return self.answer(loop)


class LoopInterviews(Resource):
    """Those of one loop."""

    noun = "interviews"
    queryset = Interview.objects.none()
    out = PlannedInterviewOut
    reach = staticmethod(reach.interviews)

    def loop(self) -> Loop:
        """The loop of the address. Raises Http404."""
        rows = reach.loops(self.request).select_related("application__job")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Interview]:
        return super().get_queryset().filter(loop=self.loop())

    def present(self) -> tuple[Any, str]:
        """None: the address is the loop's, not an interview's."""
        return None, ""

    @operation("list_loop_interviews", "List a loop's interviews", gives=PlannedInterviewOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_interview",
        "Add an interview to a loop",
        takes=PlannedInterviewIn,
        gives=PlannedInterviewOut,
        statuses=(201,),
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        loop = self.loop()
        values = parsed(PlannedInterviewIn, request)
        return self.answer(actions.add_interview(loop=loop, by=request.user, **values), status=201)


class OneInterview(Resource):
    noun = "interviews"
    queryset = Interview.objects.none()
    out = PlannedInterviewOut
    reach = staticmethod(reach.interviews)
    shape = staticmethod(lambda rows: rows.select_related("loop__application__job"))

    @operation(
        "remove_interview",
        "Take an interview out of a loop",
        gives=PlannedInterviewOut,
        description="With its panel and their kits; not one that has a time, nor one with a scorecard.",
    )
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        interview = self.row()
        shown = self.show(interview)
        actions.remove_interview(interview=interview, by=request.user)
        return Response(shown)


def _with_areas(rows: QuerySet[Panelist]) -> QuerySet[Panelist]:
    return rows.select_related("user", "interview__loop__application__job").prefetch_related("focus_areas")


class Panel(Resource):
    """Who sits on one interview."""

    noun = "interviews"
    queryset = Panelist.objects.none()
    out = PanelistOut
    reach = staticmethod(reach.panelists)
    shape = staticmethod(_with_areas)

    def interview(self) -> Interview:
        """The interview of the address. Raises Http404."""
        rows = reach.interviews(self.request).select_related("loop__application__job")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Panelist]:
        return super().get_queryset().filter(interview=self.interview())

    def present(self) -> tuple[Any, str]:
        """None: the address is the interview's, not a panel member's."""
        return None, ""

    @operation("list_panelists", "List who sits on an interview", gives=PanelistOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "add_panelist",
        "Put a person on an interview",
        takes=PanelistIn,
        gives=PanelistOut,
        statuses=(201,),
        description="They see the application from now on.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        interview = self.interview()
        values = parsed(PanelistIn, request)
        return self.answer(actions.add_panelist(interview=interview, by=request.user, **values), status=201)


class OnePanelist(Resource):
    noun = "interviews"
    queryset = Panelist.objects.none()
    out = PanelistOut
    reach = staticmethod(reach.panelists)
    shape = staticmethod(_with_areas)

    @operation("get_panelist", "Get a panel member", gives=PanelistOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "change_panelist",
        "Say what a panel member covers, and for how long",
        takes=PanelistChangeIn,
        gives=PanelistOut,
        description="What is not said stays.",
    )
    @once()
    def change(self, request: Any, pk: int) -> Response:
        panelist = self.row()
        interview = panelist.interview
        stands = {
            "focus_areas": list(panelist.focus_areas.all()),
            "title": interview.title,
            "minutes": interview.minutes,
        }
        values = stands | parsed(PanelistChangeIn, request)
        return self.answer(seats.change_seat(panelist=panelist, by=request.user, **values))

    @operation(
        "remove_panelist",
        "Take a person off an interview",
        gives=PanelistOut,
        description="With their kit; an interview without a time that nobody else sits in goes too.",
    )
    @once()
    def remove(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        panelist = self.row()
        shown = self.show(panelist)
        seats.remove_seat(panelist=panelist, by=request.user)
        return Response(shown)

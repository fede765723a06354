"""What of the interviews waits for a person on Today: where they sit soon, and what they were asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from candidates.queries.identity import veil
from interviews.choices import InterviewState, Response
from interviews.models import Panelist
from interviews.permissions import interviews
from recruiting.web.registry import HomeItem, Waiting

SOON = timedelta(hours=24)


def interviews_soon(user: Any) -> QuerySet[Panelist]:
    """Where the user sits within a day, and further invitations that they did not answer."""
    now = timezone.now()
    asked = Q(interview__starts_at__lte=now + SOON) | Q(response=Response.NONE)
    rows = Panelist.objects.visible_to(user).filter(asked, user=user)
    return rows.filter(interview__state=InterviewState.SCHEDULED, interview__ends_at__gt=now).exclude(
        response=Response.DECLINED
    )


def load_soon(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Seats to come as Today shows them."""
    found = {}
    for seat in _seats(user, keys):
        what = "Answer the invitation" if seat.response == Response.NONE else "Interview"
        found[seat.pk] = _waiting(seat, what, reverse("interviews:mine") + f"#seat-{seat.pk}")
    return found


def _seats(user: Any, keys: Sequence[int]) -> list[Panelist]:
    rows = Panelist.objects.visible_to(user).filter(pk__in=keys)
    people = ("interview__loop__application__candidate", "interview__loop__application__job")
    seats = list(rows.select_related(*people, "interview__loop__application__stage"))
    veil(user, [seat.interview.loop.application for seat in seats])
    return seats


def _waiting(seat: Panelist, what: str, address: str) -> Waiting:
    application = seat.interview.loop.application
    about = {
        "panelist": seat.pk,
        "interview": seat.interview_id,
        "application": application.pk,
        "candidate": application.candidate_id,
        "job": application.job_id,
    }
    name = application.candidate.shown_name
    return Waiting(what=what, who=name, where=application.job.title, address=address, about=about, row=seat)


INTERVIEWS = HomeItem(
    code="interviews",
    heading="Interviews soon",
    icon="calendar",
    waiting=interviews_soon,
    since="interview__starts_at",
    load=load_soon,
    template="interviews/_today_seat.html",
    order=5,
    visible=interviews,
)

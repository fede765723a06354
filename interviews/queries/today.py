"""What of the interviews waits for a person on Today: their own scorecards."""

from collections.abc import Sequence
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from candidates.choices import ApplicationStatus
from candidates.queries.identity import veil
from interviews.choices import LoopState
from interviews.models import Panelist
from interviews.permissions import interviews
from interviews.queries.scorecards import seats
from recruiting.web.registry import HomeItem, Waiting


def cards_to_fill(user: Any) -> QuerySet[Panelist]:
    """The user's seats whose card is not in: since the interview ended, or where it has no time, since the loop was
    begun. None of a person whose application ended: nothing asks for what nobody decides on any more."""
    ended = Q(interview__ends_at=None) | Q(interview__ends_at__lte=timezone.now())
    rows = Panelist.objects.visible_to(user).owing()
    since = Coalesce("interview__ends_at", "interview__loop__created_at", output_field=DateTimeField())
    return rows.filter(
        ended,
        user=user.pk,
        interview__loop__state=LoopState.RUNNING,
        interview__loop__application__status=ApplicationStatus.ACTIVE,
    ).annotate(due_at=since)


def load_cards(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Seats as Today shows them."""
    rows = list(seats(user).select_related("scorecard").filter(pk__in=keys, user=user.pk))
    veil(user, [row.interview.loop.application for row in rows])
    found = {}
    for row in rows:
        application = row.interview.loop.application
        found[row.pk] = Waiting(
            what="Finish the scorecard" if hasattr(row, "scorecard") else "Fill the scorecard",
            who=application.candidate.shown_name,
            where=application.job.title,
            address=reverse("interviews:scorecard", args=[row.pk]),
            about={
                "panelist": row.pk,
                "application": application.pk,
                "candidate": application.candidate_id,
                "job": application.job_id,
            },
            row=row,
        )
    return found


CARDS = HomeItem(
    code="scorecards",
    heading="Scorecards to fill",
    icon="pencil",
    waiting=cards_to_fill,
    since="due_at",
    load=load_cards,
    template="interviews/_today_card.html",
    order=10,
    visible=interviews,
)

"""Debriefs that wait for those who lead a job: all cards are in, and nobody has opened the talk."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from candidates.choices import ApplicationStatus
from candidates.models import JobMember
from candidates.models.querysets import LEADING_ROLES
from candidates.queries.identity import veil
from interviews.models import Debrief, Loop, Panelist
from interviews.permissions import interviews
from recruiting.web.registry import HomeItem, Waiting


def debriefs_to_hold(user: Any) -> QuerySet[Loop]:
    """Open loops on jobs that the user leads, of people who are still in, with every card in and no debrief; each with
    `last_card_at`. Whether a card is in is all that is read of it."""
    # Read first: by their keys a database knows how many applications they have, and begins with the few open loops.
    led = list(JobMember.objects.filter(user=user, role__in=LEADING_ROLES).values_list("job", flat=True))
    panel = Panelist.objects.standing().filter(interview__loop=OuterRef("pk"))
    cards = panel.order_by("-scorecard__submitted_at").values("scorecard__submitted_at")
    return (
        Loop.objects.open()
        .visible_to(user)
        .filter(application__job__in=led, application__status=ApplicationStatus.ACTIVE)
        .filter(~Exists(Debrief.objects.filter(loop=OuterRef("pk"))), Exists(panel), ~Exists(panel.owing()))
        .annotate(last_card_at=Subquery(cards[:1]))
    )


def load_debriefs(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Loops as Today shows them."""
    rows = list(
        debriefs_to_hold(user)
        .filter(pk__in=keys)
        .select_related("application__candidate", "application__job", "application__stage")
    )
    veil(user, [row.application for row in rows])
    return {
        row.pk: Waiting(
            what="All cards are in: hold the debrief",
            who=row.application.candidate.shown_name,
            where=row.application.job.title,
            address=reverse("interviews:debrief", args=[row.pk]),
            about={
                "loop": row.pk,
                "application": row.application_id,
                "candidate": row.application.candidate_id,
                "job": row.application.job_id,
            },
            row=row,
        )
        for row in rows
    }


DEBRIEFS = HomeItem(
    code="debriefs",
    heading="Debriefs to hold",
    icon="people",
    waiting=debriefs_to_hold,
    since="last_card_at",
    load=load_debriefs,
    template="interviews/_today_debrief.html",
    order=15,
    visible=interviews,
)

"""The rows of interviews that a request's key reaches: those its owner sees now, cut down to the key's jobs if it names
any."""

from typing import Any

from django.db.models import QuerySet

from candidates.api.reach import applications
from interviews.models import Interview, InterviewMail, KitQuestion, Loop, Panelist, Rating


def loops(request: Any) -> QuerySet[Loop]:
    return Loop.objects.filter(application__in=applications(request).values("pk"))


def interviews(request: Any) -> QuerySet[Interview]:
    return Interview.objects.filter(loop__in=loops(request).values("pk"))


def panelists(request: Any) -> QuerySet[Panelist]:
    return Panelist.objects.filter(interview__loop__in=loops(request).values("pk"))


def mails(request: Any) -> QuerySet[InterviewMail]:
    return InterviewMail.objects.filter(interview__in=interviews(request).values("pk"))


def kit_questions(request: Any) -> QuerySet[KitQuestion]:
    rows = KitQuestion.objects.visible_to(request.user)
    return rows.filter(panelist__in=panelists(request).values("pk"))


def ratings(request: Any) -> QuerySet[Rating]:
    """On cards that the owner may read."""
    rows = Rating.objects.visible_to(request.user)
    return rows.filter(scorecard__panelist__in=panelists(request).values("pk"))

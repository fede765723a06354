"""Reading what was decided on applications."""

from typing import Any

from django.db.models import QuerySet

from candidates.models import Application, Decision


def list_decisions(user: Any, application: Application) -> QuerySet[Decision]:
    """What was decided on an application, newest first, as far as the user sees it."""
    rows = Decision.objects.visible_to(user).filter(application=application)
    return rows.select_related("level", "decided_by", "taken_back_by").order_by("-pk")


def standing_decision(application: Application) -> Decision | None:
    """The newest decision on an application that was not taken back."""
    return Decision.objects.filter(application=application, taken_back_at=None).order_by("-pk").first()

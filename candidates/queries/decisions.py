"""Reading what was decided on applications."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from candidates.choices import GUARDS
from candidates.models import Application, Candidate, Decision
from candidates.queries.identity import say


def list_decisions(user: Any, application: Application) -> QuerySet[Decision]:
    """What was decided on an application, newest first, as far as the user sees it."""
    rows = Decision.objects.visible_to(user).filter(application=application)
    return rows.select_related("level", "decided_by", "taken_back_by").order_by("-pk")


def say_decisions(candidate: Candidate, rows: Iterable[Decision]) -> list[Decision]:
    """Decisions on a person as they may be shown."""
    found = list(rows)
    for row in found:
        for field in ("reason", *GUARDS, "dissent", "conditions", "taken_back_because"):
            setattr(row, field, say(candidate, getattr(row, field)))
    return found


def standing_decision(application: Application) -> Decision | None:
    """The newest decision on an application that was not taken back."""
    return Decision.objects.filter(application=application, taken_back_at=None).order_by("-pk").first()

"""Reading what was decided on applications."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from candidates.choices import GUARDS
from candidates.models import Application, Candidate, Decision
from candidates.models.querysets import Hidden
from candidates.queries.identity import say

Prefill = Callable[[Any, Application], Mapping[str, Any]]
_prefills: list[Prefill] = []


def prefill_by(prefill: Prefill) -> None:
    """An upper floor knows what a decision begins with: prefill(user, application) gives values by the form's fields.
    Called once, when the app is ready."""
    if prefill not in _prefills:
        _prefills.append(prefill)


def prefilled(user: Any, application: Application) -> dict[str, Any]:
    """What the form of a decision begins with, as far as the user may know it."""
    return {name: value for prefill in _prefills for name, value in prefill(user, application).items()}


def list_decisions(user: Any, application: Application, *, hidden: Hidden = None) -> QuerySet[Decision]:
    """What was decided on an application, newest first, as far as the user sees it."""
    rows = Decision.objects.visible_to(user, hidden=hidden).filter(application=application)
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

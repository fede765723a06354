"""Reading the saved views of a list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.http import QueryDict

from candidates.models import SavedView


@dataclass(frozen=True)
class View:
    """A saved view as a list offers it. current: the list is filtered by it now."""

    view: SavedView
    is_own: bool
    current: bool


def list_views(user: Any, page: str, query: QueryDict, *, most: int = 50) -> list[View]:
    """The views of a list that a user may choose, their own first."""
    rows = SavedView.objects.visible_to(user).filter(page=page).select_related("owner")
    rows = rows.annotate(others=Case(When(owner=user.pk, then=0), default=1)).order_by("others", "name", "pk")
    asked = _pairs(query)
    return [View(row, row.owner_id == user.pk, _pairs(QueryDict(row.query)) == asked) for row in rows[:most]]


def _pairs(query: QueryDict) -> set[tuple[str, str]]:
    return {
        (name, value) for name, values in query.lists() if name not in ("page", "more") for value in values
    }

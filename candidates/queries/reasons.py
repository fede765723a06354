"""Reading the reasons for which applications end."""

from typing import Any

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from candidates.models import Application, RejectionReason


def list_reasons(user: Any) -> list[RejectionReason]:
    """All of both sides, those that may be given first, each with `given`: how many applications ended with it."""
    given = (
        Application.objects.present()
        .filter(reason=OuterRef("pk"))
        .order_by()
        .values("reason")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = RejectionReason.objects.visible_to(user).annotate(
        given=Coalesce(Subquery(given), 0), gone=Case(When(retired_at=None, then=Value(0)), default=Value(1))
    )
    return list(rows.order_by("gone", "position", "pk"))

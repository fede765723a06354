"""What people say of flags. The machine's result is never overwritten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.models import Application, FlagResult, FlagReview
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record


@transaction.atomic
def review_flag(
    *,
    application: Application,
    result: FlagResult,
    by: Any,
    verdict: str,
    reason: str = "",
    now: datetime | None = None,
) -> FlagReview:
    """Agree or disagree (with a reason) with one flag of the application's screening; the newest review counts.

    Raises Denied, Invalid for a flag of another screening or a disagreement without a reason.
    """
    require(by, "candidates.review_flag", application)
    if result.screening_id != application.screening_id:
        raise Invalid(
            "flag", "other_screening", "That flag belongs to another screening: read the page again."
        )
    review = check_row(
        FlagReview(
            result=result, verdict=verdict, reason=reason.strip()[:1000], by=by, at=now or timezone.now()
        )
    )
    review.save()
    record(
        names.FLAG_REVIEWED,
        result,
        by=by,
        job=application.job_id,
        codes={"flag": result.flag, "verdict": verdict, "application": application.pk},
    )
    return review


@transaction.atomic
def undo_review(*, application: Application, review: FlagReview, by: Any) -> None:
    """Take back what one has said of a flag, while it is the newest that was said; what was said before counts again.

    Raises Denied, Conflict if it is gone, another person's, or somebody has said something since.
    """
    require(by, "candidates.review_flag", application)
    newest = FlagReview.objects.filter(result=review.result_id).order_by("-pk").first()
    if newest is None or newest.pk != review.pk or newest.by_id != by.pk:
        raise Conflict("said_since", "Somebody has judged this flag since, or this was taken back already.")
    review.delete()
    record(
        names.FLAG_REVIEW_UNDONE,
        review.result,
        by=by,
        job=application.job_id,
        codes={"flag": review.result.flag, "application": application.pk},
    )

"""What people say of an application's flags."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from candidates.actions.reviews import review_flag, undo_review
from candidates.api import reach
from candidates.api.serializers.applications import ReviewIn, ReviewOut
from candidates.models import Application, FlagReview
from candidates.queries.identity import say, veil
from recruiting.errors import Invalid
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[FlagReview]) -> QuerySet[FlagReview]:
    rows = rows.select_related("result__screening__resume__candidate")
    return rows.defer("result__screening__report")


class _Reviews(Resource):
    noun = "applications"
    queryset = FlagReview.objects.none()
    out = ReviewOut
    reach = staticmethod(reach.reviews)
    shape = staticmethod(_shape)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        rows = list(shown) if many else [shown]
        veil(self.request.user, [row.result.screening.resume for row in rows])
        for row in rows:
            row.reason = say(row.result.screening.resume.candidate, row.reason)
        return super().show(rows if many else rows[0], many=many)


class Reviews(_Reviews):
    """Reviews of one application's current screening. The newest one of a flag counts."""

    def application(self) -> Application:
        """The application of the address. Raises Http404."""
        rows = reach.applications(self.request).select_related("job", "screening")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[FlagReview]:
        rows = super().get_queryset()
        return rows.filter(result__screening=self.application().screening_id)

    def present(self) -> tuple[Any, str]:
        """None: the address is the application's, not a review's."""
        return None, ""

    @operation("list_flag_reviews", "List what was said of the flags", gives=ReviewOut, many=True)
    def list(self, request: Any, pk: int) -> Response:
        return self.listed()

    @operation(
        "review_flag",
        "Agree or disagree with a flag",
        takes=ReviewIn,
        gives=ReviewOut,
        statuses=(201,),
        description="What the rules found stays as it is. `/api/v1/applications?unreviewed=` finds what is left.",
    )
    @once()
    def create(self, request: Any, pk: int) -> Response:
        application = self.application()
        values = parsed(ReviewIn, request)
        code = values.pop("flag")
        screening = application.screening
        result = screening.flags.filter(flag=code).first() if screening else None
        if result is None:
            raise Invalid("flag", "not_found", "The current screening has no flag with this code.")
        made = review_flag(application=application, result=result, by=request.user, **values)
        return self.answer(made, status=201)


class OneReview(_Reviews):
    """/flag-reviews/{id}"""

    @operation(
        "undo_flag_review",
        "Take back what one has said",
        gives=ReviewOut,
        description="One's own, while it is the newest that was said of the flag; what was said before counts again.",
    )
    @once()
    def undo(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        review = self.row()
        rows = reach.applications(request).filter(screening=review.result.screening_id).select_related("job")
        shown = self.show(review)
        undo_review(application=rows.order_by("pk")[0], review=review, by=request.user)
        return Response(shown)

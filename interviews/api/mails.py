"""/interviews/{id}/mails and /interview-mails/{id}: whether those who should know of an interview were told."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from interviews.actions.mails import retry_mail
from interviews.api import reach
from interviews.api.serializers.interviews import MailOut
from interviews.choices import MailState
from interviews.models import InterviewMail
from recruiting.accounts.permissions import require
from recruiting.rest.filters import Listing, by_choice
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource


def _shape(rows: QuerySet[InterviewMail]) -> QuerySet[InterviewMail]:
    return rows.select_related("recipient", "interview__loop__application__job")


class Mails(Resource):
    """Those about one interview."""

    noun = "interviews"
    queryset = InterviewMail.objects.none()
    out = MailOut
    reach = staticmethod(reach.mails)
    shape = staticmethod(_shape)
    listing = Listing(filters={"state": by_choice("state", MailState.values, "Only mails in this state.")})

    def get_queryset(self) -> QuerySet[InterviewMail]:
        return super().get_queryset().filter(interview=self.kwargs["pk"])

    @operation(
        "list_interview_mails",
        "List the mails about an interview",
        gives=MailOut,
        many=True,
        description="Invitations, cancellations and reminders, and what became of each. For whoever runs the job's "
        "pipeline.",
    )
    def list(self, request: Any, pk: int) -> Response:
        rows = reach.interviews(request).select_related("loop__application__job")
        require(request.user, "interviews.plan_loop", get_object_or_404(rows, pk=pk).loop.application)
        return self.listed()


class OneMail(Resource):
    noun = "interviews"
    queryset = InterviewMail.objects.none()
    out = MailOut
    reach = staticmethod(reach.mails)
    shape = staticmethod(_shape)

    @operation(
        "retry_interview_mail",
        "Send a mail that failed once more",
        gives=MailOut,
        description="409 for one that did not fail. For whoever runs the job's pipeline.",
    )
    @once()
    def retry(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(retry_mail(mail=self.row(), by=request.user))

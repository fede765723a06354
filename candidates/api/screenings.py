"""/screenings: one reading of one resume by one rule revision as of one date (contracts/greenflag.md)."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from candidates.actions.resumes import find_known, receive_resume
from candidates.actions.screenings import cancel_screening, retry_screening
from candidates.api import reach
from candidates.api.multipart import check_file, check_headers
from candidates.api.serializers.screenings import ScreeningIn, ScreeningOut, ScreeningRowOut
from candidates.api.waiting import MOST_SECONDS, wait_asked, wait_until_final
from candidates.choices import FINAL_STATES, ScreeningState
from candidates.models import Job, Screening
from candidates.queries.identity import veil
from recruiting.rest.filters import Listing, by_choice, by_id, since
from recruiting.rest.idempotency import once
from recruiting.rest.schema import operation
from recruiting.rest.strict import EmptyIn, parsed
from recruiting.rest.views import Resource

"""Bytes of a multipart body beside the file."""
PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": f"`wait=N`: answer when the screening is final, or after N seconds (at most {MOST_SECONDS}).",
    "schema": {"type": "string"},
    "example": "wait=10",
}
ANSWERS = """`job`: reading the file makes a candidate and an application there, so it must be open; without it only the
screening is made.
Answers 201 with the report if the screening is final within `Prefer: wait=N`, also for a file that can't be read;
202 if it is not; 200 with the existing one for the same bytes, job, rules and date."""


def _shape(rows: QuerySet[Screening]) -> QuerySet[Screening]:
    return rows.select_related("resume__job", "resume__candidate", "revision").defer("revision__document")


class _Screenings(Resource):
    noun = "screenings"
    queryset = Screening.objects.none()
    out = ScreeningOut
    reach = staticmethod(reach.screenings)
    shape = staticmethod(_shape)

    def show(self, shown: Any, *, many: bool = False) -> Any:
        veil(self.request.user, [row.resume for row in (shown if many else [shown])])
        return super().show(shown, many=many)


class OneScreening(_Screenings):
    """/screenings/{id}"""

    @operation("get_screening", "Get a screening", gives=ScreeningOut)
    def retrieve(self, request: Any, pk: int) -> Response:
        return self.read()

    @operation(
        "retry_screening", "Read the file again", gives=ScreeningOut, description="After any end but done."
    )
    @once()
    def retry(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(retry_screening(screening=self.row(), by=request.user))

    @operation("cancel_screening", "Cancel a screening", gives=ScreeningOut)
    @once()
    def cancel(self, request: Any, pk: int) -> Response:
        parsed(EmptyIn, request)
        return self.answer(cancel_screening(screening=self.row(), by=request.user))


class Screenings(_Screenings):
    """/screenings: the list, and the one operation of the API with a body that is not JSON."""

    parser_classes = (MultiPartParser,)
    listing = Listing(
        filters={
            "job": by_id("resume__job", "Only screenings of resumes that came for this job."),
            "resume": by_id("resume", "Only screenings of this resume."),
            "status": by_choice("state", ScreeningState.values, "Only screenings of this status."),
            "queued_since": since("queued_at", "Only screenings queued at this moment or later."),
        }
    )

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "create":
            check_headers(request)

    @operation(
        "list_screenings",
        "List screenings",
        gives=ScreeningRowOut,
        many=True,
        description="Without their reports.",
    )
    def list(self, request: Any) -> Response:
        self.out = ScreeningRowOut
        return self.listed()

    @operation(
        "create_screening",
        "Screen a resume",
        takes=ScreeningIn,
        gives=ScreeningOut,
        statuses=(200, 201, 202),
        makes=True,
        description=ANSWERS,
        parameters=(PREFER,),
        body_problems=(413,),
    )
    @once(waits=True)
    def create(self, request: Any) -> Response:
        values = _values(request)
        if values.get("job") is None:
            reach.refuse_outside_jobs(request)
        screening, known = _screening_of(by=request.user, **values)
        seconds = wait_asked(request)
        wait_until_final(screening.pk, seconds)
        screening.refresh_from_db(fields=["state"])
        status = 200 if known else 201 if screening.state in FINAL_STATES else 202
        location = reverse("candidates-api:screening", args=[screening.pk])
        response = self.answer(screening, status=status, location=location)
        if seconds:
            response["Preference-Applied"] = f"wait={seconds}"
        return response


def _values(request: Any) -> dict[str, Any]:
    """file, job and as_of of the body. Raises Refused, ValidationError."""
    check_file(request)
    return parsed(ScreeningIn, request)


def _screening_of(
    *, by: Any, file: Any, job: Job | None = None, as_of: date | None = None
) -> tuple[Screening, bool]:
    """The screening of a file, and whether the same had been asked for before."""
    data = file.read()
    wanted = {"job": job, "makes_candidate": job is not None}
    before = find_known(hashlib.sha256(data).hexdigest(), user=by, **wanted)
    asked = set(before.screenings.values_list("pk", flat=True)) if before else set()
    received = receive_resume(data=data, name=file.name, by=by, as_of=as_of, **wanted)
    first = not received.known or (before is not None and received.screening.pk not in asked)
    return received.screening, not first

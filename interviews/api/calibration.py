"""/calibration: how interviewers agree."""

from datetime import date
from typing import Any

from rest_framework.response import Response

from candidates.models import Job
from interviews.api import reach
from interviews.api.serializers.calibration import CalibrationOut
from interviews.models import Loop
from interviews.queries.calibration import Calibration, Period
from interviews.validators import check_days
from recruiting.accounts.permissions import require
from recruiting.errors import Invalid
from recruiting.rest.etags import etag_of
from recruiting.rest.filters import parse_day, parse_id
from recruiting.rest.problems import refuse_parameter
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource

_DAY = {"type": "string", "format": "date"}
PARAMETERS = (
    {"name": "since", "in": "query", "description": "Cards submitted on this day or later.", "schema": _DAY},
    {"name": "until", "in": "query", "description": "Cards submitted on this day or before.", "schema": _DAY},
    {
        "name": "job",
        "in": "query",
        "description": "Cards of this job alone.",
        "schema": {"type": "integer", "minimum": 1},
    },
)


class Calibrations(Resource):
    noun = "interviews"
    queryset = Loop.objects.none()
    out = CalibrationOut
    reach = staticmethod(reach.loops)
    parameters = ("since", "until", "job")

    @operation(
        "get_calibration",
        "How interviewers agree",
        gives=CalibrationOut,
        parameters=PARAMETERS,
        description="Over submitted cards that may be read by you. For recruiters and admins; a key that is cut down to "
        "jobs counts theirs.",
    )
    def retrieve(self, request: Any) -> Response:
        require(request.user, "interviews.calibrate")
        since, until = _day(request, "since"), _day(request, "until")
        try:
            check_days(since, until)
        except Invalid as error:
            raise refuse_parameter("until", error.code, error.message) from error
        period = Period(since, until, _job(request))
        found = Calibration(request.user, period, jobs=request.auth.jobs or ())
        shown = self.out(
            {
                "ratings": len(found.ratings),
                "agreement": found.agreement(),
                "interviewers": found.raters(),
                "questions": found.questions(),
            }
        ).data
        return Response(shown, headers={"ETag": etag_of(0, shown)})


def _day(request: Any, name: str) -> date | None:
    text = request.query_params.get(name)
    try:
        return None if text is None else parse_day(text)
    except ValueError as error:
        raise refuse_parameter(name, "invalid", str(error)) from error


def _job(request: Any) -> Job | None:
    text = request.query_params.get("job")
    if text is None:
        return None
    try:
        job = Job.objects.visible_to(request.user).filter(pk=parse_id(text)).first()
    except ValueError as error:
        raise refuse_parameter("job", "invalid", str(error)) from error
    if job is None:
        raise refuse_parameter("job", "not_found", "There is no such job, or it is not yours to see.")
    return job

"""/interviews/{id}/clashes and /interview-load: what else a panel has, and how much everybody has in a week.

Weeks are those of the key's owner's zone, as on their pages.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.response import Response

from interviews.api import reach
from interviews.api.serializers.availability import ClashesOut, LoadOut
from interviews.choices import LEAST_MINUTES, MOST_MINUTES
from interviews.models import Interview, Panelist
from interviews.queries import scheduling as queries
from interviews.zones import zone_of
from recruiting.accounts.models import User
from recruiting.accounts.permissions import require
from recruiting.rest.etags import etag_of
from recruiting.rest.filters import Filter, Listing, parse_day, parse_id, parse_moment
from recruiting.rest.paging import PlacePages
from recruiting.rest.problems import refuse_parameter
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource

PARAMETERS = (
    {
        "name": "starts_at",
        "in": "query",
        "description": "The time that is thought of; the interview's own unless said.",
        "schema": {"type": "string", "format": "date-time"},
    },
    {
        "name": "minutes",
        "in": "query",
        "description": "For how long; the interview's own unless said.",
        "schema": {"type": "integer", "minimum": LEAST_MINUTES, "maximum": MOST_MINUTES},
    },
)


class Clashes(Resource):
    noun = "interviews"
    queryset = Interview.objects.none()
    out = ClashesOut
    reach = staticmethod(reach.interviews)
    shape = staticmethod(lambda rows: rows.select_related("loop__application__job"))
    parameters = ("starts_at", "minutes")

    @operation(
        "list_interview_clashes",
        "What else a panel has at a time",
        gives=ClashesOut,
        parameters=PARAMETERS,
        description="Before a time is set: the other interviews of its panel then, and in that week. Those of all jobs "
        "count, confidential ones too; `title` is empty for one that the key doesn't reach. For whoever runs the job's "
        "pipeline.",
    )
    def retrieve(self, request: Any, pk: int) -> Response:
        interview = self.row()
        require(request.user, "interviews.plan_loop", interview.loop.application)
        starts_at, minutes = _time(request, interview)
        with timezone.override(zone_of(request.user)):
            seats = queries.panel_at(
                interview, starts_at=starts_at, minutes=minutes, seen=reach.interviews(request)
            )
            monday = timezone.localtime(queries.week_of(starts_at or timezone.now())).date()
        shown = self.out(
            {
                "interview": interview.pk,
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(minutes=minutes) if starts_at else None,
                "week": monday,
                "panel": seats,
            }
        ).data
        return Response(shown, headers={"ETag": etag_of(0, shown)})


def _time(request: Any, interview: Interview) -> tuple[datetime | None, int]:
    """The time that is asked about. Raises Refused naming the parameter."""
    starts_at, minutes = interview.starts_at, interview.minutes
    if (text := request.query_params.get("starts_at")) is not None:
        try:
            starts_at = parse_moment(text)
        except ValueError as error:
            raise refuse_parameter("starts_at", "invalid", str(error)) from error
    if (text := request.query_params.get("minutes")) is not None:
        try:
            minutes = parse_id(text)
        except ValueError:
            minutes = 0
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            words = f"Choose from {LEAST_MINUTES} to {MOST_MINUTES}."
            raise refuse_parameter("minutes", "range", words)
    return starts_at, minutes


def _load(request: Any, monday: datetime) -> QuerySet[User, dict[str, Any]]:
    """The week's load; of a key that is cut down to jobs by these alone."""
    rows, jobs = Panelist.objects.all(), request.auth.jobs
    return queries.load_of_week(
        monday, of=rows.filter(interview__loop__application__job__in=jobs) if jobs else rows
    )


class Load(Resource):
    noun = "interviews"
    queryset = Panelist.objects.none()
    out = LoadOut
    pagination_class = PlacePages
    listing = Listing(
        filters={
            "week": Filter(
                "The week of this day, from Monday in the zone of the key's owner; this week unless said.",
                {"type": "string", "format": "date"},
                parse_day,
                lambda rows, day, request: _load(request, queries.week_of_day(day)),
            )
        },
        orderings={},
        default="",
    )

    def get_queryset(self) -> Any:
        return _load(self.request, queries.week_of(timezone.now()))

    @operation(
        "list_interview_load",
        "How many interviews each person has in a week",
        gives=LoadOut,
        many=True,
        description="Who has most stands first. Interviews of all jobs count, confidential ones too; with a key that is "
        "cut down to jobs, those of these. For admins and recruiters.",
    )
    def list(self, request: Any) -> Response:
        require(request.user, "interviews.see_load")
        with timezone.override(zone_of(request.user)):
            return self.listed()

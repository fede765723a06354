"""/events: the log, for whoever may read it."""

from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework import serializers
from rest_framework.response import Response

from recruiting.accounts.permissions import allowed, require
from recruiting.events import names
from recruiting.events.models import Event
from recruiting.events.queries import events
from recruiting.home.forms.log import object_types
from recruiting.home.loglines import HEADINGS, file_rows
from recruiting.rest.filters import Filter, Listing, by_choice, by_id, parse_moment, since
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource
from recruiting.web.exports import csv_response


class EventOut(serializers.Serializer):
    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.IntegerField(
        source="actor_id", allow_null=True, help_text="Who did it; null: the system."
    )
    verb = serializers.CharField(help_text="What happened, `noun.past_tense`.")
    object_type = serializers.CharField(help_text="What it happened to, such as `candidates.job`.")
    object_id = serializers.IntegerField()
    job = serializers.IntegerField(source="job_id", allow_null=True)
    request_id = serializers.CharField(help_text="The `X-Request-ID` of the request that did it, or empty.")
    fields = serializers.ListField(  # type: ignore[assignment]
        child=serializers.CharField(), help_text="Names of the fields that changed."
    )
    codes = serializers.DictField(help_text="Codes and ids that say how.")

    example: dict[str, Any] = {
        "id": 1,
        "at": "2026-11-03T10:30:00Z",
        "actor": 1,
        "verb": "application.moved",
        "object_type": "candidates.application",
        "object_id": 1,
        "job": 1,
        "request_id": "",
        "fields": [],
        "codes": {"from": 1, "to": 2},
    }


def _reach(request: Any) -> QuerySet[Event]:
    """Raises Denied for whoever may not read the log."""
    require(request.user, "events.read_log")
    rows = events()
    return rows.filter(job_id__in=request.auth.jobs) if request.auth.jobs else rows


class Events(Resource):
    """Ids and codes only, for an admin as for an auditor."""

    noun = "log"
    queryset = Event.objects.none()
    out = EventOut
    reach = staticmethod(_reach)
    listing = Listing(
        filters={
            "verb": by_choice("verb", sorted(names.ALL), "Only what happened under this name."),
            "object_type": by_choice(
                "object_type",
                [name for name, _ in object_types()],
                "Only what happened to things of this kind.",
            ),
            "object_id": by_id("object_id", "With `object_type`: only what happened to this one."),
            "since": since("at", "Only from this moment on."),
            "before": Filter(
                "Only before this moment.",
                {"type": "string", "format": "date-time"},
                parse_moment,
                lambda rows, moment, request: rows.filter(at__lt=moment),
            ),
        }
    )

    @operation("list_events", "List what happened", gives=EventOut, many=True, description="Newest first.")
    def list(self, request: Any) -> Response:
        return self.listed()


class EventsFile(Resource):
    noun = "log"
    queryset = Events.queryset
    reach = Events.reach
    listing = Events.listing
    parameters = tuple(listing.filters)

    @operation(
        "export_events",
        "Take the log as a CSV file",
        csv=HEADINGS,
        description="In words, as its page gives it. An auditor reads numbers in the place of names.",
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        rows = self.listing.narrow(self.get_queryset(), request)
        named = allowed(request.user, "accounts.manage_people")
        return csv_response("log", HEADINGS, file_rows(rows, named=named))

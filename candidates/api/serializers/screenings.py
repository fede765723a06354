from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.reports import REPORT, report_of
from candidates.choices import ScreeningState
from candidates.models import Screening
from recruiting.rest.strict import Day, StrictIn, TextReference

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class AsOf(Day):
    """A date that positions can be counted up to."""

    default_error_messages = {"range": f"Choose a date from {EARLIEST} to {LATEST}."}

    def to_internal_value(self, data: Any) -> date:
        day = super().to_internal_value(data)
        return day if EARLIEST <= day <= LATEST else self.fail("range")


@extend_schema_field({"type": "string", "format": "binary"})
class File(serializers.FileField):
    """A file of whatever size up to the limit, which is cut off before this; an empty one is the outcome's."""


class ScreeningIn(StrictIn):
    """A multipart body."""

    file = File(
        allow_empty_file=True,
        help_text="PDF, DOCX, DOC, ODT, RTF, HTML, LaTeX, JSON Resume or text; the content decides.",
    )
    job = TextReference(reach.jobs, required=False, help_text="Makes a candidate and an application there.")
    as_of = AsOf(required=False, help_text="The day to screen at; without it the day of receipt (UTC).")

    example = {"file": "(the file's bytes)", "job": 1, "as_of": "2026-11-25"}


class ScreeningOut(serializers.Serializer):
    id = serializers.IntegerField()
    status = serializers.ChoiceField(source="state", choices=ScreeningState.choices)
    report = serializers.SerializerMethodField()

    example: dict[str, Any] = {"id": 1, "status": "queued", "report": None}

    @extend_schema_field({"anyOf": [REPORT, {"type": "null"}]})
    def get_report(self, screening: Screening) -> Any:
        return report_of(screening)


class ScreeningRowOut(serializers.Serializer):
    id = serializers.IntegerField()
    status = serializers.ChoiceField(source="state", choices=ScreeningState.choices)
    code = serializers.CharField(help_text="Why it could not be read; empty otherwise.")
    resume = serializers.IntegerField(source="resume_id")
    job = serializers.IntegerField(source="resume.job_id", allow_null=True)
    candidate = serializers.IntegerField(source="resume.candidate_id", allow_null=True)
    as_of = serializers.DateField()
    rules = serializers.CharField(source="revision.content_hash", help_text="The content hash of the rules.")
    level = serializers.CharField(help_text="junior, mid or senior; empty if unknown.")
    queued_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {
        "id": 1,
        "status": "done",
        "code": "",
        "resume": 1,
        "job": 1,
        "candidate": 1,
        "as_of": "2026-11-25",
        "rules": "9f" * 32,
        "level": "mid",
        "queued_at": "2026-11-25T09:00:00Z",
        "finished_at": "2026-11-25T09:00:02Z",
    }

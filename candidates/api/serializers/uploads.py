from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.screenings import File
from candidates.choices import ScreeningState
from candidates.queries.uploads import WAITING, count_files
from recruiting.rest.strict import StrictIn, Text, TextReference
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk


class UploadIn(StrictIn):
    """A multipart body."""

    file = File(
        allow_empty_file=True, help_text="A resume, or a ZIP file of resumes; the content decides which."
    )
    job = TextReference(reach.jobs, required=False, help_text="Where its people apply; it must be open.")
    key = Text(
        max_length=64,
        required=False,
        help_text="Your name for the upload: files sent with the same one join it.",
    )

    example = {"file": "(the file's bytes)", "job": 1, "key": "career-fair-2026"}


class FilesOut(serializers.Serializer):
    """total: also the ZIP files themselves. missing: announced by a page and never sent."""

    total = serializers.IntegerField()
    final = serializers.IntegerField()
    missing = serializers.IntegerField()
    need_you = serializers.IntegerField(help_text="Refused, unreadable or failed.")


class UploadOut(serializers.Serializer):
    id = serializers.IntegerField()
    job = serializers.IntegerField(source="job_id", allow_null=True)
    created_at = serializers.DateTimeField()
    files = serializers.SerializerMethodField()

    example: dict[str, Any] = {
        "id": 1,
        "job": 1,
        "created_at": "2026-11-25T09:00:00Z",
        "files": {"total": 413, "final": 37, "missing": 0, "need_you": 2},
    }

    @extend_schema_field(FilesOut)
    def get_files(self, bulk: Bulk) -> dict[str, Any]:
        return dict(FilesOut(count_files(bulk)).data)


class UploadedFileOut(serializers.Serializer):
    position = serializers.IntegerField(source="item.position")
    name = serializers.CharField(source="item.name", help_text="With its folders, if it came in a ZIP file.")
    state = serializers.ChoiceField(source="item.state", choices=ItemState.choices)
    code = serializers.CharField(
        source="item.code",
        help_text="Why it was refused; `duplicate` and `archive` of files that were taken.",
    )
    status = serializers.ChoiceField(
        source="state",
        choices=[*ScreeningState.choices, (WAITING, "Not here yet")],
        help_text="Where its screening stands.",
    )
    message = serializers.CharField()
    resume = serializers.IntegerField(source="resume.pk", default=None, allow_null=True)
    screening = serializers.IntegerField(source="screening.pk", default=None, allow_null=True)
    candidate = serializers.IntegerField(source="candidate.pk", default=None, allow_null=True)
    application = serializers.IntegerField(source="application.pk", default=None, allow_null=True)

    example: dict[str, Any] = {
        "position": 2,
        "name": "novak/cv.pdf",
        "state": "done",
        "code": "",
        "status": "done",
        "message": "",
        "resume": 1,
        "screening": 1,
        "candidate": 1,
        "application": 1,
    }

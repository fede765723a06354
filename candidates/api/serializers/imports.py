from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.screenings import File
from candidates.api.serializers.work import WorkOut, WorkRowOut
from candidates.csvfiles import FIELDS
from recruiting.rest.strict import StrictIn, Text, TextReference


class ImportIn(StrictIn):
    """A multipart body."""

    file = File(help_text="CSV with comma, semicolon or tab, at most 20,000 rows and 10 MB.")
    job = TextReference(reach.jobs, required=False, help_text="Where its people apply; it must be open.")
    columns = Text(
        max_length=2000,
        required=False,
        help_text=f"What each column holds, in their order, with commas between, nothing for those to leave out: "
        f"{', '.join(FIELDS)}. Without it the headings tell.",
    )

    example = {"file": "(the file's bytes)", "job": 1, "columns": "name,email,,phone"}


class ImportOut(WorkOut):
    job = serializers.IntegerField(source="job_id", allow_null=True)
    columns = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        **WorkOut.example,
        "job": 1,
        "columns": ["name", "email", "", "phone"],
        "created_at": "2026-11-25T09:00:00Z",
    }


class ImportedRowOut(WorkRowOut):
    code = serializers.CharField(help_text="`known`: somebody with this e-mail address was here already.")
    candidate = serializers.IntegerField(source="target_id", allow_null=True)

    example: dict[str, Any] = {
        "position": 2,
        "name": "Kim Novak",
        "state": "done",
        "code": "",
        "message": "Added.",
        "candidate": 1,
    }

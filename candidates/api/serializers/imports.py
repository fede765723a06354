from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.screenings import File
from candidates.csvfiles import FIELDS
from candidates.models import PeopleImport
from recruiting.rest.strict import StrictIn, Text, TextReference
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.queries import progress_of


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


class RowsOut(serializers.Serializer):
    total = serializers.IntegerField()
    waiting = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    skipped = serializers.IntegerField()
    undone = serializers.IntegerField()


class ImportOut(serializers.Serializer):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(source="bulk.state", choices=BulkState.choices)
    job = serializers.IntegerField(source="job_id", allow_null=True)
    columns = serializers.ListField(child=serializers.CharField())
    undoing = serializers.BooleanField(
        source="bulk.is_undoing",
        help_text="Whether it is being taken back now: of many rows a worker takes care.",
    )
    created_at = serializers.DateTimeField()
    rows = serializers.SerializerMethodField()

    example: dict[str, Any] = {
        "id": 1,
        "state": "running",
        "job": 1,
        "columns": ["name", "email", "", "phone"],
        "undoing": False,
        "created_at": "2026-11-25T09:00:00Z",
        "rows": {"total": 200, "waiting": 150, "done": 44, "failed": 6, "skipped": 0, "undone": 0},
    }

    @extend_schema_field(RowsOut)
    def get_rows(self, wanted: PeopleImport) -> dict[str, Any]:
        return dict(RowsOut(progress_of(wanted.bulk)).data)


class ImportedRowOut(serializers.Serializer):
    position = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ItemState.choices)
    code = serializers.CharField(help_text="`known`: somebody with this e-mail address was here already.")
    message = serializers.CharField()
    candidate = serializers.IntegerField(source="target_id", allow_null=True)

    example: dict[str, Any] = {
        "position": 2,
        "name": "Kim Novak",
        "state": "done",
        "code": "",
        "message": "Added.",
        "candidate": 1,
    }

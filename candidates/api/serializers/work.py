from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from recruiting.work.choices import BulkState, ItemState
from recruiting.work.queries import progress_of


class RowsOut(serializers.Serializer):
    total = serializers.IntegerField()
    waiting = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    skipped = serializers.IntegerField()
    undone = serializers.IntegerField()


class WorkOut(serializers.Serializer):
    """Rows that each have a `bulk`."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(source="bulk.state", choices=BulkState.choices)
    undoing = serializers.BooleanField(
        source="bulk.is_undoing",
        help_text="Whether it is being taken back now: of many rows a worker takes care.",
    )
    rows = serializers.SerializerMethodField()

    example: dict[str, Any] = {
        "id": 1,
        "state": "running",
        "undoing": False,
        "rows": {"total": 200, "waiting": 150, "done": 44, "failed": 6, "skipped": 0, "undone": 0},
    }

    @extend_schema_field(RowsOut)
    def get_rows(self, work: Any) -> dict[str, Any]:
        return dict(RowsOut(progress_of(work.bulk)).data)


class WorkRowOut(serializers.Serializer):
    position = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ItemState.choices)
    message = serializers.CharField()

    example: dict[str, Any] = {"position": 2, "name": "Kim Novak", "state": "done", "message": "Added."}

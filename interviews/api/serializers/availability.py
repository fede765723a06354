"""What the API shows of who is where when."""

from typing import Any

from rest_framework import serializers

from candidates.api.serializers.jobs import NamedOut


class ClashOut(serializers.Serializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    title = serializers.CharField(help_text="Empty for an interview that the key doesn't reach.")


class WeekOut(serializers.Serializer):
    interviews = serializers.IntegerField()
    minutes = serializers.IntegerField()


class SeatAtOut(serializers.Serializer):
    panelist = serializers.IntegerField(source="panelist.pk")
    user = NamedOut(source="panelist.user")
    clashes = ClashOut(many=True)
    load = WeekOut(help_text="What they have in that week.")


class ClashesOut(serializers.Serializer):
    interview = serializers.IntegerField()
    starts_at = serializers.DateTimeField(allow_null=True, help_text="Null where no time was said yet.")
    ends_at = serializers.DateTimeField(allow_null=True)
    week = serializers.DateField(help_text="The Monday of that week; of this one without a time.")
    panel = SeatAtOut(many=True)

    example: dict[str, Any] = {
        "interview": 12,
        "starts_at": "2026-12-07T09:00:00Z",
        "ends_at": "2026-12-07T10:00:00Z",
        "week": "2026-12-07",
        "panel": [
            {
                "panelist": 31,
                "user": {"id": 4, "name": "Aisha Bello"},
                "clashes": [
                    {"starts_at": "2026-12-07T09:30:00Z", "ends_at": "2026-12-07T10:30:00Z", "title": ""}
                ],
                "load": {"interviews": 3, "minutes": 165},
            }
        ],
    }


class LoadOut(serializers.Serializer):
    user = serializers.IntegerField()
    name = serializers.CharField()
    interviews = serializers.IntegerField()
    minutes = serializers.IntegerField()
    unanswered = serializers.IntegerField(help_text="Invitations without an answer.")
    declined = serializers.IntegerField()

    example: dict[str, Any] = {
        "user": 4,
        "name": "Aisha Bello",
        "interviews": 3,
        "minutes": 165,
        "unanswered": 1,
        "declined": 0,
    }

"""What the API takes and shows of interviews' times and panels."""

from typing import Any

from rest_framework import serializers

from candidates.api.serializers.jobs import NamedOut
from interviews.api.serializers.fields import minutes_in
from interviews.choices import (
    ANSWERS,
    InterviewState,
    MailFault,
    MailKind,
    MailState,
    Response,
)
from recruiting.rest.strict import Choice, Moment, StrictIn, Text

_ANSWERS = [(answer.value, answer.label) for answer in ANSWERS]


class TimesIn(StrictIn):
    starts_at = Moment(required=False, help_text="With its offset; still to come.")
    minutes = minutes_in()
    zone = Text(max_length=64, required=False, help_text="The IANA zone it was agreed in.")
    place = Text(max_length=200, allow_blank=True, required=False)
    link = Text(max_length=500, allow_blank=True, required=False, help_text="Of the call: https only.")

    example: dict[str, Any] = {
        "starts_at": "2026-12-07T10:00:00+01:00",
        "minutes": 60,
        "zone": "Europe/Berlin",
        "link": "https://meet.example.org/automation",
    }


class RespondIn(StrictIn):
    response = Choice(choices=_ANSWERS)
    starts_at = Moment(
        required=False, help_text="The time that is answered to: refused if the interview has another by now."
    )

    example: dict[str, Any] = {"response": "accepted", "starts_at": "2026-12-07T09:00:00Z"}


class PanelSeatOut(serializers.Serializer):
    id = serializers.IntegerField()
    interview = serializers.IntegerField(source="interview_id")
    user = serializers.IntegerField(source="user_id")
    response = serializers.ChoiceField(choices=Response.choices)

    example: dict[str, Any] = {"id": 31, "interview": 12, "user": 4, "response": "accepted"}


class InterviewOut(serializers.Serializer):
    id = serializers.IntegerField()
    loop = serializers.IntegerField(source="loop_id")
    application = serializers.IntegerField(source="loop.application_id")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=InterviewState.choices)
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    minutes = serializers.IntegerField()
    zone = serializers.CharField(help_text="The IANA zone it was agreed in; empty without a time.")
    place = serializers.CharField()
    link = serializers.CharField()
    sequence = serializers.IntegerField(help_text="Rises with each change that the panel is told.")
    organiser = serializers.IntegerField(source="organiser_id", help_text="The id of a user.")
    panel = PanelSeatOut(many=True)

    example: dict[str, Any] = {
        "id": 12,
        "loop": 5,
        "application": 9,
        "title": "Automation skills",
        "state": "scheduled",
        "starts_at": "2026-12-07T09:00:00Z",
        "ends_at": "2026-12-07T10:00:00Z",
        "minutes": 60,
        "zone": "Europe/Berlin",
        "place": "",
        "link": "https://meet.example.org/automation",
        "sequence": 1,
        "organiser": 2,
        "panel": [PanelSeatOut.example],
    }


class MailOut(serializers.Serializer):
    id = serializers.IntegerField()
    interview = serializers.IntegerField(source="interview_id")
    recipient = NamedOut()
    kind = serializers.ChoiceField(choices=MailKind.choices)
    sequence = serializers.IntegerField(help_text="The interview's that it tells of; a reminder's number.")
    state = serializers.ChoiceField(
        choices=MailState.choices, help_text="`dropped`: nobody needed it any more, and it was not sent."
    )
    fault = serializers.ChoiceField(
        choices=[("", "None"), *MailFault.choices],
        help_text="Why it failed. `unclear`: the server stopped while it was being sent, so it may have arrived.",
    )
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {
        "id": 52,
        "interview": 12,
        "recipient": {"id": 4, "name": "Aisha Bello"},
        "kind": "request",
        "sequence": 1,
        "state": "failed",
        "fault": "refused",
        "created_at": "2026-12-01T08:00:00Z",
        "sent_at": None,
    }

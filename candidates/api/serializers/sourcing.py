from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.jobs import NamedOut
from recruiting.rest.strict import Coded, Reference, StrictIn, Text
from rubrics.models import SourceChannel


class SourceIn(StrictIn):
    name = Text(max_length=200)
    channel = Coded(
        SourceChannel.objects.all,
        allow_null=True,
        required=False,
        help_text="The code of one of the guide's channels.",
    )

    example = {"name": "OWASP chapter Porto", "channel": "security_communities"}


class SourceOut(NamedOut):
    channel = serializers.CharField(source="channel.code", default=None, allow_null=True)

    example: dict[str, Any] = {"id": 1, "name": "OWASP chapter Porto", "channel": "security_communities"}


class SetSourceIn(StrictIn):
    source = Reference(reach.sources, allow_null=True, help_text="null: not known.")

    example = {"source": 1}


class ChannelIn(StrictIn):
    how_to_search = Text(
        max_length=10_000, allow_blank=True, required=False, help_text="Empty: the guide's words."
    )
    message = Text(max_length=5_000, allow_blank=True, required=False, help_text="Empty: the guide's words.")
    cost = Text(max_length=300, allow_blank=True, required=False, help_text="In money and hours.")
    notes = Text(max_length=10_000, allow_blank=True, required=False)

    example = {"cost": "300 EUR a year, 4 hours a month"}


class FunnelOut(serializers.Serializer):
    source = SourceOut()
    applications = serializers.IntegerField(source="applied")
    active = serializers.IntegerField()
    reached = serializers.DictField(
        child=serializers.IntegerField(), help_text="By kind of stage: how many were ever in one."
    )
    hired = serializers.IntegerField()


class ChannelOut(serializers.Serializer):
    id = serializers.IntegerField(source="channel.pk")
    code = serializers.CharField(source="channel.code")
    name = serializers.CharField(source="channel.name")
    examples = serializers.CharField(source="channel.examples")
    how_to_search = serializers.CharField()
    message = serializers.CharField()
    cost = serializers.CharField()
    notes = serializers.CharField()

    example: dict[str, Any] = {
        "id": 1,
        "code": "github",
        "name": "GitHub contributors",
        "examples": "Contributors to security tooling",
        "how_to_search": "Open the contributors of security tools you use.",
        "message": "Hello [name], …",
        "cost": "4 hours a month",
        "notes": "",
    }


class ChannelFunnelsOut(ChannelOut):
    funnels = FunnelOut(many=True, help_text="Of each source of this channel, as far as the key sees.")

    example = ChannelOut.example | {
        "funnels": [
            {
                "source": {"id": 1, "name": "Trivy contributors", "channel": "github"},
                "applications": 4,
                "active": 1,
                "reached": {
                    "sourced": 4,
                    "applied": 3,
                    "screen": 2,
                    "interview": 1,
                    "debrief": 1,
                    "offer": 1,
                },
                "hired": 1,
            }
        ]
    }


class ReferralIn(StrictIn):
    referrer = Reference(reach.colleagues, allow_null=True, required=False, help_text="A colleague.")
    referrer_name = Text(
        max_length=200, allow_blank=True, required=False, help_text="Somebody without an account."
    )
    note = Text(max_length=1000, allow_blank=True, required=False)

    example = {"referrer_name": "Sam Field", "note": "Worked together on image scanning."}


class ReferralOut(serializers.Serializer):
    id = serializers.IntegerField()
    referrer = NamedOut(allow_null=True)
    referrer_name = serializers.CharField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "referrer": None,
        "referrer_name": "Sam Field",
        "note": "Worked together on image scanning.",
        "created_at": "2026-11-02T09:00:00Z",
    }

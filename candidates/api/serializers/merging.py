from typing import Any

from rest_framework import serializers

from candidates.actions.merging import TAKEN
from recruiting.rest.strict import Choice, Number, StrictIn


class MergeIn(StrictIn):
    take = serializers.ListField(
        child=Choice(choices=[(name, name) for name in TAKEN]),
        required=False,
        max_length=len(TAKEN),
        help_text="Fields whose value comes from the other person; empty ones are filled from there anyhow.",
    )
    goes_on = serializers.ListField(
        child=Number(min_value=1, max_value=2**53),
        required=False,
        max_length=1000,
        help_text="Of each job on which both are active the application that goes on; the further one, if not said.",
    )

    example = {"take": ["email"], "goes_on": [12]}


class DuplicateOut(serializers.Serializer):
    candidate = serializers.IntegerField(source="candidate.pk")
    name = serializers.CharField(source="candidate.shown_name")
    reasons = serializers.ListField(child=serializers.CharField())

    example: dict[str, Any] = {
        "candidate": 2,
        "name": "Kim Novak",
        "reasons": ["the same phone number"],
    }


class DuplicatesOut(serializers.Serializer):
    duplicates = DuplicateOut(many=True)

    example: dict[str, Any] = {"duplicates": [DuplicateOut.example]}


class ChoiceOut(serializers.Serializer):
    field = serializers.ChoiceField(choices=TAKEN)
    kept = serializers.CharField(help_text="What stays, unless it is taken from the other.")
    merged = serializers.CharField()


class DoubledOut(serializers.Serializer):
    job = serializers.IntegerField(source="kept.job_id")
    kept = serializers.IntegerField(source="kept.pk")
    merged = serializers.IntegerField(source="merged.pk")
    goes_on = serializers.IntegerField(
        source="further.pk", help_text="Which goes on, unless another is said."
    )


class MovesOut(serializers.Serializer):
    applications = serializers.IntegerField()
    files = serializers.IntegerField()
    notes = serializers.IntegerField()
    contacts = serializers.IntegerField()


class PreviewOut(serializers.Serializer):
    kept = serializers.IntegerField(source="kept.pk")
    merged = serializers.IntegerField(source="merged.pk")
    moves = MovesOut()
    choices = ChoiceOut(many=True)
    doubled = DoubledOut(many=True)

    example: dict[str, Any] = {
        "kept": 1,
        "merged": 2,
        "moves": {"applications": 1, "files": 1, "notes": 0, "contacts": 2},
        "choices": [{"field": "headline", "kept": "Platform engineer", "merged": "DevSecOps engineer"}],
        "doubled": [{"job": 3, "kept": 11, "merged": 12, "goes_on": 12}],
    }

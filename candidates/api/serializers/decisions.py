from typing import Any

from rest_framework import serializers

from candidates.actions.decisions import MOST_CHARACTERS
from candidates.api import reach
from candidates.choices import GUARDS, DecisionKind
from recruiting.rest.strict import Choice, Coded, Reference, StrictIn, Text
from rubrics.models import Level

_CHECKED = "What was checked against the hiring mistake of this code; an offer or a hire needs all four."


def _text(help_text: str) -> Text:
    return Text(max_length=MOST_CHARACTERS, allow_blank=True, required=False, help_text=help_text)


class DecisionIn(StrictIn):
    kind = Choice(choices=DecisionKind.choices)
    reason = Text(max_length=MOST_CHARACTERS, help_text="What it rests on.")
    level = Coded(
        Level.objects.all, allow_null=True, required=False, help_text="The code of one of the guide's levels."
    )
    rejection_reason = Reference(
        reach.rejection_reasons, required=False, help_text="One of /api/v1/rejection-reasons, to reject."
    )
    no_devops, shallow_security, gatekeeper, developer_experience = (_text(_CHECKED) for _ in GUARDS)
    dissent = _text("Who sees it otherwise, and why.")
    conditions = _text("What the offer or the hire depends on.")

    example = {
        "kind": "hire",
        "level": "mid",
        "reason": "Strong in both halves of the work.",
        **dict.fromkeys(GUARDS, "Asked about it; see the debrief."),
    }


class TakeBackIn(StrictIn):
    reason = Text(max_length=1000, help_text="Why it is taken back.")

    example = {"reason": "The offer was declined."}


class TakenBackOut(serializers.Serializer):
    at = serializers.DateTimeField(source="taken_back_at")
    by = serializers.IntegerField(source="taken_back_by_id")
    reason = serializers.CharField(source="taken_back_because")


class DecisionOut(serializers.Serializer):
    id = serializers.IntegerField()
    application = serializers.IntegerField(source="application_id")
    kind = serializers.ChoiceField(choices=DecisionKind.choices)
    level = serializers.CharField(source="level.code", default=None, allow_null=True)
    reason = serializers.CharField()
    no_devops, shallow_security, gatekeeper, developer_experience = (serializers.CharField() for _ in GUARDS)
    dissent = serializers.CharField()
    conditions = serializers.CharField()
    decided_by = serializers.IntegerField(source="decided_by_id")
    decided_at = serializers.DateTimeField()
    taken_back = serializers.SerializerMethodField(help_text="Null while it stands.")

    example: dict[str, Any] = {
        "id": 1,
        "application": 1,
        "kind": "hire",
        "level": "mid",
        "reason": "Strong in both halves of the work.",
        **dict.fromkeys(GUARDS, "Asked about it; see the debrief."),
        "dissent": "",
        "conditions": "",
        "decided_by": 3,
        "decided_at": "2026-11-20T16:00:00Z",
        "taken_back": None,
    }

    def get_taken_back(self, decision: Any) -> TakenBackOut(allow_null=True):  # type: ignore[valid-type]
        return TakenBackOut(decision).data if decision.taken_back_at else None

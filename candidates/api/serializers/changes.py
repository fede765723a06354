from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from candidates.actions.many import MOST
from candidates.api import reach
from candidates.api.serializers.work import WorkOut, WorkRowOut
from candidates.choices import Act
from recruiting.rest.strict import Choice, Number, Reference, StrictIn, Text

TAKES = {
    Act.MOVE: {"stage"},
    Act.REJECT: {"reason", "note"},
    Act.APPLY: {"other_job"},
    Act.TAG: {"name"},
    Act.ASSIGN: {"owner"},
}
"""What each act may come with, beside whom it changes."""


class ChosenIn(StrictIn):
    id = Number(min_value=1)
    version = Number(min_value=1, help_text="As you read it: who was changed since is left, and says so.")


class ChangeManyIn(StrictIn):
    act = Choice(choices=Act.choices)
    applications = ChosenIn(many=True, min_length=1, max_length=MOST, help_text="Of this job.")
    stage = Reference(reach.stages, required=False, help_text="To move to.")
    reason = Reference(reach.reasons_of_ours, required=False, help_text="To reject for.")
    note = Text(max_length=1000, allow_blank=True, required=False, help_text="With a rejection.")
    other_job = Reference(reach.jobs, required=False, help_text="To apply their people to; an open one.")
    name = Text(max_length=100, required=False, help_text="Of the tag.")
    owner = Reference(
        reach.colleagues,
        allow_null=True,
        required=False,
        help_text="Of the job's team, to assign; null or left out for nobody.",
    )

    example: dict[str, Any] = {"act": "move", "applications": [{"id": 1, "version": 3}], "stage": 2}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What belongs to another act is a mistake that would do nothing."""
        act = Act(attrs["act"])
        for name in sorted(attrs.keys() - TAKES[act] - {"act", "applications"}):
            words = f"The act “{act}” takes no {name}: leave it out, or name another act."
            raise serializers.ValidationError({name: [ErrorDetail(words, "not_of_this_act")]})
        return attrs


class ChangeManyOut(WorkOut):
    job = serializers.IntegerField(source="bulk.job_id")
    act = serializers.ChoiceField(choices=Act.choices)
    created_at = serializers.DateTimeField(source="bulk.created_at")

    example: dict[str, Any] = {
        **WorkOut.example,
        "job": 1,
        "act": "move",
        "created_at": "2026-11-25T09:00:00Z",
    }


class ChangedRowOut(WorkRowOut):
    code = serializers.CharField(help_text="Why it was left as it is; empty if it was not.")
    application = serializers.IntegerField(source="target_id")

    example: dict[str, Any] = {
        "position": 2,
        "name": "Kim Novak",
        "state": "done",
        "code": "",
        "message": "In Debrief.",
        "application": 1,
    }

from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.choices import JobStatus, Need, StageKind
from candidates.models import Job
from recruiting.rest.strict import Choice, Coded, Number, Reference, StrictIn, Text, Truth
from rubrics.models import Level, RoleProfile


class JobIn(StrictIn):
    title = Text(max_length=200, help_text="As candidates know it.")
    requisition_id = Text(max_length=100, allow_blank=True, required=False)
    role_profile = Coded(
        RoleProfile.objects.all,
        allow_null=True,
        required=False,
        help_text="The code of one of the guide's roles.",
    )
    level = Coded(
        Level.objects.all, allow_null=True, required=False, help_text="The code of one of the guide's levels."
    )
    department = Reference(reach.departments, allow_null=True, required=False)
    office = Reference(reach.offices, allow_null=True, required=False)
    description = Text(max_length=20_000, allow_blank=True, required=False)
    headcount = Number(min_value=1, max_value=1000, required=False, help_text="How many people are sought.")
    activities = serializers.DictField(
        child=Choice(choices=Need.choices),
        required=False,
        help_text="How much the job needs each of the guide's activities, by code; those that are not named stay.",
    )
    role_answers = serializers.DictField(
        child=Text(max_length=60),
        required=False,
        help_text="Which role is needed: focus, place, compliance, developers -> the code of a role.",
    )
    confidential = Truth(required=False, help_text="Whether only its team and admins see it and its people.")

    blind_until = Reference(
        reach.stages,
        allow_null=True,
        required=False,
        help_text="A stage of the job: before it nobody sees who its people are. Only an admin shows them earlier.",
    )

    example = {"title": "DevSecOps engineer", "level": "mid", "headcount": 2, "confidential": False}


class CloseIn(StrictIn):
    reason = Text(max_length=200, help_text="Why it is closed.")

    example = {"reason": "Filled"}


class NamedOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class StageOut(NamedOut):
    kind = serializers.ChoiceField(choices=StageKind.choices)
    day_limit = serializers.IntegerField(allow_null=True, help_text="Days after which waiting is long.")


class JobOut(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    requisition_id = serializers.CharField()
    role_profile = serializers.CharField(source="role_profile.code", default=None, allow_null=True)
    level = serializers.CharField(source="level.code", default=None, allow_null=True)
    department = NamedOut(allow_null=True)
    office = NamedOut(allow_null=True)
    description = serializers.CharField()
    activities = serializers.SerializerMethodField()
    role_answers = serializers.DictField(child=serializers.CharField())
    headcount = serializers.IntegerField()
    hired = serializers.IntegerField(help_text="How many people were hired for it.")
    confidential = serializers.BooleanField()
    blind_until = serializers.IntegerField(
        source="blind_until_id", allow_null=True, help_text="The stage from which on names are shown."
    )
    status = serializers.ChoiceField(choices=JobStatus.choices)
    close_reason = serializers.CharField()
    stages = StageOut(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {
        "id": 1,
        "title": "DevSecOps engineer",
        "requisition_id": "REQ-17",
        "role_profile": "devsecops_engineer",
        "level": "mid",
        "department": {"id": 1, "name": "Platform"},
        "office": None,
        "description": "",
        "activities": {"sast": "must", "dast": "nice"},
        "role_answers": {"focus": "devsecops_engineer"},
        "headcount": 2,
        "hired": 0,
        "confidential": False,
        "blind_until": None,
        "status": "open",
        "close_reason": "",
        "stages": [{"id": 1, "name": "Applied", "kind": "applied", "day_limit": 3}],
        "created_at": "2026-11-02T09:00:00Z",
        "updated_at": "2026-11-03T10:30:00Z",
        "opened_at": "2026-11-03T10:30:00Z",
        "closed_at": None,
    }

    def get_activities(self, job: Job) -> dict[str, str]:
        return {row.activity.code: row.need for row in job.job_activities.all()}

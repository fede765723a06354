from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.jobs import JobIn, NamedOut
from candidates.choices import JobRole, StageKind
from candidates.jobtext import GUARDS
from recruiting.rest.strict import Choice, Number, Reference, StrictIn, Text


class NewJobIn(JobIn):
    template = Reference(
        reach.job_templates,
        allow_null=True,
        required=False,
        help_text="One of /api/v1/job-templates: what is not given begins as it says, with a description drafted "
        "from its activities.",
    )
    hiring_manager = Reference(
        reach.colleagues,
        allow_null=True,
        required=False,
        help_text="A colleague who sees everybody on the job, and decides.",
    )

    example = {"title": "DevSecOps engineer", "template": 2, "headcount": 2}


class SeenOut(serializers.Serializer):
    words = serializers.CharField()
    line = serializers.IntegerField(help_text="Counted from 1.")
    start = serializers.IntegerField(help_text="In code points of the description.")
    end = serializers.IntegerField()


class GuardNoteOut(serializers.Serializer):
    code = serializers.ChoiceField(choices=GUARDS, source="note.code")
    title = serializers.CharField(source="note.title")
    mistake = serializers.CharField(
        source="note.mistake", help_text="The code of the guide's hiring mistake, or empty."
    )
    seen = SeenOut(many=True, source="note.seen")
    why = serializers.CharField(help_text="In the guide's words, where it has any.")
    check_instead = serializers.CharField()
    mend = serializers.CharField(source="note.mend")
    suggestion = serializers.CharField(source="note.suggestion", help_text="A sentence to take instead.")


class GuardsOut(serializers.Serializer):
    job = serializers.IntegerField(source="pk")
    notes = GuardNoteOut(many=True, source="guard_notes")

    example: dict[str, Any] = {
        "job": 1,
        "notes": [
            {
                "code": "gatekeeper",
                "title": "Expects a gatekeeper",
                "mistake": "gatekeeper",
                "seen": [{"words": "As the gatekeeper", "line": 3, "start": 80, "end": 97}],
                "why": "The “security police” causes friction; the job is to enable secure delivery, not to block it.",
                "check_instead": "An enablement mindset: security made easy, not only compliant.",
                "mend": "Say what the person builds so that teams release safely by themselves.",
                "suggestion": "You build checks into the pipeline, so that teams release safely by themselves.",
            }
        ],
    }


class DraftOut(serializers.Serializer):
    job = serializers.IntegerField(source="pk")
    description = serializers.CharField(source="drafted")

    example = {
        "job": 1,
        "description": "What you will do\n- You bring static analysis into the build pipeline.",
    }


class CopyIn(StrictIn):
    title = Text(max_length=200)

    example = {"title": "DevSecOps engineer, second team"}


class StageIn(StrictIn):
    id = Number(
        min_value=1, allow_null=True, required=False, help_text="Of a stage that stays; none for a new one."
    )
    name = Text(max_length=100)
    kind = Choice(choices=StageKind.choices)
    day_limit = Number(min_value=1, max_value=365, allow_null=True, required=False)


class StagesIn(StrictIn):
    stages = StageIn(
        many=True, help_text="In order, at most 30. A stage that is left out is removed.", max_length=30
    )

    example = {"stages": [{"id": 1, "name": "Applied", "kind": "applied", "day_limit": 3}]}


class MemberIn(StrictIn):
    user = Reference(reach.colleagues, help_text="A colleague who can sign in.")
    role = Choice(choices=JobRole.choices)

    example = {"user": 3, "role": "hiring_manager"}


class MemberOut(serializers.Serializer):
    id = serializers.IntegerField()
    user = NamedOut()
    role = serializers.ChoiceField(choices=JobRole.choices)
    added_at = serializers.DateTimeField()

    example = {
        "id": 1,
        "user": {"id": 3, "name": "Mia Member"},
        "role": "hiring_manager",
        "added_at": "2026-11-02T09:00:00Z",
    }


class TemplateIn(StrictIn):
    job = Reference(reach.jobs, help_text="The job to keep; not a confidential one.")
    name = Text(max_length=200)
    about = Text(max_length=300, allow_blank=True, required=False, help_text="When to take it.")

    example = {"job": 1, "name": "Cloud security, mid"}


class TemplateStageOut(serializers.Serializer):
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=StageKind.choices)
    day_limit = serializers.IntegerField(allow_null=True)


class TemplateOut(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField(allow_null=True, help_text="Of a shipped one: junior, mid or senior.")
    name = serializers.CharField()
    about = serializers.CharField()
    title = serializers.CharField()
    role_profile = serializers.CharField(source="role")
    level = serializers.CharField()
    description = serializers.CharField(help_text="Empty: drafted when a job is made.")
    activities = serializers.DictField(child=serializers.CharField(), source="needs")
    stages = TemplateStageOut(many=True)
    created_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 2,
        "code": "mid",
        "name": "DevSecOps engineer, mid",
        "about": "Somebody who works independently.",
        "title": "DevSecOps engineer",
        "role_profile": "devsecops_engineer",
        "level": "mid",
        "description": "",
        "activities": {"sast": "must", "dast": "nice"},
        "stages": [{"name": "Applied", "kind": "applied", "day_limit": 3}],
        "created_at": "2026-11-02T09:00:00Z",
    }

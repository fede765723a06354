from typing import Any

from rest_framework import serializers

from candidates.actions.notes import MOST_CHARACTERS
from candidates.api import reach
from candidates.api.serializers.jobs import StageOut
from candidates.choices import ApplicationStatus, NoteVisibility, RejectionSide, Verdict
from candidates.models import Note
from recruiting.rest.strict import Choice, Reference, StrictIn, Text


class ApplicationIn(StrictIn):
    candidate = Reference(reach.candidates)
    job = Reference(reach.jobs)
    source = Reference(reach.sources, allow_null=True, required=False, help_text="Where it came from.")

    example = {"candidate": 1, "job": 1}


class MoveIn(StrictIn):
    stage = Reference(reach.stages, help_text="A stage of the application's job.")

    example = {"stage": 2}


class AssignIn(StrictIn):
    owner = Reference(
        reach.colleagues,
        allow_null=True,
        help_text="A recruiter or hiring manager of the job; null for nobody.",
    )

    example = {"owner": 3}


class UseResumeIn(StrictIn):
    resume = Reference(reach.resumes, help_text="One of the person's: /api/v1/candidates/{id}/resumes.")

    example = {"resume": 7}


class RejectIn(StrictIn):
    reason = Reference(reach.reasons_of_ours, help_text="One of /api/v1/rejection-reasons.")
    note = Text(max_length=1000, allow_blank=True, required=False)

    example = {"reason": 1, "note": "No pipeline work in the last years."}


class WithdrawIn(StrictIn):
    reason = Reference(
        reach.reasons_of_theirs,
        required=False,
        help_text="One of /api/v1/rejection-reasons?side=them.",
    )
    note = Text(max_length=1000, allow_blank=True, required=False, help_text="What the person said.")

    example = {"note": "Took another offer."}


class NoteIn(StrictIn):
    text = Text(max_length=MOST_CHARACTERS)
    visibility = Choice(choices=NoteVisibility.choices, required=False)

    example = {"text": "Asked about the on-call rota.", "visibility": "team"}


class ReviewIn(StrictIn):
    flag = Text(max_length=40, help_text="The code of a flag of the application's current screening.")
    verdict = Choice(choices=Verdict.choices)
    reason = Text(max_length=1000, allow_blank=True, required=False, help_text="Needed with `dismissed`.")

    example = {"flag": "scanning_tools", "verdict": "confirmed"}


class ReviewOut(serializers.Serializer):
    id = serializers.IntegerField()
    flag = serializers.CharField(source="result.flag")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = serializers.CharField()
    by = serializers.IntegerField(source="by_id")
    at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "flag": "scanning_tools",
        "verdict": "confirmed",
        "reason": "",
        "by": 3,
        "at": "2026-11-03T10:30:00Z",
    }


class ReasonIn(StrictIn):
    name = Text(max_length=200)
    side = Choice(choices=RejectionSide.choices, help_text="Who ends the application. It stays.")

    example = {"name": "Hands-on depth too small for the level", "side": "us"}


class ReasonChangeIn(StrictIn):
    name = Text(max_length=200)

    example = {"name": "Hands-on depth too small for the level"}


class ReasonOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    side = serializers.ChoiceField(choices=RejectionSide.choices)
    retired_at = serializers.DateTimeField(allow_null=True, help_text="Since when it may be given no longer.")

    example: dict[str, Any] = {
        "id": 1,
        "name": "Hands-on depth too small for the level",
        "side": "us",
        "retired_at": None,
    }


class ApplicationOut(serializers.Serializer):
    id = serializers.IntegerField()
    candidate = serializers.IntegerField(source="candidate_id")
    job = serializers.IntegerField(source="job_id")
    stage = StageOut()
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    reason = ReasonOut(
        allow_null=True, help_text="Why it was rejected, or what the person said who withdrew."
    )
    reason_note = serializers.CharField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    source = serializers.CharField(source="source.name", default=None, allow_null=True)
    resume = serializers.IntegerField(source="resume_id", allow_null=True)
    screening = serializers.IntegerField(source="screening_id", allow_null=True, help_text="The current one.")
    hire_decision = serializers.IntegerField(
        source="hire_decision_id", allow_null=True, help_text="The decision that hired the person."
    )
    applied_at = serializers.DateTimeField()
    stage_since = serializers.DateTimeField(help_text="When it entered its stage.")
    closed_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "candidate": 1,
        "job": 1,
        "stage": {"id": 2, "name": "Recruiter screen", "kind": "screen", "day_limit": 7},
        "status": "active",
        "reason": None,
        "reason_note": "",
        "owner": 3,
        "source": None,
        "resume": 1,
        "screening": 1,
        "hire_decision": None,
        "applied_at": "2026-11-02T09:00:00Z",
        "stage_since": "2026-11-03T10:30:00Z",
        "closed_at": None,
        "updated_at": "2026-11-03T10:30:00Z",
    }


class NoteOut(serializers.Serializer):
    id = serializers.IntegerField()
    application = serializers.IntegerField(source="application_id")
    author = serializers.IntegerField(source="author_id")
    text = serializers.CharField()
    visibility = serializers.ChoiceField(choices=NoteVisibility.choices)
    mentions = serializers.SerializerMethodField(help_text="Who is named behind an @ and told, by id.")
    created_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "application": 1,
        "author": 3,
        "text": "Asked about the on-call rota.",
        "visibility": "team",
        "mentions": [],
        "created_at": "2026-11-03T10:30:00Z",
    }

    def get_mentions(self, note: Note) -> list[int]:
        return sorted(mention.user_id for mention in note.mentions.all())


class MentionOut(serializers.Serializer):
    id = serializers.IntegerField()
    note = serializers.IntegerField(source="note_id")
    seen_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {"id": 1, "note": 1, "seen_at": None}

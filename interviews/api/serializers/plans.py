from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.jobs import NamedOut
from interviews.api.reach import panelists
from interviews.api.serializers.fields import minutes_in, question_minutes_in
from interviews.choices import USUAL_MINUTES, InterviewState, LoopState, Response, Why
from recruiting.rest.strict import Coded, Number, Reference, StrictIn, Text, Truth
from rubrics.api.questions import reach_questions
from rubrics.models import FocusArea, Level


class LoopIn(StrictIn):
    application = Reference(reach.applications)
    level = Coded(Level.objects.all, required=False, help_text="The code of a level; the job's unless said.")

    example: dict[str, Any] = {"application": 1, "level": "mid"}


class BeginIn(StrictIn):
    despite_holes = Truth(
        required=False, help_text="Also if a focus area or a hiring mistake is asked about by nobody."
    )

    example: dict[str, Any] = {"despite_holes": False}


class DealIn(StrictIn):
    keep_areas = Truth(required=False, help_text="Focus areas that somebody has stay theirs.")

    example: dict[str, Any] = {"keep_areas": True}


class UndoDealIn(StrictIn):
    undo = Text(max_length=200_000, help_text="As the deal's answer gave it.")

    example: dict[str, Any] = {"undo": "eyJsb29wIjo0fQ:1vNqzZ:3sVnBbq"}


class LoopOut(serializers.Serializer):
    id = serializers.IntegerField()
    application = serializers.IntegerField(source="application_id")
    level = serializers.CharField(source="level.code")
    template = serializers.IntegerField(source="template_id", help_text="The scorecard template's version.")
    state = serializers.ChoiceField(choices=LoopState.choices)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Counts the changes of its plan.")

    example: dict[str, Any] = {
        "id": 4,
        "application": 1,
        "level": "mid",
        "template": 1,
        "state": "draft",
        "created_at": "2026-11-20T16:00:00Z",
        "version": 3,
    }


class DealtOut(LoopOut):
    undo = serializers.CharField(help_text="Takes this deal back, as long as the plan was not changed since.")

    example: dict[str, Any] = {**LoopOut.example, "undo": UndoDealIn.example["undo"]}


class ColleagueOut(NamedOut):
    example: dict[str, Any] = {"id": 3, "name": "Aisha Bello"}


class PlannedInterviewIn(StrictIn):
    title = Text(max_length=200)
    minutes = minutes_in(help_text=f"{USUAL_MINUTES} unless said.")

    example: dict[str, Any] = {"title": "Automation skills", "minutes": 60}


class PlannedInterviewOut(serializers.Serializer):
    id = serializers.IntegerField()
    loop = serializers.IntegerField(source="loop_id")
    title = serializers.CharField()
    minutes = serializers.IntegerField()
    state = serializers.ChoiceField(choices=InterviewState.choices)
    starts_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {
        "id": 9,
        "loop": 4,
        "title": "Automation skills",
        "minutes": 60,
        "state": "planned",
        "starts_at": None,
    }


def _focus_areas() -> serializers.ListField:
    return serializers.ListField(
        child=Coded(FocusArea.objects.all),
        max_length=10,
        required=False,
        help_text="Codes of what they cover.",
    )


class PanelistIn(StrictIn):
    user = Reference(reach.colleagues, help_text="A colleague who can sign in; no auditor.")
    focus_areas = _focus_areas()

    example: dict[str, Any] = {"user": 3, "focus_areas": ["automation"]}


class PanelistChangeIn(StrictIn):
    focus_areas = _focus_areas()
    title = Text(max_length=200, required=False, help_text="Of their interview.")
    minutes = minutes_in(help_text="Of their interview, while it has no time.")

    example: dict[str, Any] = {"focus_areas": ["automation", "incident"], "minutes": 45}


class PanelistOut(serializers.Serializer):
    id = serializers.IntegerField()
    interview = serializers.IntegerField(source="interview_id")
    user = NamedOut()
    focus_areas = serializers.SerializerMethodField(help_text="Codes of what they cover.")
    response = serializers.ChoiceField(choices=Response.choices)

    example: dict[str, Any] = {
        "id": 12,
        "interview": 9,
        "user": {"id": 3, "name": "Aisha Bello"},
        "focus_areas": ["automation"],
        "response": "none",
    }

    def get_focus_areas(self, panelist: Any) -> list[str]:
        return [area.code for area in panelist.focus_areas.all()]


class KitQuestionIn(StrictIn):
    question = Reference(reach_questions, help_text="A version of a question that is in use.")
    minutes = question_minutes_in(help_text="The bank's unless said.")
    place = Number(min_value=0, max_value=1000, required=False, help_text="From 0; at the end unless said.")

    example: dict[str, Any] = {"question": 7, "place": 0}


class KitQuestionSwapIn(StrictIn):
    question = Reference(reach_questions, help_text="A version of a question that is in use.")

    example: dict[str, Any] = {"question": 9}


class KitQuestionMoveIn(StrictIn):
    panelist = Reference(panelists, required=False, help_text="Who asks it from now on, of the same loop.")
    minutes = question_minutes_in()
    place = Number(min_value=0, max_value=1000, required=False, help_text="In the kit, from 0.")

    example: dict[str, Any] = {"panelist": 12, "place": 0}


class KitQuestionOut(serializers.Serializer):
    id = serializers.IntegerField()
    panelist = serializers.IntegerField(source="panelist_id")
    question = serializers.IntegerField(source="question_id")
    code = serializers.CharField(source="question.code")
    text = serializers.CharField(source="question.text")
    minutes = serializers.IntegerField()
    why = serializers.ChoiceField(choices=Why.choices)
    about = serializers.CharField(
        help_text='What it finds out about, as "activity:sast"; "" for nothing open.'
    )
    reason = serializers.CharField(help_text="Why it is asked, with the resume's words where it has any.")

    example: dict[str, Any] = {
        "id": 31,
        "panelist": 12,
        "question": 7,
        "code": "automation.false_positives",
        "text": "How do you deal with false positives from scanners?",
        "minutes": 10,
        "why": "activity",
        "about": "activity:vulnerability_management",
        "reason": "Vulnerability management: not seen. The job must have it.",
    }

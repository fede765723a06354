from typing import Any

from rest_framework import serializers

from recruiting.rest.strict import Coded, Number, StrictIn, Text
from rubrics.choices import Origin
from rubrics.models import FocusArea, Level, Question

_LINES = "One thing per line."
_ANSWER: dict[str, Any] = {"max_length": 4_000, "allow_blank": True, "required": False}


class QuestionPatchIn(StrictIn):
    text = Text(max_length=1_000, required=False)
    strong = Text(help_text=f"What a strong answer holds. {_LINES}", **_ANSWER)
    fair = Text(help_text=f"What a fair answer holds. {_LINES}", **_ANSWER)
    weak = Text(help_text=f"What a weak answer holds. {_LINES}", **_ANSWER)
    follow_ups = Text(help_text=_LINES, **_ANSWER)

    example = {"strong": "Sorts by cause first.\nKnows how often each rule was right."}


class QuestionIn(QuestionPatchIn):
    focus_area = Coded(FocusArea.objects.all, help_text="The code of a focus area.")
    levels = serializers.ListField(
        child=Coded(Level.objects.all),
        min_length=1,
        max_length=10,
        help_text="Codes of the levels it is fit for.",
    )
    minutes = Number(min_value=1, max_value=120, required=False, help_text="10 unless said.")
    text = Text(max_length=1_000)
    probes = serializers.ListField(
        child=Text(max_length=80),
        max_length=40,
        required=False,
        help_text="What it finds out about, each by kind and code.",
    )

    example: dict[str, Any] = {
        "focus_area": "automation",
        "levels": ["mid"],
        "minutes": 10,
        "text": "A scanner reports the same finding in forty services. What do you do?",
        "strong": "Looks for the one cause, such as a shared base image.",
        "probes": ["activity:container_scanning"],
    }


class QuestionOut(serializers.Serializer):
    id = serializers.IntegerField(help_text="Of this version: another version is another object.")
    code = serializers.CharField(help_text="All versions of a question share it.")
    version = serializers.IntegerField()
    focus_area = serializers.CharField(source="focus_area.code")
    levels = serializers.SerializerMethodField(help_text="Codes of the levels it is fit for.")
    minutes = serializers.IntegerField()
    text = serializers.CharField()
    strong = serializers.CharField(help_text=f"What a strong answer holds. {_LINES}")
    fair = serializers.CharField(help_text=f"What a fair answer holds. {_LINES}")
    weak = serializers.CharField(help_text=f"What a weak answer holds. {_LINES}")
    follow_ups = serializers.CharField(help_text=_LINES)
    probes = serializers.SerializerMethodField(help_text="What it finds out about, each by kind and code.")
    origin = serializers.ChoiceField(choices=Origin.choices)
    edited_at = serializers.DateTimeField(
        allow_null=True, help_text="When a person last changed the words; null: they are the guide's."
    )
    retired_at = serializers.DateTimeField(allow_null=True, help_text="Since when it is not in use any more.")

    def get_levels(self, question: Question) -> list[str]:
        return [level.code for level in question.levels.all()]

    def get_probes(self, question: Question) -> list[str]:
        return [probe.about for probe in question.probes.all()]

    example: dict[str, Any] = {
        "id": 7,
        "code": "automation.false_positives",
        "version": 1,
        "focus_area": "automation",
        "levels": ["junior", "mid", "senior"],
        "minutes": 10,
        "text": "How do you deal with false positives from scanners?",
        "strong": "Sorts by cause first.\nSuppresses as code, with a reason, an owner and an end date.",
        "fair": "Triages by severity, keeps a baseline.",
        "weak": "Looks only at critical.",
        "follow_ups": "A developer says “not reachable”. What do you do next?",
        "probes": ["activity:vulnerability_management", "mistake:developer_experience"],
        "origin": "guide",
        "edited_at": None,
        "retired_at": None,
    }

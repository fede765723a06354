from typing import Any

from rest_framework import serializers

from recruiting.rest.strict import Coded, Number, StrictIn, Text, Truth
from rubrics.choices import Origin
from rubrics.models import FocusArea, Level, Question

_LINES = "One thing per line."
_ANSWER: dict[str, Any] = {"max_length": 4_000, "allow_blank": True, "required": False}


class QuestionPatchIn(StrictIn):
    levels = serializers.ListField(
        child=Coded(Level.objects.all),
        min_length=1,
        max_length=10,
        required=False,
        help_text="Codes of the levels it is fit for.",
    )
    minutes = Number(min_value=1, max_value=120, required=False, help_text="10 unless said.")
    text = Text(max_length=1_000, required=False)
    strong = Text(help_text=f"What a strong answer holds. {_LINES}", **_ANSWER)
    fair = Text(help_text=f"What a fair answer holds. {_LINES}", **_ANSWER)
    weak = Text(help_text=f"What a weak answer holds. {_LINES}", **_ANSWER)
    follow_ups = Text(help_text=_LINES, **_ANSWER)
    probes = serializers.ListField(
        child=Text(max_length=80),
        max_length=100,
        required=False,
        help_text="What it finds out about, each by kind and code.",
    )

    example: dict[str, Any] = {
        "minutes": 12,
        "strong": "Sorts by cause first.\nKnows how often each rule was right.",
    }


class QuestionIn(QuestionPatchIn):
    focus_area = Coded(FocusArea.objects.all, help_text="The code of a focus area.")
    levels = serializers.ListField(
        child=Coded(Level.objects.all),
        min_length=1,
        max_length=10,
        help_text="Codes of the levels it is fit for.",
    )
    text = Text(max_length=1_000)

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


class BankFileOut(serializers.Serializer):
    name = serializers.CharField(help_text="A name for the file.")
    questions = serializers.IntegerField(help_text="How many it holds.")
    file = serializers.CharField(help_text="The file: YAML.")

    example: dict[str, Any] = {
        "name": "questions.yaml",
        "questions": 1,
        "file": "questions:\n  - code: incident.handled\n    focus_area: incident\n    levels: [mid, senior]\n"
        "    minutes: 15\n    text: Describe a security incident that you handled.\n",
    }


class BankImportIn(StrictIn):
    file = Text(
        max_length=1_000_000,
        trim_whitespace=False,
        help_text="The file: YAML as an export gives it, at most 500 questions.",
    )
    name = Text(
        max_length=200,
        required=False,
        help_text="Its name; `automation_mid.yaml` is for entries that say no focus area or levels.",
    )
    dry_run = Truth(required=False, help_text="Say what would be done and do nothing.")

    example: dict[str, Any] = {"file": BankFileOut.example["file"], "dry_run": True}


class BankRowOut(serializers.Serializer):
    code = serializers.CharField(help_text="Of the question; empty if it can't be read.")
    line = serializers.IntegerField(help_text="Where it stands in the file, or what is wrong with it.")
    outcome = serializers.ChoiceField(choices=["added", "changed", "same", "refused"])
    fields_changed = serializers.ListField(
        child=serializers.CharField(), source="fields", help_text="What differs from the version in the bank."
    )
    problem = serializers.CharField(help_text="Why it is refused; empty if it isn't.")

    example: dict[str, Any] = {
        "code": "incident.handled",
        "line": 2,
        "outcome": "changed",
        "fields_changed": ["minutes"],
        "problem": "",
    }


class BankImportOut(serializers.Serializer):
    questions = BankRowOut(many=True, source="rows", help_text="In the order of the file.")

    example: dict[str, Any] = {"questions": [BankRowOut.example]}

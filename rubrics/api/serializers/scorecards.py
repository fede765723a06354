from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from recruiting.rest.strict import Number, StrictIn, Text
from rubrics.actions.criteria import LONGEST_ANCHOR, MOST_CRITERIA
from rubrics.choices import Origin, Score
from rubrics.models import ScorecardTemplate

_FOUR = len(Score)
_CRITERION: dict[str, Any] = {
    "code": "automation.noise",
    "name": "Signal instead of noise",
    "focus_area": "automation",
    "weight": 3,
    "mistake": "developer_experience",
    "anchors": {
        "mid": [
            "Defends four thousand open findings as thoroughness.",
            "Opened with a baseline and lets it age.",
            "Owns precision as a figure of their own, and made suppressions expire.",
            "Traced duplicate alerts from three tools to one cause.",
        ]
    },
}


class ScorecardCriterionIn(StrictIn):
    code = Text(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text="The same in all versions; without one it is a new criterion.",
    )
    name = Text(max_length=120, help_text="What is rated.")
    focus_area = Text(max_length=60, help_text="The code of a focus area.")
    weight = Number(min_value=1, max_value=10, help_text="How much it matters.")
    mistake = Text(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="The code of the hiring mistake that its ratings guard against.",
    )
    anchors = serializers.DictField(
        child=serializers.ListField(
            child=Text(max_length=LONGEST_ANCHOR, allow_blank=True), min_length=_FOUR, max_length=_FOUR
        ),
        help_text="For each of the guide's levels, by code, what can be observed at the scores 1 to 4, in this order.",
    )

    example = _CRITERION


class ScorecardTemplatePatchIn(StrictIn):
    name = Text(max_length=120, required=False)
    note = Text(max_length=2_000, allow_blank=True, required=False, help_text="What it is for.")
    criteria = serializers.ListField(
        child=ScorecardCriterionIn(),
        required=False,
        max_length=MOST_CRITERIA,
        help_text="All criteria of the next version: one that is not named is left out.",
    )

    example: dict[str, Any] = {"note": "For the platform team.", "criteria": [_CRITERION]}


class ScorecardTemplateIn(ScorecardTemplatePatchIn):
    name = Text(max_length=120)
    criteria = serializers.ListField(child=ScorecardCriterionIn(), max_length=MOST_CRITERIA)

    example: dict[str, Any] = {"name": "Platform security", "criteria": [_CRITERION]}


class ScorecardCopyIn(StrictIn):
    name = Text(max_length=120, help_text="Of the copy.")

    example = {"name": "Platform security"}


class ScorecardTemplateLineOut(serializers.Serializer):
    id = serializers.IntegerField(help_text="Of this version: another version is another object.")
    code = serializers.CharField(help_text="All versions of a template share it.")
    version = serializers.IntegerField()
    name = serializers.CharField()
    note = serializers.CharField(help_text="What it is for.")
    origin = serializers.ChoiceField(choices=Origin.choices)
    edited_at = serializers.DateTimeField(
        allow_null=True, help_text="When a person last changed it; null: it is the guide's or a copy."
    )
    retired_at = serializers.DateTimeField(allow_null=True, help_text="Since when it is not in use any more.")

    example: dict[str, Any] = {
        "id": 2,
        "code": "devsecops_engineer",
        "version": 1,
        "name": "DevSecOps engineer",
        "note": "For any level.",
        "origin": "guide",
        "edited_at": None,
        "retired_at": None,
    }


class ScorecardCriterionOut(serializers.Serializer):
    code = serializers.CharField(help_text="The same in all versions.")
    name = serializers.CharField(help_text="What is rated.")
    focus_area = serializers.CharField()
    weight = serializers.IntegerField()
    mistake = serializers.CharField(
        help_text="The hiring mistake that its ratings guard against; may be empty."
    )
    anchors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="By level, what can be observed at the scores 1 to 4.",
    )


class ScorecardTemplateOut(ScorecardTemplateLineOut):
    criteria = serializers.SerializerMethodField()
    criterion_ids = serializers.SerializerMethodField(
        help_text="By a criterion's code: its id in this version."
    )

    @extend_schema_field(ScorecardCriterionOut(many=True))
    def get_criteria(self, template: ScorecardTemplate) -> list[dict[str, Any]]:
        return template.content()["criteria"]

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_criterion_ids(self, template: ScorecardTemplate) -> dict[str, int]:
        return {criterion.code: criterion.pk for criterion in template.criteria.all()}

    example: dict[str, Any] = ScorecardTemplateLineOut.example | {
        "criteria": [_CRITERION],
        "criterion_ids": {"automation.noise": 7},
    }

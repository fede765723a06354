from typing import Any

from rest_framework import serializers

_SAYS = "In words, also why there is no figure."


class AgreementOut(serializers.Serializer):
    focus_area = serializers.CharField(source="name", help_text="The focus area's name; empty: over all.")
    alpha = serializers.FloatField(allow_null=True, help_text="Krippendorff's, ordinal.")
    low = serializers.FloatField(
        source="interval.low", default=None, allow_null=True, help_text="Where its bootstrap interval begins."
    )
    high = serializers.FloatField(
        source="interval.high", default=None, allow_null=True, help_text="Where that ends."
    )
    says = serializers.CharField(source="words", help_text=_SAYS)


class RaterOut(serializers.Serializer):
    user = serializers.IntegerField(source="user.pk")
    ratings = serializers.IntegerField()
    shared = serializers.IntegerField(help_text="Ratings of what somebody else rated too.")
    kinder = serializers.FloatField(
        allow_null=True, help_text="By how many steps they rate higher than those others, on average."
    )
    spread = serializers.FloatField(allow_null=True, help_text="The standard deviation of all their ratings.")
    says = serializers.CharField(source="words", help_text=_SAYS)


class QuestionSpreadOut(serializers.Serializer):
    question = serializers.CharField(source="question.code")
    cards = serializers.IntegerField(help_text="On which it was answered and its focus area was rated.")
    spread = serializers.FloatField(
        allow_null=True, help_text="The standard deviation of those cards' mean ratings in its focus area."
    )
    says = serializers.CharField(source="words", help_text=_SAYS)


class CalibrationOut(serializers.Serializer):
    ratings = serializers.IntegerField(help_text="How many were counted; the newest 50,000 at most.")
    agreement = AgreementOut(many=True)
    interviewers = RaterOut(many=True)
    questions = QuestionSpreadOut(many=True)

    example: dict[str, Any] = {
        "ratings": 640,
        "agreement": [
            {"focus_area": "", "alpha": 0.72, "low": 0.61, "high": 0.81, "says": "tentatively reliable"}
        ],
        "interviewers": [
            {
                "user": 7,
                "ratings": 48,
                "shared": 31,
                "kinder": 0.4,
                "spread": 0.9,
                "says": "0.4 steps kinder than colleagues",
            }
        ],
        "questions": [
            {"question": "incident.leaked", "cards": 22, "spread": 0.8, "says": "tells people apart"}
        ],
    }

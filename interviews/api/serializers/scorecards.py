from typing import Any

from rest_framework import serializers

from interviews.actions.scorecards import MOST_CHARACTERS, MOST_FOR_A_REASON
from recruiting.rest.strict import Number, StrictIn, Text
from rubrics.choices import Score

MOST_ROWS = 200
_SCALE = "1 Strong no, 2 No, 3 Yes, 4 Strong yes"


def _text(help_text: str, most: int = MOST_CHARACTERS) -> Text:
    return Text(max_length=most, allow_blank=True, required=False, trim_whitespace=False, help_text=help_text)


def _score(help_text: str) -> Number:
    return Number(
        min_value=Score.STRONG_NO,
        max_value=Score.STRONG_YES,
        allow_null=True,
        required=False,
        help_text=help_text,
    )


def _once_each(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The rows. Of two about the same thing neither is what was meant."""
    if len({row[key] for row in rows}) < len(rows):
        raise serializers.ValidationError(f"Send each {key} once.", code="twice")
    return rows


class AnswerIn(StrictIn):
    question = Number(min_value=1, max_value=2**53, help_text="The id of a question of the kit.")
    note = Text(max_length=MOST_CHARACTERS, allow_blank=True, trim_whitespace=False)


class RatingIn(StrictIn):
    criterion = Number(
        min_value=1,
        max_value=2**53,
        help_text="The id of a criterion of the loop's template: see its criterion_ids.",
    )
    score = _score(f"{_SCALE}; null: not rated.")
    not_assessed = _text("Why it is not assessed, in place of a score.", MOST_FOR_A_REASON)
    note = _text("The evidence.")


class ScorecardIn(StrictIn):
    answers = AnswerIn(many=True, required=False, max_length=MOST_ROWS)
    ratings = RatingIn(many=True, required=False, max_length=MOST_ROWS)
    recommendation = _score(f"{_SCALE}; the author's own, never computed.")
    reason = _text("Why so.")
    takeaways = _text("What the others should know.")
    private_note = _text("For the author alone.")

    def validate_answers(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return _once_each(rows, "question")

    def validate_ratings(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return _once_each(rows, "criterion")

    example = {
        "ratings": [{"criterion": 7, "score": 3, "note": "Named the trust borders without being asked."}],
        "recommendation": 3,
        "reason": "Built it herself, and can say what failed.",
    }


class AmendmentIn(StrictIn):
    text = Text(max_length=MOST_CHARACTERS)

    example = {"text": "She wrote that it was Vault."}


class AnswerOut(serializers.Serializer):
    question = serializers.IntegerField(source="kit_question_id")
    note = serializers.CharField()


class RatingOut(serializers.Serializer):
    criterion = serializers.IntegerField(source="criterion_id")
    code = serializers.CharField(source="criterion.code")
    score = serializers.IntegerField(allow_null=True)
    not_assessed = serializers.CharField()
    note = serializers.CharField()


class AmendmentOut(serializers.Serializer):
    at = serializers.DateTimeField()
    text = serializers.CharField()


class ReadingOut(serializers.Serializer):
    by = serializers.IntegerField(source="reader_id")
    at = serializers.DateTimeField()


class ScorecardOut(serializers.Serializer):
    id = serializers.IntegerField(help_text="The id of the author's seat on the panel.")
    interview = serializers.IntegerField()
    loop = serializers.IntegerField()
    application = serializers.IntegerField()
    author = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="How often the draft was saved; 0 before it is begun.")
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="Null for one's own draft.")
    recommendation = serializers.IntegerField(allow_null=True, help_text=_SCALE)
    reason = serializers.CharField()
    takeaways = serializers.CharField()
    private_note = serializers.CharField(allow_null=True, help_text="Null on cards of others.")
    answers = AnswerOut(many=True)
    ratings = RatingOut(many=True)
    amendments = AmendmentOut(many=True)
    readings = ReadingOut(many=True, allow_null=True, help_text="Who else read it; null on cards of others.")

    example: dict[str, Any] = {
        "id": 12,
        "interview": 5,
        "loop": 2,
        "application": 1,
        "author": 4,
        "revision": 3,
        "submitted_at": "2026-12-01T11:20:00Z",
        "recommendation": 3,
        "reason": "Built it herself, and can say what failed.",
        "takeaways": "",
        "private_note": None,
        "answers": [{"question": 31, "note": "Began with the leaked key."}],
        "ratings": [
            {
                "criterion": 7,
                "code": "knowledge.threats",
                "score": 3,
                "not_assessed": "",
                "note": "Named the trust borders without being asked.",
            }
        ],
        "amendments": [{"at": "2026-12-02T09:00:00Z", "text": "She wrote that it was Vault."}],
        "readings": None,
    }

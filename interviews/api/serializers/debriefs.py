from typing import Any

from rest_framework import serializers

from candidates.choices import GUARDS, DecisionKind, Verdict
from interviews.actions.debriefs import MOST_CHARACTERS, MOST_REASON
from interviews.api import reach
from interviews.queries.debriefs import BANDS, AreaFit
from interviews.queries.records import MOST_CHOSEN
from recruiting.rest.strict import Coded, Reference, StrictIn, Text
from rubrics.choices import CapabilityKind, Polarity, Score
from rubrics.models import Capability

_SPREAD = (
    "How far ratings are apart: split (two or more steps), near (one), agree, one (person only), nobody."
)
_SAYS = "Which level the ratings speak for, in words."


class OpenIn(StrictIn):
    reason = Text(
        max_length=MOST_REASON,
        allow_blank=True,
        required=False,
        help_text="Why it can't wait, while cards are missing.",
    )

    example = {"reason": "The person has another offer that ends today."}


class ReopenIn(StrictIn):
    reason = Text(max_length=MOST_REASON, help_text="Why it is opened again.")

    example = {"reason": "A reference came in."}


class ChecksIn(StrictIn):
    no_devops, shallow_security, gatekeeper, developer_experience = (
        Text(
            max_length=MOST_CHARACTERS,
            allow_blank=True,
            required=False,
            help_text="What was checked against the hiring mistake of this code.",
        )
        for _ in GUARDS
    )

    example = {"gatekeeper": "Asked about a release with a finding: offers a dated exception."}


def _growth() -> Any:
    return Capability.objects.filter(kind=CapabilityKind.GROWS_TOWARD)


class RecordIn(StrictIn):
    evidence = serializers.ListField(
        child=Reference(reach.ratings),
        required=False,
        help_text=f"Ids of ratings, as the debrief gives them, that the decision rests on; at most {MOST_CHOSEN}.",
    )
    grows_toward = serializers.ListField(
        child=Coded(_growth),
        required=False,
        help_text="Codes of what people of a level grow toward; of these the record shows those of the level that is "
        "decided.",
    )

    example = {"evidence": [41, 57], "grows_toward": ["mid.toward.1"]}


class SeatOut(serializers.Serializer):
    panelist = serializers.IntegerField(source="panelist.pk")
    user = serializers.IntegerField(source="panelist.user_id")
    interview = serializers.IntegerField(source="panelist.interview_id")


class CardSaidOut(serializers.Serializer):
    panelist = serializers.IntegerField(source="panelist_id")
    user = serializers.IntegerField(source="panelist.user_id")
    recommendation = serializers.ChoiceField(choices=Score.choices)
    reason = serializers.CharField()
    takeaways = serializers.CharField()


class RatingSaidOut(serializers.Serializer):
    id = serializers.IntegerField(source="rating.pk")
    panelist = serializers.IntegerField(source="card.panelist_id")
    score = serializers.ChoiceField(
        source="rating.score", choices=Score.choices, allow_null=True, help_text="Null: not assessed."
    )
    note = serializers.CharField(source="rating.note")
    not_assessed = serializers.CharField(source="rating.not_assessed", help_text="Why it was not.")


class CriterionSaidOut(serializers.Serializer):
    code = serializers.CharField(source="criterion.code")
    name = serializers.CharField(source="criterion.name")
    focus_area = serializers.CharField(source="criterion.focus_area.code")
    spread = serializers.ChoiceField(source="band", choices=list(BANDS), help_text=_SPREAD)
    ratings = RatingSaidOut(source="said", many=True)


class AreaFitOut(serializers.Serializer):
    focus_area = serializers.CharField(source="area.code")
    criteria = serializers.IntegerField()
    rated = serializers.IntegerField(source="fit.of", help_text="How many of them somebody rated.")
    met = serializers.IntegerField(help_text="How many of those were rated Yes or better by everybody.")
    counts = serializers.SerializerMethodField(
        help_text="How many count for each level, the lowest first; null where nothing can be said."
    )
    says = serializers.CharField(source="words", help_text=_SAYS)

    def get_counts(self, area: AreaFit) -> list[int | None]:
        return list(area.fit.counts)


class FlagOutcomeOut(serializers.Serializer):
    flag = serializers.CharField(source="flag.code")
    polarity = serializers.ChoiceField(source="flag.polarity", choices=Polarity.choices)
    review = serializers.ChoiceField(
        source="review.verdict", choices=Verdict.choices, default=None, allow_null=True
    )
    questions = serializers.IntegerField(source="asked_count", help_text="Of the kits that probe it.")
    answered = serializers.IntegerField(source="answered_count", help_text="Those with a noted answer.")


class GuardOut(serializers.Serializer):
    mistake = serializers.CharField(source="mistake.code")
    signs = serializers.IntegerField(help_text="How many yellow flags and ratings below Yes point to it.")
    is_looked_at = serializers.BooleanField(help_text="Whether an interview had to do with it.")
    answer = serializers.CharField(help_text="What was checked.")


CARD = {"panelist": 3, "user": 7, "recommendation": 3, "reason": "Deep and kind.", "takeaways": ""}
AREA = {
    "focus_area": "knowledge",
    "criteria": 4,
    "rated": 4,
    "met": 3,
    "counts": [4, 3, 1],
    "says": "mid",
}
FLAG = {"flag": "no_devops_cicd", "polarity": "yellow", "review": "confirmed", "questions": 2, "answered": 1}


class DebriefOut(serializers.Serializer):
    loop = serializers.IntegerField()
    application = serializers.IntegerField()
    is_complete = serializers.BooleanField(help_text="Whether every card that is awaited is in.")
    is_readable = serializers.BooleanField(
        help_text="Whether the cards may be read by you: else all below `missing` is null."
    )
    missing = SeatOut(many=True, help_text="Whose cards are awaited.")
    opened_at = serializers.DateTimeField(allow_null=True)
    opened_by = serializers.IntegerField(allow_null=True)
    opened_early_because = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = serializers.IntegerField(allow_null=True)
    cards = CardSaidOut(many=True, allow_null=True)
    spread = serializers.ChoiceField(
        choices=list(BANDS), allow_null=True, help_text=f"Of the recommendations. {_SPREAD}"
    )
    criteria = CriterionSaidOut(many=True, allow_null=True, help_text="Disagreement first.")
    planned_level = serializers.CharField()
    says = serializers.CharField(allow_null=True, help_text=_SAYS)
    focus_areas = AreaFitOut(many=True, allow_null=True)
    flags = FlagOutcomeOut(many=True, allow_null=True, help_text="Those that hold in the resume.")
    guards = GuardOut(many=True, allow_null=True)

    example: dict[str, Any] = {
        "loop": 1,
        "application": 1,
        "is_complete": True,
        "is_readable": True,
        "missing": [],
        "opened_at": "2026-12-02T12:20:00Z",
        "opened_by": 3,
        "opened_early_because": "",
        "closed_at": None,
        "closed_by": None,
        "cards": [CARD],
        "spread": "one",
        "criteria": [
            {
                "code": "threat_modelling",
                "name": "Threat modelling",
                "focus_area": "knowledge",
                "spread": "one",
                "ratings": [
                    {"id": 41, "panelist": 3, "score": 3, "note": "Named the borders.", "not_assessed": ""}
                ],
            }
        ],
        "planned_level": "mid",
        "says": "mid",
        "focus_areas": [AREA],
        "flags": [FLAG],
        "guards": [{"mistake": "gatekeeper", "signs": 0, "is_looked_at": True, "answer": "Asked."}],
    }


class EvidenceOut(serializers.Serializer):
    rating = serializers.IntegerField(source="rating.pk")
    criterion = serializers.CharField(source="row.criterion.code")
    panelist = serializers.IntegerField(source="cell.card.panelist_id")
    score = serializers.ChoiceField(source="cell.rating.score", choices=Score.choices)
    note = serializers.CharField(source="cell.rating.note")


class RecordDecisionOut(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=DecisionKind.choices)
    level = serializers.CharField(source="level.code", default=None, allow_null=True)
    reason = serializers.CharField()
    conditions = serializers.CharField()
    dissent = serializers.CharField()
    decided_by = serializers.IntegerField(source="decided_by_id")
    decided_at = serializers.DateTimeField()


class CheckedOut(serializers.Serializer):
    mistake = serializers.CharField(help_text="The hiring mistake, as the guide calls it.")
    answer = serializers.CharField()


class RecordOut(serializers.Serializer):
    loop = serializers.IntegerField()
    is_readable = serializers.BooleanField(
        help_text="Whether the cards may be read by you: else all below `missing` is null."
    )
    missing = SeatOut(many=True)
    decision = RecordDecisionOut(
        allow_null=True, help_text="The newest that stands; null while there is none."
    )
    focus_areas = AreaFitOut(many=True, allow_null=True)
    chosen_by = serializers.IntegerField(
        allow_null=True,
        help_text="Who chose the evidence and what the person can grow toward; null: it goes by rule.",
    )
    strongest = EvidenceOut(many=True, allow_null=True)
    weakest = EvidenceOut(many=True, allow_null=True)
    recommendations = CardSaidOut(many=True, allow_null=True)
    checked = CheckedOut(many=True, allow_null=True)
    unrated = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="Codes of the criteria that nobody rated."
    )
    yellow_flags = FlagOutcomeOut(many=True, allow_null=True)
    grows_toward = serializers.ListField(child=serializers.CharField(), allow_null=True)

    example: dict[str, Any] = {
        "loop": 1,
        "is_readable": True,
        "missing": [],
        "decision": {
            "id": 1,
            "kind": "hire",
            "level": "mid",
            "reason": "Strong in both halves of the work.",
            "conditions": "",
            "dissent": "",
            "decided_by": 3,
            "decided_at": "2026-12-04T16:00:00Z",
        },
        "focus_areas": [AREA],
        "chosen_by": 3,
        "strongest": [
            {
                "rating": 57,
                "criterion": "teaching",
                "panelist": 3,
                "score": 4,
                "note": "Slides, and figures.",
            }
        ],
        "weakest": [],
        "recommendations": [CARD],
        "checked": [{"mistake": "Expecting a gatekeeper", "answer": "Asked."}],
        "unrated": ["monitoring"],
        "yellow_flags": [FLAG],
        "grows_toward": ["Security architecture"],
    }

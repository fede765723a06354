from django.conf import settings
from django.db import models
from django.db.models import Q

from interviews.models.loops import KitQuestion, Panelist
from interviews.models.querysets import OfScorecardQuerySet, ScorecardQuerySet
from rubrics.choices import Score


class Scorecard(models.Model):
    """What one panel member found out. A draft is its author's alone; submitting freezes it, amendments are added.

    revision counts the saves of a draft, so that two devices notice each other. recommendation is the author's own
    and is never computed.
    """

    panelist = models.OneToOneField(Panelist, models.PROTECT, related_name="scorecard")
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    recommendation = models.PositiveSmallIntegerField(choices=Score, null=True, blank=True)
    reason = models.TextField(blank=True)
    takeaways = models.TextField(blank=True)
    private_note = models.TextField(blank=True, help_text="For the author alone, also after submitting.")

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation=None) | Q(recommendation__in=Score.values),
                name="scorecard_recommendation_known",
                violation_error_message="A recommendation is 1, 2, 3 or 4.",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | (Q(recommendation__isnull=False) & ~Q(reason="")),
                name="scorecard_submitted_is_whole",
                violation_error_message="Before submitting, recommend and say why.",
            ),
        ]

    def __str__(self) -> str:
        return f"scorecard of panelist {self.panelist_id}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class Rating(models.Model):
    """One criterion on one card: a score against the anchors of the loop's level, or why it was not assessed."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey("rubrics.Criterion", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(choices=Score, null=True, blank=True)
    not_assessed = models.CharField(max_length=500, blank=True, help_text="Why it was not assessed.")
    note = models.TextField(blank=True, help_text="The evidence: what was said or done.")

    objects = OfScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "criterion"],
                name="rating_once",
                violation_error_message="This card rates the criterion already.",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | (Q(score__in=Score.values) & Q(not_assessed="")),
                name="rating_is_a_score_or_none",
                violation_error_message="A criterion is rated 1 to 4 or not assessed, never both.",
            ),
        ]

    def __str__(self) -> str:
        return f"rating of criterion {self.criterion_id} on scorecard {self.scorecard_id}"


class Answer(models.Model):
    """What a candidate answered to a question of the kit, in the interviewer's words."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="answers")
    kit_question = models.ForeignKey(KitQuestion, models.PROTECT, related_name="answers")
    note = models.TextField()

    objects = OfScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "kit_question"],
                name="answer_once",
                violation_error_message="This card has an answer to the question already.",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to kit question {self.kit_question_id}"


class Amendment(models.Model):
    """What an author added to a submitted card."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="amendments")
    at = models.DateTimeField()
    text = models.TextField()

    objects = OfScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="amendment_has_text",
                violation_error_message="Write what is to be added.",
            ),
        ]
        indexes = [models.Index(fields=["scorecard", "id"], name="amendment_of_card")]

    def __str__(self) -> str:
        return f"amendment {self.pk} of scorecard {self.scorecard_id}"


class Reading(models.Model):
    """That a person read another's card, and when first. Shown to the card's author."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "reader"],
                name="reading_once",
                violation_error_message="That this person read the card is written down already.",
            ),
        ]

    def __str__(self) -> str:
        return f"reading of scorecard {self.scorecard_id} by {self.reader_id}"

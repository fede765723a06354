from django.db import models
from django.db.models import Q

from rubrics.choices import Score
from rubrics.models.base import SourcedRow
from rubrics.models.levels import Level
from rubrics.models.querysets import GuideQuerySet, VersionedQuerySet
from rubrics.models.questions import FocusArea


class ScorecardTemplate(SourcedRow):
    """One version of a scorecard's form. A loop keeps the version it began with."""

    texts = ("name", "note")

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True, help_text="What it is for.")
    retired_at = models.DateTimeField(null=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(SourcedRow.Meta):
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "version"],
                name="scorecard_template_version",
                violation_error_message="Somebody else changed this template at the same time.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(retired_at=None),
                name="scorecard_template_one_in_use",
                violation_error_message="Another version of this template is in use.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Criterion(models.Model):
    """One line of a scorecard template that is rated 1 to 4."""

    template = models.ForeignKey(ScorecardTemplate, models.CASCADE, related_name="criteria")
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField(
        default=1, help_text="How much it matters, fixed before interviews."
    )
    position = models.PositiveIntegerField(default=0)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["position", "id"], name="criterion_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "code"],
                name="criterion_once",
                violation_error_message="This template has a criterion with this code already.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10),
                name="criterion_weight",
                violation_error_message="A weight is a number from 1 to 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of template {self.template_id}"


class Anchor(models.Model):
    """What a score means for a criterion at a level: behaviour that an interviewer can observe."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors")
    level = models.ForeignKey(Level, models.PROTECT, related_name="anchors")
    score = models.PositiveSmallIntegerField(choices=Score)
    behaviour = models.TextField()

    objects = GuideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "level", "score"],
                name="anchor_once",
                violation_error_message="This score has an anchor at this level already.",
            ),
            models.CheckConstraint(
                condition=Q(score__in=Score.values),
                name="anchor_score_known",
                violation_error_message="A score is 1, 2, 3 or 4.",
            ),
            models.CheckConstraint(
                condition=~Q(behaviour=""),
                name="anchor_has_behaviour",
                violation_error_message="Say what can be observed.",
            ),
        ]

    def __str__(self) -> str:
        return f"anchor {self.score} of criterion {self.criterion_id}"

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rubrics.choices import Score, Section
from rubrics.models.base import SourcedRow
from rubrics.models.guide import HiringMistake
from rubrics.models.levels import Level
from rubrics.models.querysets import GuideQuerySet, TemplateQuerySet
from rubrics.models.questions import FocusArea


class ScorecardTemplate(SourcedRow):
    """One version of a scorecard's form. A loop keeps the version it began with."""

    texts = ("name", "note")
    page = Section.FOCUS_AREAS

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True, help_text="What it is for.")
    retired_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()

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

    def get_absolute_url(self) -> str:
        return reverse("rubrics:scorecard", args=[self.code])

    def content(self) -> dict[str, Any]:
        """Also its criteria in order, each with its anchors: {level: one for each score}."""
        return super().content() | {"criteria": [criterion.content() for criterion in self.criteria.all()]}


class Criterion(models.Model):
    """One line of a scorecard template that is rated 1 to 4."""

    template = models.ForeignKey(ScorecardTemplate, models.CASCADE, related_name="criteria")
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, related_name="criteria")
    mistake = models.ForeignKey(
        HiringMistake,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria",
        help_text="The hiring mistake that its ratings guard against.",
    )
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

    def content(self) -> dict[str, Any]:
        """All of it, other rows by their code: what the guide ships of a criterion, and what a form changes."""
        anchors: dict[str, list[str]] = {}
        for anchor in sorted(self.anchors.all(), key=lambda anchor: (anchor.level.position, anchor.score)):
            anchors.setdefault(anchor.level.code, []).append(anchor.behaviour)
        return {
            "code": self.code,
            "name": self.name,
            "focus_area": self.focus_area.code,
            "weight": self.weight,
            "mistake": self.mistake.code if self.mistake else "",
            "anchors": anchors,
        }


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

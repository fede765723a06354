from django.db import models
from django.db.models import F, Q

from rubrics.choices import CapabilityKind, Section
from rubrics.models.base import GuideRow


class Level(GuideRow):
    """A level of seniority: from which and below which number of relevant months it is suggested."""

    texts = ("name", "look_for")
    values = ("least_months", "below_months")
    page = Section.LEVELS

    name = models.CharField(max_length=60)
    least_months = models.PositiveSmallIntegerField(help_text="From this number of relevant months on.")
    below_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Below this; empty: no end."
    )
    look_for = models.TextField(help_text="What to look for at this level.")

    class Meta(GuideRow.Meta):
        constraints = [
            *GuideRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(below_months=None) | Q(below_months__gt=F("least_months")),
                name="level_months_ordered",
                violation_error_message="A level must end after it begins.",
            ),
        ]

    @property
    def years_in_words(self) -> str:
        """Its borders in relevant years: "2 to under 5", "5 and more"."""
        least = f"{self.least_months / 12:g}"
        return (
            f"{least} and more"
            if self.below_months is None
            else f"{least} to under {self.below_months / 12:g}"
        )


class Capability(GuideRow):
    """Something that people of a level can do (`mid.3`), or grow toward (`mid.toward.1`)."""

    texts = ("text",)
    values = ("kind",)
    links = ("level",)
    page = Section.LEVELS

    level = models.ForeignKey(Level, models.PROTECT, related_name="capabilities")
    kind = models.CharField(max_length=20, choices=CapabilityKind, default=CapabilityKind.CAN_DO)
    text = models.CharField(max_length=300)

    class Meta(GuideRow.Meta):
        verbose_name_plural = "capabilities"
        constraints = [
            *GuideRow.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=CapabilityKind.values), name="capability_kind_known"),
        ]

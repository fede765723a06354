from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rubrics.choices import Section
from rubrics.models.activities import Activity
from rubrics.models.base import GuideRow, SourcedRow
from rubrics.models.flags import Flag
from rubrics.models.guide import Background, HiringMistake
from rubrics.models.levels import Capability, Level
from rubrics.models.querysets import GuideQuerySet, VersionedQuerySet

PROBED = ("activity", "flag", "capability", "mistake", "background")


def _exactly_one(names: tuple[str, ...]) -> Q:
    """Of the named foreign keys one is set and the others are null."""
    return reduce(or_, (Q(**{f"{other}__isnull": other != name for other in names}) for name in names))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class FocusArea(GuideRow):
    """One of the four subjects of interviews; questions and scorecard criteria belong to one."""

    texts = ("name", "summary")
    page = Section.FOCUS_AREAS

    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=300)


class Question(SourcedRow):
    """One version of an interview question. A better wording is a new version; the old one is retired and
    stays with the interviews that asked it."""

    texts = ("text", "strong", "fair", "weak", "follow_ups")
    # Its answers name nearly everything: they are searched in the bank.
    searched = ("text",)
    values = ("minutes",)
    links = ("focus_area",)
    lists = ("levels", "probes")
    page = Section.FOCUS_AREAS

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    focus_area = models.ForeignKey(FocusArea, models.PROTECT, related_name="questions")
    levels = models.ManyToManyField(Level, related_name="questions", help_text="For whom it is fit.")
    minutes = models.PositiveSmallIntegerField(default=10)
    text = models.TextField()
    strong = models.TextField(blank=True, help_text="What a strong answer sounds like.")
    fair = models.TextField(blank=True)
    weak = models.TextField(blank=True)
    follow_ups = models.TextField(blank=True, help_text="One per line.")
    retired_at = models.DateTimeField(null=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(SourcedRow.Meta):
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "version"],
                name="question_version",
                violation_error_message="Somebody else changed this question at the same time.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(retired_at=None),
                name="question_one_in_use",
                violation_error_message="Another version of this question is in use.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="question_has_text",
                violation_error_message="Write down the question.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=120),
                name="question_minutes",
                violation_error_message="A question takes from 1 to 120 minutes.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("rubrics:question", args=[self.code])

    @property
    def answers(self) -> list[tuple[str, str, list[str]]]:
        """Field, name and lines of each answer that is written down, the strong one first."""
        told = (("strong", "Strong"), ("fair", "Fair"), ("weak", "Weak"))
        return [(name, label, lines) for name, label in told if (lines := _lines(getattr(self, name)))]

    @property
    def follow_up_lines(self) -> list[str]:
        return _lines(self.follow_ups)

    def content(self) -> dict[str, Any]:
        """Also for whom it is fit, and what it probes as "activity:sast"."""
        return super().content() | {
            "levels": sorted(level.code for level in self.levels.all()),
            "probes": sorted(probe.about for probe in self.probes.all()),
        }


class Probe(models.Model):
    """What a question finds out about: exactly one activity, flag, capability, mistake or background."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="probes")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="probes")
    flag = models.ForeignKey(Flag, models.PROTECT, null=True, blank=True, related_name="probes")
    capability = models.ForeignKey(Capability, models.PROTECT, null=True, blank=True, related_name="probes")
    mistake = models.ForeignKey(HiringMistake, models.PROTECT, null=True, blank=True, related_name="probes")
    background = models.ForeignKey(Background, models.PROTECT, null=True, blank=True, related_name="probes")

    objects = GuideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(PROBED),
                name="probe_one_target",
                violation_error_message="A probe is about one thing: an activity, flag, capability, mistake or "
                "background.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["question", probed],
                    name=f"probe_{probed}_once",
                    condition=Q(**{f"{probed}__isnull": False}),
                    violation_error_message="This question probes that already.",
                )
                for probed in PROBED
            ),
        ]

    def __str__(self) -> str:
        return f"probe {self.pk} of question {self.question_id}"

    @property
    def kind(self) -> str:
        """Which of PROBED it is about."""
        return next(name for name in PROBED if getattr(self, f"{name}_id"))

    @property
    def target(self) -> GuideRow:
        """The one row it is about."""
        return getattr(self, self.kind)

    @property
    def about(self) -> str:
        """As the guide's files write it: activity:sast."""
        return f"{self.kind}:{self.target.code}"

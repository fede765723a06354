from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import ImpactState


class RuleImpactQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Those who work with drafts. What a row says of people is cut down to those whom the user sees."""
        return self if user.is_authenticated and user.is_active and user.is_recruiter else self.none()


class RuleImpact(models.Model):
    """What a draft, as it was at one version, would change for the resumes that were stored then.

    The row is the queue: a worker claims it by a conditional UPDATE, as it does screenings.
    """

    revision = models.ForeignKey("rubrics.RuleRevision", models.CASCADE, related_name="impacts")
    version = models.PositiveIntegerField(help_text="Of the draft that was measured.")
    document = models.TextField(help_text="Its text then.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=ImpactState, default=ImpactState.QUEUED)
    message = models.CharField(max_length=500, blank=True, help_text="Why it failed.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Texts that were read again so far.")
    total = models.PositiveIntegerField(default=0, help_text="Texts that are looked at again; 0 for none.")
    finished_at = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(default=dict, blank=True, help_text="Counts; nothing about a person.")
    changes = models.BinaryField(null=True, blank=True, help_text="studio.impacts.pack(), open jobs first.")

    objects = RuleImpactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImpactState.values), name="rule_impact_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ImpactState.DONE) | Q(finished_at__isnull=False, changes__isnull=False),
                name="rule_impact_done_whole",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="rule_impact_by_state")]

    def __str__(self) -> str:
        return f"impact {self.pk} of rule revision {self.revision_id}"


class Rescreening(models.Model):
    """One pass over the stored resumes by a revision: a Bulk whose items are parts of them."""

    bulk = models.OneToOneField("work.Bulk", models.CASCADE, related_name="rescreening")
    revision = models.ForeignKey("rubrics.RuleRevision", models.PROTECT, related_name="rescreenings")
    last_resume = models.PositiveBigIntegerField(help_text="The last part ends with the resume of this id.")

    def __str__(self) -> str:
        return f"re-screening {self.bulk_id}"

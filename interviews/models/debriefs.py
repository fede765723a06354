from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import GUARDS
from interviews.models.loops import Loop
from interviews.models.querysets import ChoiceQuerySet, FeedLinkQuerySet, OfLoopQuerySet
from interviews.models.scorecards import Rating

PERSON = settings.AUTH_USER_MODEL


class Debrief(models.Model):
    """The panel's talk over a loop's cards: opened once all are in, or early by a hiring manager with a reason.

    The four texts are what was checked against the hiring mistakes; the decision takes them over.
    """

    loop = models.OneToOneField(Loop, models.PROTECT, related_name="debrief")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_early_because = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_because = models.CharField(max_length=1000, blank=True, help_text="The last time.")
    no_devops = models.TextField(blank=True)
    shallow_security = models.TextField(blank=True)
    gatekeeper = models.TextField(blank=True)
    developer_experience = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfLoopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="debrief_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None, reopened_because="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopened_because="")),
                name="debrief_reopened_with_reason",
                violation_error_message="Say why the debrief is opened again.",
            ),
        ]

    def __str__(self) -> str:
        return f"debrief of loop {self.loop_id}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def answers(self) -> dict[str, str]:
        """What was checked, by the hiring mistake's code; "" for what nobody answered yet."""
        return {code: getattr(self, code) for code in GUARDS}


class RecordChoice(models.Model):
    """What a decider chose to stand in a loop's record: the ratings it rests on, and what the person can grow toward at
    each level. Rows are only added, the newest counts; without one the record goes by rule.

    number: counts a loop's choices from 1, so that of two at once the second is told.
    """

    loop = models.ForeignKey(Loop, models.PROTECT, related_name="record_choices")
    number = models.PositiveIntegerField()
    evidence = models.ManyToManyField(Rating, related_name="+")
    grows_toward = models.ManyToManyField("rubrics.Capability", related_name="+")
    chosen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loop", "number"],
                name="record_choice_number_once",
                violation_error_message="Somebody else chose meanwhile what stands in the record.",
            ),
        ]

    def __str__(self) -> str:
        return f"choice {self.number} for the record of loop {self.loop_id}"


class FeedLink(models.Model):
    """A secret address under which a person's calendar reads their interviews. Only its hash is kept."""

    user = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    objects = FeedLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="feed_link_one_standing",
                violation_error_message="You have a calendar link already.",
            ),
        ]

    def __str__(self) -> str:
        return f"feed link {self.pk}"

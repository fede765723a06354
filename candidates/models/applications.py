from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import Act, ApplicationStatus, RejectionSide
from candidates.models.jobs import Job, Stage
from candidates.models.people import Candidate, Source
from candidates.models.querysets import ApplicationQuerySet, OfApplicationQuerySet, SharedQuerySet


class RejectionReason(models.Model):
    """A reason for an ended application; the list is the admins'."""

    side = models.CharField(max_length=10, choices=RejectionSide)
    name = models.CharField(max_length=200, unique=True)
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=RejectionSide.values), name="rejection_side_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """One candidate for one job. People move it; no rule does."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="applications")
    job = models.ForeignKey(Job, models.PROTECT, related_name="applications")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="applications")
    status = models.CharField(max_length=20, choices=ApplicationStatus, default=ApplicationStatus.ACTIVE)
    reason = models.ForeignKey(RejectionReason, models.PROTECT, null=True, blank=True, related_name="+")
    reason_note = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    resume = models.ForeignKey(
        "candidates.Resume", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    screening = models.ForeignKey(
        "candidates.Screening",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The current one.",
    )
    hire_decision = models.ForeignKey(
        "candidates.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField()
    stage_since = models.DateTimeField(help_text="When it entered its stage.")
    closed_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "job"],
                condition=Q(status=ApplicationStatus.ACTIVE, deleted_at__isnull=True),
                name="application_one_active",
                violation_error_message="This person has an active application for this job already.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ApplicationStatus.values), name="application_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.HIRED) | Q(hire_decision__isnull=False),
                name="application_hired_by_decision",
                violation_error_message="A hire needs a decision that a person took.",
            ),
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.ACTIVE, closed_at__isnull=True)
                | (~Q(status=ApplicationStatus.ACTIVE) & Q(closed_at__isnull=False)),
                name="application_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.REJECTED) | Q(reason__isnull=False),
                name="application_rejected_with_reason",
                violation_error_message="Choose the reason for the rejection.",
            ),
        ]
        indexes = [
            models.Index(fields=["job", "status", "stage", "stage_since"], name="application_on_board"),
            # Today and the heads of a board's columns are counted in the index alone.
            models.Index(
                fields=["stage", "stage_since", "id", "job", "owner", "screening"],
                name="application_in_stage",
                condition=Q(status=ApplicationStatus.ACTIVE, deleted_at__isnull=True),
            ),
            models.Index(fields=["updated_at", "id"], name="application_by_update"),
            models.Index(fields=["candidate", "id"], name="application_of_candidate"),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether it still goes on."""
        return self.status == ApplicationStatus.ACTIVE


class StageVisit(models.Model):
    """One stay of an application in a stage."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="visits")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(left_at__isnull=True), name="stage_visit_one_open"
            ),
        ]
        indexes = [models.Index(fields=["application", "id"], name="stage_visit_of_application")]

    def __str__(self) -> str:
        return f"visit of application {self.application_id} to stage {self.stage_id}"


class Participant(models.Model):
    """A person who takes part in an application's interviews: decides what interviewers see."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "application",
                "user",
                name="participant_once",
                violation_error_message="This person takes part already.",
            ),
        ]
        indexes = [models.Index(fields=["user", "application"], name="participant_by_user")]

    def __str__(self) -> str:
        return f"participant {self.user_id} of application {self.application_id}"


class PipelineChange(models.Model):
    """What a Bulk does with each of its applications."""

    bulk = models.OneToOneField("work.Bulk", models.CASCADE, related_name="pipeline_change")
    act = models.CharField(max_length=10, choices=Act)
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(RejectionReason, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    tag = models.ForeignKey("candidates.Tag", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who looks after them from now on; nobody, with the act that assigns.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act=Act.MOVE, stage__isnull=False, reason=None, job=None, tag=None, owner=None)
                | Q(act=Act.REJECT, stage=None, reason__isnull=False, job=None, tag=None, owner=None)
                | Q(act=Act.APPLY, stage=None, reason=None, job__isnull=False, tag=None, owner=None)
                | Q(act=Act.TAG, stage=None, reason=None, job=None, tag__isnull=False, owner=None)
                | Q(act=Act.ASSIGN, stage=None, reason=None, job=None, tag=None),
                name="pipeline_change_has_what_it_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} of bulk {self.bulk_id}"

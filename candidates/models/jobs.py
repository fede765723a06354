from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import JobRole, JobStatus, Need, StageKind
from candidates.models.querysets import JobQuerySet, OfJobQuerySet, SharedQuerySet


class Department(models.Model):
    name = models.CharField(max_length=200, unique=True)

    objects = SharedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    name = models.CharField(max_length=200, unique=True)

    objects = SharedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A position to fill, with its own pipeline. A confidential one is seen by its members and admins only."""

    title = models.CharField(max_length=200)
    requisition_id = models.CharField(max_length=100, blank=True)
    role_profile = models.ForeignKey(
        "rubrics.RoleProfile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.ForeignKey("rubrics.Level", models.PROTECT, null=True, blank=True, related_name="+")
    rule_set = models.ForeignKey("rubrics.RuleSet", models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(
        "rubrics.ScorecardTemplate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True)
    description = models.TextField(blank=True)
    role_answers = models.JSONField(
        default=dict,
        blank=True,
        help_text="Which role is needed: code of a question -> code of the role it points to.",
    )
    headcount = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=20, choices=JobStatus, default=JobStatus.DRAFT)
    close_reason = models.CharField(max_length=200, blank=True)
    confidential = models.BooleanField(default=False)
    public_slug = models.SlugField(max_length=220, null=True, blank=True, unique=True)
    blind_until = models.ForeignKey(
        "candidates.Stage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Names stay hidden from reviewers until this stage.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    activities = models.ManyToManyField("rubrics.Activity", through="JobActivity", related_name="+")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="job_has_title", violation_error_message="Give the job a title."
            ),
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="job_status_known"),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.CLOSED) | ~Q(close_reason=""),
                name="job_closed_with_reason",
                violation_error_message="Say why the job is closed.",
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1),
                name="job_headcount_positive",
                violation_error_message="A job needs at least one opening.",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="job_by_status"),
            models.Index(fields=["updated_at", "id"], name="job_by_update"),
        ]

    def __str__(self) -> str:
        return self.title


class JobActivity(models.Model):
    """How much a job needs one of the twenty activities."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="job_activities")
    activity = models.ForeignKey("rubrics.Activity", models.PROTECT, related_name="+")
    need = models.CharField(max_length=20, choices=Need)

    objects = OfJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("job", "activity", name="job_activity_once"),
            models.CheckConstraint(condition=Q(need__in=Need.values), name="job_activity_need_known"),
        ]

    def __str__(self) -> str:
        return f"activity {self.activity_id} of job {self.job_id}"


class JobMember(models.Model):
    """What a person is on one job."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="job_memberships")
    role = models.CharField(max_length=20, choices=JobRole)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "job",
                "user",
                "role",
                name="job_member_once",
                violation_error_message="This person has that role on this job already.",
            ),
            models.CheckConstraint(condition=Q(role__in=JobRole.values), name="job_member_role_known"),
        ]
        indexes = [models.Index(fields=["user", "role", "job"], name="job_member_by_user")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of job {self.job_id}"


class Stage(models.Model):
    """One step of a job's pipeline. Positions are spaced, so that a stage fits between two others."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="stages")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=StageKind)
    position = models.PositiveIntegerField()
    day_limit = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days after which waiting is long."
    )

    objects = OfJobQuerySet.as_manager()

    class Meta:
        ordering = ["job", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                "job",
                "name",
                name="stage_name_once",
                violation_error_message="Two stages have the same name.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="stage_has_name", violation_error_message="Give the stage a name."
            ),
            models.CheckConstraint(condition=Q(kind__in=StageKind.values), name="stage_kind_known"),
        ]
        indexes = [models.Index(fields=["job", "position", "id"], name="stage_by_position")]

    def __str__(self) -> str:
        return self.name

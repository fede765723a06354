from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interviews.choices import (
    INTERVIEW_TAKES,
    LEAST_MINUTES,
    MOST_MINUTES,
    MOST_QUESTION_MINUTES,
    OPEN_LOOPS,
    QUESTION_TAKES,
    USUAL_MINUTES,
    InterviewState,
    LoopState,
    Response,
    Why,
)
from interviews.models.querysets import InterviewQuerySet, KitQuerySet, LoopQuerySet, PanelistQuerySet

PERSON = settings.AUTH_USER_MODEL


class Loop(models.Model):
    """The interviews of one application, planned for a level and rated by one version of a scorecard template."""

    application = models.ForeignKey("candidates.Application", models.PROTECT, related_name="loops")
    level = models.ForeignKey("rubrics.Level", models.PROTECT, related_name="+")
    template = models.ForeignKey("rubrics.ScorecardTemplate", models.PROTECT, related_name="loops")
    state = models.CharField(max_length=10, choices=LoopState, default=LoopState.DRAFT)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="Counts the changes of its plan.")

    objects = LoopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=OPEN_LOOPS),
                name="loop_one_open",
                violation_error_message="This application has an interview loop already.",
            ),
            models.CheckConstraint(condition=Q(state__in=LoopState.values), name="loop_state_known"),
        ]
        indexes = [models.Index(fields=["application", "-id"], name="loop_of_application")]

    def __str__(self) -> str:
        return f"loop {self.pk} of application {self.application_id}"

    def get_absolute_url(self) -> str:
        return reverse("interviews:loop", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_LOOPS


class Interview(models.Model):
    """One conversation of a loop. Without a time it is only planned. uid and sequence name it in calendars."""

    loop = models.ForeignKey(Loop, models.CASCADE, related_name="interviews")
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="The time zone it was agreed in.")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=InterviewState, default=InterviewState.PLANNED)
    uid = models.CharField(max_length=80, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    organiser = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=InterviewState.values), name="interview_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="interview_has_title",
                violation_error_message="Give the interview a title.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST_MINUTES, minutes__lte=MOST_MINUTES),
                name="interview_minutes",
                violation_error_message=INTERVIEW_TAKES,
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="interview_ends_after_it_starts",
                violation_error_message="An interview ends after it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(state=InterviewState.SCHEDULED) | Q(starts_at__isnull=False),
                name="interview_scheduled_has_time",
                violation_error_message="Say when the interview starts.",
            ),
        ]
        indexes = [
            models.Index(fields=["loop", "position", "id"], name="interview_of_loop"),
            models.Index(fields=["starts_at", "id"], name="interview_by_start"),
        ]

    def __str__(self) -> str:
        return f"interview {self.pk} of loop {self.loop_id}"


class Panelist(models.Model):
    """A person who interviews, with the focus areas that are theirs. Each writes one scorecard."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="panel")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    focus_areas = models.ManyToManyField("rubrics.FocusArea", blank=True, related_name="+")
    response = models.CharField(max_length=10, choices=Response, default=Response.NONE)

    objects = PanelistQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "user"],
                name="panelist_once",
                violation_error_message="This person is on the interview already.",
            ),
            models.CheckConstraint(condition=Q(response__in=Response.values), name="panelist_response_known"),
        ]
        indexes = [models.Index(fields=["user", "interview"], name="panelist_by_user")]

    def __str__(self) -> str:
        return f"panelist {self.user_id} of interview {self.interview_id}"


class KitQuestion(models.Model):
    """A version of a question that a panel member asks, in its place, and why it is there."""

    panelist = models.ForeignKey(Panelist, models.CASCADE, related_name="kit")
    question = models.ForeignKey("rubrics.Question", models.PROTECT, related_name="kits")
    position = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=12, choices=Why, default=Why.CHOSEN)
    about = models.CharField(
        max_length=80, blank=True, help_text="What it finds out about, as activity:sast."
    )
    reason = models.CharField(max_length=500, blank=True, help_text="The reason in words, with its quote.")

    objects = KitQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["panelist", "question"],
                name="kit_question_once",
                violation_error_message="This question is in the kit already.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_QUESTION_MINUTES),
                name="kit_question_minutes",
                violation_error_message=QUESTION_TAKES,
            ),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="kit_question_why_known"),
        ]
        indexes = [models.Index(fields=["panelist", "position", "id"], name="kit_in_order")]

    def __str__(self) -> str:
        return f"question {self.question_id} of panelist {self.panelist_id}"

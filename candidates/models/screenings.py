from django.conf import settings
from django.db import models
from django.db.models import F, Q

from candidates.choices import ActivityState, ScreeningState, Verdict
from candidates.models.querysets import OfScreeningQuerySet, ScreeningQuerySet
from candidates.models.resumes import Resume

# What reading the same file again can't change. A limit may have been the machine's; a format or a scan may be read
# later, once somebody has installed what reads it.
LASTING_CODES = frozenset(("empty", "encrypted", "too_large", "wrong_type", "damaged"))


class Screening(models.Model):
    """One reading of one resume by one rule revision as of one date. The row is the queue: a worker claims it
    by a conditional UPDATE and writes its results only while its lease_owner still stands here."""

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="screenings")
    revision = models.ForeignKey("rubrics.RuleRevision", models.PROTECT, related_name="+")
    as_of = models.DateField()
    state = models.CharField(max_length=20, choices=ScreeningState, default=ScreeningState.QUEUED)
    code = models.CharField(max_length=20, blank=True, help_text="Why it could not be read.")
    message = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True, help_text="host:pid of the worker that finished it.")
    rung_at = models.DateTimeField(null=True, blank=True)
    ocr_pages = models.PositiveSmallIntegerField(default=0, help_text="Scanned pages that OCR reads.")
    ocr_done = models.PositiveSmallIntegerField(default=0, help_text="How many of them it has read.")
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    months = models.DecimalField(
        max_digits=6, decimal_places=1, null=True, blank=True, help_text="Relevant months."
    )
    level = models.CharField(max_length=10, blank=True)
    background = models.CharField(max_length=20, blank=True)
    report = models.JSONField(null=True, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("resume", "revision", "as_of", name="screening_once"),
            models.CheckConstraint(
                condition=Q(state__in=ScreeningState.values), name="screening_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ScreeningState.RUNNING)
                | (Q(lease_until__isnull=False) & ~Q(lease_owner="")),
                name="screening_running_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=ScreeningState.DONE) | Q(report__isnull=False),
                name="screening_done_has_report",
            ),
            models.CheckConstraint(
                condition=~Q(state=ScreeningState.UNREADABLE) | ~Q(code=""),
                name="screening_unreadable_has_code",
            ),
            models.CheckConstraint(
                condition=Q(ocr_done__lte=F("ocr_pages")), name="screening_reads_no_more_pages_than_it_has"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="screening_by_state"),
            models.Index(fields=["level", "id"], name="screening_by_level"),
        ]

    def __str__(self) -> str:
        return f"screening {self.pk}"

    @property
    def waits_for_ocr(self) -> bool:
        """Whether scanned pages must be read before the text can be screened."""
        return self.ocr_done < self.ocr_pages and self.state in (
            ScreeningState.QUEUED,
            ScreeningState.RUNNING,
        )

    @property
    def shown_state(self) -> str:
        """The state in words; while OCR is at it, how far it has come."""
        if self.waits_for_ocr:
            return f"Reading scanned pages: {self.ocr_done} of {self.ocr_pages} done"
        return self.get_state_display()

    @property
    def retry_helps(self) -> bool:
        """Whether another try may end differently: pages offer it only then."""
        if self.state == ScreeningState.UNREADABLE:
            return self.code not in LASTING_CODES
        return self.state in (ScreeningState.FAILED, ScreeningState.CANCELLED)


class FlagResult(models.Model):
    """Whether one flag holds, with the spans of its evidence: pairs of code-point offsets, end exclusive."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="flags")
    flag = models.CharField(max_length=40, help_text="The flag's code in the rule document.")
    holds = models.BooleanField()
    spans = models.JSONField(default=list, blank=True)

    objects = OfScreeningQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("screening", "flag", name="flag_result_once")]
        indexes = [models.Index(fields=["flag", "holds", "screening"], name="flag_result_by_flag")]

    def __str__(self) -> str:
        return f"{self.flag} of screening {self.screening_id}"


class ActivityResult(models.Model):
    """What the resume shows of one of the twenty activities."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="activities")
    activity = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ActivityState)
    spans = models.JSONField(default=list, blank=True)

    objects = OfScreeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("screening", "activity", name="activity_result_once"),
            models.CheckConstraint(
                condition=Q(state__in=ActivityState.values), name="activity_result_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "state", "screening"], name="activity_result_by_activity")
        ]

    def __str__(self) -> str:
        return f"{self.activity} of screening {self.screening_id}"


class FlagReview(models.Model):
    """What a person said of a flag. Never overwrites the machine's result; the newest one counts."""

    result = models.ForeignKey(FlagResult, models.CASCADE, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="flag_review_verdict_known"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DISMISSED) | ~Q(reason=""),
                name="flag_review_disagreement_has_reason",
                violation_error_message="Say why you disagree: it helps to mend the rule.",
            ),
        ]
        indexes = [models.Index(fields=["result", "-id"], name="flag_review_of_result")]

    def __str__(self) -> str:
        return f"review of flag result {self.result_id}"

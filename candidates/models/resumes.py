from django.conf import settings
from django.db import models

from candidates.extraction.limits import MAX_MEMBERS
from candidates.models.jobs import Job
from candidates.models.people import Candidate
from candidates.models.querysets import ResumeQuerySet


class Resume(models.Model):
    """One received file. Kept as it came, under a random key; the name is only data.

    candidate is null until it was read, or for ever where only a screening was asked for; job is the one it
    was uploaded to, if any.
    """

    file = models.FileField(max_length=200, upload_to="")
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    candidate = models.ForeignKey(Candidate, models.PROTECT, null=True, blank=True, related_name="resumes")
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="resumes")
    makes_candidate = models.BooleanField(
        default=True,
        help_text="Whether reading it makes a candidate; not for screenings asked for by API without a job.",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResumeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sha256", "job"], name="resume_by_content"),
            models.Index(fields=["candidate", "-id"], name="resume_of_candidate"),
            models.Index(fields=["job", "-id"], name="resume_of_job"),
        ]

    def __str__(self) -> str:
        return f"resume {self.pk}"

    @property
    def makes_somebody_new(self) -> bool:
        """Whether reading it makes a candidate, as no reading did before: nothing is known of it yet."""
        return self.candidate_id is None and self.makes_candidate


class ScannedPage(models.Model):
    """A page of a resume that is a picture of text. OCR reads one at a time; kept until the Document is stored.

    reading: extraction.ocr.as_json() of what it found, null before.
    """

    resume = models.ForeignKey(Resume, models.CASCADE, related_name="scanned_pages")
    number = models.PositiveSmallIntegerField(help_text="From 1.")
    reading = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("resume", "number", name="scanned_page_once")]

    def __str__(self) -> str:
        return f"scanned page {self.number} of resume {self.resume_id}"


class Archive(models.Model):
    """A ZIP file of an upload while resumes are taken out of it. The row goes when each has its outcome.

    item: the archive's own row in the upload; those of its files stand from `first` on, in the order of its directory.
    """

    item = models.OneToOneField("work.BulkItem", models.CASCADE, related_name="archive")
    file = models.FileField(max_length=200, upload_to="")
    first = models.PositiveIntegerField(help_text="The position of its first file's row in the upload.")
    count = models.PositiveSmallIntegerField(help_text="How many files are in it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__gte=1, count__gte=1, count__lte=MAX_MEMBERS),
                name="archive_has_files",
            ),
        ]

    def __str__(self) -> str:
        return f"archive {self.pk}"


class ResumeDocument(models.Model):
    """The stored Document of a resume: a row of its own, so that lists don't carry whole texts."""

    resume = models.OneToOneField(Resume, models.CASCADE, primary_key=True, related_name="document")
    content = models.JSONField(help_text="extraction.Document.to_json()")

    def __str__(self) -> str:
        return f"document of resume {self.resume_id}"

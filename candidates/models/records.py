from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import NoteVisibility
from candidates.models.applications import Application
from candidates.models.people import Candidate
from candidates.models.querysets import (
    AttachmentQuerySet,
    MentionQuerySet,
    NoteQuerySet,
    SharedQuerySet,
)


class Note(models.Model):
    """What a person wrote on a candidate, or on one application of theirs."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notes")
    application = models.ForeignKey(Application, models.CASCADE, null=True, blank=True, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    visibility = models.CharField(max_length=10, choices=NoteVisibility, default=NoteVisibility.TEAM)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_has_text", violation_error_message="Write the note first."
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=NoteVisibility.values), name="note_visibility_known"
            ),
        ]
        indexes = [models.Index(fields=["candidate", "-id"], name="note_of_candidate")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Mention(models.Model):
    """A colleague named in a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("note", "user", name="mention_once")]
        indexes = [models.Index(fields=["user", "seen_at"], name="mention_of_user")]

    def __str__(self) -> str:
        return f"mention in note {self.note_id}"


class Tag(models.Model):
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=60, unique=True, editable=False, help_text="Case-folded.")

    objects = SharedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A file beside the resume: a portfolio, a letter."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="attachments")
    file = models.FileField(max_length=200, upload_to="")
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["candidate", "-id"], name="attachment_of_candidate")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and the shared ones; an auditor has none."""
        if not user.is_active or user.role == "auditor":
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    """A list's filters under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    page = models.CharField(max_length=60, help_text="The URL name of the list.")
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "owner",
                "page",
                "name",
                name="saved_view_name_once",
                violation_error_message="You have a view of that name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

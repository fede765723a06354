from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import ContactKind
from candidates.models.querysets import (
    CandidateQuerySet,
    ContactQuerySet,
    OfCandidateQuerySet,
    SharedQuerySet,
)


class Candidate(models.Model):
    """A person who applies or is sought. `read_*` keeps what the resume said when a person corrects a field."""

    name = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    links = models.JSONField(default=list, blank=True)
    read_name = models.CharField(max_length=200, blank=True, editable=False)
    read_name_guessed = models.BooleanField(
        default=False, editable=False, help_text="No line says it: it was made of the e-mail address."
    )
    read_headline = models.CharField(max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    retain_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    tags = models.ManyToManyField("candidates.Tag", blank=True, related_name="candidates")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="candidate_not_merged_into_self",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="candidate_by_update"),
            models.Index(fields=["name"], name="candidate_by_name"),
        ]

    # Set by queries.identity.veil() on rows whose reader may not know who it is: what not to say, and what to call them.
    veiled: Any = None
    called = ""

    def __str__(self) -> str:
        return f"candidate {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises RuntimeError for a veiled row, which would lose what it hides."""
        if self.veiled is not None:
            raise RuntimeError("a veiled candidate is for showing only")
        super().save(*args, **kwargs)

    @property
    def is_present(self) -> bool:
        """Neither deleted nor merged into another: what querysets call present()."""
        return self.deleted_at is None and self.merged_into_id is None

    @property
    def name_is_guessed(self) -> bool:
        """Whether the name was made of an e-mail address and nobody has corrected it."""
        return bool(self.read_name_guessed and self.name and self.name == self.read_name)

    @property
    def shown_name(self) -> str:
        """The name, words that say that there is none yet, or what stands for a name that is hidden."""
        if self.veiled is not None:
            return self.called
        return self.name or "Name not found"


class Contact(models.Model):
    """A way to reach a candidate. Not unique: two people may share one, and duplicates are only proposed."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=20, choices=ContactKind)
    value = models.CharField(max_length=300)
    value_key = models.CharField(max_length=300, editable=False, help_text="Normalised, for comparing.")
    from_resume = models.BooleanField(default=False)
    corrected = models.BooleanField(
        default=False, help_text="Read from the resume and wrong: stays visible, is used for nothing."
    )
    position = models.SmallIntegerField(default=0, help_text="The lowest is the one that forms edit.")

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "kind", "value_key", name="contact_once"),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_kind_known"),
            models.CheckConstraint(
                condition=Q(corrected=False) | Q(from_resume=True), name="contact_corrected_was_read"
            ),
        ]
        indexes = [models.Index(fields=["kind", "value_key"], name="contact_by_value")]

    def __str__(self) -> str:
        return f"{self.kind} of candidate {self.candidate_id}"


class ExternalId(models.Model):
    """What another system calls a row of ours; points by type and id."""

    system = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "system",
                "object_type",
                "value",
                name="external_id_once",
                violation_error_message="This external id belongs to another record already.",
            ),
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="external_id_of_object")]

    def __str__(self) -> str:
        return f"{self.system} id of {self.object_type} {self.object_id}"


class Source(models.Model):
    """Where applications come from; a channel of the guide or the organisation's own."""

    name = models.CharField(max_length=200, unique=True)
    channel = models.ForeignKey(
        "rubrics.SourceChannel", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SharedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Referral(models.Model):
    """Who recommended a candidate."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="referrals")
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    referrer_name = models.CharField(max_length=200, blank=True, help_text="Somebody without an account.")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfCandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(referrer__isnull=False) | ~Q(referrer_name=""),
                name="referral_has_referrer",
                violation_error_message="Say who recommended the candidate.",
            ),
        ]

    def __str__(self) -> str:
        return f"referral of candidate {self.candidate_id}"

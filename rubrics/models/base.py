from django.conf import settings
from django.db import models

from rubrics.choices import Origin
from rubrics.models.querysets import GuideQuerySet


class SourcedRow(models.Model):
    """A row that the shipped guide may write: it remembers what was shipped, so that an edit is noticed.

    An upgrade compares the row with `shipped_hash`: equal means nobody touched it and it may be updated,
    different means a person's words, which stay.
    """

    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN, editable=False)
    guide_version = models.PositiveIntegerField(
        null=True, editable=False, help_text="The guide's version that wrote it last; null for own rows."
    )
    shipped_hash = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of the content as the guide shipped it."
    )
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    position = models.PositiveIntegerField(default=0, help_text="Order among its kind, in steps of ten.")

    objects = GuideQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["position", "id"], name="%(class)s_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin=Origin.OWN, guide_version=None, shipped_hash="")
                | (models.Q(origin=Origin.GUIDE, guide_version__isnull=False) & ~models.Q(shipped_hash="")),
                name="%(class)s_origin_whole",
                violation_error_message="A row of the guide names the guide's version, an own row names none.",
            ),
        ]


class GuideRow(SourcedRow):
    """One row of the guide, known by its code in files, API and rules."""

    code = models.CharField(
        max_length=64,
        unique=True,
        error_messages={"unique": "Another row of this kind has this code already."},
    )

    class Meta(SourcedRow.Meta):
        abstract = True
        ordering = ["position", "id"]
        constraints = [
            *SourcedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(code=""),
                name="%(class)s_has_code",
                violation_error_message="Give the row a code.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def anchor(self) -> str:
        """Its place on a Guide page: `#mid.3`."""
        return self.code

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from rubrics.choices import Origin, Section
from rubrics.models.querysets import GuideQuerySet


class SourcedRow(models.Model):
    """A row that the shipped guide may write. It remembers what was shipped, so that an edit is noticed:
    content that differs from `shipped` is a person's, and an upgrade leaves it alone.
    """

    # Words for people: what may be edited, and what a search reads.
    texts: ClassVar[tuple[str, ...]] = ()
    # Of these, what a search of the guide reads; None: all.
    searched: ClassVar[tuple[str, ...] | None] = None
    # Further content from the guide: fixed values, and other rows by their code.
    values: ClassVar[tuple[str, ...]] = ()
    links: ClassVar[tuple[str, ...]] = ()
    # What it names several of; the model's content() gives them sorted.
    lists: ClassVar[tuple[str, ...]] = ()
    # The Guide page it stands on.
    page: ClassVar[str] = ""
    if TYPE_CHECKING:
        code: models.CharField[str, str]  # each kind has its own: some are unique, versioned ones are not

    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN, editable=False)
    guide_version = models.PositiveIntegerField(
        null=True, editable=False, help_text="The guide's version that shipped it last; null for own rows."
    )
    shipped = models.JSONField(default=dict, editable=False, help_text="Its content as the guide has it.")
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
                condition=models.Q(origin=Origin.OWN, guide_version=None)
                | models.Q(origin=Origin.GUIDE, guide_version__isnull=False),
                name="%(class)s_origin_whole",
                violation_error_message="A row of the guide names the guide's version, an own row names none.",
            ),
        ]

    @classmethod
    def row_kind(cls) -> str:
        """How addresses and lists call rows of this kind: "work-area"."""
        return slugify(cls._meta.verbose_name)

    @property
    def label(self) -> str:
        return f"{self.row_kind()} {self.code}"

    @property
    def title(self) -> str:
        """The words by which people know it: the first of its texts."""
        return getattr(self, self.texts[0])

    @property
    def edit_mark(self) -> str:
        """Changes with every edit: a form carries it to notice that somebody else was faster."""
        return self.edited_at.isoformat() if self.edited_at else ""

    def content(self) -> dict[str, Any]:
        """What the guide ships of a row, other rows by their code."""
        own = {name: getattr(self, name) for name in (*self.texts, *self.values)}
        return own | {name: getattr(self, name).code for name in self.links}

    def changed_fields(self, content: Mapping[str, Any] | None = None) -> list[str]:
        """Names of the fields in which its content, or the content given, differs from the guide's. Empty for
        own rows.

        Only fields that both know are compared: a release that adds a field must not make every row look edited.
        """
        now = self.content() if content is None else content
        return [name for name, value in self.shipped.items() if name in now and now[name] != value]

    def get_absolute_url(self) -> str:
        return f"{reverse(f'rubrics:guide-{Section(self.page)}')}#{self.code}"


class GuideRow(SourcedRow):
    """One row of the guide, known by its code in files, API and rules, and as the anchor on its Guide page."""

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

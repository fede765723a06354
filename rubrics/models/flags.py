from django.conf import settings
from django.db import models
from django.db.models import Q

from rubrics.choices import Polarity, RevisionState, Section
from rubrics.models.base import GuideRow
from rubrics.models.querysets import GuideQuerySet, RuleRevisionQuerySet


class Flag(GuideRow):
    """A sign in a resume that informs a person: what it means, when it holds, and the decided borders."""

    texts = ("name", "meaning", "border")
    values = ("polarity",)
    page = Section.FLAGS

    polarity = models.CharField(max_length=10, choices=Polarity)
    name = models.CharField(max_length=120)
    meaning = models.TextField(help_text="Holds when …")
    border = models.TextField(blank=True, help_text="What counts and what does not, where it is close.")

    class Meta(GuideRow.Meta):
        constraints = [
            *GuideRow.Meta.constraints,
            models.CheckConstraint(condition=Q(polarity__in=Polarity.values), name="flag_polarity_known"),
        ]


class RuleSet(models.Model):
    """A named line of rule documents. A job without its own uses the default one."""

    name = models.CharField(
        max_length=100, unique=True, error_messages={"unique": "Another rule set has this name already."}
    )
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="rule_set_one_default",
                violation_error_message="Another rule set is the default already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="rule_set_has_name",
                violation_error_message="Give the rule set a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleRevision(models.Model):
    """One state of a rule set's document. A draft may change; a published one never does."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within its rule set.")
    state = models.CharField(max_length=20, choices=RevisionState, default=RevisionState.DRAFT)
    document = models.TextField(help_text="The rule document, YAML.")
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the compiled document, once published."
    )
    note = models.TextField(blank=True, help_text="What changed and why, for people.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Null: shipped."
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="A second person who read it as it is; a change of a draft takes that away.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What it was a copy of at first.",
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts the changes of a draft.")
    writers = models.JSONField(
        default=list,
        blank=True,
        help_text="Ids of the people who made the draft or changed its text: none of them is a second one.",
    )

    objects = RuleRevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "number"],
                name="rule_revision_number",
                violation_error_message="Somebody else added a revision at the same time.",
            ),
            models.CheckConstraint(
                condition=Q(state=RevisionState.DRAFT, published_at=None)
                | (Q(state=RevisionState.PUBLISHED, published_at__isnull=False) & ~Q(content_hash="")),
                name="rule_revision_published_whole",
                violation_error_message="A published revision has a hash and a date.",
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of rule set {self.rule_set_id}"

    def is_as_new_as(self, other: "RuleRevision") -> bool:
        """Whether it was published when the other one was, or later. Numbers and ids are given when a
        draft begins, so they don't tell."""
        mine, others = self.published_at, other.published_at
        return mine is not None and (others is None or (mine, self.pk) >= (others, other.pk))

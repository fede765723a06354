from django.db import models

from rubrics.choices import Aspect, Section
from rubrics.models.base import GuideRow


class RoleProfile(GuideRow):
    """One of the three roles that are often mixed up. A job names the one it hires for."""

    texts = ("name", "when_to_hire")
    page = Section.ROLES

    name = models.CharField(max_length=100)
    when_to_hire = models.TextField()


class RoleAspect(GuideRow):
    """What one role is on one side of the comparison (`devsecops_engineer.focus`). No row: nothing to name."""

    texts = ("text",)
    values = ("aspect",)
    links = ("role",)
    page = Section.ROLES

    role = models.ForeignKey(RoleProfile, models.PROTECT, related_name="aspects")
    aspect = models.CharField(max_length=20, choices=Aspect)
    text = models.CharField(max_length=300)

    class Meta(GuideRow.Meta):
        constraints = [
            *GuideRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["role", "aspect"],
                name="role_aspect_once",
                violation_error_message="This role has a text for this aspect already.",
            ),
            models.CheckConstraint(condition=models.Q(aspect__in=Aspect.values), name="role_aspect_known"),
        ]

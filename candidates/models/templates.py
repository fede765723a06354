from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.models.querysets import RecruitersQuerySet


class JobTemplate(models.Model):
    """What a new job may begin with. The three shipped ones, one a level, have a code; the others are jobs that
    somebody kept as a template. Recruiters see all of them.

    needs: code of an activity -> must, nice or not_needed. stages: in order, each {"name", "kind", "day_limit"}.
    Levels and roles are named by their codes: a template outlives a guide that is loaded later.
    """

    name = models.CharField(max_length=200, unique=True)
    code = models.SlugField(max_length=60, null=True, blank=True, unique=True, help_text="Of a shipped one.")
    about = models.CharField(max_length=300, blank=True, help_text="When to take it.")
    title = models.CharField(max_length=200, help_text="The title that a job of it begins with.")
    role = models.CharField(max_length=60, blank=True, help_text="The code of one of the guide's roles.")
    level = models.CharField(max_length=60, blank=True, help_text="The code of one of the guide's levels.")
    description = models.TextField(
        blank=True, help_text="Empty: drafted from the activities when a job is made."
    )
    needs = models.JSONField(default=dict, blank=True)
    stages = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RecruitersQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="job_template_has_name",
                violation_error_message="Give the template a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shipped(self) -> bool:
        return self.code is not None

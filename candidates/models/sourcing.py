from django.conf import settings
from django.db import models

from candidates.models.querysets import RecruitersQuerySet


class ChannelSheet(models.Model):
    """What the organisation knows of one of the guide's channels. Without own words the guide's are shown."""

    channel = models.OneToOneField("rubrics.SourceChannel", models.PROTECT, related_name="+")
    how_to_search = models.TextField(blank=True)
    message = models.TextField(blank=True, help_text="A first message to somebody found there.")
    cost = models.CharField(max_length=300, blank=True, help_text="In money and hours.")
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = RecruitersQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sheet of channel {self.channel_id}"

from typing import Any, Self

from django.conf import settings
from django.db import models


class PostponedQuerySet(models.QuerySet["Postponed"]):
    def visible_to(self, user: Any) -> Self:
        """One's own: what a person puts off is nobody else's business."""
        return self.filter(user=user.pk)


class Postponed(models.Model):
    """Something that waits for a person and stays off their Today until a moment. It goes on waiting."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, help_text="Code of the registered kind.")
    target_id = models.BigIntegerField(help_text="The row that waits, by id.")
    until = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PostponedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("user", "kind", "target_id", name="postponed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id} of user {self.user_id}"

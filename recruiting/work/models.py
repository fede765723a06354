"""Long work: its progress and the outcome of each row."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from recruiting.work.choices import BulkState, ItemState


class BulkQuerySet(models.QuerySet["Bulk"]):
    def visible_to(self, user: Any) -> Self:
        """A person's own; an admin sees all."""
        return self if user.is_active and user.role == "admin" else self.filter(actor=user)


class Bulk(models.Model):
    """One piece of work over many rows (an upload, a bulk move): can be paused, cancelled, watched, undone."""

    kind = models.CharField(max_length=60, help_text="Names the registered handler.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=BulkState, default=BulkState.RUNNING)
    job_id = models.BigIntegerField(null=True, help_text="The job it is about, by id.")
    total = models.PositiveIntegerField(default=0)
    client_key = models.CharField(
        max_length=64, blank=True, help_text="What the page called it, so that many requests join one Bulk."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undoing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who has a worker take it back now.",
    )
    undo_below = models.PositiveIntegerField(
        null=True, help_text="Meanwhile: the rows before this position are still to be looked at."
    )

    objects = BulkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="bulk_of_actor")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BulkState.values), name="bulk_state_known"),
            models.UniqueConstraint(
                fields=["actor", "client_key"],
                condition=~models.Q(client_key=""),
                name="bulk_client_key_once",
            ),
            models.CheckConstraint(
                condition=models.Q(undoing_by=None, undo_below=None)
                | models.Q(undoing_by__isnull=False, undo_below__isnull=False),
                name="bulk_undo_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_undoing(self) -> bool:
        """Whether a worker takes it back now."""
        return self.undoing_by_id is not None

    @property
    def undo_seen(self) -> int:
        """How many of its rows that worker has looked at, of `total`."""
        return self.total + 1 - self.undo_below if self.undo_below is not None else 0


class BulkItem(models.Model):
    """One row of a Bulk and what became of it."""

    bulk = models.ForeignKey(Bulk, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255, help_text="What the person called it: a file's name.")
    target_id = models.BigIntegerField(null=True, help_text="The row it made or changed, by id.")
    state = models.CharField(max_length=20, choices=ItemState, default=ItemState.WAITING)
    code = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict, help_text="What undo needs: ids and codes only.")

    class Meta:
        constraints = [
            models.UniqueConstraint("bulk", "position", name="bulk_item_position"),
            models.CheckConstraint(
                condition=models.Q(state__in=ItemState.values), name="bulk_item_state_known"
            ),
        ]
        indexes = [models.Index(fields=["bulk", "state"], name="bulk_item_state")]

    def __str__(self) -> str:
        return f"item {self.position} of bulk {self.bulk_id}"


class Heartbeat(models.Model):
    """When a part that works in the background last said that it is alive. One row a part."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

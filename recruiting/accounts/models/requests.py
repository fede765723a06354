from django.db import models


class IdempotencyKey(models.Model):
    """What was answered to a POST with an Idempotency-Key, so that a retry gets the same answer (sec R2)."""

    key_hash = models.CharField(max_length=64, unique=True, help_text="Of token, method, path and key.")
    body_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="Null while the first request runs.")
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    shown_id = models.BigIntegerField(null=True, help_text="The row that the answer shows, by id.")

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="idempotency_age")]

    def __str__(self) -> str:
        return f"idempotency key {self.pk}"


class RateWindow(models.Model):
    """How often something was tried in one window of time. Counted by one conditional UPDATE: exact under
    parallel requests, where counters in a cache race (sec D7)."""

    scope = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("scope", "key_hash", name="rate_window_one_per_key")]
        indexes = [models.Index(fields=["started_at"], name="rate_window_age")]

    def __str__(self) -> str:
        return f"{self.scope} window {self.pk}"

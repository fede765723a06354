from django.db import models
from django.utils import timezone

from recruiting.accounts.choices import Role
from recruiting.accounts.models.people import User


class ApiTokenQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), owner__is_active=True)

    def visible_to(self, user):
        """An admin sees all, everybody else their own."""
        return self if user.is_active and user.role == Role.ADMIN else self.filter(owner=user)


class ApiToken(models.Model):
    """A key for the API. Only its SHA-256 is stored; the whole is shown once. Never more than its owner now."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    prefix = models.CharField(
        max_length=12, editable=False, help_text="The first characters, to tell keys apart."
    )
    scopes = models.JSONField(default=list, help_text="<noun>:read or <noun>:write")
    networks = models.JSONField(default=list, help_text="CIDR networks it may come from; empty: any.")
    jobs = models.JSONField(default=list, help_text="Ids of the jobs it is cut down to; empty: its owner's.")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="token_of_owner")]

    def __str__(self) -> str:
        return f"API token {self.prefix}…"

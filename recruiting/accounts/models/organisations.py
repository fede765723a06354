from django.db import models

UNNAMED = "Your organisation"


class Organisation(models.Model):
    """The one organisation of this installation: exactly one row, made by a migration."""

    name = models.CharField(max_length=200, default=UNNAMED)
    site_address = models.URLField(blank=True, help_text="Used in mail; the settings' SITE_URL if empty.")
    zone = models.CharField(max_length=64, default="UTC", help_text="Time zone for people who chose none.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="organisation_only_one",
                violation_error_message="There is one organisation per installation.",
            ),
        ]

    def __str__(self) -> str:
        return "the organisation"

    @property
    def is_named(self) -> bool:
        """Whether somebody gave it a name of its own: the first one is no name to write to people."""
        return self.name not in ("", UNNAMED)

from typing import Any, Self

from django.conf import settings
from django.db import models

from candidates.models.jobs import Job


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, user: Any) -> Self:
        """One's own: the file may hold whom others must not see."""
        return self.filter(owner=user) if user.is_active and user.role != "auditor" else self.none()


class PeopleImport(models.Model):
    """A CSV file of people, from the choice of its columns until its rows are imported; it goes a week later.

    columns: what each column holds (csvfiles.FIELDS), "" for those that are left out.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(max_length=200, upload_to="")
    file_name = models.CharField(max_length=200)
    columns = models.JSONField(default=list)
    headings = models.BooleanField(default=True, help_text="Whether the first row is nobody's.")
    bulk = models.OneToOneField(
        "work.Bulk", models.CASCADE, null=True, blank=True, related_name="people_import"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="people_import_by_age")]

    def __str__(self) -> str:
        return f"import {self.pk}"

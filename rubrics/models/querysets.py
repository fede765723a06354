from typing import Any, Self

from django.db import models
from django.db.models import Q

from rubrics.choices import RevisionState


def _reads(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


class GuideQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody who signs in reads the guide; a stranger reads nothing."""
        return self if _reads(user) else self.none()


class VersionedQuerySet(GuideQuerySet):
    def current(self) -> Self:
        """Those in use: retired versions stay for the interviews that used them."""
        return self.filter(retired_at=None)


# A template with this before its code belongs to one job: "job.12".
JOB_PREFIX = "job."


class TemplateQuerySet(VersionedQuerySet):
    def shared(self) -> Self:
        """Those for every job."""
        return self.exclude(code__startswith=JOB_PREFIX)

    def visible_to(self, user: Any) -> Self:
        """Shared ones are read like the guide. A job's own is read through its job, which may be confidential."""
        return super().visible_to(user).shared()


class RuleRevisionQuerySet(models.QuerySet[Any]):
    def drafts(self) -> Self:
        return self.filter(state=RevisionState.DRAFT)

    def published(self) -> Self:
        return self.filter(state=RevisionState.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """Published ones are for everybody who signs in; drafts for recruiters and admins."""
        if not _reads(user):
            return self.none()
        return self if user.is_recruiter else self.filter(Q(state=RevisionState.PUBLISHED))

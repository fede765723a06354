from django.db import models
from django.db.models import Q

from rubrics.choices import RevisionState


def _reads(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


class GuideQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who signs in reads the guide; a stranger reads nothing."""
        return self if _reads(user) else self.none()


class VersionedQuerySet(GuideQuerySet):
    def current(self):
        """Those in use: retired versions stay for the interviews that used them."""
        return self.filter(retired_at=None)


class RuleRevisionQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=RevisionState.DRAFT)

    def published(self):
        return self.filter(state=RevisionState.PUBLISHED)

    def visible_to(self, user):
        """Published ones are for everybody who signs in; drafts for recruiters and admins."""
        if not _reads(user):
            return self.none()
        return self if user.is_recruiter else self.filter(Q(state=RevisionState.PUBLISHED))

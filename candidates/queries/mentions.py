"""Whom a note may mention, and whom it does."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from candidates.models import Application, Candidate, JobMember, Participant
from candidates.models.querysets import LEADING_ROLES
from recruiting.accounts.models import User


def colleagues(candidate: Candidate, application: Application | None) -> QuerySet[User]:
    """Those who are likely to see the person: admins, recruiters, and who is on the jobs of the application, or of all
    applications. Whether one of them really does is asked when they are mentioned."""
    rows = Application.objects.present().filter(candidate=candidate)
    if application is not None:
        rows = rows.filter(pk=application.pk)
    jobs = rows.values("job")
    members = JobMember.objects.filter(job__in=jobs)
    near = Q(pk__in=members.filter(role__in=LEADING_ROLES).values("user"))
    near |= Q(pk__in=Participant.objects.filter(application__in=rows.values("pk")).values("user"))
    recruiters = Q(role="recruiter")
    if application is not None and application.job.confidential:
        recruiters &= Q(pk__in=members.values("user"))
    return (
        User.objects.active()
        .filter(near | recruiters | Q(role="admin"))
        .exclude(role="auditor")
        .order_by("name", "pk")
    )


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Those whose name stands behind an @ in the text. Of two names that begin alike the longer one counts; people of
    one name are all meant."""
    by_name: dict[str, list[User]] = {}
    for person in people:
        if person.name.strip():
            by_name.setdefault(person.name.strip().casefold(), []).append(person)
    rest, found = text.casefold(), []
    for name in sorted(by_name, key=len, reverse=True):
        rest, times = re.subn(rf"(?<!\w)@{re.escape(name)}(?!\w)", " ", rest)
        if times:
            found += by_name[name]
    return found

"""Colleagues whom forms take by name: who is offered, and whom a name means."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max

from candidates.choices import JobRole
from candidates.models import Job, JobMember
from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key, folded

MOST = 8
"""Names that are offered at once."""
MOST_CHARACTERS = 300


def recent_managers(user: Any) -> list[User]:
    """The hiring managers of the newest jobs that the user sees."""
    rows = JobMember.objects.filter(role=JobRole.HIRING_MANAGER, job__in=Job.objects.visible_to(user))
    newest = rows.values("user").annotate(newest=Max("job")).order_by("-newest").values("user")
    found = User.objects.assignable().in_bulk([row["user"] for row in newest[:MOST]])
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


def colleagues_named(user: Any, words: str) -> list[str]:
    """What is offered for some letters of a name."""
    rows = User.objects.visible_to(user).assignable().named(words)
    return labels_of(rows.order_by("name", "pk")[:MOST])


def labels_of(people: Iterable[User]) -> list[str]:
    """The names by which these are taken; of two who have the same, each with their e-mail address. One query."""
    found = list(people)
    rows = User.objects.assignable().filter(name__in={person.name for person in found})
    twins = set(
        rows.order_by()
        .values("name")
        .annotate(many=Count("pk"))
        .filter(many__gt=1)
        .values_list("name", flat=True)
    )
    return [f"{person.name} ({person.email})" if person.name in twins else person.name for person in found]


def colleagues_called(text: str) -> list[User]:
    """Whom a name means, whatever its case and accents, or an e-mail address, alone or behind the name in brackets."""
    rows = User.objects.assignable().order_by("name", "pk")
    if len(text) > MOST_CHARACTERS:
        return []
    if address := re.search(r"(?:^|\()([^\s()]+@[^\s()]+)\)?$", text):
        return list(rows.filter(email_key=email_key(address[1])))
    words = folded(text).split()
    return [person for person in rows.named(text) if folded(person.name).split() == words]


def nearly_called(text: str) -> list[str]:
    """Who may be meant by a name that nobody has: in whose name each of its words begins a part, or the first one."""
    words = text[:MOST_CHARACTERS].split()
    for asked in (" ".join(words), *words[:1]):
        if found := labels_of(User.objects.assignable().named(asked).order_by("name", "pk")[:MOST]):
            return found
    return []

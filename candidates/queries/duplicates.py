"""Who may be the same person twice: proposed, never merged unasked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from candidates.choices import ApplicationStatus, ContactKind, ScreeningState
from candidates.models import Application, Candidate, Contact, Resume, Screening
from candidates.models.querysets import Hidden
from candidates.queries.identity import hidden_among

MOST = 10
MOST_SHARING = 1_000
"""Rows of contacts that are looked at: a number that hundreds share is no sign of anybody."""

WORDS = {
    ContactKind.EMAIL: "the same e-mail address",
    ContactKind.PHONE: "the same phone number",
    ContactKind.PROFILE: "the same profile",
}


@dataclass(frozen=True)
class Duplicate:
    """Somebody who may be the same person, and why: "the same phone number"."""

    candidate: Candidate
    reasons: tuple[str, ...]


def find_duplicates(
    user: Any,
    people: Sequence[Candidate],
    *,
    hidden: Hidden = None,
    contacts: Iterable[Contact] | None = None,
) -> dict[int, list[Duplicate]]:
    """For each of these people the other visible ones with an e-mail address, a phone number or a profile of theirs, or with
    their name and an employer of theirs. In a fixed number of queries, whoever they are; the hidden have none and are none.

    contacts: all of these people, where they were read before.
    """
    wanted = {person.pk for person in people}
    why: dict[tuple[int, int], list[str]] = defaultdict(list)
    for pk, other, reason in (*_by_contact(wanted, contacts), *_by_name(people)):
        if reason not in why[pk, other]:
            why[pk, other].append(reason)
    both = {pk for pair in why for pk in pair}
    people_seen = Candidate.objects.visible_to(user, hidden=hidden).only("name")
    seen = people_seen.in_bulk(both) if both else {}
    for pk in hidden_among(user, seen, hidden=hidden):
        del seen[pk]
    found: dict[int, list[Duplicate]] = defaultdict(list)
    for (pk, other), reasons in sorted(why.items()):
        if pk in seen and other in seen and len(found[pk]) < MOST:
            found[pk].append(Duplicate(seen[other], tuple(reasons)))
    return found


def _by_contact(wanted: set[int], contacts: Iterable[Contact] | None) -> Iterable[tuple[int, int, str]]:
    if contacts is None:
        own = Contact.objects.current().filter(candidate__in=wanted)
        rows = list(own.values_list("candidate", "kind", "value_key"))
    else:
        rows = [(row.candidate_id, row.kind, row.value_key) for row in contacts if not row.corrected]
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, kind, key in rows:
        # A profile has a path; the address of a site alone is an employer's as often.
        if kind != ContactKind.PROFILE or "/" in key:
            keys[kind, key].add(pk)
    if not keys:
        return
    alike = Q()
    for kind in ContactKind:
        alike |= Q(kind=kind, value_key__in=[key for of, key in keys if of == kind])
    sharing = Contact.objects.current().filter(alike).order_by("pk")
    for other, kind, key in sharing.values_list("candidate", "kind", "value_key")[:MOST_SHARING]:
        for pk in keys.get((kind, key), ()):
            if pk != other:
                yield pk, other, WORDS[ContactKind(kind)]


def _by_name(people: Sequence[Candidate]) -> Iterable[tuple[int, int, str]]:
    named = {person.pk: person.name for person in people if len(person.name.split()) > 1}
    spelt = {way for name in named.values() for way in (name, name.title(), name.upper(), name.lower())}
    if not spelt:
        return
    rows = Candidate.objects.present().filter(name__in=spelt).values_list("pk", "name")[:MOST_SHARING]
    alike: dict[str, set[int]] = defaultdict(set)
    for pk, name in rows:
        alike[name.casefold()].add(pk)
    pairs = [(pk, other) for pk, name in named.items() for other in alike[name.casefold()] - {pk}]
    employers = _employers({pk for pair in pairs for pk in pair}) if pairs else {}
    for pk, other in pairs:
        if shared := employers.get(pk, {}).keys() & employers.get(other, {}).keys():
            yield pk, other, f"the same name and employer ({employers[pk][min(shared)]})"


def _employers(people: set[int]) -> dict[int, dict[str, str]]:
    """Person -> employers that their resumes name, case-folded -> as written."""
    rows = Screening.objects.filter(
        resume__candidate__in=people, resume__deleted_at=None, state=ScreeningState.DONE
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, positions in rows.order_by("pk").values_list("resume__candidate", "report__positions"):
        for position in positions or ():
            if employer := (position.get("employer") or "").strip():
                found[pk][employer.casefold()] = employer
    return found


FIELDS = ("name", "headline", "location")
"""Fields of which a merge keeps one person's value."""


@dataclass(frozen=True)
class Choice:
    """A value that differs between two people who are merged: the one that stays unless the other is taken."""

    field: str
    kept: str
    merged: str


@dataclass(frozen=True)
class Doubled:
    """A job on which both are active: one application goes on, the other is closed."""

    kept: Application
    merged: Application

    @property
    def further(self) -> Application:
        """The one that has come further; of two in one stage the kept person's."""
        return self.merged if self.merged.stage.position > self.kept.stage.position else self.kept

    @property
    def both(self) -> tuple[Application, Application]:
        return self.kept, self.merged


@dataclass(frozen=True)
class Preview:
    """What a merge of one person into another would do, as far as the user sees it. moves: noun -> how many."""

    kept: Candidate
    merged: Candidate
    choices: list[Choice]
    doubled: list[Doubled]
    moves: dict[str, int]


def preview_merge(user: Any, kept: Candidate, merged: Candidate) -> Preview:
    """What goes where if `merged` becomes one with `kept`, and what is to be chosen."""
    applications = Application.objects.visible_to(user).filter(candidate=merged)
    return Preview(
        kept,
        merged,
        choices=_choices(kept, merged),
        doubled=find_doubled(kept, merged, Application.objects.visible_to(user)),
        moves={
            "applications": applications.count(),
            "files": Resume.objects.visible_to(user).filter(candidate=merged).count(),
            "notes": merged.notes.visible_to(user).count(),
            "contacts": merged.contacts.count(),
        },
    )


def find_doubled(kept: Candidate, merged: Candidate, rows: Any) -> list[Doubled]:
    """Jobs on which both people are active, of the applications among `rows`."""
    active = rows.filter(candidate__in=[kept, merged], status=ApplicationStatus.ACTIVE)
    by_job: dict[int, dict[int, Application]] = defaultdict(dict)
    for row in active.select_related("job", "stage").order_by("job__title", "pk"):
        by_job[row.job_id][row.candidate_id] = row
    return [Doubled(of[kept.pk], of[merged.pk]) for of in by_job.values() if len(of) > 1]


def _choices(kept: Candidate, merged: Candidate) -> list[Choice]:
    pairs = [(field, getattr(kept, field), getattr(merged, field)) for field in FIELDS]
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        first = [row.contacts.current().filter(kind=kind).first() for row in (kept, merged)]
        pairs.append((kind.value, *(contact.value if contact else "" for contact in first)))
    return [Choice(*pair) for pair in pairs if pair[1] != pair[2] and pair[2]]


def find_survivors(user: Any, pk: int) -> QuerySet[Candidate]:
    """The visible person into whom this one was merged, if any."""
    return Candidate.objects.visible_to(user).filter(merged=pk)

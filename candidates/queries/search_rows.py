"""What a search shows of the people it found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.db.models.fields.json import KT

from candidates.choices import SearchKind
from candidates.finding.asking import Term
from candidates.finding.engines import engine
from candidates.finding.snippets import Snippet, snippet_of
from candidates.models import Application, Candidate, Contact, Note, ResumeDocument, Screening
from candidates.queries.identity import veil
from candidates.queries.search import Reach


@dataclass(frozen=True)
class Hit:
    """Where a word stands. kind: of the text; where: in words; snippet: the place."""

    kind: str
    where: str
    snippet: Snippet


@dataclass(frozen=True)
class Row:
    """One person. screening: of the newest resume that was read; last_contact: see was_in_touch; similar: only the
    name is like what was asked."""

    candidate: Candidate
    applications: list[Application]
    screening: Screening | None
    last_contact: datetime | None
    hits: list[Hit]
    similar: bool = False

    @property
    def application_ids(self) -> list[int]:
        return [row.pk for row in self.applications]


def read_rows(
    reach: Reach, keys: Sequence[int], terms: Sequence[Term], *, similar: Collection[int] = ()
) -> list[Row]:
    """The people of these keys, in their order, with where the terms stand. Nine queries at most."""
    people = reach.people.in_bulk(list(keys))
    veil(reach.reader, people.values())
    applications: dict[int, list[Application]] = {}
    on_jobs = reach.applications.filter(candidate__in=people).select_related("job", "stage").order_by("-pk")
    for row in on_jobs:
        applications.setdefault(row.candidate_id, []).append(row)
    noted = dict(
        reach.notes.filter(candidate__in=people)
        .order_by()
        .values_list("candidate")
        .annotate(last=Max("created_at"))
    )
    screenings = _screenings(reach, list(people))
    hits = _hits(reach, people, terms) if terms else {}
    return [
        Row(
            candidate=people[key],
            applications=applications.get(key, []),
            screening=screenings.get(key),
            last_contact=_last(applications.get(key, []), noted.get(key)),
            hits=hits.get(key, []),
            similar=key in similar,
        )
        for key in keys
        if key in people
    ]


def _last(applications: Sequence[Application], noted: datetime | None) -> datetime | None:
    moments = [
        moment for row in applications for moment in (row.applied_at, row.stage_since, row.closed_at)
    ] + [noted]
    return max((moment for moment in moments if moment), default=None)


def _screenings(reach: Reach, people: Sequence[int]) -> dict[int, Screening]:
    rows = reach.resumes.filter(candidate__in=people, facts__isnull=False).order_by("pk")
    newest = dict(rows.values_list("candidate", "facts__screening"))
    read = Screening.objects.defer("report").in_bulk(newest.values())
    return {whose: read[pk] for whose, pk in newest.items() if pk in read}


def _hits(reach: Reach, people: dict[int, Candidate], terms: Sequence[Term]) -> dict[int, list[Hit]]:
    """The newest resume, the newest note and the record of each person in which a term stands."""
    having = Q()
    for term in terms:
        having |= engine().having([[term]])
    rows = reach.texts.filter(having, candidate__in=people).exclude(kind=SearchKind.NAME).order_by("pk")
    found: dict[tuple[int, str], int | None] = {}
    for whose, kind, resume, note in rows.values_list("candidate", "kind", "resume", "note"):
        found[whose, kind] = resume or note
    texts = _texts(found, people)
    hits: dict[int, list[Hit]] = {}
    for (whose, kind), pk in sorted(
        found.items(), key=lambda item: SearchKind.values[::-1].index(item[0][1])
    ):
        where, text = texts.get((kind, pk or whose), ("", ""))
        if snippet := snippet_of(text, terms):
            hits.setdefault(whose, []).append(Hit(kind, where, snippet))
    return hits


def _texts(
    found: dict[tuple[int, str], int | None], people: dict[int, Candidate]
) -> dict[tuple[str, int], tuple[str, str]]:
    """(kind, key) -> where it is in words, and the text."""
    keys: dict[str, list[int]] = {}
    for (whose, kind), pk in found.items():
        keys.setdefault(kind, []).append(pk or whose)
    texts: dict[tuple[str, int], tuple[str, str]] = {}
    if resumes := keys.get(SearchKind.RESUME):
        read = ResumeDocument.objects.filter(pk__in=resumes).values_list("pk", KT("content__text"))
        texts |= {(SearchKind.RESUME, pk): ("Resume", text) for pk, text in read}
    if notes := keys.get(SearchKind.NOTE):
        for note in Note.objects.filter(pk__in=notes).select_related("author"):
            texts[SearchKind.NOTE, note.pk] = (f"Note by {note.author.name}", note.text)
    if records := keys.get(SearchKind.PERSON):
        lines = {
            pk: [people[pk].headline, people[pk].location, *map(str, people[pk].links)] for pk in records
        }
        for whose, value in (
            Contact.objects.current().filter(candidate__in=records).values_list("candidate", "value")
        ):
            lines[whose].append(value)
        texts |= {(SearchKind.PERSON, pk): ("Record", "\n".join(text)) for pk, text in lines.items()}
    return texts

"""Lists of people as rows of a file: what their pages show, for the same person, read in chunks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from candidates.choices import ContactKind
from candidates.models import Application, Candidate, Contact, Job
from candidates.queries.identity import veil
from candidates.queries.jobs import ROW, flag_counts, read_holding
from candidates.queries.search import Reach
from candidates.queries.search_rows import read_rows as read_found
from candidates.queries.uploads import read_rows
from recruiting.work.models import Bulk

CHUNK = 500

PEOPLE = ("Id", "Name", "Headline", "Location", "E-mail", "Phone", "Applications", "Added")
APPLICATIONS = (
    *("Id", "Job", "Name", "Headline", "E-mail", "Phone", "Stage", "Status", "In stage since"),
    *("Green flags", "Yellow flags", "Years", "Level", "Background", "Owner", "Applied"),
)
FOUND = (
    *("Id", "Name", "Headline", "E-mail", "Phone", "Level", "Background", "Years", "Applications"),
    "Last contact",
)
JOBS = (
    *("Id", "Title", "Requisition", "Status", "Level", "Department", "Office", "Openings", "Active people"),
    "Created",
)
UPLOADS = ("Upload", "Job", "File", "State", "What came of it", "Candidate", "Added")


def chunks(rows: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Lists of at most `size` rows, one after the other."""
    walk = iter(rows)
    while part := list(islice(walk, size)):
        yield part


def people_rows(user: Any, people: QuerySet[Candidate]) -> Iterator[Sequence[Any]]:
    """PEOPLE of queries.people.list_candidates."""
    for part in chunks(people.prefetch_related(_current("contacts")).iterator(chunk_size=CHUNK)):
        veil(user, part)
        for person in part:
            yield (
                *(person.pk, person.shown_name, person.headline, person.location),
                *(*_contacts(person), _jobs(person.shown), person.created_at),
            )


def application_rows(
    user: Any, applications: QuerySet[Application], polarity: Mapping[str, str]
) -> Iterator[Sequence[Any]]:
    """APPLICATIONS. polarity: flag's code -> green or yellow."""
    rows = applications.select_related("job", "candidate", "stage", "screening", "owner")
    rows = rows.only(*ROW, "job__title").prefetch_related(_current("candidate__contacts"))
    for part in chunks(rows.iterator(chunk_size=CHUNK)):
        veil(user, part)
        holding = read_holding(part)
        for row in part:
            person, screening = row.candidate, row.screening
            green, yellow = flag_counts(holding[row.screening_id], polarity)
            months = screening.months if screening else None
            yield (
                *(row.pk, row.job.title, person.shown_name, person.headline, *_contacts(person)),
                *(row.stage.name, row.get_status_display(), row.stage_since, green, yellow),
                _years(months),
                *((screening.level, screening.background) if screening else ("", "")),
                *(row.owner.name if row.owner else "", row.applied_at),
            )


def found_rows(reach: Reach, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    """FOUND of the people that a search found, in its order."""
    for part in chunks(keys):
        rows = read_found(reach, part, ())
        prefetch_related_objects([row.candidate for row in rows], _current("contacts"))
        for row in rows:
            person, screening = row.candidate, row.screening
            yield (
                *(person.pk, person.shown_name, person.headline, *_contacts(person)),
                *((screening.level, screening.background) if screening else ("", "")),
                *(_years(screening.months if screening else None), _jobs(row.applications)),
                row.last_contact,
            )


def job_rows(jobs: QuerySet[Job]) -> Iterator[Sequence[Any]]:
    """JOBS of queries.jobs.list_jobs."""
    for job in jobs.iterator(chunk_size=CHUNK):
        yield (
            *(job.pk, job.title, job.requisition_id, job.get_status_display()),
            *(str(part.name) if part else "" for part in (job.level, job.department, job.office)),
            *(job.headcount, job.active_count, job.created_at),
        )


def upload_rows(user: Any, uploads: QuerySet[Bulk]) -> Iterator[Sequence[Any]]:
    """UPLOADS: every file of queries.uploads.list_uploads."""
    for bulk in uploads.iterator(chunk_size=CHUNK):
        for items in chunks(bulk.items.order_by("position").iterator(chunk_size=CHUNK)):
            for row in read_rows(user, items):
                person = row.candidate.shown_name if row.candidate else ""
                yield bulk.pk, bulk.job_title, row.item.name, row.words, row.message, person, bulk.created_at


def _current(path: str) -> Prefetch:
    return Prefetch(path, queryset=Contact.objects.current(), to_attr="current")


def _years(months: Any) -> str:
    return "" if months is None else f"{months / 12:.1f}"


def _jobs(applications: Iterable[Application]) -> str:
    return "; ".join(f"{row.job.title} ({_where(row)})" for row in applications)


def _where(application: Application) -> str:
    return application.stage.name if application.is_active else application.get_status_display()


def _contacts(person: Any) -> tuple[str, str]:
    """The first e-mail address and phone number of somebody whose `current` contacts were read; none of a hidden person."""
    first: dict[str, str] = {}
    for contact in person.current if person.veiled is None else ():
        first.setdefault(contact.kind, contact.value)
    return first.get(ContactKind.EMAIL, ""), first.get(ContactKind.PHONE, "")

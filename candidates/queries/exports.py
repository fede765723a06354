"""Lists of people as rows of a file: what their pages show, for the same person, read in chunks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet

from candidates.choices import ContactKind
from candidates.models import Application, Candidate, Contact, Job
from candidates.queries.identity import veil
from candidates.queries.jobs import flag_counts
from candidates.queries.uploads import read_rows
from recruiting.work.models import Bulk

CHUNK = 500

PEOPLE = ("Id", "Name", "Headline", "Location", "E-mail", "Phone", "Applications", "Added")
APPLICATIONS = (
    *("Id", "Name", "Headline", "E-mail", "Phone", "Stage", "Status", "In stage since", "Green flags"),
    *("Yellow flags", "Years", "Level", "Background", "Owner", "Applied"),
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
    contacts = Prefetch("contacts", queryset=Contact.objects.current(), to_attr="current")
    for part in chunks(people.prefetch_related(contacts).iterator(chunk_size=CHUNK)):
        veil(user, part)
        for person in part:
            applied = "; ".join(f"{row.job.title} ({_where(row)})" for row in person.shown)
            yield (
                *(person.pk, person.shown_name, person.headline, person.location),
                *(*_contacts(person), applied, person.created_at),
            )


def application_rows(
    user: Any, applications: QuerySet[Application], polarity: Mapping[str, str]
) -> Iterator[Sequence[Any]]:
    """APPLICATIONS of queries.jobs.list_applications. polarity: flag's code -> green or yellow."""
    contacts = Prefetch("candidate__contacts", queryset=Contact.objects.current(), to_attr="current")
    for part in chunks(applications.prefetch_related(contacts).iterator(chunk_size=CHUNK)):
        veil(user, part)
        for row in part:
            person, screening = row.candidate, row.screening
            green, yellow = flag_counts(row, polarity)
            months = screening.months if screening else None
            yield (
                *(row.pk, person.shown_name, person.headline, *_contacts(person)),
                *(row.stage.name, row.get_status_display(), row.stage_since, green, yellow),
                None if months is None else f"{months / 12:.1f}",
                *((screening.level, screening.background) if screening else ("", "")),
                *(row.owner.name if row.owner else "", row.applied_at),
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


def _where(application: Application) -> str:
    return application.stage.name if application.is_active else application.get_status_display()


def _contacts(person: Any) -> tuple[str, str]:
    """The first e-mail address and phone number of somebody whose `current` contacts were read; none of a hidden person."""
    first: dict[str, str] = {}
    for contact in person.current if person.veiled is None else ():
        first.setdefault(contact.kind, contact.value)
    return first.get(ContactKind.EMAIL, ""), first.get(ContactKind.PHONE, "")

"""Reading files of people before and while they are imported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.urls import reverse

from candidates.choices import ContactKind
from candidates.csvfiles import Row, Table, read_rows, read_table
from candidates.models import Candidate, Contact, PeopleImport
from candidates.queries.identity import hidden_from, veil
from candidates.validators import contact_key
from recruiting.errors import Conflict
from recruiting.work.models import BulkItem

KIND = "candidates.import"
SHOWN = 10
"""Rows of the preview."""

MOST_ERRORS = 50
PER_QUERY = 500


@dataclass(frozen=True)
class Preview:
    """What an import would do. first: the first rows; wrong: those with errors, the first MOST_ERRORS of `errors`;
    total: rows in all; known: how many have an address that somebody has already; good: rows without an error."""

    first: list[Row]
    wrong: list[Row]
    total: int
    errors: int
    known: int

    @property
    def good(self) -> int:
        return self.total - self.errors


def table_of(wanted: PeopleImport) -> Table:
    """The table in an import's file. Raises Conflict if the file is gone."""
    try:
        with default_storage.open(str(wanted.file)) as file:
            return read_table(file.read())
    except FileNotFoundError as error:
        raise Conflict("file_gone", "The file is no longer here. Choose it again.") from error


def rows_of(wanted: PeopleImport, table: Table) -> list[Row]:
    """The people in an import's file, the first at place 0 being row 1 of the work."""
    return list(read_rows(table, wanted.columns, headings=wanted.headings))


def preview(user: Any, rows: Sequence[Row]) -> Preview:
    """What importing these rows would do, in a query for each 500 addresses."""
    wrong = [row for row in rows if row.errors]
    addresses = [row.values["email"] for row in rows if row.values["email"] and not row.errors]
    return Preview(
        first=list(rows[:SHOWN]),
        wrong=wrong[:MOST_ERRORS],
        total=len(rows),
        errors=len(wrong),
        known=count_known(user, addresses),
    )


def count_known(user: Any, addresses: Iterable[str]) -> int:
    """How many of the addresses belong to somebody whom the user sees and may know, or stand twice in the list."""
    keys = [contact_key(ContactKind.EMAIL, address) for address in addresses]
    different = list(dict.fromkeys(keys))
    found = len(keys) - len(different)
    visible = _known_to(user)
    for at in range(0, len(different), PER_QUERY):
        same = Contact.objects.filter(
            kind=ContactKind.EMAIL, corrected=False, value_key__in=different[at : at + PER_QUERY]
        )
        found += same.filter(candidate__in=visible).values("value_key").distinct().count()
    return found


def find_by_email(user: Any, address: str) -> Candidate | None:
    """The newest person with this address whom the user sees and may know: an import would confirm who somebody is."""
    if not address:
        return None
    key = contact_key(ContactKind.EMAIL, address)
    same = Contact.objects.filter(kind=ContactKind.EMAIL, corrected=False, value_key=key)
    return _known_to(user).filter(pk__in=same.values("candidate")).order_by("-pk").first()


def _known_to(user: Any) -> QuerySet[Candidate]:
    return Candidate.objects.visible_to(user).exclude(pk__in=hidden_from(user))


def names_of(user: Any, items: Iterable[BulkItem]) -> dict[int, str]:
    """What stands for the names of those rows whose person is hidden from the user now: item's key -> placeholder."""
    targets = {item.pk: item.target_id for item in items if item.target_id}
    people = Candidate.objects.visible_to(user).in_bulk(list(targets.values()))
    hidden = veil(user, people.values())
    return {pk: people[target].shown_name for pk, target in targets.items() if target in hidden}


def address_of(item: BulkItem) -> str:
    """The page of the person whom a row made or met; "" for a row that made nobody."""
    return reverse("candidates:candidate", args=[item.target_id]) if item.target_id else ""

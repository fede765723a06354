"""CSV files of people as others write them: their encoding, delimiter and headings are told from the file.

Pure but for the project's errors: what a cell says is text, whatever it looks like.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from candidates.choices import ContactKind
from candidates.extraction.charsets import decode
from candidates.validators import clean_contact
from recruiting.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 10_000
DELIMITERS = (",", ";", "\t")
SAMPLE = 30
"""Rows that tell the delimiter, and whether the first one holds headings."""

FIELDS = {
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail",
    "phone": "Phone",
    "headline": "Headline",
    "location": "Location",
    "profile": "Profile link",
}
"""What a column may hold, in words."""

_HEADINGS = {
    "name": "name fullname candidate candidatename applicant person nom nome nombre nomcomplet vollername",
    "first_name": "firstname givenname forename vorname prénom prenom nombrepila",
    "last_name": "lastname surname familyname nachname nomdefamille apellido apellidos cognome",
    "email": "email mail emailaddress emailadresse courriel correo correoelectronico",
    "phone": "phone phonenumber telephone telephonenumber mobile mobilephone cell tel telefon telefonnummer handy téléphone telefono teléfono",
    "headline": "headline title jobtitle currenttitle position role currentrole beruf poste puesto",
    "location": "location city town address place ort stadt wohnort ville ciudad lieu",
    "profile": "profile profilelink link url website linkedin linkedinurl github homepage",
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_LENGTHS = {"name": 200, "headline": 200, "location": 200, "email": 254, "phone": 40, "profile": 300}
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True)
class Table:
    """The rows of a CSV file, all of one width. headings: its first row, if that says what the columns hold."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str

    @property
    def width(self) -> int:
        return len(self.headings)


@dataclass(frozen=True)
class Row:
    """One person as a file has them: values by field of create_candidate, and what is wrong with them by field."""

    number: int
    values: Mapping[str, str]
    errors: Mapping[str, str]

    @property
    def label(self) -> str:
        """What the row is called: by the person, else by its number."""
        return self.values.get("name") or self.values.get("email") or f"Row {self.number}"


def read_table(data: bytes) -> Table:
    """The table in a CSV file. Raises Invalid on the field "file" with what to do about it."""
    if len(data) > MOST_BYTES:
        raise _wrong("too_large", f"A CSV file may have {MOST_BYTES // 1024 // 1024} MB. Split it.")
    text = decode(data)
    if text is None or data.startswith((b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")):
        raise _wrong("not_csv", "This is no CSV file. In a spreadsheet, save the table as “CSV UTF-8”.")
    text = text.replace("\x00", "")
    told = re.match(r"\ufeff?sep=([,;\t|])\r?\n", text)  # what Excel writes for itself
    text = text[told.end() :] if told else text.removeprefix("\ufeff")
    delimiter = told[1] if told else _delimiter(text)
    rows = _rows(text, delimiter)
    if not rows:
        raise _wrong("empty", "There is no row in this file.")
    width = max(map(len, rows))
    if width > MOST_COLUMNS:
        raise _wrong("too_wide", f"A table may have {MOST_COLUMNS} columns. Leave out those you don't need.")
    whole = [row + [""] * (width - len(row)) for row in rows]
    return Table(tuple(whole[0]), tuple(map(tuple, whole[1:])), delimiter)


def _wrong(code: str, message: str) -> Invalid:
    return Invalid("file", code, message)


def _rows(text: str, delimiter: str, most: int = MOST_ROWS + 1) -> list[list[str]]:
    """The rows that hold anything, with clean cells. Raises Invalid for too many."""
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells = [clean_cell(cell) for cell in row]
            if any(cells):
                if len(found) >= most:
                    raise _wrong("too_many", f"A file may have {MOST_ROWS:,} rows. Split it.")
                found.append(cells)
    except csv.Error as error:
        raise _wrong(
            "not_csv", "The rows can't be told apart: a quote may lack its end. Save the table as CSV again."
        ) from error
    return found


def clean_cell(cell: str) -> str:
    """A cell as one line of visible text."""
    text = unicodedata.normalize("NFC", _WHITE.sub(" ", cell[:MOST_CHARACTERS]))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()


def _delimiter(text: str) -> str:
    """The sign that splits most of the first rows into the same number of cells, the more the better."""
    lines = "".join(line for _, line in zip(range(SAMPLE), io.StringIO(text), strict=False))

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter) if row]
        usual = max(set(widths), key=widths.count) if widths else 0
        return (widths.count(usual) if usual > 1 else 0), usual

    try:
        return max(DELIMITERS, key=fit)
    except csv.Error:
        return DELIMITERS[0]


def guess_columns(table: Table) -> list[str]:
    """What each column holds by its heading, "" where that says nothing; of two with one meaning the first."""
    found: list[str] = []
    for heading in table.headings:
        folded = "".join(c for c in heading.casefold() if c.isalpha())
        field = _FIELD_OF.get(folded, "")
        found.append(field if field not in found else "")
    if not any(found):  # no headings: a column of addresses speaks for itself
        for place, cell in enumerate(table.headings):
            if "@" in cell and "email" not in found:
                found[place] = "email"
    return found


def has_headings(table: Table) -> bool:
    """Whether the first row looks like headings: none of its cells is an address or a number."""
    return not any("@" in cell or re.fullmatch(r"[+\d][\d ()/.-]{4,}", cell) for cell in table.headings)


def check_columns(columns: Sequence[str]) -> None:
    """Raise Invalid unless the columns give each person a name, and nothing twice."""
    chosen = [field for field in columns if field]
    if len(chosen) != len(set(chosen)):
        twice = next(field for field in chosen if chosen.count(field) > 1)
        raise Invalid(None, "twice", f"Two columns are {FIELDS[twice].lower()}: leave one of them out.")
    if not {"name", "first_name", "last_name"} & set(chosen):
        raise Invalid(None, "no_name", "Say which column holds the name.")


def read_rows(table: Table, columns: Sequence[str], *, headings: bool) -> Iterator[Row]:
    """The people in a table. headings: whether its first row is none of them."""
    rows = table.rows if headings else (table.headings, *table.rows)
    for number, cells in enumerate(rows, start=1):
        yield _person(number, dict(zip(columns, cells, strict=True)))


def _person(number: int, cells: dict[str, str]) -> Row:
    cells.pop("", None)
    parts = [cells.pop(field, "") for field in ("first_name", "last_name")]
    values = {field: cells.get(field, "") for field in _LENGTHS}
    values["name"] = values["name"] or " ".join(filter(None, parts))
    errors = {
        field: f"{FIELDS[field]}: at most {most} characters."
        for field, most in _LENGTHS.items()
        if len(values[field]) > most
    }
    if not values["name"]:
        errors["name"] = "The name is missing."
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        if values[kind]:
            try:
                clean_contact(kind, values[kind])
            except Invalid as error:
                errors[kind] = error.message
    return Row(number, values, errors)

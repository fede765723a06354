"""JSON Resume (jsonresume.org, schema 1.0.0, and what older files differ in), written out as a resume is on paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from candidates.extraction.charsets import decode
from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats import text
from candidates.extraction.formats.lines import BULLET, Line, as_document
from candidates.extraction.normalise import has_invisible

OTHER_JSON = "This is JSON, but no JSON Resume. Save the resume as PDF or DOCX and upload that."
PRESENT = "Present"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECTIONS = frozenset(
    """
    basics work volunteer education awards certificates publications skills languages interests references projects
    """.split()
)


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes. Text that only looks like JSON is text."""
    source = decode(data)
    if source is None:
        return Unreadable.because("wrong_type")
    try:
        resume = json.loads(source)
    except ValueError:
        return text.read(data)
    if not isinstance(resume, dict) or not _SECTIONS & resume.keys():
        return Unreadable.because("wrong_type", OTHER_JSON)
    lines = [line for row in _rows(resume) for line in Line.of([(row, False)])]
    return as_document("json", lines, ("invisible_characters",) if has_invisible(source) else ())


def _rows(resume: dict[str, Any]) -> Iterator[str]:
    """All rows, an empty one between sections. A row may hold line breaks that its writer put there."""
    yield from _basics(_object(resume.get("basics")))
    yield from _entries("Experience", resume.get("work"), ("position", "name", "company"), lasting=True)
    yield from _entries("Projects", resume.get("projects"), ("name", "roles", "entity"))
    yield from _education(resume.get("education"))
    yield from _entries("Certificates", resume.get("certificates"), ("name", "issuer"))
    yield from _skills(resume.get("skills"))
    yield from _labelled("Languages", resume.get("languages"), "language", "fluency")
    yield from _entries("Volunteering", resume.get("volunteer"), ("position", "organization"), lasting=True)
    yield from _entries("Publications", resume.get("publications"), ("name", "publisher"))
    yield from _entries("Awards", resume.get("awards"), ("title", "awarder"))
    yield from _labelled("Interests", resume.get("interests"), "name", "keywords")
    yield from _labelled("References", resume.get("references"), "name", "reference")


def _basics(basics: dict[str, Any]) -> Iterator[str]:
    """Who the person is."""
    place = _object(basics.get("location"))
    yield from (row for key in ("name", "label") if (row := _text(basics.get(key))))
    yield ", ".join(_texts(place, "address", "postalCode", "city", "region", "countryCode"))
    yield " | ".join(_texts(basics, "email", "phone", "url", "website"))
    for profile in _objects(basics.get("profiles")):
        yield ": ".join([*_texts(profile, "network"), *_texts(profile, "url", "username")[:1]])
    if summary := _text(basics.get("summary")):
        yield from ("", "Summary", summary)


def _entries(heading: str, entries: Any, names: tuple[str, ...], *, lasting: bool = False) -> Iterator[str]:
    """A section of dated things. `lasting`: one without an end lasts to the present."""
    for number, entry in enumerate(_objects(entries)):
        yield ""
        if number == 0:
            yield heading
        dates = _dates(entry, lasting=lasting)
        yield "\t".join(filter(None, (", ".join(_texts(entry, *names, "location")), dates)))
        yield from _texts(entry, "description", "summary")
        yield from (BULLET + each for each in _strings(entry.get("highlights")))
        if keywords := _strings(entry.get("keywords")):
            yield ", ".join(keywords)


def _education(entries: Any) -> Iterator[str]:
    """Schools: what was studied stands before where."""
    for number, entry in enumerate(_objects(entries)):
        yield ""
        if number == 0:
            yield "Education"
        studied = " ".join(_texts(entry, "studyType", "area"))
        what = ", ".join(filter(None, (studied, _text(entry.get("institution")))))
        yield "\t".join(filter(None, (what, _dates(entry))))
        if score := _text(entry.get("score") or entry.get("gpa")):
            yield f"Grade: {score}"
        yield from (BULLET + each for each in _strings(entry.get("courses")))


def _skills(entries: Any) -> Iterator[str]:
    """Groups of skills: "Cloud (Advanced): AWS, GCP"."""
    for number, entry in enumerate(_objects(entries)):
        if number == 0:
            yield from ("", "Skills")
        level = _text(entry.get("level"))
        label = _text(entry.get("name")) + (f" ({level})" if level else "")
        yield ": ".join(filter(None, (label, ", ".join(_strings(entry.get("keywords"))))))


def _labelled(heading: str, entries: Any, name: str, value: str) -> Iterator[str]:
    """A section of rows with a label."""
    for number, entry in enumerate(_objects(entries)):
        if number == 0:
            yield from ("", heading)
        yield ": ".join(filter(None, (_text(entry.get(name)), ", ".join(_strings(entry.get(value))))))


def _dates(entry: dict[str, Any], *, lasting: bool = False) -> str:
    """The dates of an entry as people write them: "Mar 2019 - Present"."""
    start, end = _date(entry.get("startDate")), _date(entry.get("endDate"))
    if start:
        end = end or (PRESENT if lasting else "")
        return f"{start} - {end}" if end else start
    return end or _date(entry.get("date") or entry.get("releaseDate"))


def _date(value: Any) -> str:
    """A date of ISO 8601 as month and year; other wordings as they are."""
    text_of_date = _text(value)
    year, _, rest = text_of_date.partition("-")
    month = rest[:2]
    if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
        return f"{_MONTHS[int(month) - 1]} {year}"
    return text_of_date


def _text(value: Any) -> str:
    """A value in words, "" for what has none."""
    if isinstance(value, list):
        return ", ".join(_strings(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _texts(entry: dict[str, Any], *keys: str) -> list[str]:
    """The values of these keys that have words."""
    return [found for key in keys if (found := _text(entry.get(key)))]


def _strings(value: Any) -> list[str]:
    """The values in a list that have words; one alone counts as a list of one."""
    values = value if isinstance(value, list) else [value]
    return [found for each in values if not isinstance(each, list) and (found := _text(each))]


def _object(value: Any) -> dict[str, Any]:
    """The object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; names alone count as objects with a name."""
    values = value if isinstance(value, list) else []
    found = [each if isinstance(each, dict) else _named(each) for each in values]
    return [each for each in found if each]


def _named(value: Any) -> dict[str, Any]:
    """An object for a name that stands alone."""
    name = "" if isinstance(value, list) else _text(value)
    return {"name": name, "language": name} if name else {}

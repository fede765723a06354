"""The demo's resume files: real PDF and DOCX, the same ones each time, read by the product's own reader."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from candidates.extraction import Document, extract, identify
from candidates.screening import screen
from recruiting.demo.loading import data
from recruiting.demo.resumes import Person, docx, file_of, pdf, read_people
from recruiting.demo.resumes.content import DATES, HEADINGS, phone_of
from rubrics.ruledoc import shipped

AS_OF = date(2026, 1, 15)
PEOPLE = [person for job in data()["jobs"] for person in read_people(job["code"])]
IDS = [person.slug for person in PEOPLE]


@cache
def document_of(slug: str) -> Document:
    person = next(person for person in PEOPLE if person.slug == slug)
    document = extract(file_of(person), name=person.file_name)
    assert isinstance(document, Document), document
    return document


@cache
def reports() -> list[dict]:
    return [screen(document_of(slug), rules=shipped(), as_of=AS_OF).to_dict() for slug in IDS]


def test_there_are_forty_different_people():
    assert len(PEOPLE) == 40
    assert len({person.name for person in PEOPLE}) == 40
    assert len({person.email for person in PEOPLE}) == 40
    assert len({file_of(person) for person in PEOPLE}) == 40


def test_every_layout_date_style_and_wording_is_used():
    assert {person.file for person in PEOPLE} == {f"pdf/{name}" for name in pdf.LAYOUTS} | {
        f"docx/{name}" for name in docx.LAYOUTS
    }
    assert {person.dates for person in PEOPLE} == set(DATES)
    assert {person.heads for person in PEOPLE} == set(HEADINGS)
    kinds = Counter(person.file.partition("/")[0] for person in PEOPLE)
    assert min(kinds["pdf"], kinds["docx"]) >= 15


@pytest.mark.parametrize("person", PEOPLE, ids=IDS)
def test_the_file_is_the_same_each_time_and_says_whose_it_is(person: Person):
    content = file_of(person)
    assert content == file_of(person)
    assert content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[person.file.partition("/")[0]]
    read = identify(document_of(person.slug))
    assert (read.name, read.emails) == (person.name, (person.email,))
    assert read.phones == (phone_of(person).replace(" ", ""),)


@pytest.mark.parametrize("person", PEOPLE, ids=IDS)
def test_every_word_of_the_data_is_in_the_file(person: Person):
    """Nothing is cut off at a frame's edge, and no letter is missing in the font."""
    found = " ".join(document_of(person.slug).text.split())
    said = [line for job in person.jobs for line in job["did"]] + [job["post"]["at"] for job in person.jobs]
    assert [line for line in said if line not in found] == []


def test_the_mix_shows_what_the_guide_tells_apart():
    """Levels, backgrounds, borders, and resumes rich in green or in yellow flags."""
    levels = Counter(report["level"] for report in reports())
    assert min(levels[level] for level in ("junior", "mid", "senior", None)) >= 2
    assert {"security", "devops", "backend", "other"} == {report["background"] for report in reports()}
    assert sum(len(report["levels"]) == 2 for report in reports()) >= 3
    assert {"too_short", "language", None} == {report["notice"] for report in reports()}
    held = [Counter(flag["polarity"] for flag in report["flags"] if flag["holds"]) for report in reports()]
    assert sum(flags["green"] >= 4 for flags in held) >= 8
    assert sum(flags["yellow"] >= 2 for flags in held) >= 6
    assert sum(flags["green"] + flags["yellow"] == 0 for flags in held) >= 1


def test_every_flag_is_seen_in_the_demo():
    held = {flag["code"] for report in reports() for flag in report["flags"] if flag["holds"]}
    assert held == {flag["code"] for flag in reports()[0]["flags"]}

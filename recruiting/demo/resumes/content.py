"""Who the invented people are and what stands in their resumes, in the wording and date style of each."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rubrics.ruledoc.nodes import SafeLoader

FOLDER = Path(__file__).resolve().parent.parent / "people"
NOW = "now"
MONTHS = "January February March April May June July August September October November December".split()

# Numbers that the countries' regulators keep free for films and examples.
PHONES = {
    "uk": "+44 20 7946 0{:03}",
    "us": "+1 202 555 01{:02}",
    "fr": "+33 1 99 00 41 {:02}",
    "de": "+49 30 23125 {:03}",
    "se": "+46 8 465 004 {:02}",
    "au": "+61 2 5550 00{:02}",
}

# The words over the parts: summary, jobs, projects, publications, education, certificates, skills.
PARTS = ("summary", "jobs", "projects", "publications", "education", "certificates", "skills")
HEADINGS = {
    "plain": (
        "Profile",
        "Work experience",
        "Projects",
        "Publications",
        "Education",
        "Certificates",
        "Skills",
    ),
    "classic": (
        "Summary",
        "Professional Experience",
        "Personal Projects",
        "Publications",
        "Education",
        "Certifications",
        "Technical Skills",
    ),
    "formal": (
        "PROFESSIONAL SUMMARY",
        "EMPLOYMENT HISTORY",
        "PROJECTS",
        "PUBLICATIONS",
        "ACADEMIC QUALIFICATIONS",
        "CERTIFICATIONS",
        "CORE COMPETENCIES",
    ),
    "modern": ("About me", "Experience", "Side projects", "Papers", "Studies", "Certifications", "Toolbox"),
    "german": (
        "Kurzprofil",
        "Berufserfahrung",
        "Projekte",
        "Publikationen",
        "Ausbildung",
        "Zertifikate",
        "Kenntnisse",
    ),
}


@dataclass(frozen=True)
class Person:
    """A row of people/*.yaml. `file` is format/layout; `jobs` are {"post": {title, at, from, to}, "did": [...]}."""

    name: str
    title: str
    place: str
    phone: str
    file: str
    dates: str
    heads: str
    summary: str
    jobs: list[dict[str, Any]]
    education: list[str]
    skills: dict[str, str]
    certificates: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)
    publications: list[str] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name in small ASCII letters with hyphens."""
        plain = unicodedata.normalize("NFKD", self.name.casefold().replace("ł", "l").replace("ø", "o"))
        letters = "".join(letter if letter.isascii() else "" for letter in plain)
        return "-".join(letters.split())

    @property
    def email(self) -> str:
        """An address that belongs to nobody."""
        parts = self.slug.split("-")
        return f"{parts[0]}.{parts[-1]}@example.org"

    @property
    def file_name(self) -> str:
        """What the upload is called; it identifies the person within the demo."""
        return f"{self.slug}-cv.{self.file.partition('/')[0]}"


@dataclass(frozen=True)
class Position:
    """One job as it stands in a resume; `dates` is empty where the resume gives none."""

    title: str
    employer: str
    dates: str
    did: list[str]


@dataclass(frozen=True)
class Resume:
    """What a layout sets: texts in order, nothing about where they stand."""

    name: str
    title: str
    contact: list[str]
    summary: tuple[str, str]
    jobs: tuple[str, list[Position]]
    lists: list[tuple[str, list[str]]]
    skills: tuple[str, list[tuple[str, str]]]


def read_people(job: str) -> list[Person]:
    """The people who apply for the job, by the name of its file."""
    text = (FOLDER / f"{job}.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, SafeLoader)  # noqa: S506 - a safe one
    return [Person(**row) for row in rows]


def resume_of(person: Person) -> Resume:
    """The person's resume in the words of its headings and dates."""
    words = dict(zip(PARTS, HEADINGS[person.heads], strict=True))
    show = DATES[person.dates]
    positions = [
        Position(
            title=job["post"]["title"],
            employer=job["post"]["at"],
            dates=show(job["post"]["from"], job["post"]["to"]),
            did=job["did"],
        )
        for job in person.jobs
    ]
    lists = [(words[part], getattr(person, part)) for part in PARTS[2:6] if getattr(person, part)]
    return Resume(
        name=person.name,
        title=person.title,
        contact=[person.email, phone_of(person), person.place],
        summary=(words["summary"], person.summary),
        jobs=(words["jobs"], positions),
        lists=lists + [(label, [text]) for label, text in person.other.items()],
        skills=(words["skills"], list(person.skills.items())),
    )


def phone_of(person: Person) -> str:
    """A number that nobody has, the same one each time; two people may share one, as in life."""
    return PHONES[person.phone].format(sum(person.name.encode()) % 90 + 10)


def _range(first: str, last: str, *, show: Callable[[int, int], str], joint: str, present: str) -> str:
    return f"{show(*_parts(first))}{joint}{present if last == NOW else show(*_parts(last))}"


def _parts(written: str) -> tuple[int, int]:
    year, month = written.split("-")
    return int(year), int(month)


def _dates(show: Callable[[int, int], str], joint: str, present: str) -> Callable[[str, str], str]:
    return lambda first, last: _range(first, last, show=show, joint=joint, present=present)


DATES: dict[str, Callable[[str, str], str]] = {
    "short": _dates(lambda year, month: f"{MONTHS[month - 1][:3]} {year}", " – ", "Present"),
    "long": _dates(lambda year, month: f"{MONTHS[month - 1]} {year}", " to ", "today"),
    "numeric": _dates(lambda year, month: f"{month:02}/{year}", " - ", "now"),
    "iso": _dates(lambda year, month: f"{year}-{month:02}", " – ", "present"),
    "years": _dates(lambda year, month: str(year), " – ", "present"),
    "apostrophe": _dates(lambda year, month: f"{MONTHS[month - 1][:3]} ’{year % 100:02}", " – ", "current"),
    "german": _dates(lambda year, month: f"{month:02}/{year}", " – ", "heute"),
    "none": lambda first, last: "",
}

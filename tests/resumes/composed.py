"""Resumes put together from parts, so that one thing at a time can be changed about the person or about the page.

The duties come from the lines of tests/resumes/dev and from tests/bench; persons, schools and places are invented or so
large that everybody knows them. Nothing here says what a resume must hold: it only says what must not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from tests.bench.resumes import _BULLETS
from tests.candidates.extraction import samples
from tests.resumes import rendering

DEV = Path(__file__).parent / "dev"

NAMES = (
    "Kim Novak", "Tom Jenkins", "Oluwaseun Adeyemi", "María José García López", "Priya Raghunathan", "Li Wei",
    "Marco Falco", "Fatima Al-Sayed", "Chloé Clair", "Jürgen Groß", "Aiko Tanaka", "Siobhán O’Neill", "Nguyễn Văn Minh",
    "Emily Chen", "Ivan Petrov", "Zanele Dlamini", "Jean-Luc Moreau", "Rosa Vault",
)  # fmt: skip
PRONOUNS = (("she", "her"), ("he", "his"), ("they", "their"), ("ze", "hir"))
SCHOOLS = (
    "Ridgewood Technical College", "Massachusetts Institute of Technology", "University of Lagos", "ETH Zürich",
    "Indian Institute of Technology Bombay", "Hochschule Darmstadt", "Stanford University", "Westfield Community College",
    "Universidad de Buenos Aires", "Spelman College", "Open University",
)  # fmt: skip
NATIONALITIES = ("British", "Nigerian", "Indian", "American", "Ukrainian", "Brazilian", "Iranian", "Japanese")
CITIES = (
    "Leeds", "Lagos", "Bengaluru", "Salt Lake City", "São Paulo", "Tokyo", "Warsaw", "Phoenix", "Tehran", "Berlin",
    "Washington, DC", "Cork",
)  # fmt: skip
EMPLOYERS = (
    ("Fernhill Systems", "Kite Logistics", "Meadow Health", "Blue Harbour Bank", "Corner Bakery Group", "Pinegrove Ltd"),
    ("Google", "Amazon", "Netflix", "Goldman Sachs", "Siemens", "Apple"),
    ("Deloitte", "Accenture", "Microsoft", "IBM", "Oracle", "Infosys"),
    ("GitLab", "Spotify", "Cloudflare", "SAP", "Red Hat", "Meta"),
)  # fmt: skip
TITLES = (
    "DevSecOps Engineer", "Security Engineer", "DevOps Engineer", "Platform Engineer", "Backend Developer",
    "Site Reliability Engineer", "Cloud Engineer", "IT Auditor", "Compliance Analyst", "Systems Administrator",
    "Software Engineer", "Sales Representative", "Support Specialist", "QA Engineer", "Security Analyst",
    "Application Security Engineer", "Data Engineer", "Project Manager",
)  # fmt: skip
CERTIFICATES = (
    "CISSP",
    "OSCP",
    "CompTIA Security+",
    "AWS Certified Solutions Architect",
    "CKA",
    "ITIL Foundation",
)
TOOLS = "Python Bash Go Terraform Ansible Docker Kubernetes Jenkins AWS Azure Vault Trivy Semgrep SonarQube Excel Jira".split()
OFFICE = ("Excel", "Word", "Jira", "SharePoint", "Visio")
ONE_TRADE = 12
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDERS = (
    ("Summary", "Experience", "Skills", "Education", "Certifications"),
    ("Skills", "Certifications", "Summary", "Experience", "Education"),
    ("Education", "Summary", "Certifications", "Skills", "Experience"),
    ("Experience", "Education", "Certifications", "Skills", "Summary"),
)

_ITEM = re.compile(r"^\s*[•*–-]\s+(.{50,180}[.\w)])$", re.M)


@cache
def duties() -> tuple[str, ...]:
    """What people say of their work, a sentence each. Lines that name a person's months or years stay out."""
    lines = [
        line.strip()
        for path in sorted(DEV.glob("*.txt"))
        for line in _ITEM.findall(path.read_text(encoding="utf-8"))
    ]
    plain = [
        line for line in lines if not re.search(r"\b(?:19|20)\d\d\b|years|yrs", line) and _is_western(line)
    ]
    return (*(bullet.format(n=12) for bullet in _BULLETS), *plain)


def _is_western(line: str) -> bool:
    """Whether a PDF's built-in fonts can write it."""
    return line.encode("cp1252", "ignore").decode("cp1252") == line


@dataclass(frozen=True)
class Job:
    """A position: title, which of the employers, months since year 0, and the duties."""

    title: str
    employer: int
    first: int
    last: int | None
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Everything on one resume. style: how its jobs are headed."""

    name: str
    pronouns: tuple[str, str]
    nationality: str
    city: str
    school: str
    employers: tuple[str, ...]
    order: tuple[str, ...]
    jobs: tuple[Job, ...]
    tools: tuple[str, ...]
    certificates: tuple[str, ...]
    style: int


def person(number: int) -> Person:
    """The person with this number, always the same one."""
    random = Random(number)
    jobs: list[Job] = []
    month, sentences = 12 * 2025 + random.randrange(12), duties()
    if random.random() < 0.5:  # somebody of one trade, by the lines of a few resumes
        start = random.randrange(len(sentences) - ONE_TRADE)
        sentences = sentences[start : start + ONE_TRADE]
    tools = TOOLS if random.random() < 0.7 else OFFICE
    for index in range(random.randint(1, 4)):
        length = random.randint(7, 40)
        last = None if index == 0 and random.random() < 0.6 else month
        lines = tuple(random.sample(sentences, random.randint(3, 6)))
        jobs.append(Job(random.choice(TITLES), index, month - length, last, lines))
        month -= length + random.randint(1, 5)
    return Person(
        name=NAMES[0],
        pronouns=PRONOUNS[0],
        nationality=NATIONALITIES[0],
        city=CITIES[0],
        school=SCHOOLS[0],
        employers=EMPLOYERS[0],
        order=ORDERS[0],
        jobs=tuple(jobs),
        tools=tuple(random.sample(tools, random.randint(3, min(9, len(tools))))),
        certificates=tuple(random.sample(CERTIFICATES, random.randint(0, 2))),
        style=random.randrange(4),
    )


def markup(who: Person) -> str:
    """The resume in the light markup of tests/resumes/written."""
    subject, owner = who.pronouns
    parts = {
        "Summary": [
            f"{who.name.split()[0]} likes calm releases; {subject} and {owner} team look after services in production."
        ],
        "Experience": [line for job in who.jobs for line in _job(who, job)],
        "Skills": [", ".join(who.tools)],
        "Education": [
            f"BSc Computer Science, {who.school}, {who.jobs[-1].first // 12 - 4} - {who.jobs[-1].first // 12 - 1}"
        ],
        "Certifications": [f"- {name}" for name in who.certificates],
    }
    head = [
        f"# {who.name}",
        f"{who.city} | kim@example.org | {subject}/{owner}",
        f"Nationality: {who.nationality}",
    ]
    body = [line for title in who.order if parts[title] for line in (f"## {title}", *parts[title])]
    return "\n".join([*head, *body])


def _job(who: Person, job: Job) -> list[str]:
    """A position's heading in the person's style, and its duties."""
    employer = who.employers[job.employer]
    first, last = (_month(month, who.style) for month in (job.first, job.last))
    heading = (
        [f"### {job.title}, {employer} | {first} - {last}"],
        [f"### {employer}, {who.city}", f"{job.title} ({first} – {last})"],
        [f"### {job.title}", f"{employer} | {who.city} | {first} - {last}"],
        [f"### {first} - {last}: {job.title} at {employer}"],
    )[who.style]
    return [*heading, *(f"- {duty}" for duty in job.duties)]


def _month(month: int | None, style: int) -> str:
    if month is None:
        return "Present"
    year, index = divmod(month, 12)
    return f"{index + 1:02}/{year}" if style == 1 else f"{MONTHS[index]} {year}"


Change = Callable[[Person, Random], Person]

CHANGES: dict[str, Change] = {
    "name": lambda who, random: replace(who, name=random.choice(NAMES[1:])),
    "pronouns": lambda who, random: replace(who, pronouns=random.choice(PRONOUNS[1:])),
    "school": lambda who, random: replace(who, school=random.choice(SCHOOLS[1:])),
    "nationality": lambda who, random: replace(who, nationality=random.choice(NATIONALITIES[1:])),
    "city": lambda who, random: replace(who, city=random.choice(CITIES[1:])),
    "employers": lambda who, random: replace(who, employers=random.choice(EMPLOYERS[1:])),
    "order": lambda who, random: replace(who, order=random.choice(ORDERS[1:])),
}
"""What is said about the person, or where: none of it may change a flag, the years or the level."""


def _lines(text: str) -> list[rendering.Block]:
    return rendering.blocks(text)


def as_text(text: str) -> bytes:
    """Plain text with typed bullets."""
    return "\n".join(
        f"- {block.text}" if block.kind == "bullet" else block.text for block in _lines(text)
    ).encode()


def as_html(text: str) -> bytes:
    """A page with headings and lists."""
    tags = {"name": "h1", "heading": "h2", "entry": "h3", "bullet": "li", "text": "p"}
    body = "".join(
        f"<{tags[block.kind]}>{escape(block.text)}</{tags[block.kind]}>\n" for block in _lines(text)
    )
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def as_odt(text: str) -> bytes:
    """OpenDocument with headings and lists."""
    parts = []
    for block in _lines(text):
        words = escape(block.text)
        if block.kind == "bullet":
            parts.append(f"<text:list><text:list-item><text:p>{words}</text:p></text:list-item></text:list>")
        elif block.kind == "text":
            parts.append(f"<text:p>{words}</text:p>")
        else:
            parts.append(f'<text:h text:outline-level="1">{words}</text:h>')
    return samples.odt("".join(parts))


def as_rtf(text: str) -> bytes:
    """Rich text with the bullets that Word writes."""
    parts = []
    for block in _lines(text):
        words = "".join(sign if sign.isascii() else f"\\u{_signed(ord(sign))}?" for sign in block.text)
        lead = r"{\listtext\f2 \'b7\tab}" if block.kind == "bullet" else ""
        parts.append(rf"\pard {lead}{words}\par")
    return samples.rtf("\n".join(parts))


def _signed(code: int) -> int:
    """As RTF counts to 65,535."""
    return code - 0x10000 if code > 0x7FFF else code


FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": lambda text: rendering.headings(rendering.blocks(text)),
    "plain docx": lambda text: rendering.plain(rendering.blocks(text)),
    "pdf": lambda text: rendering.single(rendering.blocks(text)),
    "pdf in Times": lambda text: rendering.single(rendering.blocks(text), font="Times-Roman", bullet="–"),
    "pdf with a sidebar": lambda text: rendering.sidebar(rendering.blocks(text)),
    "text": as_text,
    "html": as_html,
    "odt": as_odt,
    "rtf": as_rtf,
}
"""The same resume in other files and layouts; the first is what the others are compared with."""

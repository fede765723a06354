"""A person as JSON Resume (jsonresume.org, schema 1.0.0): what was read from one resume, in its words, and nothing else.

Schools are not in it: nothing here reads them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from candidates.choices import ContactKind, ScreeningState
from candidates.models import Contact, Resume, ResumeDocument, ResumeFacts
from candidates.queries.identity import report_of, text_of
from candidates.screening.facts import Fact
from candidates.screening.hiding import shown
from candidates.screening.packing import signal_codes, unpack_facts
from recruiting.errors import Conflict
from rubrics.models import RuleRevision
from rubrics.ruledoc import load

NAMED_THINGS = ("tool", "cloud", "language", "ci", "iac", "conf", "secret", "kube", "kubernetes", "cspm")
"""Kinds of signals whose words name what somebody can work with, wherever they stand; under the heading of skills all do."""

CERTIFICATES = {"certification", "certification_aside"}
HELD = ("done", "listed")
VERSION = "v1.0.0"


@dataclass(frozen=True)
class Kinds:
    """What of a rule revision packed facts need: its codes in their order, and which of them are certificates'."""

    codes: tuple[str, ...]
    certificates: frozenset[str]


def json_resume(resume: Resume) -> dict[str, Any]:
    """The resume as JSON Resume; its candidate as identity.veil() left them. Raises Conflict for one that was not read."""
    facts = ResumeFacts.objects.select_related("screening", "revision", "resume__reading").filter(
        resume=resume
    )
    known = facts.first()
    document = ResumeDocument.objects.filter(resume=resume).first()
    if known is None or document is None or known.screening.state != ScreeningState.DONE:
        raise Conflict("not_read", "This resume was not read, so there is nothing to export of it.")
    kinds = kinds_of(known.revision)
    found = [
        fact
        for fact in unpack_facts(bytes(known.resume.reading.facts), codes=kinds.codes)
        if fact.assertion in HELD
    ]
    text = document.content["text"]
    report = report_of(resume.candidate, known.screening.report, text)
    text = text_of(resume.candidate, text) or ""
    meta = {"version": VERSION, "lastModified": resume.received_at.strftime("%Y-%m-%dT%H:%M:%S")}
    return {
        "basics": _basics(resume),
        "work": [_work(position) for position in report["positions"]],
        "skills": [{"name": words} for words in _named(text, _things(found))],
        "certificates": [{"name": words} for words in _named(text, certificates(found, kinds))],
        "meta": meta,
    }


def _basics(resume: Resume) -> dict[str, Any]:
    """Who the resume says the person is; what was corrected by hand stays out."""
    person = resume.candidate
    if person is None:
        return {}
    if person.veiled is not None:
        return {"name": person.called, "label": person.read_headline}
    read = Contact.objects.filter(candidate=person, from_resume=True).order_by("position", "pk")
    first: dict[str, str] = {}
    for contact in read:
        first.setdefault(contact.kind, contact.value)
    values = {
        "name": person.read_name,
        "label": person.read_headline,
        "email": first.get(ContactKind.EMAIL),
        "phone": first.get(ContactKind.PHONE),
        "profiles": [{"url": row.value} for row in read if row.kind == ContactKind.PROFILE],
    }
    return {name: value for name, value in values.items() if value}


def _work(position: dict[str, Any]) -> dict[str, str]:
    """A position as it was read; one that lasts has no end."""
    fields = {"name": "employer", "position": "title", "startDate": "start", "endDate": "end"}
    return {name: position[field] for name, field in fields.items() if position[field]}


def _things(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (
        fact for fact in facts if fact.section == "skills" or fact.signal.partition(".")[0] in NAMED_THINGS
    )


def kinds_of(revision: RuleRevision) -> Kinds:
    """The revision's, its document read once a process."""
    return _kinds(revision.document)


@lru_cache(maxsize=4)
def _kinds(document: str) -> Kinds:
    rules = load(document)
    held = (code for code, signal in rules.signals.items() if signal.groups & CERTIFICATES)
    return Kinds(signal_codes(rules), frozenset(held))


def certificates(facts: Iterable[Fact], kinds: Kinds) -> Iterator[Fact]:
    """Those that name a certificate."""
    return (fact for fact in facts if fact.signal in kinds.certificates)


def _named(text: str, facts: Iterable[Fact]) -> list[str]:
    """The words of the facts as they stand in the text, each once; of two that overlap the longer."""
    found: dict[str, str] = {}
    end = -1
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if fact.start >= end and fact.end > fact.start:
            words = " ".join(shown(text[fact.start : fact.end]).split())
            found.setdefault(words.casefold(), words)
            end = fact.end
    return list(found.values())

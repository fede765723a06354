"""Keeping what a resume's current screening found, for judging changed rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from candidates.models import Resume, ResumeFacts, ResumeReading, Screening
from candidates.screening import Report
from candidates.screening.engine import engine
from candidates.screening.outline import outline_of, pack_outline
from candidates.screening.packing import pack_facts, pack_seen, signal_codes
from rubrics.ruledoc import RuleDocument


@dataclass(frozen=True)
class Kept:
    """A report's facts, packed."""

    seen: bytes
    facts: bytes
    outline: bytes


def pack(report: Report, rules: RuleDocument) -> Kept:
    """What is kept of a report by these rules."""
    codes = signal_codes(rules)
    return Kept(
        seen=pack_seen(report.facts, codes=codes, covered=report.notice is None),
        facts=pack_facts(report.facts, codes=codes),
        outline=pack_outline(outline_of(report)),
    )


def keep_facts(rows: Iterable[tuple[ResumeFacts, ResumeReading]]) -> None:
    """Make the rows' screenings their resumes' current ones, but where newer rules have read a resume.

    Inside the caller's transaction, which holds the resumes.
    """
    rows = [(facts, reading) for facts, reading in rows if _may_be_current(facts.resume, facts.screening)]
    _put([facts for facts, _ in rows], "screening", "revision", "vocabulary", "engine", "as_of", "seen")
    _put([reading for _, reading in rows], "facts", "outline")


def _may_be_current(resume: Resume, screening: Screening) -> bool:
    """Whether no newer rules than the screening's have read the resume."""
    if resume.makes_somebody_new:
        return True
    current = ResumeFacts.objects.filter(resume=resume).select_related("revision").defer("seen").first()
    return current is None or screening.revision.is_as_new_as(current.revision)


def facts_rows(
    *, resume: Resume, screening: Screening, kept: Kept, as_of: date
) -> tuple[ResumeFacts, ResumeReading]:
    """The rows that make a screening its resume's current one, not written yet."""
    facts = ResumeFacts(
        resume=resume,
        screening=screening,
        revision=screening.revision,
        vocabulary=screening.revision,
        engine=engine(),
        as_of=as_of,
        seen=kept.seen,
    )
    return facts, ResumeReading(resume=resume, facts=kept.facts, outline=kept.outline)


def _put(rows: Sequence[Model], *fields: str) -> None:
    """Write rows of one kind by one statement."""
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["resume"], update_fields=fields
        )

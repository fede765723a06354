"""Stored resumes that were screened as workers do it."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from candidates.actions.screenings import queue_screening, work_on_screening
from candidates.extraction import Document
from candidates.models import Job, Resume, ResumeDocument, Screening
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument
from tests.candidates.screening.texts import AS_OF
from tests.factories.candidates import make_candidate, make_resume

RECEIVED = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 9, tzinfo=UTC)


def store(document: Document | str, *, by: Any, job: Job | None = None, **values: Any) -> Screening:
    """A resume with this text, screened by the rules in force."""
    document = Document(document, "text") if isinstance(document, str) else document
    resume = make_resume(
        make_candidate(),
        text=document.text,
        document=False,
        received_at=RECEIVED,
        job=job,
        uploaded_by=by,
        **values,
    )
    ResumeDocument.objects.create(resume=resume, content=document.to_json())
    return screened(resume, by=by)


def screened(resume: Resume, *, by: Any, revision: RuleRevision | None = None) -> Screening:
    """The resume screened by a revision, or by the rules in force."""
    screening = queue_screening(resume=resume, revision=revision, by=by)
    work_on_screening(screening.pk)
    screening.refresh_from_db()
    assert screening.state == "done"
    return screening


def publish(rules: RuleDocument, *, after: RuleRevision) -> RuleRevision:
    """The rules in force from now on, whatever their tests say."""
    return RuleRevision.objects.create(
        rule_set=after.rule_set,
        number=after.number + 1,
        state=RevisionState.PUBLISHED,
        document=rules.source,
        content_hash=rules.content_hash,
        published_at=timezone.now(),
    )


def flags_of(screening: Screening) -> set[str]:
    return set(screening.flags.filter(holds=True).values_list("flag", flat=True))

"""What a worker does with one screening: claim, read, screen, finish. Twice is once."""

import logging
from functools import lru_cache

from celery.exceptions import SoftTimeLimitExceeded  # type: ignore[import-untyped]

from candidates.actions.screenings.claims import (
    MOST_ATTEMPTS,
    claim_screening,
    kept_lease,
    new_owner,
    release_screening,
)
from candidates.actions.screenings.finishing import (
    LeaseLost,
    finish_failed,
    finish_screening,
    finish_unreadable,
    give_up_screening,
)
from candidates.actions.screenings.queueing import screening_allowed
from candidates.extraction import Document, SandboxUnavailable, Unreadable, extract
from candidates.models import Resume, ResumeDocument, Screening
from candidates.screening import screen
from recruiting.uploads import most_bytes
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument, load

logger = logging.getLogger(__name__)


def work_on_screening(pk: int) -> bool:
    """Bring the screening to its end if it is to be had. False: it was not, which is no error.

    An unreadable file ends at once. Any failure of ours puts the row back for a later attempt, the last one
    ends it as failed; a process that dies here leaves a lease that runs out.
    """
    owner = new_owner()
    screening = claim_screening(pk, owner=owner)
    if screening is None:
        give_up_screening(pk)
        return False
    with kept_lease(pk, owner=owner):
        try:
            _read_and_screen(screening, owner)
        except LeaseLost:
            logger.warning("screening taken over", extra={"object_id": pk})
        except Exception:  # whatever it was, the row must not wait for its lease, nor the worker die
            logger.exception("screening broke off", extra={"object_id": pk, "count": screening.attempts})
            _put_back(screening, owner)
    return True


def _read_and_screen(screening: Screening, owner: str) -> None:
    document = read_document(screening.resume)
    if isinstance(document, Unreadable):
        finish_unreadable(screening=screening, owner=owner, reason=document)
        return
    rules = rules_of(screening.revision)
    try:
        report = screen(document, rules=rules, as_of=screening.as_of)
    except SoftTimeLimitExceeded:  # no resume takes so long: another attempt would block a worker as long
        finish_unreadable(screening=screening, owner=owner, reason=Unreadable.because("limits"))
        return
    finish_screening(screening=screening, owner=owner, document=document, report=report, rules=rules)


def _put_back(screening: Screening, owner: str) -> None:
    if screening.attempts < MOST_ATTEMPTS:
        release_screening(screening, owner=owner)
        return
    try:
        finish_failed(screening=screening, owner=owner)
    except LeaseLost:
        logger.warning("screening taken over", extra={"object_id": screening.pk})


def read_document(resume: Resume) -> Document | Unreadable:
    """The resume's stored Document, else its file read in the sandbox. Raises SandboxUnavailable, OSError."""
    stored = ResumeDocument.objects.filter(resume=resume).first()
    if stored:
        return Document.from_json(stored.content)
    if not screening_allowed():
        raise SandboxUnavailable("the sandbox is weaker than this installation accepts")
    try:
        with resume.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Unreadable.because("not_found")
    return extract(data, name=resume.file_name, max_bytes=most_bytes())


def rules_of(revision: RuleRevision) -> RuleDocument:
    """The revision's rules, read once a process: a published revision never changes."""
    return _rules_of(revision.content_hash, revision.pk)


@lru_cache(maxsize=8)
def _rules_of(content_hash: str, pk: int) -> RuleDocument:
    return load(RuleRevision.objects.values_list("document", flat=True).get(pk=pk))

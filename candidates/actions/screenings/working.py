"""What a worker does with one screening: claim, read, screen, finish. Twice is once."""

import gc
import logging
from collections.abc import Callable
from contextlib import suppress
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
from candidates.actions.screenings.scans import hand_to_ocr, keep_page, next_page, pages_read
from candidates.extraction import (
    Document,
    SandboxUnavailable,
    Unreadable,
    extract,
    ocr_languages,
    read_scanned_page,
    with_readings,
)
from candidates.models import Resume, ResumeDocument, Screening
from candidates.screening import compile_rules, screen
from recruiting.uploads import most_bytes
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument, load

logger = logging.getLogger(__name__)


class WaitsForOcr(Exception):
    """Pages of a file are pictures of text, which OCR must read first."""

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(pages)
        self.pages = pages


def work_on_screening(pk: int) -> bool:
    """Bring the screening to its end if it is to be had. False: it was not, which is no error.

    An unreadable file ends at once. Any failure of ours puts the row back for a later attempt, the last one
    ends it as failed; a process that dies here leaves a lease that runs out.
    """
    return _work(pk, _read_and_screen, ocr=False)


def work_on_scan(pk: int) -> bool:
    """Have OCR read the next page of a screening that waits for it. False: it was not to be had.

    One page at a time, each kept: whatever breaks off costs one page, and other scans come between.
    """
    return _work(pk, _read_next_page, ocr=True)


def _work(pk: int, work: Callable[[Screening, str], None], *, ocr: bool) -> bool:
    owner = new_owner()
    screening = claim_screening(pk, owner=owner, ocr=ocr)
    if screening is None:
        give_up_screening(pk)
        return False
    with kept_lease(pk, owner=owner):
        try:
            work(screening, owner)
        except LeaseLost:
            logger.warning("screening taken over", extra={"object_id": pk})
        except Exception:  # whatever it was, the row must not wait for its lease, nor the worker die
            logger.exception("screening broke off", extra={"object_id": pk, "count": screening.attempts})
            _put_back(screening, owner)
    return True


def _read_and_screen(screening: Screening, owner: str) -> None:
    try:
        document = read_document(screening.resume)
    except WaitsForOcr as scan:
        hand_to_ocr(screening=screening, owner=owner, pages=scan.pages)
        return
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


def _read_next_page(screening: Screening, owner: str) -> None:
    number = next_page(screening.resume)
    if number is None:  # another screening of this resume had the last page read
        keep_page(screening=screening, owner=owner)
        return
    data = read_file(screening.resume)
    reading = data if isinstance(data, Unreadable) else read_scanned_page(data, number=number)
    keep_page(screening=screening, owner=owner, number=number, reading=reading)


def _put_back(screening: Screening, owner: str) -> None:
    if screening.attempts < MOST_ATTEMPTS:
        release_screening(screening, owner=owner)
        return
    try:
        finish_failed(screening=screening, owner=owner)
    except LeaseLost:
        logger.warning("screening taken over", extra={"object_id": screening.pk})


def read_document(resume: Resume) -> Document | Unreadable:
    """The resume's stored Document, else its file read in the sandbox.

    Raises WaitsForOcr where OCR is to read pages of it first; SandboxUnavailable, OSError.
    """
    with suppress(ResumeDocument.DoesNotExist):
        return Document.from_json(resume.document.content)
    data = read_file(resume)
    if isinstance(data, Unreadable):
        return data
    scans = bool(ocr_languages())
    document = extract(data, name=resume.file_name, max_bytes=most_bytes(), scans=scans)
    if isinstance(document, Unreadable) or not document.unread or not scans:
        return document
    readings = pages_read(resume)
    if not set(document.unread) <= readings.keys():
        raise WaitsForOcr(document.unread)
    return with_readings(document, readings)


def read_file(resume: Resume) -> bytes | Unreadable:
    """The resume's bytes. Raises SandboxUnavailable where nobody may look into them here; OSError."""
    if not screening_allowed():
        raise SandboxUnavailable("the sandbox is weaker than this installation accepts")
    try:
        with resume.file.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return Unreadable.because("not_found")
    return content


def rules_of(revision: RuleRevision) -> RuleDocument:
    """The revision's rules, read once a process: a published revision never changes."""
    return _rules_of(revision.content_hash, revision.pk)


@lru_cache(maxsize=8)
def _rules_of(content_hash: str, pk: int) -> RuleDocument:
    rules = load(RuleRevision.objects.values_list("document", flat=True).get(pk=pk))
    compile_rules(rules)
    gc.collect()
    gc.freeze()  # the largest thing that the process holds; looking through it again and again took 4 % of its time
    return rules

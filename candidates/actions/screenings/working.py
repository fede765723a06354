"""What a worker does with one screening: claim, read, screen, finish. Twice is once."""

import gc
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from time import monotonic
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded  # type: ignore[import-untyped]

from candidates.actions.screenings.claims import (
    MOST_ATTEMPTS,
    claim_screenings,
    hand_back,
    kept_leases,
    new_owner,
    release_screening,
)
from candidates.actions.screenings.finishing import (
    Found,
    LeaseLost,
    finish_failed,
    finish_screenings,
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

T = TypeVar("T")

TOGETHER_SECONDS = 3.0
"""Time after which a worker begins with no further file of those it has taken together: each may take twenty seconds,
and what was found must be written before the task's time limit strikes."""


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
    return _work(pk, _read_screen_and_finish, ocr=False)


def work_on_screenings(pks: Sequence[int]) -> None:
    """Bring some screenings to their ends as work_on_screening does each, but write what they found together.

    Claiming and writing eight at once costs the database a third of what each by itself does. If it can't be done,
    each is written by itself: one must not fail the others.
    """
    if len(pks) == 1:
        work_on_screening(pks[0])
        return
    owner = new_owner()
    taken = claim_screenings(pks, owner=owner)
    if not taken:
        return
    until = monotonic() + TOGETHER_SECONDS
    with kept_leases(owner=owner):
        every = []
        for screening in taken:
            if monotonic() > until:
                hand_back(screening, owner=owner)
                continue
            found = _attempt(screening, owner, _read_and_screen)
            if found is not None:
                every.append(found)
        _finish(every, owner)


def work_on_scan(pk: int) -> bool:
    """Have OCR read the next page of a screening that waits for it. False: it was not to be had.

    One page at a time, each kept: whatever breaks off costs one page, and other scans come between.
    """
    return _work(pk, _read_next_page, ocr=True)


def _work(pk: int, work: Callable[[Screening, str], None], *, ocr: bool) -> bool:
    owner = new_owner()
    taken = claim_screenings([pk], owner=owner, ocr=ocr)
    if not taken:
        give_up_screening(pk)
        return False
    with kept_leases(owner=owner):
        _attempt(taken[0], owner, work)
    return True


def _attempt(screening: Screening, owner: str, work: Callable[[Screening, str], T]) -> T | None:
    """What some work on a claimed screening gives, None if it broke off: the row is put back then."""
    try:
        return work(screening, owner)
    except LeaseLost:
        logger.warning("screening taken over", extra={"object_id": screening.pk})
    except Exception:  # whatever it was, the row must not wait for its lease, nor the worker die
        logger.exception(
            "screening broke off", extra={"object_id": screening.pk, "count": screening.attempts}
        )
        _put_back(screening, owner)
    return None


def _read_screen_and_finish(screening: Screening, owner: str) -> None:
    found = _read_and_screen(screening, owner)
    if found is not None:
        finish_screenings([found], owner=owner)


def _read_and_screen(screening: Screening, owner: str) -> Found | None:
    """What a claimed screening finds; None where it has ended, or waits for OCR."""
    try:
        document = read_document(screening.resume)
    except WaitsForOcr as scan:
        hand_to_ocr(screening=screening, owner=owner, pages=scan.pages)
        return None
    if isinstance(document, Unreadable):
        finish_unreadable(screening=screening, owner=owner, reason=document)
        return None
    rules = rules_of(screening.revision)
    try:
        report = screen(document, rules=rules, as_of=screening.as_of)
    except SoftTimeLimitExceeded:  # no resume takes so long: another attempt would block a worker as long
        finish_unreadable(screening=screening, owner=owner, reason=Unreadable.because("limits"))
        return None
    return Found.of(screening, document, report, rules)


def _finish(every: Sequence[Found], owner: str) -> None:
    """Write what was found: of resumes that make somebody new together, as these wait for nobody's rows."""
    new = {
        found.screening.resume_id: found for found in every if found.screening.resume.makes_somebody_new
    }  # a resume that two revisions read at once makes one person: its other screening is written by itself
    together = list(new.values())
    try:
        if together:
            finish_screenings(together, owner=owner)
    except LeaseLost:  # a person cancelled one of them, say
        logger.info("screenings not written together: one was taken over", extra={"count": len(together)})
        together = []
    except Exception:
        logger.warning("screenings not written together", exc_info=True, extra={"count": len(together)})
        together = []
    written = {found.screening.pk for found in together}
    for found in every:
        if found.screening.pk not in written:
            _attempt(found.screening, owner, partial(_finish_one, found))


def _finish_one(found: Found, screening: Screening, owner: str) -> None:
    finish_screenings([found], owner=owner)


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

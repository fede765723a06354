"""Scanned pages on their way through the queue of OCR, and back to that of screening."""

from django.db import transaction
from django.db.models.functions import Now

from candidates.actions.screenings.finishing import LeaseLost
from candidates.actions.screenings.queueing import READ_SCAN, SCREEN_RESUME
from candidates.choices import ScreeningState
from candidates.extraction import Document, Unreadable, ocr
from candidates.models import Resume, ScannedPage, Screening
from recruiting.events.bell import ring


@transaction.atomic
def hand_to_ocr(*, screening: Screening, owner: str, pages: tuple[int, ...]) -> None:
    """Put a claimed screening into the queue of OCR until these pages are read. Raises LeaseLost."""
    ScannedPage.objects.bulk_create(
        [ScannedPage(resume_id=screening.resume_id, number=number) for number in pages], ignore_conflicts=True
    )
    _hand_on(screening, owner)


@transaction.atomic
def keep_page(
    *,
    screening: Screening,
    owner: str,
    number: int | None = None,
    reading: Document | Unreadable | None = None,
) -> None:
    """Keep what OCR made of a page, and hand the screening on. Raises LeaseLost, and then kept nothing."""
    if number is not None and reading is not None:
        page = ScannedPage.objects.filter(resume=screening.resume_id, number=number)
        page.update(reading=ocr.as_json(reading))
    _hand_on(screening, owner)


def next_page(resume: Resume) -> int | None:
    """The first page that OCR has yet to read."""
    waiting = ScannedPage.objects.filter(resume=resume, reading__isnull=True).order_by("number")
    return waiting.values_list("number", flat=True).first()


def pages_read(resume: Resume) -> dict[int, Document | Unreadable]:
    """What OCR made of the pages that it has read, by their numbers."""
    read = ScannedPage.objects.filter(resume=resume, reading__isnull=False)
    return {page.number: ocr.from_json(page.reading or {}) for page in read}


def _hand_on(screening: Screening, owner: str) -> None:
    """Let the claimed row wait in the line that it is now in: that of OCR while there are pages to read."""
    pages = ScannedPage.objects.filter(resume=screening.resume_id)
    total, done = pages.count(), pages.filter(reading__isnull=False).count()
    mine = Screening.objects.filter(pk=screening.pk, state=ScreeningState.RUNNING, lease_owner=owner)
    handed = mine.update(
        state=ScreeningState.QUEUED,
        attempts=0,  # those that were counted led to something
        lease_owner="",
        lease_until=None,
        rung_at=Now(),
        ocr_pages=total,
        ocr_done=done,
    )
    if not handed:
        raise LeaseLost
    ring(READ_SCAN if done < total else SCREEN_RESUME, screening.pk)

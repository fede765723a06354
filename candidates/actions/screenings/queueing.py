"""What people do with screenings: ask for one, try again, cancel."""

from datetime import UTC, date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from candidates.choices import ScreeningState
from candidates.extraction import sandbox_level
from candidates.extraction.limits import LEAST_LEVEL
from candidates.models import Resume, Screening
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.events import names
from recruiting.events.bell import ring
from recruiting.events.log import record
from rubrics.models import RuleRevision, RuleSet
from rubrics.queries import rules_in_force

SCREEN_RESUME = "candidates.screen_resume"
READ_SCAN = "candidates.read_scan"
MOST_RUNG = 200
"""Rows that may wait before new ones are no longer rung for: workers take the next due row by themselves, and
the folder of messages is sorted at each fetch."""

RETRIABLE = (ScreeningState.UNREADABLE, ScreeningState.FAILED, ScreeningState.CANCELLED)


def screening_allowed() -> bool:
    """Whether this machine may read strangers' files: its sandbox is strong enough, or somebody accepted less."""
    return settings.DEMO or settings.ALLOW_WEAK_SANDBOX or sandbox_level() >= LEAST_LEVEL


def current_revision(rule_set: RuleSet | None) -> RuleRevision:
    """The newest published revision of the rule set, None meaning the default one. Raises Conflict if none is."""
    revision = rules_in_force(rule_set)
    if revision is None:
        raise Conflict(
            "no_rules", "No rules are published yet. Publish them in the Rule studio, then try again."
        )
    return revision


@transaction.atomic
def queue_screening(
    *, resume: Resume, revision: RuleRevision | None = None, as_of: date | None = None, by: Any
) -> Screening:
    """Ask for one reading of the resume; the same question gives the row that exists, in whatever state.

    revision: that of the job's rule set unless given. as_of: the day the file was received, in UTC, unless given.
    Raises Denied, Conflict if no rules are published or the resume was deleted.
    """
    require(by, "candidates.screen_resume", resume.job)
    if resume.deleted_at:
        raise Conflict("deleted", "This resume was deleted. Restore it first.")
    now = timezone.now()
    screening: Screening
    screening, created = Screening.objects.get_or_create(
        resume=resume,
        revision=revision or current_revision(resume.job.rule_set if resume.job else None),
        as_of=as_of or resume.received_at.astimezone(UTC).date(),
        defaults={"state": ScreeningState.QUEUED, "queued_at": now},
    )
    if created:
        _announce(screening, by=by)
    return screening


@transaction.atomic
def retry_screening(*, screening: Screening, by: Any) -> Screening:
    """Queue an unreadable, failed or cancelled screening again. Raises Denied, Conflict from any other state."""
    resume = screening.resume
    require(by, "candidates.screen_resume", resume.job)
    if resume.deleted_at:
        raise Conflict("deleted", "This resume was deleted. Restore it first.")
    queued = Screening.objects.filter(pk=screening.pk, state__in=RETRIABLE).update(
        state=ScreeningState.QUEUED,
        code="",
        message="",
        attempts=0,
        ocr_pages=0,
        ocr_done=0,
        lease_owner="",
        lease_until=None,
        rung_at=None,
        queued_at=timezone.now(),
        finished_at=None,
    )
    screening.refresh_from_db()
    if not queued:
        raise Conflict("not_retriable", f"Nothing to try again: this screening is {screening.state}.")
    _announce(screening, by=by)
    return screening


@transaction.atomic
def cancel_screening(*, screening: Screening, by: Any) -> Screening:
    """Stop a queued or running screening; a worker that reads it writes nothing. Raises Denied, Conflict."""
    require(by, "candidates.screen_resume", screening.resume.job)
    cancelled = cancel_screenings_of(screening.resume, by=by, only=screening.pk)
    screening.refresh_from_db()
    if not cancelled:
        raise Conflict("not_running", f"Nothing to cancel: this screening is {screening.state}.")
    return screening


def cancel_screenings_of(resume: Resume, *, by: Any, only: int | None = None) -> int:
    """Cancel the resume's open screenings inside the caller's transaction, which has asked for the right: what
    deleting a resume does. only: one screening's id. Returns how many there were."""
    rows = Screening.objects.filter(resume=resume, state__in=(ScreeningState.QUEUED, ScreeningState.RUNNING))
    if only is not None:
        rows = rows.filter(pk=only)
    cancelled = 0
    for screening in rows.defer("report"):
        changed = rows.filter(pk=screening.pk).update(
            state=ScreeningState.CANCELLED, lease_owner="", lease_until=None, finished_at=timezone.now()
        )
        if changed:
            cancelled += 1
            codes = {"state": ScreeningState.CANCELLED.value}
            record(names.SCREENING_FINISHED, screening, by=by, job=resume.job_id, codes=codes)
    return cancelled


def _announce(screening: Screening, *, by: Any) -> None:
    record(names.SCREENING_QUEUED, screening, by=by, job=screening.resume.job_id)
    waiting = Screening.objects.filter(state=ScreeningState.QUEUED).values("pk")[:MOST_RUNG]
    if len(waiting) < MOST_RUNG:
        Screening.objects.filter(pk=screening.pk).update(rung_at=timezone.now())
        ring(SCREEN_RESUME, screening.pk)

"""How a screening ends: results, event and final state in one transaction, fenced by the lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from candidates.actions.people import Reading, adopt_resumes
from candidates.actions.screenings.claims import MOST_ATTEMPTS, due, worker_name
from candidates.actions.screenings.keeping import Kept, facts_rows, keep_facts, pack
from candidates.choices import ScreeningState
from candidates.extraction import Document, Identity, Unreadable, identify
from candidates.finding.words import words_of
from candidates.models import ActivityResult, FlagResult, Resume, ResumeDocument, ScannedPage, Screening
from candidates.screening import Report
from recruiting.events import names
from recruiting.events.log import record, recorded_together
from rubrics.ruledoc import RuleDocument

GAVE_UP = (
    "gave_up",
    f"Reading this file was broken off {MOST_ATTEMPTS} times by a fault of ours. Try again; if it fails again, "
    "tell the person who runs this installation.",
)

_LOCKED = (
    Resume.objects.select_for_update(of=("self",))
    .select_related("job", "uploaded_by")
    .only("candidate", "makes_candidate", "received_at", "job__status", "uploaded_by__id")
    .order_by("pk")
)
"""With what decides whom it makes; reading forty columns more took longer than asking for them."""


class LeaseLost(Exception):
    """The row is somebody else's, finished or cancelled by now: nothing of this attempt may stay."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a screening found, ready to be written: on SQLite the transaction keeps every other writer waiting, so all
    that needs no database comes before it."""

    screening: Screening
    content: dict[str, Any]
    figures: dict[str, Any]
    document: dict[str, Any]
    identity: Identity
    kept: Kept
    words: list[str]
    as_of: date

    @classmethod
    def of(cls, screening: Screening, document: Document, report: Report, rules: RuleDocument) -> "Found":
        """What a report says, in the forms that it is kept in."""
        return cls(
            screening=screening,
            content=report.to_dict(),
            figures=figures_of(report),
            document=document.to_json(),
            identity=identify(document),
            kept=pack(report, rules),
            words=words_of(document.text),
            as_of=report.as_of,
        )


def finish_screenings(every: Sequence[Found], *, owner: str) -> None:
    """Write what screenings of different resumes found, with the candidates they make, in one transaction.

    Raises LeaseLost if one of them is no longer the owner's, and then wrote nothing of any.
    """
    with transaction.atomic(), recorded_together():
        # The resumes first, as deleting one does, and in one order: no deadlock. And two revisions may read one resume
        # at once: the second waits here, and finds the candidate of the first.
        resumes = {
            row.pk: row for row in _LOCKED.filter(pk__in=[found.screening.resume_id for found in every])
        }
        for found in every:
            values = {**found.figures, "report": found.content}
            _end(found.screening, owner=owner, state=ScreeningState.DONE, **values)
        write_results([(found.screening, found.content) for found in every])
        readings = [
            Reading(resumes[found.screening.resume_id], found.identity, found.screening, found.words)
            for found in every
        ]
        _keep(every, readings)
        adopt_resumes(readings, now=timezone.now())


def _keep(every: Sequence[Found], readings: Sequence[Reading]) -> None:
    """The documents that were read, unless they are stored, and the facts."""
    ResumeDocument.objects.bulk_create(
        [
            ResumeDocument(resume=reading.resume, content=found.document)
            for found, reading in zip(every, readings, strict=True)
        ],
        ignore_conflicts=True,
    )
    for found in every:
        forget_scans(found.screening)
    keep_facts(
        facts_rows(resume=reading.resume, screening=found.screening, kept=found.kept, as_of=found.as_of)
        for found, reading in zip(every, readings, strict=True)
    )


def figures_of(report: Report) -> dict[str, Any]:
    """What of a report has a column of its own in a screening."""
    months = report.timeline.months
    return {
        "months": None if months is None else Decimal(f"{months:.1f}"),
        "level": report.level or "",
        "background": report.background or "",
    }


@transaction.atomic
def finish_unreadable(*, screening: Screening, owner: str, reason: Unreadable) -> None:
    """The file can't be read: a final state at once. Raises LeaseLost."""
    _end(
        screening,
        owner=owner,
        state=ScreeningState.UNREADABLE,
        code=reason.code[:20],
        message=reason.message[:500],
    )
    forget_scans(screening)


def forget_scans(screening: Screening) -> None:
    """What OCR read stands in the document now, or is worth nothing."""
    if screening.ocr_pages:
        ScannedPage.objects.filter(resume=screening.resume_id).delete()


@transaction.atomic
def finish_failed(*, screening: Screening, owner: str) -> None:
    """The last attempt failed: a person decides whether to try again. Raises LeaseLost."""
    code, message = GAVE_UP
    _end(screening, owner=owner, state=ScreeningState.FAILED, code=code, message=message)


@transaction.atomic
def give_up_screening(pk: int) -> bool:
    """End a screening whose workers died at each of its attempts. False: it is not such a row."""
    code, message = GAVE_UP
    given_up = Screening.objects.filter(due(), pk=pk, attempts__gte=MOST_ATTEMPTS).update(
        **_final(ScreeningState.FAILED), code=code, message=message
    )
    if given_up:
        _record_end(Screening.objects.select_related("resume").get(pk=pk), ScreeningState.FAILED, code)
    return bool(given_up)


def _final(state: str) -> dict[str, Any]:
    return {"state": state, "lease_owner": "", "lease_until": None, "finished_at": Now()}


def _end(screening: Screening, *, owner: str, state: str, code: str = "", **values: Any) -> None:
    mine = Screening.objects.filter(pk=screening.pk, state=ScreeningState.RUNNING, lease_owner=owner)
    if not mine.update(**_final(state), code=code, worker=worker_name(), **values):
        raise LeaseLost
    _record_end(screening, state, code)


def _record_end(screening: Screening, state: str, code: str) -> None:
    codes = {"state": str(state), **({"code": code} if code else {})}
    record(names.SCREENING_FINISHED, screening, by=None, job=screening.resume.job_id, codes=codes)


def write_results(reports: Sequence[tuple[Screening, dict[str, Any]]]) -> None:
    """The rows of the flags and activities in some screenings' reports, in the caller's transaction."""
    FlagResult.objects.bulk_create(row for report in reports for row in flag_rows(*report))
    ActivityResult.objects.bulk_create(row for report in reports for row in activity_rows(*report))


def flag_rows(screening: Screening, content: dict[str, Any]) -> list[FlagResult]:
    """A row for each flag of a report, not written yet."""
    return [
        FlagResult(screening=screening, flag=flag["code"], holds=flag["holds"], spans=_spans(flag))
        for flag in content["flags"]
    ]


def activity_rows(screening: Screening, content: dict[str, Any]) -> list[ActivityResult]:
    """A row for each activity of a report, not written yet."""
    return [
        ActivityResult(screening=screening, activity=code, state=activity["state"], spans=_spans(activity))
        for code, activity in content["activities"].items()
    ]


def _spans(result: dict[str, Any]) -> list[list[int]]:
    return [[quote["start"], quote["end"]] for quote in result["evidence"]]

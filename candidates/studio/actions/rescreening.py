"""Screening stored resumes again by the rules in force: a Bulk over parts of them, in which only rows that change
are written.

A resume's result changes if its report would be another. Most can't: nothing that the rules read or judge
differently stands in their texts. These are found as an impact is, without reading their texts, and only noted as
read alike; the others are screened whole, and those whose report is the same are noted too.
"""

import logging
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from candidates.actions.screenings import current_revision
from candidates.actions.screenings.claims import worker_name
from candidates.actions.screenings.finishing import write_results
from candidates.actions.screenings.keeping import Kept as Packed
from candidates.actions.screenings.keeping import facts_rows, keep_facts, pack
from candidates.choices import ScreeningState
from candidates.extraction import Document
from candidates.models import (
    Application,
    Rescreening,
    Resume,
    ResumeFacts,
    ResumeReading,
    Screening,
)
from candidates.screening import Report, screen
from candidates.screening.assess import wanted
from candidates.screening.engine import engine
from candidates.studio.documents import rules_of
from candidates.studio.measuring import measure
from candidates.studio.rows import Kept, read_kept
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.events import locks, names
from recruiting.events.bell import ring, ring_now
from recruiting.events.log import record
from recruiting.work.actions import finish_item, start_bulk
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.queries import next_items
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument

logger = logging.getLogger(__name__)

KIND = "candidates.rescreen"
RESCREEN = "candidates.rescreen"
PART = 100
"""Resumes of one item: some seconds of work, after which pausing and cancelling take effect."""

LOCK_SECONDS = 120.0


@transaction.atomic
def start_rescreening(*, revision: RuleRevision, by: Any) -> Bulk:
    """Begin to screen by these rules all resumes of their rule set that older ones have read; each keeps its date.
    What people said of flags stays.

    Raises Denied; Conflict unless the rules are in force, while another pass by them goes on, or if nothing is left.
    """
    require(by, "candidates.rescreen_resumes", revision)
    if revision.published_at is None or current_revision(revision.rule_set).pk != revision.pk:
        raise Conflict("not_in_force", "Only the rules in force screen resumes again.")
    going_on = Rescreening.objects.filter(
        revision=revision, bulk__state__in=(BulkState.RUNNING, BulkState.PAUSED)
    )
    if going_on.exists():
        raise Conflict("going_on", "Resumes are being screened again already: see Work.")
    resumes = list(_left(revision).order_by("resume").values_list("resume", flat=True))
    if not resumes:
        raise Conflict("nothing_left", "Every stored resume has been read by these rules.")
    rows = [
        (f"Resumes {at + 1:,} to {min(at + PART, len(resumes)):,}", resumes[at])
        for at in range(0, len(resumes), PART)
    ]
    bulk = start_bulk(kind=KIND, by=by, rows=rows)
    Rescreening.objects.create(bulk=bulk, revision=revision, last_resume=resumes[-1])
    ring(RESCREEN, bulk.pk)
    return bulk


def count_left(revision: RuleRevision) -> int:
    """How many stored resumes these rules have not read."""
    number: int = _left(revision).count()
    return number


def _left(revision: RuleRevision) -> Any:
    """Facts that these rules, by this engine, are not known to find."""
    rows = ResumeFacts.objects.filter(revision__rule_set=revision.rule_set_id, resume__deleted_at=None)
    return rows.exclude(vocabulary=revision, engine=engine())


def work_on_rescreening(pk: int) -> bool:
    """Do the next part of a pass that runs, by its Bulk's id. False: nothing is to be done now, or somebody else does it."""
    if not locks.take(f"candidates.rescreen.{pk}", LOCK_SECONDS):
        return False
    try:
        row = Rescreening.objects.select_related("bulk", "revision__rule_set").filter(bulk=pk).first()
        item = next(iter(next_items(row.bulk, 1)), None) if row is not None else None
        if row is None or item is None:
            return False
        _work_on_item(row, item)
        return True
    finally:
        locks.free(f"candidates.rescreen.{pk}")


def sweep_rescreenings() -> int:
    """Ring for passes that run: their message may be lost, or their worker gone. Returns how many."""
    waiting = (
        BulkItem.objects.filter(bulk=OuterRef("bulk"), state=ItemState.WAITING).order_by().values("pk")[:1]
    )
    running = Rescreening.objects.annotate(waiting=Subquery(waiting)).filter(
        bulk__state=BulkState.RUNNING, waiting__isnull=False
    )
    due = list(running.values_list("bulk", flat=True)[:20])
    for pk in due:
        ring_now(RESCREEN, pk)
    return len(due)


def _work_on_item(row: Rescreening, item: BulkItem) -> None:
    following = BulkItem.objects.filter(bulk=row.bulk, position__gt=item.position).aggregate(
        first=Min("target_id")
    )["first"]
    last = following - 1 if following is not None else row.last_resume
    try:
        changed, read = rescreen_part(row.revision, first=int(item.target_id or 0), last=last)
    except Exception:  # one resume that can't be read must not hold up all others
        logger.exception("part not screened again", extra={"object_id": item.pk})
        finish_item(
            item=item, state=ItemState.FAILED, code="broke_off", message="A fault of ours: start again."
        )
        return
    words = f"{changed} of {read} changed"
    finish_item(item=item, state=ItemState.DONE, message=words)


def rescreen_part(revision: RuleRevision, *, first: int, last: int) -> tuple[int, int]:
    """Screen by the revision the resumes with ids from `first` to `last` that older rules have read. Returns how many
    have another result now, and how many were looked at."""
    rules = rules_of(revision)
    kept = _older(read_kept(revision.rule_set, first=first, last=last), revision)
    if not kept.resumes:
        return 0, 0
    suspects = _suspects(kept, rules, revision)
    changed = 0
    rows = Screening.objects.select_related("resume__document").in_bulk(
        [
            screening
            for resume, screening in zip(kept.resumes, kept.screenings, strict=True)
            if resume in suspects
        ]
    )
    for screening in rows.values():
        changed += _screen_again(screening, revision, rules)
    alike = [resume for resume in kept.resumes if resume not in suspects]
    ResumeFacts.objects.filter(resume__in=alike).update(vocabulary=revision)
    return changed, len(kept.resumes)


def _older(kept: Kept, revision: RuleRevision) -> Kept:
    """Without what these rules, or newer ones, have read."""
    newer = RuleRevision.objects.filter(
        rule_set=revision.rule_set_id, published_at__gt=revision.published_at
    ).values_list("pk", flat=True)
    settled = set(newer)
    rows = [
        row
        for row, (vocabulary, fresh) in enumerate(zip(kept.vocabularies, kept.fresh, strict=True))
        if vocabulary not in settled and not (vocabulary == revision.pk and fresh)
    ]
    return kept.only(rows)


def _suspects(kept: Kept, rules: RuleDocument, revision: RuleRevision) -> set[int]:
    """Resumes whose report may be another."""
    outcome = measure(rules, rule_set=revision.rule_set, kept=kept, processes=0)
    found = outcome.again | outcome.evidenced | {change.resume for change in outcome.flags}
    former = {
        row.pk: rules_of(row)
        for row in RuleRevision.objects.filter(pk__in={*kept.vocabularies, *kept.packed})
    }
    everywhere = {pk for pk, old in former.items() if reports_differ(old, rules)}
    found |= {
        resume
        for resume, packed, vocabulary in zip(kept.resumes, kept.packed, kept.vocabularies, strict=True)
        if packed in everywhere or vocabulary in everywhere
    }
    return found


def reports_differ(old: RuleDocument, new: RuleDocument) -> bool:
    """Whether the same facts may give another report beside the flags that hold: what flags are called and look for,
    what is looked at and not counted, how activities, capabilities and whatever else follows from facts are shown."""
    if any(getattr(old, name) != getattr(new, name) for name in _FOLLOWING):
        return True

    def shown(rules: RuleDocument) -> list[tuple[Any, ...]]:
        return [(flag.code, flag.polarity, flag.absence, flag.looked_for) for flag in rules.flags]

    def activities(rules: RuleDocument) -> dict[str, tuple[str, ...]]:
        return {code: signal.activities for code, signal in rules.signals.items()}

    def looked_at(rules: RuleDocument) -> list[set[str]]:
        return [wanted(flag) for flag in rules.flags]

    common = old.signals.keys() & new.signals.keys()
    moved = any(activities(old)[code] != activities(new)[code] for code in common)
    counts = any(old.signals[code].counts != new.signals[code].counts for code in common)
    return shown(old) != shown(new) or looked_at(old) != looked_at(new) or moved or counts


_FOLLOWING = {field.name for field in fields(RuleDocument)} - {
    "schema",
    "source",
    "content_hash",
    "signals",
    "flags",
    "cues",
    "words",
    "groups",
    "tests",
}
"""Parts of a rule document that judge facts and are no flags."""


def _screen_again(screening: Screening, revision: RuleRevision, rules: RuleDocument) -> bool:
    """Screen one resume whole. Returns whether its result is another, and was written."""
    document = Document.from_json(screening.resume.document.content)
    report = screen(document, rules=rules, as_of=screening.as_of)
    content, packed = report.to_dict(), pack(report, rules)
    alike = {**(screening.report or {}), "rules": ""} == {**content, "rules": ""}
    with transaction.atomic():
        resume = Resume.objects.select_for_update().get(pk=screening.resume_id)
        current = ResumeFacts.objects.filter(resume=resume, screening=screening)
        if resume.deleted_at is not None or not current.exists():
            return False  # deleted, or screened by somebody else meanwhile
        if alike:
            current.update(revision=revision, vocabulary=revision, engine=engine(), seen=packed.seen)
            ResumeReading.objects.filter(resume=resume).update(facts=packed.facts, outline=packed.outline)
            return False
        return _write(resume, screening, revision, report, content, packed)


def _write(
    resume: Resume,
    before: Screening,
    revision: RuleRevision,
    report: Report,
    content: dict[str, Any],
    packed: Packed,
) -> bool:
    now, months = timezone.now(), report.timeline.months
    screening, created = Screening.objects.get_or_create(
        resume=resume,
        revision=revision,
        as_of=before.as_of,
        defaults={
            "state": ScreeningState.DONE,
            "queued_at": now,
            "started_at": now,
            "finished_at": now,
            "worker": worker_name(),
            "months": None if months is None else Decimal(f"{months:.1f}"),
            "level": report.level or "",
            "background": report.background or "",
            "report": content,
        },
    )
    if not created:
        return False  # asked for by somebody else: its own worker finishes it
    write_results([(screening, content)])
    keep_facts([facts_rows(resume=resume, screening=screening, kept=packed, as_of=report.as_of)])
    Application.objects.filter(screening=before).update(screening=screening, updated_at=now)
    codes = {"state": str(ScreeningState.DONE)}
    record(names.SCREENING_FINISHED, screening, by=None, job=resume.job_id, codes=codes)
    return True

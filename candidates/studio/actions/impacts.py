"""Asking what a draft would change, and measuring it in a worker."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from candidates.actions.screenings import LeaseLost
from candidates.actions.screenings.claims import new_owner
from candidates.choices import ApplicationStatus, ImpactState, JobStatus
from candidates.models import Application, Resume, RuleImpact
from candidates.studio import impacts
from candidates.studio.documents import read_rules
from candidates.studio.measuring import Outcome, measure
from candidates.studio.queries.reviews import judged_flags
from candidates.studio.rows import parts
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.events.bell import ring, ring_now
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument

logger = logging.getLogger(__name__)

MEASURE = "candidates.measure_impact"
LEASE = timedelta(seconds=60)
RING_AGAIN = timedelta(seconds=10)
MOST_ATTEMPTS = 3
TELL_SECONDS = 0.5
KEPT = 5
"""Impacts that are kept of a draft: the newest, one of which somebody may be reading."""

FAILED = (
    "Measuring broke off by a fault of ours. Ask again; if it fails again, tell the person who runs this."
)


@transaction.atomic
def ask_impact(*, draft: RuleRevision, by: Any) -> RuleImpact:
    """Ask what the draft, as it is now, would change; whoever asks while that is measured gets the same row.

    Raises Denied; Conflict for published rules; RulesInvalid.
    """
    require(by, "rubrics.edit_rules")
    if draft.state != RevisionState.DRAFT:
        raise Conflict("published", "These rules are in force or were: ask for the impact of a draft.")
    read_rules(draft.document)
    rows = RuleImpact.objects.filter(revision=draft)
    running = rows.filter(version=draft.version, state__in=(ImpactState.QUEUED, ImpactState.RUNNING)).first()
    if running is not None:
        found: RuleImpact = running
        return found
    impact: RuleImpact = RuleImpact.objects.create(
        revision=draft, version=draft.version, document=draft.document, asked_by=by, rung_at=timezone.now()
    )
    kept = rows.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    rows.exclude(pk__in=list(kept)).delete()
    ring(MEASURE, impact.pk)
    return impact


def work_on_impact(pk: int) -> bool:
    """Measure an impact that somebody asked for. False: it was not to be had, which is no error."""
    owner = new_owner()
    impact = _claim(pk, owner)
    if impact is None:
        RuleImpact.objects.filter(_due(), pk=pk, attempts__gte=MOST_ATTEMPTS).update(**_failed(FAILED))
        return False
    try:
        rules = read_rules(impact.document)
        outcome = measure(rules, rule_set=impact.revision.rule_set, tell=_teller(impact, owner))
        _finish(impact, owner, outcome, rules)
    except LeaseLost:
        logger.warning("impact taken over", extra={"object_id": pk})
    except Exception:
        logger.exception("impact broke off", extra={"object_id": pk, "count": impact.attempts})
        _mine(impact, owner).update(**_failed(FAILED))
    return True


def sweep_impacts() -> int:
    """Ring for impacts that no message tells of any more. Returns how many."""
    unheard = Q(rung_at=None) | Q(rung_at__lte=Now() - RING_AGAIN)
    due = list(RuleImpact.objects.filter(_due(), unheard).order_by("pk").values_list("pk", flat=True)[:20])
    RuleImpact.objects.filter(pk__in=due).update(rung_at=Now())
    for pk in due:
        ring_now(MEASURE, pk)
    return len(due)


def _due() -> Q:
    return Q(state=ImpactState.QUEUED) | Q(state=ImpactState.RUNNING, lease_until__lte=Now())


def _claim(pk: int, owner: str) -> RuleImpact | None:
    claimed = RuleImpact.objects.filter(_due(), pk=pk, attempts__lt=MOST_ATTEMPTS).update(
        state=ImpactState.RUNNING, lease_owner=owner, lease_until=Now() + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return None
    row: RuleImpact = RuleImpact.objects.select_related("revision__rule_set").get(pk=pk)
    return row


def _mine(impact: RuleImpact, owner: str) -> Any:
    return RuleImpact.objects.filter(pk=impact.pk, state=ImpactState.RUNNING, lease_owner=owner)


def _teller(impact: RuleImpact, owner: str) -> Any:
    """Writes how far it is twice a second, and keeps the lease by that. Raises LeaseLost."""
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if monotonic() - told < TELL_SECONDS and done < total:
            return
        told = monotonic()
        if not _mine(impact, owner).update(done=done, total=total, lease_until=Now() + LEASE):
            raise LeaseLost

    return tell


def _finish(impact: RuleImpact, owner: str, outcome: Outcome, rules: RuleDocument) -> None:
    changes, codes = arrange(outcome, rules)
    done = _mine(impact, owner).update(
        state=ImpactState.DONE,
        finished_at=timezone.now(),
        lease_owner="",
        lease_until=None,
        done=F("total"),
        summary=summarise(outcome, changes, codes),
        changes=impacts.pack(changes, codes),
    )
    if not done:
        raise LeaseLost


def arrange(outcome: Outcome, rules: RuleDocument) -> tuple[list[impacts.Change], list[str]]:
    """An outcome's changes in the order in which people read them, and the codes of flags it speaks of."""
    resumes = sorted({change.resume for change in outcome.flags})
    codes = [flag.code for flag in rules.flags]
    codes += sorted({change.flag for change in outcome.flags} - set(codes))
    changes = impacts.arranged(
        outcome.flags, open_resumes=_of_open_jobs(resumes), judged=judged_flags() if resumes else {}
    )
    return changes, codes


def summarise(outcome: Outcome, changes: Sequence[impacts.Change], codes: Sequence[str]) -> dict[str, Any]:
    """What an outcome comes to."""
    return impacts.summary(
        changes,
        codes=codes,
        resumes=outcome.resumes,
        read_again=len(outcome.again),
        levels=len(outcome.levels),
    )


def _of_open_jobs(resumes: Sequence[int]) -> frozenset[int]:
    """Those of the resumes that came to an open job, or with which somebody applies for one."""
    found: set[int] = set()
    for some in parts(resumes, 5_000):
        rows = Resume.objects.filter(pk__in=some, job__status=JobStatus.OPEN)
        found |= set(rows.values_list("pk", flat=True))
        applications = Application.objects.present().filter(
            resume__in=some, job__status=JobStatus.OPEN, status=ApplicationStatus.ACTIVE
        )
        found |= set(applications.values_list("resume", flat=True))
    return frozenset(found)


def _failed(message: str) -> dict[str, Any]:
    return {
        "state": ImpactState.FAILED,
        "message": message,
        "finished_at": timezone.now(),
        "lease_owner": "",
        "lease_until": None,
    }

"""What people decide on applications: the one way to an offer and a hire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.actions.applications import bring_back, bring_to_stage, read_fresh, update_application
from candidates.actions.endings import tell_ended
from candidates.choices import GUARDS, ApplicationStatus, DecisionKind, StageKind
from candidates.models import Application, Decision, RejectionReason, Stage, StageVisit
from candidates.queries.decisions import standing_decision
from candidates.validators import unanswered_guards
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record
from rubrics.models import Level

MOST_CHARACTERS = 10_000
UNDONE = "Undone at once."


@transaction.atomic
def make_decision(
    *,
    application: Application,
    by: Any,
    kind: str,
    reason: str,
    level: Level | None = None,
    rejection_reason: RejectionReason | None = None,
    version: int | None = None,
    now: datetime | None = None,
    **texts: str,
) -> Decision:
    """Decide on an active application, and do what the decision says.

    advance: to the next stage; offer: to the job's offer stage if it has one further on; hire: hired; reject: ended for
    `rejection_reason`; hold: nothing else. texts: of GUARDS what was checked against each hiring mistake, all four of
    them for an offer or a hire; dissent; conditions. Raises Denied; Invalid on what is missing; Conflict if it ended,
    stands in its last stage, or somebody changed it meanwhile.
    """
    require(by, "candidates.make_decision", application)
    kind, said = DecisionKind(kind), _said({"reason": reason, **texts})
    if not said["reason"]:
        raise Invalid("reason", "required", "Say what the decision rests on.")
    for code, sentence in unanswered_guards(kind, said).items():
        raise Invalid(code, "required", sentence)
    if kind == DecisionKind.REJECT and (rejection_reason is None or rejection_reason.retired_at):
        raise Invalid("rejection_reason", "required", "Choose the reason for the rejection.")
    fresh = read_fresh(application, version)
    if fresh.status != ApplicationStatus.ACTIVE:
        raise Conflict(
            "not_active",
            f"The application is {fresh.get_status_display().lower()}: nothing is to be decided.",
        )
    moment = now or timezone.now()
    decision = check_row(
        Decision(application=fresh, kind=kind, level=level, decided_by=by, decided_at=moment, **said)
    )
    decision.save()
    codes = {"application": fresh.pk, "kind": kind}
    record(names.DECISION_MADE, decision, by=by, job=fresh.job_id, codes=codes)
    _carry_out(decision, fresh, rejection_reason)
    return decision


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    if unknown := texts.keys() - {"reason", *GUARDS, "dissent", "conditions"}:
        raise TypeError(f"a decision has no text {min(unknown)!r}")
    said = {name: text.replace("\x00", "").strip() for name, text in texts.items()}
    for name, text in said.items():
        if len(text) > MOST_CHARACTERS:
            raise Invalid(name, "max_length", f"At most {MOST_CHARACTERS:,} characters.")
    return said


def _carry_out(decision: Decision, fresh: Application, rejection_reason: RejectionReason | None) -> None:
    by, moment, job = decision.decided_by, decision.decided_at, fresh.job_id
    if decision.kind == DecisionKind.HIRE:
        update_application(fresh, status=ApplicationStatus.HIRED, hire_decision=decision, closed_at=moment)
        record(names.APPLICATION_HIRED, fresh, by=by, job=job, codes={"decision": decision.pk})
        tell_ended(fresh, by=by, now=moment)
    elif rejection_reason is not None and decision.kind == DecisionKind.REJECT:
        update_application(
            fresh, status=ApplicationStatus.REJECTED, reason=rejection_reason, closed_at=moment
        )
        codes = {"reason": rejection_reason.pk}
        record(names.APPLICATION_REJECTED, fresh, by=by, job=job, codes=codes)
        tell_ended(fresh, by=by, now=moment)
    elif stage := _stage_for(decision.kind, fresh):
        bring_to_stage(fresh, by=by, stage=stage, moment=moment)
    else:
        update_application(fresh)


def _stage_for(kind: str, fresh: Application) -> Stage | None:
    """Where the decision leads, None for where it stands. Raises Conflict to advance beyond the last stage."""
    further = fresh.job.stages.filter(position__gt=fresh.stage.position)
    if kind == DecisionKind.OFFER:
        return further.filter(kind=StageKind.OFFER).first()
    if kind != DecisionKind.ADVANCE:
        return None
    stage: Stage | None = further.first()
    if stage is None:
        raise Conflict("last_stage", f"{fresh.stage.name} is the last stage: decide on an offer or a hire.")
    return stage


@transaction.atomic
def take_back_decision(
    *,
    decision: Decision,
    by: Any,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Decision:
    """Undo the newest decision that stands: a hired or rejected person is active again, one who was moved stands where
    they stood if nobody moved them since. The decision stays, with who took it back and why.

    version: the application's that was read. Raises Denied; Invalid without a reason; Conflict if it was taken back
    already, a later one stands, or somebody changed the application meanwhile.
    """
    require(by, "candidates.make_decision", decision.application)
    because = reason.replace("\x00", "").strip()[:1000]
    if not because:
        raise Invalid("reason", "required", "Say why the decision is taken back.")
    fresh = read_fresh(decision.application, version)
    if standing_decision(fresh) != decision:
        raise Conflict("not_the_last", "This decision was taken back already, or a later one stands.")
    _restore(decision, fresh, by)
    rows = Decision.objects.filter(pk=decision.pk, taken_back_at=None)
    rows.update(taken_back_at=now or timezone.now(), taken_back_by=by, taken_back_because=because)
    codes = {"application": fresh.pk, "kind": decision.kind}
    record(names.DECISION_TAKEN_BACK, decision, by=by, job=fresh.job_id, codes=codes)
    return Decision.objects.get(pk=decision.pk)


def _restore(decision: Decision, fresh: Application, by: Any) -> None:
    """The application as it was before; the conditional update on its version holds off everybody else."""
    stays = list(StageVisit.objects.filter(application=fresh).select_related("stage").order_by("-pk")[:2])
    if fresh.status in (ApplicationStatus.HIRED, ApplicationStatus.REJECTED):
        others = Application.objects.active().filter(candidate=fresh.candidate_id, job=fresh.job_id)
        if others.exists():
            raise Conflict("other_active", "This person has another active application for this job.")
        update_application(
            fresh,
            status=ApplicationStatus.ACTIVE,
            hire_decision=None,
            reason=None,
            reason_note="",
            closed_at=None,
        )
        record(names.APPLICATION_REOPENED, fresh, by=by, job=fresh.job_id)
    elif len(stays) == 2 and stays[0].entered_at == decision.decided_at:
        bring_back(fresh, by=by, wrong=stays[0], before=stays[1])
    else:
        update_application(fresh)

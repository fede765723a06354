"""One change to many applications: a Bulk with an outcome for each person, which can be taken back as a whole.

Each person's change is the action for one person, under the right of who asked, in a transaction of its own: what
can't be done for one says why in its row and holds up nobody else.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from candidates.actions.applications import (
    assign_application,
    create_application,
    move_application,
    reject_application,
    remove_application,
    reopen_application,
    require_on_team,
    undo_assign,
    undo_move,
)
from candidates.actions.tags import find_or_make_tag, tag_candidate, untag_candidate
from candidates.choices import Act
from candidates.models import Application, Job, PipelineChange, RejectionReason, Stage
from candidates.queries.identity import veil
from recruiting.accounts.models import User
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Denied, Invalid, check_row
from recruiting.events import locks
from recruiting.events.bell import ring, ring_now
from recruiting.work.actions import finish_item, start_bulk
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.queries import next_items

logger = logging.getLogger(__name__)

CHANGE = "candidates.change_many"
KINDS = {act: f"candidates.{act}" for act in Act}
MOST = 2_000
AT_ONCE = 50
"""So many people are changed while the person waits; of more a worker takes care."""

LOCK_SECONDS = 60.0
PART = 25


@transaction.atomic
def start_change(
    *,
    job: Job,
    by: Any,
    chosen: Sequence[tuple[int, int]],
    act: str,
    stage: Stage | None = None,
    reason: RejectionReason | None = None,
    note: str = "",
    other_job: Job | None = None,
    name: str = "",
    owner: User | None = None,
    client_key: str = "",
) -> Bulk:
    """Begin to move the chosen applications of a job to `stage`, to reject them for `reason`, to put their people
    on `other_job`, to give them the tag of this `name`, or `owner` of the job's team or nobody to look after them. Nobody is
    changed before work_on_change.

    chosen: (application's id, its version as it was seen). client_key: a second call with it begins nothing new.
    Raises Denied; Invalid for none, too many, or without what the act needs; Conflict if the key began another change.
    """
    require(by, "candidates.change_job", job)
    if other_job is not None:
        require(by, "candidates.create_application", other_job)
    if len(chosen) > MOST:
        raise Invalid(None, "too_many", f"At most {MOST:,} people at a time: choose fewer.")
    _check(job, act, stage, reason, other_job, owner)
    tag = find_or_make_tag(by=by, name=name) if act == Act.TAG else None
    versions = dict(chosen)
    rows = Application.objects.visible_to(by).filter(job=job, pk__in=versions).select_related("candidate")
    found = {row.pk: row for row in rows}
    veil(by, found.values())
    bulk = start_bulk(
        kind=KINDS[Act(act)],
        by=by,
        rows=[(found[pk].candidate.shown_name, pk) for pk in versions if pk in found],
        job=job.pk,
        client_key=client_key,
        before={pk: {"version": version} for pk, version in versions.items()},
    )
    wanted = {
        "stage": stage,
        "reason": reason,
        "note": note.strip(),
        "job": other_job,
        "tag": tag,
        "owner": owner,
    }
    begun = PipelineChange.objects.filter(bulk=bulk).first()
    if begun is None:
        check_row(PipelineChange(bulk=bulk, act=act, **wanted)).save()
    elif any(getattr(begun, name) != value for name, value in wanted.items()):
        raise Conflict("key_taken", "This form was sent before, for something else. Choose the people again.")
    ring(CHANGE, bulk.pk)
    return bulk


def _check(
    job: Job,
    act: str,
    stage: Stage | None,
    reason: RejectionReason | None,
    other_job: Job | None,
    owner: User | None,
) -> None:
    if act == Act.MOVE and (stage is None or stage.job_id != job.pk):
        raise Invalid("stage", "required", "Choose a stage of this job.")
    if act == Act.REJECT and (reason is None or reason.retired_at):
        raise Invalid("reason", "required", "Choose the reason for the rejection.")
    if act == Act.APPLY and (other_job is None or other_job.pk == job.pk):
        raise Invalid("other_job", "required", "Choose another job.")
    require_on_team(job, owner)


def work_on_change(pk: int, *, most: int = PART) -> bool:
    """Change at most `most` people of a Bulk that runs. False: nothing is left to do now, or somebody else does it."""
    if not locks.take(f"{CHANGE}.{pk}", LOCK_SECONDS):
        return False
    try:
        change = PipelineChange.objects.select_related(
            "bulk__actor", "stage", "reason", "job", "tag", "owner"
        ).get(bulk=pk)
        for _ in range(most):
            # One at a time: a pause or a cancel holds from the next person on.
            items = next_items(change.bulk, 1)
            if not items:
                return False
            _work_on_item(change, items[0])
        return True
    finally:
        locks.free(f"{CHANGE}.{pk}")


def sweep_changes() -> int:
    """Ring for changes that run: their message may be lost, or their worker gone. Returns how many."""
    waiting = BulkItem.objects.filter(bulk=OuterRef("bulk"), state=ItemState.WAITING)
    running = PipelineChange.objects.filter(Exists(waiting), bulk__state=BulkState.RUNNING)
    due = list(running.values_list("bulk", flat=True)[:20])
    for pk in due:
        ring_now(CHANGE, pk)
    return len(due)


def _work_on_item(change: PipelineChange, item: BulkItem) -> None:
    """One person. Runs twice if a worker died in between: the version tells that it was done."""
    try:
        with transaction.atomic():
            application = Application.objects.visible_to(change.bulk.actor).filter(pk=item.target_id).first()
            if application is None:
                raise Conflict("gone", "This application is not there any more, or no longer yours to see.")
            target, words = _act(change, application, item.before["version"])
            before = {"application": target.pk, "version": target.version, "owner": application.owner_id}
            if not finish_item(item=item, state=ItemState.DONE, message=words, before=before):
                # Cancelled since the row was read: whom it leaves out stays as they were.
                transaction.set_rollback(True)
    except (Conflict, Invalid, Denied) as error:
        finish_item(
            item=item,
            state=ItemState.FAILED,
            code=error.code[:40],
            message=error.message,
            before=item.before,
        )
    except Exception:  # a fault of ours with one person must not hold up the others
        logger.exception("not changed", extra={"object_id": item.pk})
        finish_item(
            item=item,
            state=ItemState.FAILED,
            code="broke_off",
            message="A fault of ours: try this one alone.",
            before=item.before,
        )


def _act(change: PipelineChange, application: Application, version: int) -> tuple[Application, str]:
    """The application that was changed or made, and what to say of it."""
    by = change.bulk.actor
    if change.stage is not None:
        moved = move_application(application=application, by=by, stage=change.stage, version=version)
        return moved, f"In {change.stage.name}."
    if change.job is not None:
        person, source = application.candidate, application.source
        made = create_application(candidate=person, job=change.job, by=by, source=source)
        return made, f"On {change.job}."
    if change.tag is not None:
        tag_candidate(candidate=application.candidate, by=by, tag=change.tag)
        return application, f"Tagged “{change.tag.name}”."
    if change.act == Act.ASSIGN:
        assigned = assign_application(application=application, by=by, owner=change.owner, version=version)
        words = (
            f"{change.owner.name} looks after this person."
            if change.owner
            else "Nobody looks after this person."
        )
        return assigned, words
    rejected = reject_application(
        application=application, by=by, reason=change.reason, note=change.note, version=version
    )
    return rejected, f"Rejected: {change.reason}."


def undo_item(*, item: BulkItem, by: Any) -> None:
    """Take one person's change back, unless anything was done with the application since. Raises Conflict, Denied."""
    change = PipelineChange.objects.select_related("tag").get(bulk=item.bulk_id)
    application = Application.objects.visible_to(by).filter(pk=item.before["application"]).first()
    if application is None:
        raise Conflict("gone", "This application is not there any more, or no longer yours to see.")
    version = item.before["version"]
    if change.act == Act.MOVE:
        undo_move(application=application, by=by, version=version)
    elif change.act == Act.REJECT:
        reopen_application(application=application, by=by, version=version)
    elif change.tag is not None:
        untag_candidate(candidate=application.candidate, by=by, tag=change.tag)
    elif change.act == Act.ASSIGN:
        owner = User.objects.filter(pk=item.before["owner"]).first()
        undo_assign(application=application, by=by, owner=owner, version=version)
    else:
        remove_application(application=application, by=by, version=version)

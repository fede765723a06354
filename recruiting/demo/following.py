"""What the demo's team does with some applications once the worker has screened them: moves, notes, reviews, ends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.db import transaction

from candidates.actions.applications import move_application, reject_application, withdraw_application
from candidates.actions.notes import add_note
from candidates.actions.reviews import review_flag
from candidates.choices import FINAL_STATES
from candidates.models import Application, FlagResult, FlagReview, Note, RejectionReason, Screening, Stage
from recruiting.demo.interviewing import interview, interview_and_decide
from recruiting.demo.loading import FOLDER, data, find_upload, person
from recruiting.errors import Conflict, Denied, Invalid

Step = dict[str, Any]


@dataclass(frozen=True)
class Followed:
    """How many applications were followed up now, and how many still wait for their screening."""

    done: int
    waiting: int


@cache
def plans() -> list[dict[str, Any]]:
    """follow_ups.yaml."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / "follow_ups.yaml").read_text(encoding="utf-8"))
    return rows


def follow_up() -> Followed:
    """Take the planned steps on each application that nobody has touched yet; any number of calls is as one."""
    jobs = {job["code"]: job for job in data()["jobs"]}
    done = waiting = 0
    for plan in plans():
        upload = find_upload(jobs[plan["job"]])
        item = upload.items.filter(name=plan["person"]).first() if upload else None
        if upload is None or item is None or item.target_id is None:
            continue
        if Screening.objects.filter(resume=item.target_id).exclude(state__in=FINAL_STATES).exists():
            waiting += 1
            continue
        application = Application.objects.present().filter(resume=item.target_id).first()
        done += application is not None and _take_steps(application, plan["steps"], upload.actor)
    return Followed(done, waiting)


def _take_steps(application: Application, steps: list[Step], recruiter: Any) -> bool:
    """All steps or none. False: somebody was faster, or changed the job so that a step can't be taken."""
    try:
        with transaction.atomic():
            fresh = Application.objects.select_for_update().get(pk=application.pk)
            if _is_touched(fresh):
                return False
            for step in steps:
                fresh.refresh_from_db()
                STEPS[step["do"]](fresh, step, person(step["by"]) if "by" in step else recruiter)
    except (Conflict, Denied, Invalid):
        return False
    return True


def _is_touched(application: Application) -> bool:
    return (
        application.version > 1
        or Note.objects.filter(application=application).exists()
        or FlagReview.objects.filter(result__screening=application.screening_id).exists()
    )


def _move(application: Application, step: Step, by: Any) -> None:
    stage = Stage.objects.filter(job=application.job_id, name=step["stage"]).first()
    if stage is None:
        raise Conflict("no_stage", "Somebody renamed the stage.")
    move_application(application=application, by=by, stage=stage)


def _note(application: Application, step: Step, by: Any) -> None:
    add_note(candidate=application.candidate, by=by, text=step["text"], application=application)


def _review(application: Application, step: Step, by: Any) -> None:
    result = FlagResult.objects.get(screening=application.screening_id, flag=step["flag"])
    reason = step.get("reason", "")
    review_flag(application=application, result=result, by=by, verdict=step["verdict"], reason=reason)


def _reject(application: Application, step: Step, by: Any) -> None:
    reason = RejectionReason.objects.filter(name=step["reason"]).first()
    reject_application(application=application, by=by, reason=reason, note=step["note"])


def _withdraw(application: Application, step: Step, by: Any) -> None:
    withdraw_application(application=application, by=by, note=step["note"])


STEPS: dict[str, Callable[[Application, Step, Any], object]] = {
    "move": _move,
    "note": _note,
    "review": _review,
    "reject": _reject,
    "withdraw": _withdraw,
    "interview": interview,
    "interview_and_decide": interview_and_decide,
}

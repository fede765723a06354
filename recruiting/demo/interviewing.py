"""What the demo's team does in interviews: plans them, and for one person writes cards, talks them over and decides."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db.models import Q
from django.utils import timezone

from candidates.actions.decisions import make_decision
from candidates.choices import DecisionKind
from candidates.models import Application
from interviews.actions.deals import plan_loop
from interviews.actions.debriefs import close_debrief, open_debrief, save_checks
from interviews.actions.loops import begin_loop, change_panelist
from interviews.actions.scheduling import answer_invitation, schedule_interview
from interviews.actions.scorecards import save_draft, submit_scorecard
from interviews.models import Loop, Panelist
from interviews.queries.kits import kits_of
from interviews.queries.scorecards import criteria_of
from recruiting.demo.loading import FOLDER, person
from rubrics.models import FocusArea

ZONE = "Europe/London"
LINK = "https://meet.example.org/loop-{loop}"
SATURDAY = 5


@cache
def found_out() -> dict[str, dict[str, Any]]:
    """cards.yaml."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "cards.yaml").read_text(encoding="utf-8"))
    return rows


def interview(application: Application, step: dict[str, Any], by: Any) -> Loop:
    """Deal a loop to the step's panel, give its interviews the step's times if it has some, and begin it."""
    panel = [(person(email), minutes) for email, minutes in step["panel"].items()]
    loop = plan_loop(application=application, by=by, panel=panel)
    for email, agreed in step.get("times", {}).items():
        _schedule(Panelist.objects.get(interview__loop=loop, user=person(email)), by, **agreed)
    begin_loop(loop=loop, by=by, despite_holes=True)
    return loop


def _schedule(seat: Panelist, by: Any, *, day: int, at: str, answer: str = "") -> None:
    """Agree on a time as if it had been a day ahead, so that one which is past by now is told to nobody."""
    today = timezone.now().astimezone(ZoneInfo(ZONE)).date()
    moment = datetime.combine(working_day(today, day), time.fromisoformat(at), ZoneInfo(ZONE))
    agreed_at = min(timezone.now(), moment - timedelta(days=1))
    planned = schedule_interview(
        interview=seat.interview,
        by=by,
        starts_at=moment,
        minutes=seat.interview.minutes,
        zone=ZONE,
        link=LINK.format(loop=seat.interview.loop_id),
        now=agreed_at,
    )
    if answer:
        answer_invitation(
            panelist=seat, by=seat.user, response=answer, starts_at=planned.starts_at, now=agreed_at
        )


def working_day(today: date, days: int) -> date:
    """The day so many working days ahead, or with a minus sign ago; never a weekend."""
    step = timedelta(days=1 if days > 0 else -1)
    day, left = today, abs(days)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


def interview_and_decide(application: Application, step: dict[str, Any], by: Any) -> None:
    """The same, with every card submitted, the debrief closed and an offer decided by the step's `decided_by`."""
    said = found_out()[application.resume.file_name]  # type: ignore[union-attr]
    loop, leads = interview(application, step, by), person(step["decided_by"])
    for kit in kits_of(loop):
        panelist = _covering(kit.panelist, step.get("also_covers", {}).get(kit.panelist.user.email, []), by)
        _write_card(panelist, said)
    debrief = open_debrief(loop=loop, by=leads)
    close_debrief(debrief=save_checks(debrief=debrief, by=leads, **said["checks"]), by=leads)
    application.refresh_from_db()
    make_decision(
        application=application,
        by=leads,
        kind=DecisionKind.OFFER,
        level=loop.level,
        reason=said["decision"],
        conditions=said["conditions"],
        dissent=said["dissent"],
        **said["checks"],
    )


def _covering(panelist: Panelist, more: list[str], by: Any) -> Panelist:
    """The panel member, with more focus areas by their codes: what two rated is talked about in the debrief."""
    if not more:
        return panelist
    areas = FocusArea.objects.filter(Q(pk__in=panelist.focus_areas.values("pk")) | Q(code__in=more))
    return change_panelist(panelist=panelist, by=by, focus_areas=list(areas))


def _write_card(panelist: Panelist, said: dict[str, Any]) -> None:
    own = said["cards"][panelist.user.email]
    found = said["ratings"] | own.get("ratings", {})
    ratings = {row.pk: found[row.code] for row in criteria_of(panelist) if row.code in found}
    kit = panelist.kit.filter(question__code__in=own["answers"]).select_related("question")
    answers = {row.pk: own["answers"][row.question.code] for row in kit}
    texts = {name: own[name] for name in ("recommendation", "reason", "takeaways")}
    save_draft(panelist=panelist, by=panelist.user, revision=0, answers=answers, ratings=ratings, **texts)
    submit_scorecard(panelist=panelist, by=panelist.user)

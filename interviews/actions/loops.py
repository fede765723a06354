"""Planning the interviews of an application: the loop, its interviews, who sits on them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from candidates.actions.applications import read_active
from candidates.actions.jobs import add_member
from candidates.choices import JobRole
from candidates.models import Application, Participant
from interviews.actions.invitations import (
    call_off_what_is_ahead,
    invite_member,
    tell_of_title,
    uninvite_member,
)
from interviews.actions.telling import tell
from interviews.choices import OPEN_LOOPS, USUAL_MINUTES, LoopState
from interviews.models import Interview, Loop, Panelist, Scorecard
from interviews.queries.cover import cover_of, holes_of
from interviews.queries.kits import kits_of
from interviews.queries.loops import level_for, template_for
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from rubrics.models import FocusArea, Level, ScorecardTemplate

STEP = 10
UNTITLED = "Interview"


@transaction.atomic
def start_loop(
    *,
    application: Application,
    by: Any,
    level: Level | None = None,
    template: ScorecardTemplate | None = None,
    now: datetime | None = None,
) -> Loop:
    """Begin to plan the interviews of an active application, for the job's level unless another is given.

    Raises Denied; Conflict for an ended application or where no template is in use; Invalid if a loop is open
    already, or neither the job nor the caller names a level.
    """
    require(by, "interviews.plan_loop", application)
    read_active(application, None)
    level = level or level_for(application)
    if level is None:
        raise Invalid("level", "required", "Say for which level the interviews are: the job names none.")
    loop = check_row(
        Loop(
            application=application,
            level=level,
            template=template or template_for(application.job),
            created_by=by,
            created_at=now or timezone.now(),
        )
    )
    loop.save()
    tell(names.LOOP_STARTED, loop, loop=loop, by=by)
    return loop


@transaction.atomic
def cancel_loop(*, loop: Loop, by: Any) -> None:
    """Give the loop up; its cards stay. Raises Denied, or Conflict if it is over."""
    require(by, "interviews.plan_loop", loop.application)
    if not Loop.objects.open().filter(pk=loop.pk).update(state=LoopState.CANCELLED):
        raise Conflict("loop_over", "This loop is over already.")
    loop.state = LoopState.CANCELLED
    call_off_what_is_ahead(loop.application, by=by, now=timezone.now())
    tell(names.LOOP_CANCELLED, loop, loop=loop, by=by)


@transaction.atomic
def begin_loop(*, loop: Loop, by: Any, despite_holes: bool = False) -> None:
    """The planning is done: the panel goes by its kits. Raises Denied; Conflict if the loop is no draft or nobody is on
    its panel, and, unless `despite_holes`, if a focus area or a hiring mistake is asked about by nobody."""
    claim_plan(loop, by)
    kits = kits_of(loop)
    if not kits:
        raise Conflict("no_panel", "Nobody is on the panel yet: add who interviews first.")
    if not despite_holes and (holes := holes_of(cover_of(by, kits))):
        raise Conflict("holes", f"Nobody asks about: {', '.join(row.name for row in holes)}.")
    if not Loop.objects.filter(pk=loop.pk, state=LoopState.DRAFT).update(state=LoopState.RUNNING):
        raise Conflict("not_draft", "The interviews have begun already.")
    loop.state = LoopState.RUNNING
    tell(names.LOOP_BEGUN, loop, loop=loop, by=by)


@transaction.atomic
def add_interview(*, loop: Loop, by: Any, title: str, minutes: int = USUAL_MINUTES) -> Interview:
    """Add a conversation at the loop's end, without a time. Raises Denied, Conflict, or Invalid on a field."""
    claim_plan(loop, by)
    last = loop.interviews.aggregate(last=Max("position"))["last"] or 0
    interview = check_row(
        Interview(
            loop=loop,
            title=title.replace("\x00", "").strip(),
            minutes=minutes,
            position=last + STEP,
            uid=f"{uuid4()}@greenflag",
            organiser=by,
        )
    )
    interview.save()
    tell(names.INTERVIEW_ADDED, interview, loop=loop, by=by, interview=interview.pk)
    return interview


@transaction.atomic
def change_interview(
    *, interview: Interview, by: Any, title: str, minutes: int, now: datetime | None = None
) -> Interview:
    """Give it another title or length; where it has a time ahead, calendars get the title. Raises Denied; Conflict if the loop is over, or it has a time and would become
    longer or shorter; Invalid on a field."""
    _claim_interview(interview, by)
    if interview.starts_at is not None and minutes != interview.minutes:
        raise Conflict("scheduled", "It has a time already: change when it ends.")
    title, former = title.replace("\x00", "").strip(), interview.title
    interview.title, interview.minutes = title, minutes
    check_row(interview)
    interview.save(update_fields=["title", "minutes"])
    if title != former:
        tell_of_title(interview, now=now or timezone.now())
    tell(names.INTERVIEW_CHANGED, interview, loop=interview.loop, by=by, interview=interview.pk)
    return interview


@transaction.atomic
def remove_interview(*, interview: Interview, by: Any) -> None:
    """Take a conversation out of the loop, with its panel and their kits. Raises Denied; Conflict if the loop is over, it
    has a time (then it is cancelled, and its people are told), or somebody began a card."""
    _claim_interview(interview, by)
    if interview.starts_at is not None:
        raise Conflict("scheduled", "It has a time already: cancel it, and its people are told.")
    tell(names.INTERVIEW_REMOVED, interview, loop=interview.loop, by=by, interview=interview.pk)
    for panelist in interview.panel.select_related("user"):
        remove_panelist(panelist=panelist, by=by)
    interview.delete()


@transaction.atomic
def add_panelist(
    *, interview: Interview, by: Any, user: Any, focus_areas: Collection[FocusArea] = ()
) -> Panelist:
    """Put a person on an interview: they see the application from now on, and owe a card.

    Who has no role on the job becomes its interviewer. Raises Denied, Conflict if the loop is over, Invalid for
    somebody who can't sign in, is an auditor or sits there already.
    """
    loop = interview.loop
    claim_plan(loop, by)
    application = loop.application
    if not user.is_active or user.role == "auditor":
        raise Invalid("user", "inactive", "Choose a colleague who can sign in; auditors interview nobody.")
    if not application.job.members.filter(user=user).exists():
        add_member(job=application.job, by=by, user=user, role=JobRole.INTERVIEWER)
    panelist = check_row(Panelist(interview=interview, user=user))
    panelist.save()
    panelist.focus_areas.set(focus_areas)
    Participant.objects.get_or_create(application=application, user=user)
    invite_member(panelist, now=timezone.now())
    tell(names.PANELIST_ADDED, interview, loop=loop, by=by, interview=interview.pk, user=user.pk)
    return panelist


@transaction.atomic
def change_panelist(*, panelist: Panelist, by: Any, focus_areas: Collection[FocusArea]) -> Panelist:
    """Say what a person covers. Raises Denied; Conflict if the loop is over or their card is in."""
    interview = panelist.interview
    claim_plan(interview.loop, by)
    if Scorecard.objects.submitted().filter(panelist=panelist).exists():
        raise Conflict("card_in", "This person's scorecard is in: what they cover stays.")
    panelist.focus_areas.set(focus_areas)
    about: dict[str, Any] = {"interview": interview.pk, "user": panelist.user_id}
    tell(names.PANELIST_CHANGED, interview, loop=interview.loop, by=by, **about)
    return panelist


@transaction.atomic
def remove_panelist(*, panelist: Panelist, by: Any) -> None:
    """Take a person off an interview, with their kit. Raises Denied; Conflict if the loop is over or they began a
    card: what was found out stays."""
    interview = panelist.interview
    loop = interview.loop
    claim_plan(loop, by)
    if Scorecard.objects.filter(panelist=panelist).exists():
        raise Conflict("has_card", "This person began a scorecard, so they stay on the panel.")
    user = panelist.user
    panelist.delete()
    uninvite_member(interview, user, now=timezone.now())
    if not Panelist.objects.filter(interview__loop__application=loop.application_id, user=user).exists():
        Participant.objects.filter(application=loop.application_id, user=user).delete()
    tell(names.PANELIST_REMOVED, interview, loop=loop, by=by, interview=interview.pk, user=user.pk)


def claim_plan(loop: Loop, by: Any) -> None:
    """Ask the right to change the loop's plan, and count its version up. Raises Denied, or Conflict if it is over or
    the application ended: nobody is invited for somebody who was rejected."""
    require(by, "interviews.plan_loop", loop.application)
    read_active(loop.application, None)
    if not Loop.objects.filter(pk=loop.pk, state__in=OPEN_LOOPS).update(version=F("version") + 1):
        raise Conflict("loop_over", "This loop is over: its plan stays as it is.")


def _claim_interview(interview: Interview, by: Any) -> None:
    """Ask the right to change an interview, and read its time and length anew: somebody may have set them since. Raises
    what claim_plan raises, and Conflict if it was taken out."""
    claim_plan(interview.loop, by)
    try:
        interview.refresh_from_db(fields=["title", "starts_at", "ends_at", "minutes", "state", "sequence"])
    except Interview.DoesNotExist as error:
        raise Conflict("gone", "Somebody took this interview out meanwhile. Load the page again.") from error

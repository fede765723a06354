"""When and where interviews are: setting times, changing them, cancelling, and the panel's answers."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from interviews.actions.invitations import call_off, tell_of_times
from interviews.actions.loops import claim_plan
from interviews.actions.telling import tell
from interviews.choices import ANSWERS, INTERVIEW_TAKES, LEAST_MINUTES, MOST_MINUTES, InterviewState, Response
from interviews.models import Interview, Panelist
from interviews.validators import clean_link
from recruiting.accounts.permissions import require
from recruiting.accounts.validators import clean_zone
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names

_CHANGED = "Somebody else changed this interview meanwhile."
TIMES = ("starts_at", "ends_at", "zone", "minutes", "place", "link")


@transaction.atomic
def schedule_interview(
    *,
    interview: Interview,
    by: Any,
    starts_at: datetime,
    minutes: int,
    zone: str,
    place: str = "",
    link: str = "",
    sequence: int | None = None,
    now: datetime | None = None,
) -> Interview:
    """Give the interview a time and a place, or others, and invite its panel; also one that was cancelled.

    zone: the IANA zone it was agreed in. link: https only. sequence: the one that was read. With the same values as
    before nothing changes and nobody is told. Raises Denied; Invalid on a field, for a time that is past too; Conflict
    if the loop or the application is over, or somebody changed the interview meanwhile.
    """
    claim_plan(interview.loop, by)
    moment = now or timezone.now()
    fresh = _read_fresh(interview, sequence)
    before = {name: getattr(fresh, name) for name in TIMES}
    was = fresh.state
    _take_over(fresh, starts_at, minutes, zone, place, link)
    changed = [name for name in TIMES if getattr(fresh, name) != before[name]]
    if was == InterviewState.SCHEDULED and not changed:
        return fresh
    if starts_at <= moment:
        raise Invalid("starts_at", "past", "This time is past. Choose one that is still to come.")
    _write(check_row(fresh))
    if before["starts_at"] not in (None, fresh.starts_at):
        # An answer was to the time it was asked about.
        fresh.panel.update(response=Response.NONE)
    tell_of_times(fresh, now=moment)
    verb = names.INTERVIEW_RESCHEDULED if was == InterviewState.SCHEDULED else names.INTERVIEW_SCHEDULED
    tell(verb, fresh, loop=fresh.loop, by=by, fields=changed, interview=fresh.pk)
    return fresh


def _take_over(fresh: Interview, starts_at: datetime, minutes: int, zone: str, place: str, link: str) -> None:
    """The values as the row keeps them. Raises Invalid."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid("minutes", "range", INTERVIEW_TAKES)
    fresh.zone = clean_zone(zone, empty=False)
    fresh.link = clean_link(link)
    fresh.place = " ".join(place.replace("\x00", "").split())
    fresh.starts_at, fresh.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    fresh.minutes, fresh.state = minutes, InterviewState.SCHEDULED


def _write(fresh: Interview) -> None:
    """One conditional UPDATE on the sequence that was read: of two people the second is told."""
    values = {name: getattr(fresh, name) for name in (*TIMES, "state")}
    rows = Interview.objects.filter(pk=fresh.pk, sequence=fresh.sequence)
    if not rows.update(sequence=F("sequence") + 1, **values):
        raise Conflict("changed", _CHANGED)
    fresh.sequence += 1


@transaction.atomic
def cancel_interview(
    *, interview: Interview, by: Any, sequence: int | None = None, now: datetime | None = None
) -> Interview:
    """Call an interview off and tell its panel. It can be given a time again.

    Raises Denied; Conflict if the loop or the application is over, it is cancelled already, a card about it was
    submitted, or somebody changed it meanwhile.
    """
    claim_plan(interview.loop, by)
    fresh = _read_fresh(interview, sequence)
    if fresh.panel.filter(scorecard__submitted_at__isnull=False).exists():
        raise Conflict("has_card", "A scorecard about this interview was submitted, so it took place.")
    if not call_off([fresh], by=by, now=now or timezone.now()):
        raise Conflict("cancelled", "This interview is cancelled already.")
    return fresh


@transaction.atomic
def answer_invitation(
    *,
    panelist: Panelist,
    by: Any,
    response: str,
    starts_at: datetime | None = None,
    now: datetime | None = None,
) -> Panelist:
    """Say whether one comes: accepted, tentative or declined. It can be changed until the interview ended.

    starts_at: the time that was read. Raises Denied for somebody else's; Invalid for another word; Conflict if there is no
    time, it is another one by now, or the interview is over or cancelled.
    """
    require(by, "interviews.answer_invitation", panelist)
    if response not in ANSWERS:
        raise Invalid("response", "unknown", "Accept, say perhaps, or decline.")
    asked = Panelist.objects.filter(
        pk=panelist.pk,
        interview__state=InterviewState.SCHEDULED,
        interview__ends_at__gt=now or timezone.now(),
    )
    row: Panelist | None = asked.select_related("interview__loop__application").first()
    if row is None:
        raise Conflict(
            "not_asked", "There is nothing to answer: the interview is over, cancelled or has no time."
        )
    if row.response != response:
        asked_for = asked.filter(interview__starts_at=starts_at or row.interview.starts_at)
        if not asked_for.update(response=response):
            raise Conflict("changed", "The interview has another time by now. Read it again, then answer.")
        row.response = Response(response)
        interview = row.interview
        about = {"interview": interview.pk, "user": by.pk, "response": response}
        tell(names.PANELIST_ANSWERED, interview, loop=interview.loop, by=by, **about)
    return row


def _read_fresh(interview: Interview, sequence: int | None) -> Interview:
    fresh: Interview = Interview.objects.select_related("loop__application").get(pk=interview.pk)
    if sequence is not None and fresh.sequence != sequence:
        raise Conflict("changed", _CHANGED)
    return fresh

"""Who is to be told of an interview: the mails' rows, written with the change they tell of.

All of it runs in the caller's transaction; the worker is rung after it, and a sweep rings again.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from candidates.models import Application
from interviews.actions.telling import tell
from interviews.choices import InterviewState, MailKind, MailState
from interviews.models import Interview, InterviewMail, Panelist
from recruiting.events import names
from recruiting.events.bell import ring

SEND_MAIL = "interviews.send_mail"


def queue_mails(
    interview: Interview, recipients: Collection[int], kind: str, *, sequence: int, now: datetime
) -> None:
    """Write a mail of the kind for each of the people, once, and ring for it."""
    rows = InterviewMail.objects.bulk_create(
        InterviewMail(
            interview=interview,
            recipient_id=pk,
            kind=kind,
            sequence=sequence,
            created_at=now,
            rung_at=now,
        )
        for pk in recipients
    )
    for row in rows:
        ring(SEND_MAIL, row.pk)


def tell_of_times(interview: Interview, *, now: datetime) -> None:
    """Invite the whole panel to the interview as it stands; what still waits to be told is told with it."""
    _drop_waiting(interview)
    panel = interview.panel.order_by("pk").values_list("user", flat=True)
    queue_mails(interview, panel, MailKind.REQUEST, sequence=interview.sequence, now=now)


def tell_of_title(interview: Interview, *, now: datetime) -> None:
    """Tell the panel of an interview that has a time ahead what it is called by now."""
    if _is_ahead(interview, now):
        _count_up(interview)
        tell_of_times(interview, now=now)


def invite_member(panelist: Panelist, *, now: datetime) -> None:
    """Tell somebody who joins the panel of an interview that has a time ahead. The others need not know."""
    interview = panelist.interview
    if _is_ahead(interview, now):
        _count_up(interview)
        queue_mails(interview, [panelist.user_id], MailKind.REQUEST, sequence=interview.sequence, now=now)


def uninvite_member(interview: Interview, user: Any, *, now: datetime) -> None:
    """Tell somebody who left the panel of an interview that has a time ahead."""
    if _is_ahead(interview, now):
        _count_up(interview)
        _tell_of_cancelling(interview, [user.pk], now)


def call_off(interviews: Iterable[Interview], *, by: Any, now: datetime) -> int:
    """Cancel those of the interviews that stand, and tell whoever was invited to what is still to come.

    Returns how many there were. The caller has asked for the right.
    """
    called_off = 0
    for interview in interviews:
        standing = Interview.objects.standing().filter(pk=interview.pk)
        if not standing.update(state=InterviewState.CANCELLED, sequence=F("sequence") + 1):
            continue
        called_off += 1
        was_ahead = _is_ahead(interview, now)
        interview.refresh_from_db(fields=["state", "sequence"])
        tell(names.INTERVIEW_CANCELLED, interview, loop=interview.loop, by=by, interview=interview.pk)
        if was_ahead:
            panel = interview.panel.order_by("pk").values_list("user", flat=True)
            _tell_of_cancelling(interview, list(panel), now)
    return called_off


def call_off_what_is_ahead(application: Application, *, by: Any, now: datetime) -> int:
    """Cancel what is still to come of an application that ended, in the caller's transaction: nobody interviews a
    rejected person. Returns how many interviews there were."""
    ahead = Interview.objects.filter(
        loop__application=application, state=InterviewState.SCHEDULED, starts_at__gt=now
    )
    return call_off(ahead.select_related("loop__application"), by=by, now=now)


def _tell_of_cancelling(interview: Interview, people: Collection[int], now: datetime) -> None:
    """Mail those who were told of the interview; an invitation that was not sent yet is only dropped."""
    _drop_waiting(interview, people)
    told = InterviewMail.objects.filter(interview=interview, kind=MailKind.REQUEST, recipient__in=people)
    informed = set(told.exclude(state=MailState.DROPPED).values_list("recipient", flat=True))
    recipients = [pk for pk in people if pk in informed]
    queue_mails(interview, recipients, MailKind.CANCEL, sequence=interview.sequence, now=now)


def _drop_waiting(interview: Interview, people: Collection[int] | None = None) -> None:
    rows = InterviewMail.objects.waiting().filter(interview=interview).exclude(kind=MailKind.REMINDER)
    if people is not None:
        rows = rows.filter(recipient__in=people)
    rows.update(state=MailState.DROPPED)


def _is_ahead(interview: Interview, now: datetime) -> bool:
    """Whether the interview has a time that is not over."""
    ends = interview.ends_at
    return interview.state == InterviewState.SCHEDULED and ends is not None and ends > now


def _count_up(interview: Interview) -> None:
    """A person's next mail has a higher number than their last one."""
    Interview.objects.filter(pk=interview.pk).update(sequence=F("sequence") + 1)
    interview.refresh_from_db(fields=["sequence"])

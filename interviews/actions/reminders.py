"""Reminding panel members whose card is missing: after the interview ended, once a day, three times at most."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from candidates.choices import ApplicationStatus
from interviews.actions.invitations import queue_mails
from interviews.choices import OPEN_LOOPS, InterviewState, MailKind
from interviews.models import InterviewMail, Panelist
from interviews.models.querysets import PanelistQuerySet
from recruiting.events import locks

FIRST_AFTER = EACH_AFTER = timedelta(hours=24)
MOST_REMINDERS = 3
NEVER_AFTER = timedelta(days=14)
"""What ended long ago is not asked for out of the blue, as after a server stood still."""
AT_ONCE = 200
LOCK_SECONDS = 60.0


def remind_of_cards(*, now: datetime | None = None) -> int:
    """Queue the reminders that are due, at most AT_ONCE. Returns how many; 0 if another one does it now.

    Never for a cancelled interview, a loop that is over or an application that ended.
    """
    if not locks.take("interviews.remind", LOCK_SECONDS):
        return 0
    moment = now or timezone.now()
    rows = _owing(moment).select_related("interview").order_by("interview__ends_at", "pk")
    reminded = 0
    for seat in rows[:AT_ONCE]:
        _remind(seat, moment)
        reminded += 1
    return reminded


@transaction.atomic
def _remind(seat: Panelist, moment: datetime) -> None:
    sent = InterviewMail.objects.filter(
        interview=seat.interview_id, recipient=seat.user_id, kind=MailKind.REMINDER
    ).count()
    queue_mails(seat.interview, [seat.user_id], MailKind.REMINDER, sequence=sent + 1, now=moment)


def _owing(moment: datetime) -> PanelistQuerySet:
    """Seats whose card is missing and whose person is to be reminded now."""
    reminders = InterviewMail.objects.filter(
        interview=OuterRef("interview"), recipient=OuterRef("user"), kind=MailKind.REMINDER
    )
    fresh = reminders.filter(Q(created_at__gt=moment - EACH_AFTER) | Q(sequence__gte=MOST_REMINDERS))
    return Panelist.objects.owing().filter(
        ~Exists(fresh),
        user__is_active=True,
        interview__state=InterviewState.SCHEDULED,
        interview__ends_at__lte=moment - FIRST_AFTER,
        interview__ends_at__gt=moment - NEVER_AFTER,
        interview__loop__state__in=OPEN_LOOPS,
        interview__loop__application__status=ApplicationStatus.ACTIVE,
    )

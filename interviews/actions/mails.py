"""Sending the mails about interviews: the row is the queue, a message only carries its id.

A claim counts up the row's attempts, and what is written afterwards is fenced by that count. A worker that dies while
it sends may have sent: such a mail is not repeated by itself, a person is told and decides.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded  # type: ignore[import-untyped]
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from interviews.actions.invitations import SEND_MAIL
from interviews.actions.telling import tell
from interviews.choices import MailFault, MailState
from interviews.mails import send_mail
from interviews.models import InterviewMail
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.events import locks, names
from recruiting.events.bell import ring, ring_now

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than the task may run: a mail server has 20 seconds for each step."""
MOST_ATTEMPTS = 5
RING_AGAIN = timedelta(seconds=30)
MOST_RINGS = 100
LOCK_SECONDS = 5.0


def work_on_mail(pk: int, *, now: datetime | None = None) -> bool:
    """Send a mail that waits. False: it was not to be had, which is no error. Twice is once."""
    row = _claim(pk)
    if row is None:
        return False
    sent: bool | None = False
    try:
        sent = send_mail(row, now=now or timezone.now())
    except SoftTimeLimitExceeded:
        return True  # it may have gone out: when the lease is over, the sweep says so
    except Exception:  # whatever it was: nothing went out, and the row must not count as unclear
        logger.exception("mail broke off", extra={"object_id": pk, "count": row.attempts})
    _finish(row, sent)
    return True


def _claim(pk: int) -> InterviewMail | None:
    """Take a waiting mail until its lease ends, and count the attempt."""
    waiting = InterviewMail.objects.waiting().filter(_due(), pk=pk)
    if not waiting.update(state=MailState.SENDING, lease_until=Now() + LEASE, attempts=F("attempts") + 1):
        return None
    people = ("recipient", "interview__organiser", "interview__loop__application__candidate")
    rows = InterviewMail.objects.select_related(*people, "interview__loop__application__stage")
    row: InterviewMail = rows.get(pk=pk)
    return row


def _due() -> Q:
    return Q(lease_until=None) | Q(lease_until__lte=Now())


def _finish(row: InterviewMail, sent: bool | None) -> None:
    values: dict[str, Any] = {"lease_until": None}
    if sent is None:
        values["state"] = MailState.DROPPED
    elif sent:
        values |= {"state": MailState.SENT, "sent_at": Now()}
    elif row.attempts >= MOST_ATTEMPTS:
        values |= {"state": MailState.FAILED, "fault": MailFault.REFUSED}
    else:
        pause = timedelta(seconds=30 * 2**row.attempts)
        values |= {"state": MailState.WAITING, "lease_until": Now() + pause, "rung_at": None}
    mine = InterviewMail.objects.filter(pk=row.pk, state=MailState.SENDING, attempts=row.attempts)
    if not mine.update(**values):
        logger.warning("mail taken over", extra={"object_id": row.pk})


def sweep_mails() -> int:
    """Ring for mails that wait unheard, oldest first, and end those whose worker died. Returns how many it rang for;
    0 if another one sweeps now."""
    if not locks.take("interviews.sweep", LOCK_SECONDS):
        return 0
    died = InterviewMail.objects.filter(state=MailState.SENDING, lease_until__lte=Now())
    died.update(state=MailState.FAILED, fault=MailFault.UNCLEAR, lease_until=None)
    unheard = Q(rung_at=None) | Q(rung_at__lte=Now() - RING_AGAIN)
    rows = InterviewMail.objects.waiting().filter(_due(), unheard).order_by("pk")
    due_now = list(rows.values_list("pk", flat=True)[:MOST_RINGS])
    InterviewMail.objects.filter(pk__in=due_now).update(rung_at=Now())
    for rung, pk in enumerate(due_now):
        if not ring_now(SEND_MAIL, pk):
            return rung  # the broker is away: the others would wait for it as long
    return len(due_now)


@transaction.atomic
def retry_mail(*, mail: InterviewMail, by: Any) -> InterviewMail:
    """Send a mail that failed once more. Raises Denied, or Conflict if it did not fail."""
    require(by, "interviews.plan_loop", mail.interview.loop.application)
    failed = InterviewMail.objects.filter(pk=mail.pk, state=MailState.FAILED)
    if not failed.update(
        state=MailState.WAITING, fault="", attempts=0, lease_until=None, rung_at=timezone.now()
    ):
        raise Conflict("not_failed", "This mail did not fail: there is nothing to send again.")
    ring(SEND_MAIL, mail.pk)
    interview = mail.interview
    about: dict[str, Any] = {"interview": interview.pk, "user": mail.recipient_id, "kind": mail.kind}
    tell(names.INTERVIEW_MAIL_RETRIED, interview, loop=interview.loop, by=by, **about)
    fresh: InterviewMail = InterviewMail.objects.get(pk=mail.pk)
    return fresh

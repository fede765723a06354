from django.conf import settings
from django.db import models
from django.db.models import Q

from interviews.choices import MailFault, MailKind, MailState
from interviews.models.loops import Interview
from interviews.models.querysets import MailQuerySet


class InterviewMail(models.Model):
    """One mail to one person about an interview. The row is the queue: a worker claims it, and what is written is
    read from the interview when it is sent.

    sequence: the interview's that it tells of, for a reminder its number. lease_until: of one that is being sent, when
    its worker counts as dead; of one that waits, before which nobody tries again.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="mails")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MailKind)
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    fault = models.CharField(max_length=10, choices=MailFault, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "recipient", "kind", "sequence"],
                name="interview_mail_once",
                violation_error_message="This person is told of it already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=MailKind.values), name="interview_mail_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="interview_mail_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at=None)),
                name="interview_mail_sent_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(state=MailState.FAILED) & Q(fault__in=MailFault.values))
                | (~Q(state=MailState.FAILED) & Q(fault="")),
                name="interview_mail_failed_has_fault",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=(MailState.WAITING, MailState.SENDING)),
                name="interview_mail_due",
            ),
            models.Index(fields=["interview", "-id"], name="interview_mail_newest"),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} about interview {self.interview_id}"

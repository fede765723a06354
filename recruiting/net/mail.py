"""Sending mail: plain text, one recipient, no header made of unchecked text."""

import logging
from dataclasses import dataclass
from email.mime.text import MIMEText
from smtplib import SMTPException

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Calendar:
    """An invitation that calendars read. content: a VCALENDAR; method: its METHOD, such as REQUEST."""

    content: bytes
    method: str


def send(*, to: str, subject: str, text: str, calendar: Calendar | None = None) -> bool:
    """Hand one mail to the mail server; whether it took it. Never raises for a server that is away.

    Line breaks in the subject become spaces, so that no name in it can add a header (sec A38).
    """
    message = EmailMessage(subject=" ".join(subject.split()), body=text, to=[to])
    if calendar is not None:
        message.attach(_part(calendar))
    try:
        return message.send() == 1
    except (SMTPException, OSError) as error:
        logger.warning("mail not sent", extra={"reason": type(error).__name__})
        return False


def _part(calendar: Calendar) -> MIMEText:
    """Calendars look for the method in the part's header, too (RFC 6047)."""
    part = MIMEText(calendar.content.decode(), "calendar", "utf-8")
    part.set_param("method", calendar.method)
    part.add_header("Content-Disposition", "attachment", filename="interview.ics")
    return part

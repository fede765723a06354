"""Sending mail: plain text, one recipient, no header made of unchecked text."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def send(*, to: str, subject: str, text: str) -> bool:
    """Hand one mail to the mail server; whether it took it. Never raises for a server that is away.

    Line breaks in the subject become spaces, so that no name in it can add a header (sec A38).
    """
    message = EmailMessage(subject=" ".join(subject.split()), body=text, to=[to])
    try:
        return message.send() == 1
    except (SMTPException, OSError) as error:
        logger.warning("mail not sent", extra={"reason": type(error).__name__})
        return False

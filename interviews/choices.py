"""Words that interviews store, with what people see, in the order in which they are shown."""

from django.db import models


class LoopState(models.TextChoices):
    """Draft: being planned, nobody was told. Running: the panel knows of it. Closed: its debrief ended."""

    DRAFT = "draft", "Draft"
    RUNNING = "running", "Running"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


OPEN_LOOPS = (LoopState.DRAFT, LoopState.RUNNING)


class InterviewState(models.TextChoices):
    PLANNED = "planned", "No time yet"
    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Cancelled"


class Response(models.TextChoices):
    """What a panel member answered to the invitation."""

    NONE = "none", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    TENTATIVE = "tentative", "Perhaps"
    DECLINED = "declined", "Declined"


LEAST_MINUTES, USUAL_MINUTES, MOST_MINUTES = 5, 60, 480
INTERVIEW_TAKES = f"An interview takes from {LEAST_MINUTES} to {MOST_MINUTES} minutes."
MOST_QUESTION_MINUTES = 120
QUESTION_TAKES = f"A question takes from 1 to {MOST_QUESTION_MINUTES} minutes."

ANSWERS = (Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED)


class MailKind(models.TextChoices):
    REQUEST = "request", "Invitation"
    CANCEL = "cancel", "Cancellation"
    REMINDER = "reminder", "Reminder"


class MailState(models.TextChoices):
    """Where a mail is. Dropped: nobody needs it any more, and it was not sent."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    DROPPED = "dropped", "Not needed"


class MailFault(models.TextChoices):
    """Why a mail was not sent, in words for who planned the interview."""

    REFUSED = "refused", "The mail server did not take it."
    UNCLEAR = "unclear", "The server stopped while it was being sent: it may have arrived."


class Why(models.TextChoices):
    """Why a question stands in a kit."""

    ACTIVITY = "activity", "The resume does not show it"
    CLAIM = "claim", "Listed, but never used"
    FLAG = "flag", "Yellow flag"
    BACKGROUND = "background", "A gap of the background"
    MISTAKE = "mistake", "Guards against a hiring mistake"
    CAPABILITY = "capability", "What the level can do"
    CHOSEN = "chosen", "Chosen by a person"


OTHER_REASON = "Another reason, in the note"
NOT_ASSESSED = (
    "We ran out of time",
    "The answers gave no evidence either way",
    "I know the person from earlier work",
    OTHER_REASON,
)
"""Why a criterion was not assessed: what the card offers. The API takes any words."""

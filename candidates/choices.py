"""Words that jobs and candidates store, with what people see, in the order in which they are shown."""

from django.db import models


class JobStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


class JobRole(models.TextChoices):
    """What a person is on one job, beside their role in the installation."""

    RECRUITER = "recruiter", "Recruiter"
    HIRING_MANAGER = "hiring_manager", "Hiring manager"
    INTERVIEWER = "interviewer", "Interviewer"


class StageKind(models.TextChoices):
    SOURCED = "sourced", "Sourced"
    APPLIED = "applied", "Applied"
    SCREEN = "screen", "Screen"
    INTERVIEW = "interview", "Interview"
    DEBRIEF = "debrief", "Debrief"
    OFFER = "offer", "Offer"


# The pipeline a new job starts with: name, kind, days after which waiting here is too long.
DEFAULT_PIPELINE = (
    ("Applied", StageKind.APPLIED, 3),
    ("Recruiter screen", StageKind.SCREEN, 7),
    ("Technical interview", StageKind.INTERVIEW, 10),
    ("Focus interviews", StageKind.INTERVIEW, 10),
    ("Debrief", StageKind.DEBRIEF, 3),
    ("Offer", StageKind.OFFER, 7),
)


class Need(models.TextChoices):
    """How much a job needs an activity."""

    MUST = "must", "Must"
    NICE = "nice", "Nice to have"
    NOT_NEEDED = "not_needed", "Not needed"


class ContactKind(models.TextChoices):
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    PROFILE = "profile", "Profile"


class ApplicationStatus(models.TextChoices):
    ACTIVE = "active", "Active"
    HIRED = "hired", "Hired"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Act(models.TextChoices):
    """What may be done with many applications at once."""

    MOVE = "move", "Move"
    REJECT = "reject", "Reject"
    APPLY = "apply", "Add to a job"
    TAG = "tag", "Tag"
    ASSIGN = "assign", "Assign"

    @property
    def titled(self) -> str:
        """What the work over many is called."""
        return {
            "move": "Moving people",
            "reject": "Rejecting people",
            "apply": "Adding people to a job",
            "tag": "Tagging people",
            "assign": "Giving people an owner",
        }[self]


class RejectionSide(models.TextChoices):
    US = "us", "We said no"
    THEM = "them", "They said no"


class ScreeningState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Reading"
    DONE = "done", "Screened"
    UNREADABLE = "unreadable", "Can't be read"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


FINAL_STATES = (
    ScreeningState.DONE,
    ScreeningState.UNREADABLE,
    ScreeningState.FAILED,
    ScreeningState.CANCELLED,
)


class ActivityState(models.TextChoices):
    """What the resume shows of an activity."""

    DONE = "done", "Done"
    LISTED = "listed", "Listed"
    LEARNT = "learnt", "Learnt"
    NOT_SEEN = "not_seen", "Not seen"


class ImpactState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Measuring"
    DONE = "done", "Measured"
    FAILED = "failed", "Failed"


class Verdict(models.TextChoices):
    """What a person says of a flag. Shown as Agree and Disagree."""

    CONFIRMED = "confirmed", "Agree"
    DISMISSED = "dismissed", "Disagree"


class DecisionKind(models.TextChoices):
    ADVANCE = "advance", "Advance"
    OFFER = "offer", "Offer"
    HIRE = "hire", "Hire"
    HOLD = "hold", "Hold"
    REJECT = "reject", "Reject"


# Decisions that answer each of the four hiring mistakes.
COMMITTING = (DecisionKind.OFFER, DecisionKind.HIRE)

# The fields of a Decision that answer them: the mistakes' codes in the guide.
GUARDS = ("no_devops", "shallow_security", "gatekeeper", "developer_experience")


class NoteVisibility(models.TextChoices):
    TEAM = "team", "Everybody on the job"
    PRIVATE = "private", "Only me"


class SearchKind(models.TextChoices):
    """Which text of a person search looks through."""

    NAME = "name", "Name"
    PERSON = "person", "Record"
    RESUME = "resume", "Resume"
    NOTE = "note", "Note"


class Listed(models.TextChoices):
    """A list of people whose filters may be kept, by its page's URL name."""

    JOB = "candidates:job", "a job's people"
    SEARCH = "candidates:search", "people of all jobs"

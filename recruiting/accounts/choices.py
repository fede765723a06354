"""Words that accounts store, with what people see."""

from django.db import models


class Role(models.TextChoices):
    """What a person is in the whole installation. Members have only their roles on single jobs."""

    ADMIN = "admin", "Admin"
    RECRUITER = "recruiter", "Recruiter"
    MEMBER = "member", "Member"
    AUDITOR = "auditor", "Auditor"


class Theme(models.TextChoices):
    AUTO = "auto", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


SCOPE_NOUNS = (
    "jobs",
    "candidates",
    "applications",
    "screenings",
    "rules",
    "questions",
    "interviews",
    "scorecards",
)
SCOPES = (*(f"{noun}:{verb}" for noun in SCOPE_NOUNS for verb in ("read", "write")), "log:read")

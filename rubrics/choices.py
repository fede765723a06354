"""Words that rubrics store, with what people see."""

from django.db import models


class Origin(models.TextChoices):
    """Where a row comes from. Own rows are never touched by an upgrade."""

    GUIDE = "guide", "The shipped guide"
    OWN = "own", "Your organisation"


class CapabilityKind(models.TextChoices):
    CAN_DO = "can_do", "Can do"
    GROWS_TOWARD = "grows_toward", "Grows toward"


class Aspect(models.TextChoices):
    """The sides on which the three roles are compared, in the guide's order."""

    FOCUS = "focus", "Focus"
    PLACE = "place", "Place"
    TOOLING = "tooling", "Tooling"
    COMPLIANCE = "compliance", "Compliance"
    DEVELOPERS = "developers", "Developers"
    ALSO = "also", "Also"


class Polarity(models.TextChoices):
    GREEN = "green", "Green flag"
    YELLOW = "yellow", "Yellow flag"


class Section(models.TextChoices):
    """The Guide's pages. Values stand in addresses."""

    ACTIVITIES = "activities", "Work areas and activities"
    ROLES = "roles", "Three roles side by side"
    LEVELS = "levels", "Levels"
    FOCUS_AREAS = "focus-areas", "Interview focus areas"
    MISTAKES = "mistakes", "Hiring mistakes"
    SOURCING = "sourcing", "Sourcing and backgrounds"
    FLAGS = "flags", "Resume flags"
    GLOSSARY = "glossary", "Glossary"


class RevisionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class QuestionState(models.TextChoices):
    """Which versions of questions a list gives."""

    IN_USE = "in_use", "In use"
    RETIRED = "retired", "Retired"
    ALL = "all", "All versions"


class Score(models.IntegerChoices):
    """The scale of ratings and recommendations, everywhere."""

    STRONG_NO = 1, "Strong no"
    NO = 2, "No"
    YES = 3, "Yes"
    STRONG_YES = 4, "Strong yes"

"""What good looks like: the guide, levels, flags and rules, questions, scorecard templates."""

from rubrics.models.activities import Activity, WorkArea
from rubrics.models.base import GuideRow, SourcedRow
from rubrics.models.flags import Flag, RuleRevision, RuleSet
from rubrics.models.guide import Background, HiringMistake, Principle, SourceChannel, Term
from rubrics.models.levels import Capability, Level
from rubrics.models.questions import FocusArea, Probe, Question
from rubrics.models.roles import RoleAspect, RoleProfile
from rubrics.models.scorecards import Anchor, Criterion, ScorecardTemplate

__all__ = [
    "Activity",
    "Anchor",
    "Background",
    "Capability",
    "Criterion",
    "Flag",
    "FocusArea",
    "GuideRow",
    "HiringMistake",
    "Level",
    "Principle",
    "Probe",
    "Question",
    "RoleAspect",
    "RoleProfile",
    "RuleRevision",
    "RuleSet",
    "ScorecardTemplate",
    "SourceChannel",
    "SourcedRow",
    "Term",
    "WorkArea",
]

"""Loops and their panels: what is planned, and whose cards are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from candidates.choices import JobRole
from candidates.models import Application, Job
from candidates.queries.scorecards import template_of_job
from interviews.models import Loop, Panelist
from recruiting.accounts.models import User
from recruiting.errors import Conflict
from rubrics.models import Level, ScorecardTemplate


@dataclass(frozen=True)
class Member:
    """A panel member and whether their card is in: all that may be said of a card before it may be read."""

    panelist: Panelist
    submitted_at: datetime | None

    @property
    def is_in(self) -> bool:
        return self.submitted_at is not None


def usual_panel(job: Job) -> list[User]:
    """Who interviews on the job, then its hiring managers: whom a panel begins with. At most twenty."""
    roles = (JobRole.INTERVIEWER, JobRole.HIRING_MANAGER)
    rows = job.members.filter(role__in=roles, user__in=User.objects.assignable())
    members = rows.select_related("user").order_by("-role", "user__name", "pk")[:40]
    return list(dict.fromkeys(member.user for member in members))[:20]


def loops_of(user: Any, applications: Sequence[Application]) -> QuerySet[Loop]:
    """The loops of applications that the user sees, the newest first."""
    rows = Loop.objects.visible_to(user).filter(application__in=applications)
    return rows.select_related("level", "application").order_by("-pk")


def panel_of(loop: Loop) -> list[Member]:
    """Everybody who interviews in the loop's standing interviews, in the interviews' order. Two queries."""
    rows = (
        Panelist.objects.standing()
        .filter(interview__loop=loop)
        .select_related("interview", "user", "scorecard")
        .prefetch_related("focus_areas")
        .order_by("interview__position", "interview", "pk")
    )
    return [Member(row, row.scorecard.submitted_at if hasattr(row, "scorecard") else None) for row in rows]


def is_complete(loop: Loop) -> bool:
    """Whether somebody interviews in the loop and every card that is awaited was submitted."""
    standing = Panelist.objects.standing().filter(interview__loop=loop)
    return standing.exists() and not standing.owing().exists()


def template_for(job: Job) -> ScorecardTemplate:
    """The version that a new loop on the job takes. Raises Conflict where none is in use."""
    template = template_of_job(job)
    if template is None:
        raise Conflict("no_template", "No scorecard template is in use. An admin can put one back into use.")
    return template


def level_for(application: Application) -> Level | None:
    """The level that a loop is planned for unless somebody says otherwise: the job's."""
    return application.job.level

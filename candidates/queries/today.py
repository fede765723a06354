"""What of the jobs and candidates waits for a person: the rows of Today."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from candidates.choices import ApplicationStatus, JobRole, ScreeningState, StageKind
from candidates.models import Application, FlagResult, JobMember, Screening
from candidates.queries.jobs import flag_counts
from rubrics import queries as guide

MOST = 25
"""Today is a list to work off, not a report: the next ones come up as these go."""

FIRST_KINDS = (StageKind.SOURCED, StageKind.APPLIED)


@dataclass(frozen=True)
class ToRead:
    """A screened application that nobody has moved on yet, with its flags that hold."""

    application: Application
    green: int
    yellow: int


def applications_to_read(user: Any) -> list[ToRead]:
    """Screened applications in the first stages of the open jobs that the user recruits for, longest waiting first."""
    mine = JobMember.objects.filter(user=user, role=JobRole.RECRUITER, job__status="open")
    holding = FlagResult.objects.filter(holds=True).only("screening_id", "flag")
    rows = list(
        Application.objects.visible_to(user)
        .filter(
            job__in=mine.values("job"),
            status=ApplicationStatus.ACTIVE,
            stage__kind__in=FIRST_KINDS,
            screening__state=ScreeningState.DONE,
        )
        .select_related("candidate", "job", "stage", "screening")
        .defer("screening__report")
        .prefetch_related(Prefetch("screening__flags", queryset=holding, to_attr="holding"))
        .order_by("stage_since", "pk")[:MOST]
    )
    polarity = dict(guide.flags(user).values_list("code", "polarity")) if rows else {}
    return [ToRead(row, *flag_counts(row, polarity)) for row in rows]


def files_to_mend(user: Any) -> list[Screening]:
    """Files that the user added and that could not be read, longest waiting first."""
    return list(
        Screening.objects.visible_to(user)
        .filter(
            resume__uploaded_by=user,
            resume__candidate=None,
            resume__makes_candidate=True,
            resume__deleted_at=None,
            state__in=(ScreeningState.UNREADABLE, ScreeningState.FAILED),
        )
        .select_related("resume", "resume__job")
        .defer("report")
        .order_by("finished_at", "pk")[:MOST]
    )

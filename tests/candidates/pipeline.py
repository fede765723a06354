"""Rows and files that tests of the screening pipeline begin with, made by the actions that people use."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now

from candidates.actions.jobs import create_job, open_job
from candidates.actions.resumes import receive_resume
from candidates.actions.screenings import claim_screenings
from candidates.models import ActivityResult, Candidate, FlagResult, Job, ResumeDocument, Screening
from recruiting.events.models import Event
from rubrics.actions.rules import publish_shipped_rules
from tests.factories.candidates import RESUME


def open_a_job(by: Any, **values: Any) -> Job:
    """An open job of whom `by` is the recruiter."""
    job = create_job(by=by, **{"title": "DevSecOps engineer", **values})
    open_job(job=job, by=by)
    job.refresh_from_db()
    return job


def queued(
    by: Any,
    *,
    content: str | bytes = RESUME,
    job: Job | None = None,
    now: datetime | None = None,
    makes_candidate: bool = True,
) -> Screening:
    """A resume that was just received, with the shipped rules published: its queued screening."""
    publish_shipped_rules()
    data = content.encode() if isinstance(content, str) else content
    received = receive_resume(
        data=data, name="kim.txt", by=by, job=job, makes_candidate=makes_candidate, now=now
    )
    return received.screening


def claimed(screening: Screening, *, owner: str = "first") -> Screening:
    (taken,) = claim_screenings([screening.pk], owner=owner)
    return taken


def let_lease_expire(screening: Screening) -> None:
    """As if the owner had died long enough ago, by the database's clock."""
    Screening.objects.filter(pk=screening.pk).update(lease_until=Now() - timedelta(seconds=1))


def written() -> dict[str, int]:
    """How many rows of each kind screening has written."""
    return {
        "flags": FlagResult.objects.count(),
        "activities": ActivityResult.objects.count(),
        "documents": ResumeDocument.objects.count(),
        "candidates": Candidate.objects.count(),
        "finished": Event.objects.filter(verb="screening.finished").count(),
    }


NOTHING = {"flags": 0, "activities": 0, "documents": 0, "candidates": 0, "finished": 0}
ONE = {"flags": 11, "activities": 20, "documents": 1, "candidates": 1, "finished": 1}

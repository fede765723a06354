"""Rows that the API's tests begin with, made by the actions that people use."""

from typing import Any

from candidates.actions.applications import create_application
from candidates.actions.jobs import add_member
from candidates.actions.people import create_candidate
from candidates.models import Application, Candidate, Job
from tests.candidates.pipeline import open_a_job


def a_candidate(by: Any, **values: Any) -> Candidate:
    return create_candidate(by=by, **{"name": "Kim Novak", "email": "kim.novak@example.org", **values})


def an_application(by: Any, *, job: Job | None = None, **values: Any) -> Application:
    return create_application(by=by, job=job or open_a_job(by), candidate=a_candidate(by, **values))


def join(job: Job, user: Any, role: str, *, by: Any) -> None:
    add_member(job=job, by=by, user=user, role=role)

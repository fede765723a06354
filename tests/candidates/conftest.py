"""What tests of jobs and candidates begin with."""

from collections.abc import Callable
from typing import Any

import pytest

from candidates.models import Application, Job
from recruiting.accounts.models import User
from recruiting.events.models import Event
from rubrics.actions import GuideLoad
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.guide import loaded_guide


@pytest.fixture
def guide(db) -> GuideLoad:
    """The shipped guide and rules, loaded."""
    return loaded_guide()


@pytest.fixture
def job(recruiter: User) -> Job:
    """An open job with the usual pipeline, of the recruiter."""
    return make.make_job(recruiter=recruiter)


@pytest.fixture
def application(job: Job, recruiter: User) -> Application:
    """Somebody in the first stage, screened."""
    return make.make_screened_application(job, owner=recruiter)


@pytest.fixture
def hiring_manager(job: Job) -> User:
    return make.make_member(job, make_user(name="Hanna Manager")).user


@pytest.fixture
def interviewer(application: Application) -> User:
    """Interviews the application's person."""
    return make.make_participant(application, make_user(name="Ivo Interviewer")).user


@pytest.fixture
def outsider(db) -> User:
    """A recruiter who is on no job."""
    return make_user("recruiter", name="Otto Outsider")


@pytest.fixture
def told() -> Callable[[], list[dict[str, Any]]]:
    """told(): the events since this fixture was set up, oldest first."""
    start = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0

    def read() -> list[dict[str, Any]]:
        rows = Event.objects.filter(pk__gt=start).order_by("pk")
        return list(rows.values("verb", "object_id", "job_id", "actor_id", "fields", "codes"))

    return read

"""What tests of interviews begin with: the shipped guide and bank, a screened person, a panel."""

from datetime import UTC, datetime

import pytest

from candidates.choices import JobRole
from candidates.models import Application
from interviews.actions.deals import plan_loop
from interviews.models import Interview, Loop, Panelist
from recruiting.accounts.models import User
from rubrics.actions import GuideLoad
from rubrics.models import Level
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.guide import loaded_guide


@pytest.fixture
def guide(db) -> GuideLoad:
    """The shipped guide, bank and rules, loaded."""
    return loaded_guide()


@pytest.fixture
def screened(guide: GuideLoad, recruiter: User) -> Application:
    """Somebody whose resume was read, for a mid-level job of the recruiter with a hiring manager, Hanna."""
    level = Level.objects.get(code="mid")
    job = people.make_job(recruiter=recruiter, level=level)
    people.make_member(job, make_user(name="Hanna Manager"), JobRole.HIRING_MANAGER)
    return people.make_screened_application(job, owner=recruiter)


@pytest.fixture
def manager(screened: Application) -> User:
    return screened.job.members.get(role=JobRole.HIRING_MANAGER).user


@pytest.fixture
def panel(db) -> list[User]:
    """Aisha, Daniel, Priya and Tomasz."""
    return [
        make_user(name=name) for name in ("Aisha Bello", "Daniel Okafor", "Priya Raman", "Tomasz Zielinski")
    ]


@pytest.fixture
def dealt(screened: Application, panel: list[User], recruiter: User) -> Loop:
    """A draft loop of four interviews of an hour, dealt."""
    return plan_loop(application=screened, by=recruiter, panel=[(user, 60) for user in panel])


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday: an hour before make.PLANNED, a week earlier."""


@pytest.fixture
def planner(db) -> User:
    return make_user("recruiter", name="Pia Planner", email="pia@example.org", zone="Europe/Berlin")


@pytest.fixture
def loop(planner) -> Loop:
    job = people.make_job(recruiter=planner, title="DevSecOps Engineer")
    application = people.make_application(job, candidate=people.make_candidate(name="Mara Lindqvist"))
    return make.make_loop(application, created_by=planner)


@pytest.fixture
def interview(loop) -> Interview:
    return make.make_interview(loop, title="Automation")


@pytest.fixture
def seat(interview) -> Panelist:
    """Of a member who is on the job as its interviewer."""
    user = make_user("member", name="Ivo Interviewer", email="ivo@example.org", zone="Asia/Kathmandu")
    people.make_member(interview.loop.application.job, user, JobRole.INTERVIEWER)
    return make.make_panelist(interview, user)

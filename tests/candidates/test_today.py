"""What of jobs and candidates stands on Today, and for whom."""

import pytest

from candidates.actions.applications import move_application
from candidates.actions.jobs import add_member, pause_job
from candidates.actions.screenings import work_on_screening
from candidates.models import Application
from candidates.queries.today import applications_to_read, files_to_mend
from recruiting.accounts.choices import Role
from rubrics.actions import load_guide
from tests.candidates.pipeline import open_a_job, queued
from tests.factories.accounts import make_user
from tests.factories.candidates import RESUME

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(recruiter, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    load_guide()
    return open_a_job(recruiter)


def screened(recruiter, job, number: int = 1) -> Application:
    screening = queued(recruiter, job=job, content=RESUME.replace("kim.novak", f"kim{number}"))
    work_on_screening(screening.pk)
    return Application.objects.get(screening=screening)


def test_screened_people_wait_for_the_job_s_recruiter_until_they_are_moved(recruiter, job):
    first, second = screened(recruiter, job, 1), screened(recruiter, job, 2)
    rows = applications_to_read(recruiter)
    assert [row.application for row in rows] == [first, second]
    assert rows[0].green > 0
    move_application(application=first, by=recruiter, stage=job.stages.get(name="Recruiter screen"))
    assert [row.application for row in applications_to_read(recruiter)] == [second]
    pause_job(job=job, by=recruiter)
    assert applications_to_read(recruiter) == []


def test_nobody_else_reads_them_on_today(recruiter, admin, job):
    screened(recruiter, job)
    manager = make_user(Role.MEMBER)
    add_member(job=job, by=recruiter, user=manager, role="hiring_manager")
    others = [admin, manager, make_user(Role.RECRUITER), make_user(Role.AUDITOR)]
    assert [applications_to_read(user) for user in others] == [[]] * 4


def test_a_file_that_can_t_be_read_waits_for_who_added_it(recruiter, admin, job):
    screening = queued(recruiter, job=job, content=b"\x89PNG\r\n\x1a\n")
    assert files_to_mend(recruiter) == []
    work_on_screening(screening.pk)
    assert files_to_mend(recruiter) == [screening]
    assert files_to_mend(admin) == []


@pytest.mark.parametrize("number", [1, 3])
def test_today_costs_the_same_with_one_and_with_three(
    recruiter, job, client_for, django_assert_num_queries, number
):
    for person in range(number):
        screened(recruiter, job, person)
    client = client_for(recruiter)
    client.get("/")  # notes when the person was last seen
    with django_assert_num_queries(7):
        page = client.get("/").content.decode()
    assert page.count("Read the screening") == number

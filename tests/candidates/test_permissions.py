"""Rights that rows of an earlier role must not keep alive."""

import pytest

from recruiting.accounts.permissions import allowed
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def rights_of(user, job, application) -> set[str]:
    """Which of the rights on a job and its people the user has."""
    about = {
        "change_job": job,
        "upload_resume": job,
        "create_application": job,
        "move_application": application,
        "review_flag": application,
        "change_candidate": application.candidate,
        "add_note": application,
    }
    return {name for name, obj in about.items() if allowed(user, f"candidates.{name}", obj)}


@pytest.mark.parametrize("role", ["recruiter", "hiring_manager"])
def test_who_became_an_auditor_does_nothing_on_their_old_jobs(member, job, application, role):
    make.make_member(job, member, role=role)
    assert rights_of(member, job, application) >= {"review_flag", "add_note"}
    member.role = "auditor"
    member.save()
    assert rights_of(member, job, application) == set()


@pytest.mark.parametrize(
    ("who", "shown"), [("admin", True), ("recruiter", True), ("member", True), ("auditor", False)]
)
def test_jobs_and_people_are_in_the_navigation_of_those_who_work_with_them(request, client_for, who, shown):
    page = client_for(request.getfixturevalue(who)).get("/").content.decode()
    assert ('href="/jobs/"' in page, 'href="/candidates/"' in page) == (shown, shown)

"""Four of the recruiter's tasks by keyboard alone: open a job from a template, be told of a gatekeeper, invite a hiring
manager, close the job."""

import pytest
from playwright.sync_api import Page, expect

from candidates.models import Job
from candidates.queries.drafts import needs_of
from rubrics.actions import load_guide
from tests.browser.by_keys import press, reach, told
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(recruiter) -> Job:
    return open_a_job(recruiter)


@pytest.fixture
def tab(page: Page, live_server, sign_in, recruiter) -> Page:
    sign_in(page, recruiter)
    return page


def test_open_a_job_from_a_template(tab, live_server):
    load_guide()
    needs = {"sast": "must", "dast": "nice"}
    make.make_job_template(name="Ours, mid", role="devsecops_engineer", needs=needs)
    tab.goto(f"{live_server.url}/jobs/")
    press(tab, tab.get_by_role("link", name="New job").first)
    reach(tab, tab.get_by_label("Start empty"))
    tab.keyboard.press("ArrowUp")
    expect(tab.get_by_label("Ours, mid")).to_be_checked()
    reach(tab, tab.get_by_role("textbox", name="Title"))
    tab.keyboard.type("Cloud security engineer")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Cloud security engineer", level=1)).to_be_visible()
    press(tab, tab.get_by_role("button", name="Save and open the job"))
    expect(tab.locator(".toast").filter(has_text="Cloud security engineer is open.")).to_be_visible()
    made = Job.objects.get(title="Cloud security engineer")
    assert (made.status, made.level.code, needs_of(made)) == ("open", "mid", needs)
    assert "You bring static analysis into the build pipeline" in made.description


def test_be_told_that_a_description_asks_for_a_gatekeeper(tab, live_server, job):
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    tab.keyboard.press("e")
    text = tab.get_by_role("textbox", name="Description")
    reach(tab, text)
    tab.keyboard.type("You help developers with CI/CD. As the gatekeeper you approve every release.")
    note = tab.get_by_role("region", name="Expects a gatekeeper")
    expect(note.locator("q")).to_have_text("gatekeeper")
    expect(note).to_contain_text("the job is to enable secure delivery, not to block it")
    assert Job.objects.get(pk=job.pk).description == ""
    press(tab, note.get_by_role("button", name="Use this sentence"))
    expect(tab.get_by_text("Not saved yet")).to_be_visible()
    expect(text).to_have_value(
        "You help developers with CI/CD. You build checks into the pipeline, so that teams release safely by themselves."
    )


def test_invite_a_hiring_manager_to_one_job(tab, live_server, job, member):
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    press(tab, tab.get_by_role("link", name="Team"))
    reach(tab, tab.get_by_label("Colleague", exact=True))
    tab.keyboard.type(member.name)
    tab.keyboard.press("Tab")
    tab.keyboard.type("Hiring")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator(".toast")).to_contain_text(f"{member.name} is on the job as hiring manager.")
    assert set(Job.objects.visible_to(member)) == {job}


def test_close_the_job(tab, live_server, job):
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    press(tab, tab.get_by_role("link", name="Close…"))
    reach(tab, tab.get_by_label("Why is it closed?"))
    tab.keyboard.type("Filled from inside")
    tab.keyboard.press("Enter")
    expect(told(tab)).to_contain_text("DevSecOps engineer is closed.")
    job.refresh_from_db()
    assert (job.status, job.close_reason) == ("closed", "Filled from inside")
    tab.keyboard.press("z")
    expect(tab.locator(".toast").filter(has_text="is open.")).to_be_visible()

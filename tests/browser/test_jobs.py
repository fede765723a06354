"""A job's page and the Guide where only a browser shows whether they hold: widths, folds, keys."""

import pytest
from playwright.sync_api import Page, expect

from candidates.actions.jobs import pause_job
from candidates.models import Application, Job, Stage
from rubrics.actions import load_guide
from tests.browser.checks import SIZES
from tests.browser.world import DESCRIPTION, LONG_STAGE
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(recruiter) -> Job:
    return open_a_job(recruiter, description=DESCRIPTION)


@pytest.fixture
def far_on(job) -> Application:
    """Somebody in a stage with a long name."""
    Stage.objects.filter(job=job, name="Technical interview").update(name=LONG_STAGE)
    return make.make_application(job, stage=job.stages.get(name=LONG_STAGE))


@pytest.fixture
def tab(page: Page, live_server, sign_in, recruiter) -> Page:
    sign_in(page, recruiter)
    page.goto(live_server.url)
    return page


@pytest.mark.parametrize("width", list(SIZES))
def test_a_long_stage_name_makes_no_page_scroll_sideways(tab, live_server, job, far_on, width):
    tab.set_viewport_size(SIZES[width])
    application = f"/applications/{far_on.pk}/"
    for path in (f"/jobs/{job.pk}/", f"/jobs/{job.pk}/pipeline/", application, f"{application}move/"):
        tab.goto(live_server.url + path)
        wide, room = tab.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, path


def test_a_description_unfolds_and_keeps_its_lines(tab, live_server, job, far_on):
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    words = tab.get_by_text("no static credentials in pipelines.")
    expect(words).to_be_hidden()
    tab.get_by_role("heading", name="Description").click()
    expect(words).to_be_visible()
    assert words.evaluate("element => element.innerText.split('\\n').length") == 3


def test_a_paused_job_has_no_place_for_files_until_it_is_open(tab, live_server, job, recruiter):
    pause_job(job=job, by=recruiter)
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    expect(tab.locator("input[type=file]")).to_have_count(0)
    expect(tab.get_by_text("Paused: nobody new comes on this job")).to_be_visible()
    tab.get_by_role("button", name="Open job").click()
    expect(tab.locator("input[type=file][name=files]")).to_be_visible()


def test_the_first_click_on_years_puts_the_most_first(tab, live_server, job, far_on):
    tab.goto(f"{live_server.url}/jobs/{job.pk}/")
    tab.get_by_role("link", name="Years").click()
    expect(tab.get_by_role("columnheader", name="Years")).to_have_attribute("aria-sort", "descending")


def test_the_guide_is_a_key_away_and_its_sections_are_on_a_phone(tab, live_server):
    load_guide()
    tab.keyboard.press("g")
    tab.keyboard.press("g")
    expect(tab).to_have_url(f"{live_server.url}/guide/")
    tab.set_viewport_size(SIZES[min(SIZES)])
    sections = tab.get_by_role("navigation", name="Sections of the guide")
    sections.get_by_role("link", name="Glossary").click()
    expect(tab).to_have_url(f"{live_server.url}/guide/glossary/")
    expect(sections.get_by_role("link", name="Glossary")).to_be_in_viewport()

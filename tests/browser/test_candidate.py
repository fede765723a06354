"""What the candidate page does in the browser: the note by its key, and evidence beside its flag."""

import pytest
from playwright.sync_api import expect

from candidates.actions.people import create_candidate
from rubrics.actions import load_guide, publish_shipped_rules
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)

LONG = (
    make.RESUME + "\nProjects\n" + "\n".join(f"- Kept the service number {n} running.\n" for n in range(60))
)


@pytest.fixture
def candidate_page(page, live_server, sign_in, recruiter):
    load_guide()
    publish_shipped_rules()
    application = make.make_screened_application(make.make_job(recruiter=recruiter), text=LONG)
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/applications/{application.pk}/")
    return page


def top_of(locator) -> float:
    return locator.bounding_box()["y"]


def test_the_note_key_puts_the_cursor_into_the_note(candidate_page):
    page = candidate_page
    page.keyboard.press("n")
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.keyboard.type("Met him, nice\nCalm")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Met him, nice\nCalm")
    page.get_by_role("button", name="Save note").click()
    words = page.locator(".pre")
    expect(words).to_have_css("white-space", "pre-wrap")
    expect(words).to_have_text("Met him, nice\nCalm")


def test_a_quote_s_line_shows_beside_its_flag(candidate_page):
    page = candidate_page
    flag = page.locator(".flag[data-flag=secrets_management]")
    flag.scroll_into_view_if_needed()
    before = top_of(flag)
    flag.get_by_role("link", name="line 8").click()
    mark = page.locator("mark#e-secrets_management-1")
    expect(mark.get_by_role("link")).to_be_focused()
    expect(mark).to_be_in_viewport()
    page.wait_for_timeout(300)  # what a scrolled page would bring under the pointer
    assert top_of(flag) == before
    assert set(page.locator(".hot").evaluate_all("all => all.map(e => e.dataset.flag)")) == {
        "secrets_management"
    }


def test_on_a_phone_the_resume_is_one_touch_away(candidate_page):
    page = candidate_page
    expect(page.get_by_role("link", name="To the resume")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="To the resume").click()
    expect(page.get_by_role("heading", name="Resume", exact=True)).to_be_in_viewport()
    page.locator(".flag[data-flag=secrets_management]").get_by_role("link", name="line 8").click()
    expect(page.locator("mark#e-secrets_management-1")).to_be_in_viewport()
    crumbs = page.locator(".crumbs .trail")
    assert crumbs.bounding_box()["height"] < 60


def test_a_resume_is_added_where_the_person_stands(page, live_server, sign_in, recruiter, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    load_guide()
    publish_shipped_rules()
    person = create_candidate(by=recruiter, name="Lena Vogt", email="lena@example.org")
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/candidates/{person.pk}/")
    file = {"name": "lena.txt", "mimeType": "text/plain", "buffer": make.RESUME.encode()}
    page.get_by_label("Resume").set_input_files([file])
    page.get_by_role("button", name="Add resume").click()
    expect(page.locator(".toast")).to_contain_text("lena.txt is Lena Vogt’s resume.")
    assert person.resumes.count() == 1

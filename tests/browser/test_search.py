"""Finding people by keyboard alone: the palette, and the page that does the same without a script."""

import pytest
from playwright.sync_api import Page, expect

from candidates.actions.searching import index_people
from rubrics.actions import load_guide
from tests.browser.checks import SIZES, check_page
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)
SHOWS = "Kim\n\nExperience\nPlatform Engineer, Fernhill, 01/2022 - 03/2026\nRan Kubernetes network policies in production."


@pytest.fixture
def people(recruiter) -> None:
    load_guide()
    job = make.make_job(recruiter=recruiter, title="Platform security")
    for name, text in (("Mara Lindqvist", SHOWS), ("Bo Larsen", "Sold shoes."), ("Ann Field", SHOWS)):
        person = make.make_candidate(name=name, headline="")
        resume = make.make_resume(person, text=text, job=job)
        screening = make.make_screening(resume, text=text)
        make.make_application(job, person, resume=resume, screening=screening, owner=recruiter)
        index_people([person.pk])


@pytest.fixture
def start(page: Page, live_server, sign_in, recruiter, people) -> Page:
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/")
    return page


@pytest.mark.parametrize("width", SIZES)
def test_a_person_is_found_by_a_misspelt_name(start, width):
    start.set_viewport_size(SIZES[width])
    start.keyboard.press("Control+k")
    expect(start.get_by_role("combobox")).to_be_focused()
    start.keyboard.type("lindkwist")
    expect(start.get_by_role("option", name="Mara Lindqvist")).to_have_attribute("aria-selected", "true")
    expect(start.locator("[data-palette-told]")).to_have_text("1 result: 1 under People.")
    if width == "1400":
        check_page(start)
    start.keyboard.press("Escape")
    expect(start.locator("#palette")).not_to_be_visible()
    start.keyboard.press("Control+k")
    start.keyboard.press("Enter")
    expect(start.get_by_role("heading", name="Mara Lindqvist", level=1)).to_be_visible()


def test_everybody_with_kubernetes_security_is_found(start):
    start.keyboard.press("/")
    start.keyboard.type("kubernetes sec")
    wanted = start.get_by_role("option", name="People who show: Kubernetes security")
    expect(wanted).to_be_visible()
    while wanted.get_attribute("aria-selected") != "true":
        start.keyboard.press("ArrowDown")
    start.keyboard.press("Enter")
    expect(start.get_by_role("status").first).to_have_text("2 people")
    expect(start.locator(".people-found h2")).to_have_text(["Ann Field", "Mara Lindqvist"])


def test_a_job_is_opened_by_words_of_its_title_and_edited_by_its_page_s_own_button(start):
    start.keyboard.press("Control+k")
    start.keyboard.type("platform security")
    start.keyboard.press("Enter")
    expect(start.get_by_role("heading", name="Platform security", level=1)).to_be_visible()
    start.wait_for_load_state()  # its scripts run only then
    start.keyboard.press("Control+k")
    start.keyboard.type("edit")
    expect(start.get_by_role("option", name="Edit", exact=True)).to_have_attribute("aria-selected", "true")
    start.keyboard.press("Enter")
    expect(start.get_by_label("Title")).to_have_value("Platform security")

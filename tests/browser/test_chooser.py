"""A colleague is chosen by typing a name: by keys, by touch on a phone, and without a script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from candidates.choices import JobRole
from interviews.models import Panelist
from tests.browser.by_keys import press, reach
from tests.browser.checks import PHONE
from tests.browser.signed_in import session_of
from tests.factories import candidates as make
from tests.factories import interviews as plan
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(recruiter):
    for name in ("Aisha Bello", "Jörg Bergström", "Albert Lind", "Bert Aho"):
        make_user(name=name)
    return make.make_job(recruiter=recruiter)


def offered(page):
    return page.get_by_role("listbox", name="Colleagues").get_by_role("option")


def test_by_keys_alone(page, live_server, sign_in, recruiter, job):
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/team/")
    field = page.get_by_role("combobox", name="Colleague")
    reach(page, field)
    page.keyboard.type("ber")
    options = offered(page)
    selected = page.get_by_role("listbox", name="Colleagues").get_by_role("option", selected=True)
    expect(options).to_have_text(["Bert Aho", "Jörg Bergström"])
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(selected).to_have_text("Jörg Bergström")
    chosen = selected.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen or "")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("ber")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Jörg Bergström")
    expect(field).to_be_focused()
    press(page, page.get_by_role("button", name="Add to the job"))
    expect(page.locator("#live")).to_contain_text("Jörg Bergström is on the job as recruiter.")


def test_tab_takes_the_first_and_goes_on_after_it(page, live_server, sign_in, recruiter, job):
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/team/")
    field = page.get_by_role("combobox", name="Colleague")
    reach(page, field)
    page.keyboard.type("ais")
    expect(offered(page)).to_have_text(["Aisha Bello"])
    page.keyboard.press("Tab")
    expect(field).to_have_value("Aisha Bello")
    expect(page.get_by_label("Role on this job")).to_be_focused()
    expect(offered(page)).to_have_count(0)


def test_a_list_of_fewer_letters_is_not_taken(page, live_server, sign_in, recruiter, job):
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/team/")
    field = page.get_by_role("combobox", name="Colleague")
    reach(page, field)
    page.keyboard.type("a")
    expect(offered(page)).to_have_text(["Aisha Bello", "Albert Lind", "Bert Aho"])
    page.keyboard.type("lb")
    page.keyboard.press("Tab")
    assert field.input_value() in ("alb", "Albert Lind")


def test_a_panel_on_a_phone(page, live_server, sign_in, recruiter, job):
    make.make_member(job, make_user(name="Ines Interviewer"), JobRole.INTERVIEWER)
    loop = plan.make_loop(make.make_application(job), created_by=recruiter)
    page.set_viewport_size(PHONE)
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/loops/{loop.pk}/people/")
    field = page.get_by_role("combobox", name="Colleague")
    expect(field).to_have_attribute("role", "combobox")  # the script is there
    field.click()
    expect(offered(page)).to_have_text(["Ines Interviewer"])
    field.press_sequentially("bello")
    expect(offered(page)).to_have_text(["Aisha Bello"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    offered(page).click()
    expect(field).to_have_value("Aisha Bello")
    page.get_by_role("button", name="Add to the panel").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Add a person to the panel")
    assert Panelist.objects.get().user.name == "Aisha Bello"


def test_without_a_script_the_name_is_typed(browser, live_server, recruiter, job):
    make.make_member(job, make_user(name="Ines Interviewer"), JobRole.INTERVIEWER)
    loop = plan.make_loop(make.make_application(job), created_by=recruiter)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([session_of(recruiter, urlsplit(live_server.url).hostname or "")])
    page = context.new_page()
    page.goto(f"{live_server.url}/loops/{loop.pk}/people/")
    field = page.get_by_label("Colleague")
    assert page.locator(f"datalist#{field.get_attribute('list')} option").count() == 1
    field.fill("jorg")
    page.get_by_role("button", name="Add to the panel").click()
    expect(page.get_by_role("alert")).to_contain_text("Do you mean Jörg Bergström?")
    page.get_by_label("Colleague").fill("jorg bergstrom")
    page.get_by_role("button", name="Add to the panel").click()
    assert Panelist.objects.get().user.name == "Jörg Bergström"
    context.close()

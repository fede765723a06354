"""The shared scripts and components, tried in a browser under the strict CSP."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.urls")]


@pytest.fixture(autouse=True)
def _signed_in(page: Page, sign_in, member):
    sign_in(page, member)


@pytest.fixture
def site(live_server) -> str:
    return live_server.url


@pytest.mark.parametrize("part", ["evidence", "form"])
def test_a_trial_page_passes_all_checks(page, site, html_checker, part):
    answer = page.goto(f"{site}/try/{part}/")
    html_checker.check(answer.text())
    check_page(page)


def test_an_address_that_leads_nowhere_has_a_way_on(page, site):
    page.guard.expect("status of 404")
    page.goto(site + "/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")
    page.get_by_role("link", name="Go to the start page").click()
    expect(page).to_have_url(site + "/")


def test_a_flag_and_its_mark_light_each_other(page, site):
    page.goto(site + "/try/evidence/")
    page.locator("#f-a").hover()
    expect(page.locator("mark.hot")).to_have_text(re.compile("ZAP"))
    page.locator("#e-b a").focus()
    expect(page.locator(".flag.hot")).to_have_attribute("id", "f-b")
    expect(page.locator("mark.hot")).to_have_count(1)


def test_j_and_k_walk_the_marks(page, site):
    page.goto(site + "/try/evidence/")
    for key, name in (("j", "G1"), ("j", "G2"), ("j", "G1"), ("k", "G2")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_text(name)


def test_keys_press_what_names_them(page, site):
    page.goto(site + "/try/evidence/")
    page.keyboard.press("n")
    assert page.url.endswith("#note")


@pytest.mark.parametrize(
    ("key", "path"), [("t", "/"), ("j", "/jobs/"), ("p", "/candidates/"), ("s", "/settings/")]
)
def test_g_and_a_letter_go_to_a_place(page, site, key, path):
    page.goto(site + "/try/evidence/")
    page.keyboard.press("g")
    expect(page.locator("#live")).to_contain_text("J Jobs")
    page.keyboard.press(key)
    expect(page).to_have_url(site + path)


def test_keys_are_letters_in_a_field(page, site):
    page.goto(site + "/try/evidence/")
    page.get_by_label("Free text").press_sequentially("jn?")
    expect(page.get_by_label("Free text")).to_have_value("jn?")
    assert "#note" not in page.url
    expect(page.locator("#keys")).to_be_hidden()


def test_single_keys_can_be_switched_off(page, site, member):
    type(member).objects.update(single_keys=False)
    page.goto(site + "/try/evidence/")
    for key in ("n", "?", "j"):
        page.keyboard.press(key)
    assert "#note" not in page.url
    expect(page.locator("#keys")).to_be_hidden()


def test_the_keyboard_map_opens_closes_and_gives_the_focus_back(page, site):
    page.goto(site + "/try/evidence/")
    page.get_by_role("button", name="Account").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Next evidence in the text")
    expect(dialog.locator('[data-keymap="here"]')).to_contain_text("Go to Jobs")
    expect(dialog.locator('[data-keymap="elsewhere"]')).to_contain_text("Move to another stage")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Account")).to_be_focused()


def test_a_term_shows_on_focus_and_hover_and_esc_closes_it(page, site):
    page.goto(site + "/try/evidence/")
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    page.get_by_role("button", name="SAST").focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(page.get_by_role("button", name="SAST")).to_be_focused()
    page.get_by_label("Free text").focus()
    page.get_by_role("button", name="SAST").hover()
    expect(tip).to_be_visible()
    tip.hover()
    expect(tip).to_be_visible()


@pytest.mark.parametrize("address", ["/try/form/", "/try/form/?htmx"])
def test_errors_come_back_in_place_with_focus_on_the_summary(page, site, address):
    page.guard.expect("status of 422")
    page.goto(site + address)
    page.get_by_label("Name").fill("Mara")
    page.get_by_role("button", name="Add").click()
    expect(page.locator(".errs")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Mara")
    page.get_by_role("link", name="E-mail: Fill this in.").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")


def test_the_title_of_a_page_with_errors_says_so(page, site):
    page.guard.expect("status of 422")
    page.goto(site + "/try/form/")
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_title("Error: Try · Greenflag")


def test_a_toast_is_said_and_z_undoes_it(page, site):
    page.goto(site + "/try/form/")
    page.get_by_label("Name").fill("Mara")
    page.get_by_label("E-mail").fill("mara@mail.example")
    page.get_by_label("Junior").check()
    page.get_by_label("Agreed").check()
    page.get_by_role("button", name="Add").click()
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Added Mara Lindqvist.")
    expect(page.locator("#live")).to_have_text("Added Mara Lindqvist. Press Z to undo.")
    page.keyboard.press("z")
    expect(toast).to_contain_text("Taken back.")
    toast.get_by_role("button", name="Close this message").click()
    expect(toast).to_have_count(0)


def test_a_poll_stops_when_the_server_says_so(page, site):
    page.goto(site + "/try/poll/")
    expect(page.locator("#poll")).to_have_text("Turn 2")
    assert page.locator("#poll").get_attribute("hx-get") is None


def test_a_refusal_by_htmx_is_a_message_and_the_page_stays(page, site):
    page.guard.expect("status of 403")
    page.goto(site + "/try/denied/")
    page.get_by_role("button", name="Do it").click()
    expect(page.locator(".toast")).to_contain_text("Only the owner may do this.")
    expect(page.locator("#place")).to_have_text("Here")


def test_the_account_menu_opens_without_a_script(browser, site, sign_in, member):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, member)
    page.goto(site + "/try/evidence/")
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_role("button", name="Keyboard")).to_be_hidden()
    context.close()


def test_marks_can_be_told_apart_in_forced_colours(browser, site, sign_in, member):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    sign_in(page, member)
    page.goto(site + "/try/evidence/")
    styles = page.locator("mark").evaluate_all("all => all.map(m => getComputedStyle(m).borderBlockEndStyle)")
    assert styles == ["solid", "solid"]
    context.close()

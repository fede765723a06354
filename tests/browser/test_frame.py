"""The shared scripts and components, tried in a browser under the strict CSP."""

import re

import pytest
from playwright.sync_api import Page, expect

from recruiting.web import registry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.urls")]


@pytest.fixture(autouse=True)
def _signed_in(page: Page, sign_in, member):
    sign_in(page, member)
    registry.terms.register("SAST", "Static application security testing.")


@pytest.fixture
def site(live_server) -> str:
    return live_server.url


def test_the_frame_passes_all_checks(page, check_page, site):
    for name in ("evidence", "form", "upload"):
        check_page(page, f"frame-{name}", f"/{name}/")


def test_an_error_page_passes_all_checks(page, check_page):
    page.guard.expect("status of 404")
    check_page(page, "error-404", "/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")


def test_a_flag_and_its_mark_light_each_other(page, site):
    page.goto(site + "/evidence/")
    page.locator("#f-a").hover()
    expect(page.locator("mark.hot")).to_have_text(re.compile("ZAP"))
    page.locator("#e-b a").focus()
    expect(page.locator(".flag.hot")).to_have_attribute("id", "f-b")
    expect(page.locator("mark.hot")).to_have_count(1)


def test_j_and_k_walk_the_marks(page, site):
    page.goto(site + "/evidence/")
    for key, name in (("j", "G1"), ("j", "G2"), ("j", "G1"), ("k", "G2")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_text(name)


def test_keys_press_what_names_them(page, site):
    page.goto(site + "/evidence/")
    page.keyboard.press("n")
    assert page.url.endswith("#note")


def test_keys_are_letters_in_a_field(page, site):
    page.goto(site + "/evidence/")
    page.get_by_label("Free text").press_sequentially("jn?")
    expect(page.get_by_label("Free text")).to_have_value("jn?")
    assert "#note" not in page.url
    expect(page.locator("#keys")).to_be_hidden()


def test_single_keys_can_be_switched_off(page, site, member):
    type(member).objects.update(single_keys=False)
    page.goto(site + "/evidence/")
    for key in ("n", "?", "j"):
        page.keyboard.press(key)
    assert "#note" not in page.url
    expect(page.locator("#keys")).to_be_hidden()


def test_the_keyboard_map_opens_closes_and_gives_the_focus_back(page, site):
    page.goto(site + "/evidence/")
    page.get_by_role("button", name="Account").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Next evidence in the text")
    expect(dialog).to_contain_text("Move to another stage (not on this page)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Account")).to_be_focused()


def test_a_term_shows_on_focus_and_hover_and_esc_closes_it(page, site):
    page.goto(site + "/evidence/")
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


@pytest.mark.parametrize("address", ["/form/", "/form/?htmx"])
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
    page.goto(site + "/form/")
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_title("Error: Try · Greenflag")


def test_a_toast_is_said_and_z_undoes_it(page, site):
    page.goto(site + "/form/")
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
    page.goto(site + "/poll/")
    expect(page.locator("#poll")).to_have_text("Turn 2", timeout=6000)
    assert page.locator("#poll").get_attribute("hx-get") is None


def test_a_refusal_by_htmx_is_a_message_and_the_page_stays(page, site):
    page.guard.expect("status of 403")
    page.goto(site + "/denied/")
    page.get_by_role("button", name="Do it").click()
    expect(page.locator(".toast")).to_contain_text("Only the owner may do this.")
    expect(page.locator("#place")).to_have_text("Here")


def files(*names: str, size: int = 20) -> list[dict]:
    return [{"name": name, "mimeType": "application/pdf", "buffer": b"x" * size} for name in names]


def test_files_go_up_one_by_one_and_bad_ones_do_not_stop_the_others(page, site):
    page.guard.expect("status of 422")
    page.goto(site + "/upload/")
    page.locator("input[type=file]").set_input_files(files("bad.pdf", *[f"cv{i}.pdf" for i in range(12)]))
    expect(page.locator("[data-upload-count]")).to_have_text("13 of 13 sent, 1 failed")
    expect(page.locator('[data-state="queued"]')).to_have_count(12)
    expect(page.locator('[data-state="refused"]')).to_have_text(re.compile("Not a resume"))
    expect(page.locator("#live")).to_have_text("13 of 13 sent, 1 failed")
    assert page.locator("progress").evaluate("p => [p.value, p.max]") == [13, 13]


def test_a_file_that_failed_can_be_sent_again(page, site):
    page.guard.expect("status of 503")
    page.goto(site + "/upload/")
    page.locator("input[type=file]").set_input_files(files("flaky.pdf"))
    page.get_by_role("button", name="Try again: flaky.pdf").click()
    expect(page.locator('[data-state="queued"]')).to_have_count(1)
    expect(page.locator("[data-upload-count]")).to_have_text("1 of 1 sent")


def test_a_file_that_is_too_large_is_not_sent(page, site):
    page.goto(site + "/upload/")
    page.locator("input[type=file]").set_input_files(files("big.pdf", size=1024 * 1024 + 1))
    expect(page.locator('[data-state="failed"]')).to_have_text(re.compile("Larger than 1 MB"))


def test_dropped_files_go_up_too(page, site):
    page.goto(site + "/upload/")
    page.locator("[data-drop]").evaluate(
        """box => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "dropped.pdf", {type: "application/pdf"}));
            box.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator('[data-state="queued"]')).to_have_text(re.compile(r"dropped\.pdf"))


def test_the_account_menu_opens_without_a_script(browser, site, sign_in, member):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, member)
    page.goto(site + "/evidence/")
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_role("button", name="Keyboard")).to_be_hidden()
    context.close()


def test_marks_can_be_told_apart_in_forced_colours(browser, site, sign_in, member):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    sign_in(page, member)
    page.goto(site + "/evidence/")
    styles = page.locator("mark").evaluate_all("all => all.map(m => getComputedStyle(m).borderBlockEndStyle)")
    assert styles == ["solid", "solid"]
    context.close()

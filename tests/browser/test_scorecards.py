"""A scorecard in a browser: whatever becomes of the network, the session or a second device, what was typed is kept."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from interviews.models import Panelist, Scorecard
from tests.browser.cards import kept, open_card, ready, reason, state, stored
from tests.browser.checks import PHONE
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.candidates import make_application, make_candidate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seat() -> Panelist:
    """A seat with two questions and one criterion, about Ada Field."""
    application = make_application(candidate=make_candidate(name="Ada Field"))
    seat = make.make_panelist(make.make_interview(make.make_loop(application)), make_user(name="Ina"))
    for _ in range(2):
        make.make_kit_question(seat)
    return seat


@pytest.fixture
def address(live_server, seat) -> str:
    return live_server.url + reverse("interviews:scorecard", args=[seat.pk])


@pytest.fixture
def card(page: Page, sign_in, seat, address) -> Page:
    """The card open on a phone."""
    page.set_viewport_size(PHONE)
    sign_in(page, seat.user)
    open_card(page, address)
    return page


@pytest.fixture
def desk(browser, browser_context_args, sign_in, seat, address):
    """The same card on a second device."""
    context = browser.new_context(**browser_context_args)
    sign_in(context, seat.user)
    tab = context.new_page()
    open_card(tab, address)
    yield tab
    context.close()


def test_what_is_typed_is_saved_and_leaves_the_device(card, seat):
    reason(card).fill("Built it herself.")
    state(card).to_contain_text("All changes saved")
    expect(card.get_by_text("Say why you recommend so.")).to_be_hidden()
    assert (stored(seat).reason, kept(card)) == ("Built it herself.", 0)


def test_all_is_not_called_saved_while_the_keys_rest(card):
    state(card).to_contain_text("All changes saved")
    told = """() => {
        const field = document.querySelector("[name=reason]");
        field.value = "Built it";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return document.querySelector("[data-saved-words]").textContent;
    }"""
    assert card.evaluate(told) == "Saving…"
    state(card).to_contain_text("All changes saved")


def test_one_step_at_a_time_and_a_card_filled_by_buttons_is_submitted(card, seat, address):
    card.guard.expect("status of 422")
    card.goto(address)
    ready(card)
    expect(card.locator(".step:visible")).to_have_count(1)
    card.get_by_role("link", name="Next").click()
    note = card.get_by_label("Your note").locator("visible=true")
    note.fill("Began with the key.")
    card.get_by_role("link", name="Next").click()
    expect(note).to_have_value("")
    card.get_by_role("link", name="Back").click()
    expect(note).to_have_value("Began with the key.")
    card.locator(".steps a", has_text="rating").click()
    card.get_by_label("Yes", exact=True).locator("visible=true").check()
    expect(card.get_by_text("Shows 3 of four.")).to_be_visible()
    expect(card.get_by_text("Shows 1 of four.")).to_be_hidden()
    card.get_by_label("Evidence for").fill("Named the borders.")
    card.locator(".steps a", has_text="Recommendation").click()
    card.get_by_role("button", name="Submit my card for Ada Field").click()
    expect(card.get_by_text("2 things to mend")).to_be_visible()
    card.get_by_label("Strong yes").locator("visible=true").check()
    reason(card).fill("Built it herself.")
    card.get_by_role("button", name="Submit my card for Ada Field").click()
    expect(card.get_by_role("heading", name="Your scorecard")).to_be_visible()
    submitted = stored(seat)
    assert (submitted.is_submitted, submitted.recommendation, submitted.ratings.get().score) == (True, 4, 3)


def test_one_click_submits_what_the_server_has_already(card, seat):
    card.locator(".steps a", has_text="rating").click()
    card.get_by_label("Yes", exact=True).locator("visible=true").check()
    card.get_by_label("Evidence for").fill("Named the borders.")
    card.locator(".steps a", has_text="Recommendation").click()
    card.get_by_label("Strong yes").locator("visible=true").check()
    reason(card).fill("Built it herself.")
    expect(card.locator("[data-todo]")).to_be_hidden()
    state(card).to_contain_text("All changes saved")
    card.get_by_role("button", name="Submit my card for Ada Field").click()
    expect(card.get_by_role("heading", name="Your scorecard")).to_be_visible()
    assert stored(seat).is_submitted


def test_without_a_network_the_page_goes_on_and_sends_later(card, seat):
    card.guard.expect("ERR_INTERNET_DISCONNECTED")
    card.context.set_offline(True)
    reason(card).fill("Written in the lift.")
    state(card).to_contain_text("Offline: kept on this device")
    card.get_by_role("link", name="Back").click()
    expect(card.locator(".step:visible")).to_have_count(1)
    assert kept(card) == 1
    card.context.set_offline(False)
    state(card).to_contain_text("All changes saved")
    assert (stored(seat).reason, kept(card)) == ("Written in the lift.", 0)


def test_a_reload_restores_what_the_server_does_not_have(card, seat, address):
    card.guard.expect("ERR_FAILED")
    card.route("**/draft/", lambda route: route.abort())
    reason(card).fill("Typed, then the tab died.")
    state(card).to_contain_text("Offline")
    open_card(card, address)
    card.reload()
    card.unroute("**/draft/")  # not before: the page that goes tries again as well
    expect(reason(card)).to_have_value("Typed, then the tab died.")
    state(card).to_contain_text("All changes saved")
    assert stored(seat).reason == "Typed, then the tab died."


def test_what_a_page_left_that_goes_slowly_is_taken_up_when_it_has_gone(card, seat, live_server):
    """As on a busy machine: the lock of the page that was reloaded is let go only seconds later."""
    card.guard.expect("ERR_FAILED")
    card.route("**/draft/", lambda route: route.abort())
    reason(card).fill("Typed, then reloaded.")
    state(card).to_contain_text("Offline")
    tab = card.evaluate("sessionStorage.tab")
    slow = card.context.new_page()
    slow.goto(f"{live_server.url}/interviews/")
    slow.evaluate(
        """tab => { navigator.locks.request(`card:${tab}`, () => new Promise((done) => setTimeout(done, 3000))); }""",
        tab,
    )
    card.reload()
    card.unroute("**/draft/")  # not before, as above
    ready(card)
    expect(reason(card)).to_have_value("Typed, then reloaded.")
    state(card).to_contain_text("All changes saved")
    assert (stored(seat).reason, kept(card)) == ("Typed, then reloaded.", 0)


def test_an_expired_session_keeps_writing_and_sends_after_the_sign_in(card, seat, sign_in):
    card.guard.expect("status of 401")
    Session.objects.all().delete()
    reason(card).fill("Nobody is signed in.")
    state(card).to_contain_text("Signed out: kept on this device.")
    expect(card.get_by_role("link", name="Sign in again")).to_be_visible()
    reason(card).fill("Nobody is signed in. Still writing.")
    assert (kept(card), Scorecard.objects.exists()) == (1, False)
    sign_in(card, seat.user)
    card.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    state(card).to_contain_text("All changes saved")
    assert stored(seat).reason == "Nobody is signed in. Still writing."


def test_two_devices_see_both_texts_and_nothing_is_overwritten(card, desk, seat):
    card.guard.expect("status of 409")
    reason(desk).fill("From the desk.")
    state(desk).to_contain_text("All changes saved")
    card.get_by_label("Key take-aways").fill("Only on the phone.")
    state(card).to_contain_text("All changes saved")
    expect(reason(card)).to_have_value("From the desk.")
    reason(desk).fill("From the desk, twice.")
    expect(desk.get_by_label("Two versions")).to_have_count(0)
    state(desk).to_contain_text("All changes saved")
    expect(desk.get_by_label("Key take-aways")).to_have_value("Only on the phone.")
    reason(card).fill("From the phone.")
    both = card.get_by_label("Two versions: Because")
    expect(both).to_contain_text("From the desk, twice.")
    expect(both).to_contain_text("From the phone.")
    assert stored(seat).reason == "From the desk, twice."
    card.reload()
    expect(both).to_contain_text("From the desk, twice.")
    both.get_by_role("button", name="Keep both").click()
    state(card).to_contain_text("All changes saved")
    assert stored(seat).reason == "From the phone.\n\nFrom the desk, twice."


def test_signing_out_with_unsent_text_asks_first_and_nobody_else_sees_it(card, seat, address, sign_in):
    card.guard.expect("ERR_FAILED")
    card.set_viewport_size({"width": 1400, "height": 900})
    card.route("**/draft/", lambda route: route.abort())
    reason(card).fill("Mine alone.")
    state(card).to_contain_text("Offline")
    card.get_by_role("button", name="Account").click()
    card.get_by_role("button", name="Sign out").click()
    asked = card.get_by_role("dialog", name="Sign out with unsent text?")
    asked.get_by_role("button", name="Stay signed in").click()
    expect(asked).to_have_count(0)
    card.get_by_role("button", name="Account").click()
    card.get_by_role("button", name="Sign out").click()
    asked.get_by_role("button", name="Sign out anyway").click()
    expect(card.get_by_role("heading", name="Sign in")).to_be_visible()
    card.unroute("**/draft/")
    colleague = make.make_panelist(seat.interview)
    sign_in(card, colleague.user)
    open_card(card, address.replace(f"/{seat.pk}/", f"/{colleague.pk}/"))
    expect(reason(card)).to_have_value("")
    sign_in(card, seat.user)
    open_card(card, address)
    card.reload()
    expect(reason(card)).to_have_value("Mine alone.")


def test_drafts_go_from_the_device_after_a_week(card, address):
    card.evaluate("localStorage.setItem('card:9:9:x', JSON.stringify({ now: { reason: 'old' }, at: 1 }))")
    open_card(card, address)
    card.reload()
    ready(card)
    assert kept(card) == 0


def test_what_was_typed_after_the_submit_elsewhere_can_be_added(card, desk, seat):
    card.guard.expect("status of 409")
    make.make_scorecard(seat, submitted=True)
    reason(card).fill("One more thing.")
    state(card).to_contain_text("Submitted on another device")
    card.reload()
    expect(card.get_by_text("One more thing.")).to_be_visible()
    card.get_by_role("button", name="Put them into an addition").click()
    card.get_by_role("button", name="Add to my card").click()
    expect(card.locator("#toasts")).to_contain_text("Added to your card.")
    assert (stored(seat).amendments.get().text, kept(card)) == ("One more thing.", 0)


def test_a_page_that_was_fetched_before_the_last_save_shows_that_save(card, seat, address):
    before = card.request.get(address).text()
    reason(card).fill("Built it herself.")
    state(card).to_contain_text("All changes saved")
    card.route(address, lambda route: route.fulfill(body=before, content_type="text/html"))
    card.reload()
    ready(card)
    expect(reason(card)).to_have_value("Built it herself.")
    state(card).to_contain_text("All changes saved")
    reason(card).fill("Built it herself, in Go.")
    state(card).to_contain_text("All changes saved")
    assert stored(seat).reason == "Built it herself, in Go."


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (195, 422)])
def test_no_step_scrolls_sideways(card: Page, address, size):
    """195 CSS pixels are a phone's 390 at 200 %."""
    card.set_viewport_size({"width": size[0], "height": size[1]})
    for link in card.locator(".steps a").all():
        link.click()
        wide, room = card.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, link.text_content()


def test_no_script_no_harm(browser, browser_context_args, sign_in, seat, address):
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    sign_in(context, seat.user)
    tab = context.new_page()
    tab.goto(address)
    expect(tab.locator(".step:visible")).to_have_count(4)
    reason(tab).fill("Without a script.")
    tab.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_text("The draft is saved.")).to_be_visible()
    assert stored(seat).reason == "Without a script."
    context.close()


@pytest.mark.slow
def test_a_hundred_edits_thirty_cuts_three_reloads_a_lost_session_and_two_devices_lose_nothing(
    card, desk, seat, address, sign_in
):
    card.guard.expect("ERR_INTERNET_DISCONNECTED")
    card.guard.expect("status of 401")
    card.guard.expect("status of 409")
    whole = {card: "", desk: ""}
    fields = {card: "Because", desk: "Key take-aways"}
    cuts = 0
    for number in range(100):
        tab = (card, desk)[number % 2]
        if number % 3 == 0 and cuts < 30:
            cuts += 1
            tab.context.set_offline(True)
        whole[tab] += f"Edit {number}: she said so.\n"
        tab.get_by_role("textbox", name=fields[tab]).fill(whole[tab])
        if number % 7 == 0:
            tab.wait_for_timeout(700)  # the keys rest, so a save is under way or failing
        tab.context.set_offline(False)
        if number in (20, 55, 90):
            tab.reload()
            ready(tab)
            expect(tab.get_by_role("textbox", name=fields[tab])).to_have_value(whole[tab])
        if number == 40:
            Session.objects.all().delete()
        if number == 48:
            for each in (card, desk):
                sign_in(each, seat.user)
    for tab in (card, desk):
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        state(tab).to_contain_text("All changes saved")
    kept_there = stored(seat)
    assert (cuts, kept_there.reason, kept_there.takeaways) == (30, whole[card], whole[desk])
    assert (kept(card), kept(desk)) == (0, 0)

"""A job's board by keyboard and by hand: cards that move, people that are chosen, filters in the address."""

import pytest
from playwright.sync_api import Page, expect

from candidates.actions.applications import move_application
from candidates.models import Application, Job
from rubrics.actions import load_guide, publish_shipped_rules
from tests.browser.by_keys import press, reach, told
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(recruiter) -> Job:
    return open_a_job(recruiter)


@pytest.fixture
def people(job, recruiter) -> list[Application]:
    """Three in the first stage, Ada waiting longest."""
    return [
        make.make_application(job, candidate=make.make_candidate(name=name), owner=recruiter)
        for name in ("Ada Field", "Bo Lind", "Cy Moss")
    ]


@pytest.fixture
def board(page: Page, live_server, sign_in, recruiter, job, people) -> Page:
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/?view=board")
    expect(page.locator("[data-board][data-ready]")).to_be_visible()
    return page


def column(board: Page, name: str):
    return board.locator(f'.col[data-name="{name}"] .kard')


def test_a_card_moves_by_keys_keeps_the_focus_and_comes_back_by_z(board):
    press(board, board.get_by_role("link", name="Ada Field", exact=True), "Shift+ArrowRight")
    expect(column(board, "Recruiter screen")).to_contain_text("Ada Field")
    expect(board.locator("#live")).to_contain_text("Ada Field moved from Applied to Recruiter screen.")
    expect(board.get_by_role("link", name="Ada Field", exact=True)).to_be_focused()
    board.keyboard.press("z")
    expect(column(board, "Applied")).to_have_count(3)
    expect(board.get_by_role("link", name="Ada Field", exact=True)).to_be_focused()
    assert "?view=board" in board.url


def test_a_card_at_the_edge_says_so_and_m_opens_its_move(board):
    board.get_by_role("link", name="Ada Field", exact=True).focus()
    board.keyboard.press("Shift+ArrowLeft")
    expect(board.locator("#live")).to_have_text("There is no stage before Applied.")
    board.keyboard.press("m")
    expect(board.get_by_role("heading", name="Move Ada Field")).to_be_visible()


def test_a_card_moves_by_hand_into_an_empty_column(board):
    board.locator(".kard", has_text="Bo Lind").drag_to(board.locator('.col[data-name="Debrief"]'))
    expect(column(board, "Debrief")).to_contain_text("Bo Lind")


def test_of_two_people_on_one_card_the_second_is_told(board, job, people, recruiter):
    move_application(application=people[0], by=recruiter, stage=job.stages.get(name="Offer"))
    board.guard.expect("status of 409")
    board.get_by_role("link", name="Ada Field", exact=True).focus()
    board.keyboard.press("Shift+ArrowRight")
    card = column(board, "Applied").filter(has_text="Ada Field")
    expect(card).to_contain_text("Somebody else changed this application meanwhile.")
    assert Application.objects.get(pk=people[0].pk).stage.name == "Offer"


@pytest.mark.parametrize("view", ["board", "table"])
def test_all_between_two_are_chosen_moved_and_brought_back(board, live_server, job, view):
    board.goto(f"{live_server.url}/jobs/{job.pk}/?view={view}")
    expect(board.locator("#many[data-ready]")).to_be_attached()
    picks = board.locator('input.pick[name="p"]')
    picks.nth(0).check()
    picks.nth(2).click(modifiers=["Shift"])
    expect(board.locator("[data-many-count]")).to_have_text("3 people chosen")
    board.get_by_role("button", name="Move…").click()
    board.get_by_label("Debrief").check()
    board.get_by_role("button", name="Move 3 people").click()
    expect(told(board)).to_contain_text("3 people were moved.")
    assert set(job.applications.values_list("stage__name", flat=True)) == {"Debrief"}
    board.keyboard.press("z")
    expect(board.locator(".toast")).to_contain_text("3 rows are as they were before.")
    assert set(job.applications.values_list("stage__name", flat=True)) == {"Applied"}


def test_a_filter_is_added_shared_by_its_address_and_taken_off(board):
    board.get_by_text("Add filter").click()
    board.locator("#add-filter").get_by_label("Name, headline or e-mail").fill("bo l")
    board.get_by_role("button", name="Filter", exact=True).click()
    expect(board.locator(".kard")).to_have_count(1)
    assert board.url.endswith("?view=board&q=bo+l")
    board.get_by_role("link", name="Remove the filter").click()
    expect(board.locator(".kard")).to_have_count(3)


def test_twelve_are_moved_and_brought_back_by_keys(board, live_server, job):
    for number in range(9):
        make.make_application(job, candidate=make.make_candidate(name=f"Person {number:02}"))
    board.goto(f"{live_server.url}/jobs/{job.pk}/?view=board")
    expect(board.locator("#many[data-ready]")).to_be_attached()
    picks = board.locator('input.pick[name="p"]')
    press(board, picks.nth(0), "Space")
    press(board, picks.nth(11), "Shift+Space")
    expect(board.locator("[data-many-count]")).to_have_text("12 people chosen")
    press(board, board.get_by_role("button", name="Move…"))
    reach(board, board.get_by_role("radio").first)
    while not board.get_by_label("Debrief").is_checked():
        board.keyboard.press("ArrowDown")
    press(board, board.get_by_role("button", name="Move 12 people"))
    expect(told(board)).to_contain_text("12 people were moved.")
    assert set(job.applications.values_list("stage__name", flat=True)) == {"Debrief"}
    board.keyboard.press("z")
    expect(board.locator(".toast")).to_contain_text("12 rows are as they were before.")
    assert set(job.applications.values_list("stage__name", flat=True)) == {"Applied"}


@pytest.fixture
def screened(board, job) -> Page:
    """The board, with somebody who shows security scanning tools."""
    load_guide()
    publish_shipped_rules()
    make.make_screened_application(job, candidate=make.make_candidate(name="Di Ray"))
    board.reload()
    return board


def filter_by_a_flag(board: Page) -> None:
    press(board, board.locator("summary", has_text="Add filter"))
    reach(board, board.locator("#add-filter").get_by_label("Has flag"))
    board.keyboard.type("Security scanning")
    press(board, board.locator("#add-filter").get_by_role("button", name="Filter", exact=True))
    expect(board.locator(".kard")).to_have_count(1)
    expect(column(board, "Applied")).to_contain_text("Di Ray")


def test_a_flag_s_filter_is_shared_by_its_address(screened, sign_in, browser, job, admin):
    filter_by_a_flag(screened)
    assert "flag=scanning_tools" in screened.url
    with browser.new_context() as colleague:
        sign_in(colleague, admin)
        tab = colleague.new_page()
        tab.goto(screened.url)
        expect(tab.locator(".kard")).to_have_count(1)
        expect(column(tab, "Applied")).to_contain_text("Di Ray")


def test_a_view_is_saved_and_opened_again(screened, live_server, job):
    filter_by_a_flag(screened)
    press(screened, screened.get_by_role("link", name="Save view…"))
    reach(screened, screened.get_by_label("Name", exact=True))
    screened.keyboard.type("Scans")
    screened.keyboard.press("Enter")
    expect(screened.locator(".toast")).to_contain_text("Scans")
    screened.goto(f"{live_server.url}/jobs/{job.pk}/?view=board")
    expect(screened.locator(".kard")).to_have_count(4)
    press(screened, screened.get_by_role("link", name="Scans", exact=True))
    expect(screened.locator(".kard")).to_have_count(1)
    expect(screened.get_by_role("link", name="Scans", exact=True)).to_have_attribute("aria-current", "page")


def test_the_names_of_the_columns_stay_in_sight(board, live_server, job):
    for number in range(30):
        make.make_application(job, candidate=make.make_candidate(name=f"Person {number:02}"))
    board.goto(f"{live_server.url}/jobs/{job.pk}/?view=table")
    board.get_by_role("link", name="Person 29").scroll_into_view_if_needed()
    heading = board.get_by_role("columnheader", name="In stage")
    expect(heading).to_be_in_viewport()
    assert heading.evaluate(
        "e => { const b = e.getBoundingClientRect();"
        " return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)); }"
    )

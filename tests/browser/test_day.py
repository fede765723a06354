"""A recruiter's day by keyboard alone: what waits, flags to judge, notes, ends and new beginnings; starred tasks of the
product's list at a phone's size as well. One site for all: a test takes people whom no other test takes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from candidates.actions.applications import reject_application
from candidates.models import Application, FlagReview, RejectionReason
from rubrics.actions import load_guide
from tests.browser.by_keys import press, reach
from tests.browser.checks import DESK, PHONE
from tests.browser.walk import Walk, walking
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make
from tests.factories.accounts import make_user

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


class Site:
    """A job of the recruiter's with a person for each task, all screened, and a job beside it."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.recruiter = walk, walk.world.recruiter
        load_guide()
        self.job = open_a_job(self.recruiter)
        self.second = open_a_job(self.recruiter, title="Cloud security engineer")
        self.manager = make.make_member(self.job, make_user(name="Hanna Manager")).user
        self.reason = make.make_reason(name="Too little pipeline work")
        names = ("Ada Field", "Bo Lind", "Cy Moss", "Di Ray", "Ed Oak", "Fay Orr", "Gus Penn")
        self.people = {name: self._person(name) for name in names}

    def _person(self, name: str) -> Application:
        return make.make_screened_application(
            self.job, candidate=make.make_candidate(name=name), owner=self.recruiter
        )

    def open(self, path: str, size: dict[str, int] = DESK) -> Page:
        """The recruiter's tab at an address."""
        tab = self.walk.tab("recruiter", again=False)
        tab.guard.clear()
        tab.set_viewport_size(size)
        tab.goto(self.walk.server.url + path)
        return tab

    def application(self, name: str) -> Application:
        return Application.objects.get(pk=self.people[name].pk)


@pytest.fixture(scope="module")
def site(browser, browser_context_args, db, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), walking(browser, browser_context_args) as walk:
        yield Site(walk)


@SIZES
def test_find_what_waits_for_me_and_do_it_without_leaving(site, size):
    page = site.open("/jobs/", size)
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="Waits for you")).to_be_visible()
    page.evaluate("window.stayed = true")
    row = page.locator(f"#w-people-{site.people['Ada Field'].pk}")
    press(page, row.get_by_role("button", name="Move Ada Field to Recruiter screen"))
    expect(page.locator("#live")).to_contain_text("Ada Field moved from Applied to Recruiter screen.")
    expect(row).to_have_count(0)
    assert page.evaluate("window.stayed && document.activeElement.closest('.todo') !== null")
    page.keyboard.press("z")
    expect(row).to_have_count(1)
    assert page.evaluate("window.stayed")
    press(page, row.get_by_role("button", name="Tomorrow"))
    expect(row).to_have_count(0)
    page.keyboard.press("z")
    expect(row).to_have_count(1)


def test_a_refusal_stands_beside_the_row(site):
    page = site.open("/")
    page.guard.expect("status of 409")
    row = page.locator(f"#w-people-{site.people['Gus Penn'].pk}")
    Application.objects.filter(pk=site.people["Gus Penn"].pk).update(version=7)
    press(page, row.get_by_role("button", name="Move Gus Penn"))
    expect(row).to_contain_text("Somebody else changed this application meanwhile.")


@SIZES
def test_review_ten_flags(site, size):
    FlagReview.objects.all().delete()
    page = site.open(f"/review/?job={site.job.pk}", size)
    for number in range(1, 11):
        page.keyboard.press("a")
        expect(page.locator("#review-progress")).to_contain_text(f"{number} done")
    assert set(FlagReview.objects.values_list("verdict", flat=True)) == {"confirmed"}
    assert FlagReview.objects.count() == 10


@SIZES
def test_disagree_with_one_with_a_reason(site, size):
    FlagReview.objects.all().delete()
    page = site.open(f"/review/?job={site.job.pk}", size)
    page.guard.expect("status of 422")
    name = page.locator("#review h2").first
    first = name.inner_text()
    page.keyboard.press("s")
    expect(name).not_to_have_text(first)
    expect(name).to_be_focused()  # the next flag's keys are there
    page.keyboard.press("b")
    expect(name).to_have_text(first)
    expect(name).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator(".errs")).to_contain_text("Say why you disagree")
    expect(page.locator(".errs")).to_be_focused()
    page.keyboard.press("d") if not page.evaluate("document.activeElement.matches('input')") else None
    reach(page, page.get_by_label("Or disagree, because"))
    page.keyboard.type("A workshop, no work.")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("You disagree")
    assert FlagReview.objects.get().reason == "A workshop, no work."
    page.keyboard.press("z")
    expect(name).to_have_text(first)
    assert not FlagReview.objects.exists()


@SIZES
def test_see_why_a_person_is_mid_and_not_senior(site, size):
    page = site.open(f"/applications/{site.people['Bo Lind'].pk}/", size)
    suggested = page.locator(".sum > div", has_text="Suggested level")
    expect(suggested).to_contain_text(re.compile("Mid|Senior"))
    press(page, page.get_by_text("How the years add up"))
    table = page.get_by_role("region", name="Jobs that the years come from")
    expect(table).to_contain_text("Northwind")
    expect(table).to_contain_text("in full")


@SIZES
def test_add_a_private_note(site, size):
    page = site.open(f"/applications/{site.people['Cy Moss'].pk}/", size)
    text = f"For me alone, {size['width']}."
    page.keyboard.press("n")
    page.keyboard.type(text)
    reach(page, page.get_by_label("Who may read it"))
    page.keyboard.type("Only me")
    press(page, page.get_by_role("button", name="Save note"))
    note = page.locator("[id^=note-]", has_text=text)
    expect(note).to_contain_text("Only you")


def test_mention_a_colleague(site):
    page = site.open(f"/applications/{site.people['Di Ray'].pk}/")
    page.keyboard.press("n")
    page.keyboard.type("What do you think, @man")
    expect(page.get_by_role("option", name="Hanna Manager")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Note", exact=True)).to_have_value("What do you think, @Hanna Manager ")
    press(page, page.get_by_role("button", name="Save note"))
    expect(page.locator("#live")).to_contain_text("Hanna Manager will find it on Today.")


@SIZES
def test_reject_with_a_reason(site, size):
    name = "Ed Oak" if size == DESK else "Fay Orr"
    page = site.open(f"/applications/{site.people[name].pk}/", size)
    press(page, page.get_by_role("link", name="Reject…"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Reject {name}")
    reach(page, page.get_by_label("Reason"))
    page.keyboard.type("Too little")
    press(page, page.get_by_role("button", name=f"Reject {name}"))
    expect(page.locator("#live")).to_contain_text(f"{name} was rejected.")
    ended = site.application(name)
    assert (ended.status, ended.reason.name) == ("rejected", "Too little pipeline work")


def test_reopen(site):
    person = site._person("Hal Quin")
    reject_application(
        application=person, by=site.recruiter, reason=RejectionReason.objects.get(pk=site.reason.pk)
    )
    page = site.open(f"/applications/{person.pk}/")
    press(page, page.get_by_role("button", name="Reopen application"))
    expect(page.locator("#live")).to_contain_text("active again")
    assert Application.objects.get(pk=person.pk).is_active


def test_send_a_candidate_to_a_second_job(site):
    page = site.open(f"/applications/{site.people['Di Ray'].pk}/")
    press(page, page.get_by_role("link", name="Put on another job…"))
    reach(page, page.get_by_label("Job", exact=True))
    page.keyboard.type("Cloud")
    press(page, page.get_by_role("button", name="Put on the job"))
    expect(page.locator("#live")).to_contain_text("Di Ray is on Cloud security engineer.")
    assert site.second.applications.filter(candidate__name="Di Ray").exists()


def test_tag_somebody_and_keep_a_file(site):
    page = site.open(f"/applications/{site.people['Bo Lind'].pk}/")
    press(page, page.get_by_text("Add a tag"))
    reach(page, page.get_by_label("Tag", exact=True))
    page.keyboard.type("Talks")
    page.keyboard.press("Enter")
    expect(page.locator(".tags")).to_contain_text("Talks")
    press(page, page.get_by_text("Add a file"))
    letter = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"A letter."}
    page.get_by_label("Another file").set_input_files([letter])
    press(page, page.get_by_role("button", name="Add file"))
    expect(page.locator("#live")).to_contain_text("letter.txt is kept with Bo Lind.")

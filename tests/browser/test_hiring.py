"""By keyboard alone: hiring with the four guards answered, merging two records, reviewing five people blind."""

import re

import pytest
from playwright.sync_api import expect

from candidates.actions.jobs import add_member, change_job
from candidates.actions.people import create_candidate
from candidates.models import Application, Candidate, FlagReview
from rubrics.actions import load_guide, publish_shipped_rules
from tests.browser.by_keys import press, reach, told
from tests.browser.checks import PHONE
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [None, PHONE])
def test_hiring_with_the_four_guards_answered(page, live_server, sign_in, recruiter, member, size):
    load_guide()
    job = open_a_job(recruiter)
    add_member(job=job, by=recruiter, user=member, role="hiring_manager")
    application = make.make_application(job, make.make_candidate(name="Kim Novak"))
    if size:
        page.set_viewport_size(size)
    sign_in(page, member)
    page.goto(f"{live_server.url}/applications/{application.pk}/")
    press(page, page.get_by_role("link", name="Decide…"))
    reach(page, page.get_by_label("Advance"))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Hire", exact=True)).to_be_checked()
    reach(page, page.get_by_label("Why"))
    page.keyboard.type("Strong in both halves of the work.")
    page.guard.expect("status of 422")
    press(page, page.get_by_role("button", name="Hire Kim Novak"))
    expect(page.get_by_role("alert")).to_contain_text("Pure security, no DevOps: Before an offer or a hire")
    for label in (
        "Pure security, no DevOps",
        "DevOps without security depth",
        "Expecting a gatekeeper",
        "Ignoring developer experience",
    ):
        reach(page, page.get_by_role("textbox", name=label))
        page.keyboard.type("Asked about it; two examples in the debrief.")
    press(page, page.get_by_role("button", name="Hire Kim Novak"))
    expect(page.locator(".toast").first).to_contain_text("Kim Novak is hired.")
    filled = page.locator(".toast", has_text="all openings of DevSecOps engineer are filled: 1 of 1")
    expect(filled).to_be_visible()
    application.refresh_from_db()
    assert (application.status, application.hire_decision.decided_by) == ("hired", member)


def test_merging_two_records(page, live_server, sign_in, recruiter):
    kept, merged = (
        create_candidate(by=recruiter, name=name, email="kim@example.org")
        for name in ("K. Novak", "Kim Novak")
    )
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/candidates/{kept.pk}/")
    press(page, page.get_by_role("link", name="Compare and merge with Kim Novak"))
    reach(page, page.get_by_label("K. Novak"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Kim Novak")).to_be_checked()
    press(page, page.get_by_role("button", name="Merge the two"))
    expect(page.locator(".toast")).to_contain_text("Kim Novak is one record now.")
    page.goto(f"{live_server.url}/candidates/{merged.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kim Novak")
    assert page.url.endswith(f"/candidates/{kept.pk}/")
    assert Candidate.objects.present().count() == 1


def test_reviewing_five_people_blind(page, live_server, sign_in, recruiter):
    load_guide()
    publish_shipped_rules()
    job = open_a_job(recruiter)
    names = [f"Person{number} Quillfeather" for number in range(5)]
    for number, name in enumerate(names):
        text = make.RESUME.replace("Kim Novak", name).replace("kim.novak", f"person{number}")
        make.make_screened_application(job, text=text, candidate=make.make_candidate(name=name))
    change_job(job=job, by=recruiter, blind_until=job.stages.get(name="Debrief"))
    sign_in(page, recruiter)
    first = Application.objects.order_by("pk").first()
    page.goto(f"{live_server.url}/applications/{first.pk}/")
    for number in range(5):
        expect(page.locator(".pager").first).to_contain_text(f"{number + 1} of 5")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Candidate [0-9A-F]{4}$"))
        assert "Quillfeather" not in page.content()
        expect(page.locator("mark").first).to_be_visible()
        press(page, page.get_by_role("button", name="Agree: ").first)
        expect(told(page)).to_contain_text("You agree with the flag.")
        if number < 4:
            page.keyboard.press("]")
    assert FlagReview.objects.values("result__screening").distinct().count() == 5

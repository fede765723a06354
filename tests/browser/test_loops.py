"""A whole loop with five people at once, each in a browser of their own: dealt and scheduled, three cards written side by
side, one of them on a phone that loses its network, then the debrief, the decision and its record."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import zip_longest
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from candidates.choices import JobRole
from candidates.models import Application
from interviews.models import Loop, Panelist, Scorecard
from rubrics.actions import load_guide
from rubrics.models import Level
from tests.browser.cards import kept, ready, reason, state
from tests.browser.checks import PHONE, printed_pages
from tests.browser.guard import Guard
from tests.factories import candidates as people
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AISHA, DANIEL, TOMASZ = PANEL = ("Aisha Bello", "Daniel Okafor", "Tomasz Zielinski")
WORDS = {AISHA: "quillwort", DANIEL: "zephyranthes", TOMASZ: "moonseed"}
"""One in every text of each interviewer: where it is read, something of that card is."""
MISTAKES = (
    "Pure security, no DevOps",
    "DevOps without security depth",
    "Expecting a gatekeeper",
    "Ignoring developer experience",
)
CHECKED = "Asked about it twice; both examples were first hand."


class Company:
    """A mid-level job with its recruiter, its hiring manager and three who interview, and somebody who applied."""

    def __init__(self, site: str, open_tab: Callable[[Any], Page]) -> None:
        self.site = site
        load_guide()
        self.recruiter = make_user("recruiter", name="Rui Recruiter", zone="Europe/Berlin")
        job = people.make_job(recruiter=self.recruiter, level=Level.objects.get(code="mid"))
        self.manager = people.make_member(job, make_user(name="Hanna Manager")).user
        users = [people.make_member(job, make_user(name=name), JobRole.INTERVIEWER).user for name in PANEL]
        self.application = people.make_screened_application(
            job, candidate=people.make_candidate(name="Mara Lindqvist"), owner=self.recruiter
        )
        self.tabs = {user.name: open_tab(user) for user in (self.recruiter, self.manager, *users)}

    @property
    def loop(self) -> Loop:
        return Loop.objects.get()

    def seat(self, name: str) -> Panelist:
        return Panelist.objects.get(user__name=name)

    def go(self, tab: Page, page: str, *ids: int) -> None:
        tab.goto(self.site + reverse(page, args=ids))

    def read_by(self, name: str) -> set[str]:
        """Whose words somebody reads on any page that has to do with the loop."""
        pk, tab = self.loop.pk, self.tabs[name]
        paths = [
            *(reverse(f"interviews:{page}", args=[pk]) for page in ("loop", "kits", "debrief", "record")),
            *(reverse("interviews:scorecard", args=[self.seat(other).pk]) for other in PANEL),
            *("/", "/interviews/", "/interviews/?past=1"),
            reverse("candidates:application", args=[self.application.pk]),
            reverse("candidates:application-decide", args=[self.application.pk]),
            reverse("candidates:job", args=[self.application.job_id]),
        ]
        texts = [tab.request.get(self.site + path).text() for path in paths]
        return {whose for whose, word in WORDS.items() if any(word in text for text in texts)}

    def readers(self) -> dict[str, set[str]]:
        return {name: self.read_by(name) for name in self.tabs}


@pytest.fixture
def company(browser, browser_context_args, sign_in, live_server) -> Iterator[Company]:
    tabs: list[Page] = []

    def open_tab(user: Any) -> Page:
        size = {"viewport": PHONE} if user.name == TOMASZ else {}
        context = browser.new_context(**browser_context_args | size)
        sign_in(context, user)
        tab = context.new_page()
        tab.guard = Guard(tab, live_server.url)  # type: ignore[attr-defined]
        tabs.append(tab)
        return tab

    yield Company(live_server.url, open_tab)
    for tab in tabs:
        tab.context.close()
    assert [tab.guard.problems for tab in tabs] == [[]] * 5  # type: ignore[attr-defined]


def deal(company: Company, tab: Page) -> None:
    """The three get an hour each; Daniel covers what Aisha covers as well, so that two rate the same."""
    company.go(tab, "candidates:application", company.application.pk)
    tab.get_by_role("link", name="Plan interviews…").click()
    expect(tab.get_by_label("Person 3", exact=True)).to_have_value(TOMASZ)
    tab.get_by_label("Person 4", exact=True).fill("")  # the hiring manager
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Deal the loop").click()
    expect(tab.locator(".toast")).to_contain_text("its questions are dealt")
    tab.get_by_role("link", name=f"Change… what {DANIEL} covers").click()
    for area in company.seat(AISHA).focus_areas.all():
        tab.get_by_role("checkbox", name=area.name).check()
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator(".toast")).to_contain_text(f"Saved what {DANIEL} covers.")
    tab.get_by_role("button", name="Start the interviews").click()
    expect(tab.locator(".toast")).to_contain_text("The interviews have begun")


def schedule(company: Company, tab: Page) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    for hour, name in enumerate(PANEL, start=9):
        company.go(tab, "interviews:loop", company.loop.pk)
        tab.get_by_role("link", name=re.compile(f"^Set a time… of .*{name}")).click()
        tab.get_by_label("Day").fill(tomorrow)
        tab.get_by_label("Starts at").fill(f"{hour:02}:00")
        tab.get_by_label("Place", exact=True).fill("Room 4")
        tab.get_by_role("button", name="Save and invite the panel").click()
        expect(tab.locator(".toast")).to_contain_text("the panel is being told.")


def accept_and_open(company: Company, tab: Page) -> None:
    company.go(tab, "interviews:mine")
    tab.get_by_role("button", name="Accept").click()
    expect(tab.locator(".toast")).to_contain_text("You come")
    tab.locator(".seats").get_by_role("link", name="Scorecard").click()
    ready(tab)


def write(tab: Page, name: str, score: str) -> Iterator[None]:
    """Fill a card step by step; others act between the steps."""
    word = WORDS[name]
    for step in tab.locator(".steps a").all():
        step.click()
        shown = tab.locator(".step:visible")
        for note in shown.get_by_label("Your note").all():
            note.fill(f"Told the story of the {word}.")
        for rating in shown.locator("fieldset.rating:has(.anchors)").all():
            rating.get_by_label(score, exact=True).check()
            rating.get_by_label("Evidence for").fill(f"Showed the {word} and why.")
        yield
    tab.locator(".step:visible").get_by_label(score, exact=True).check()
    reason(tab).fill(f"Knows the {word} by heart.")
    yield


def write_without_network(tab: Page) -> Iterator[None]:
    """The phone loses its network after the second step, and finds it again before the last."""
    steps = write(tab, TOMASZ, "Yes")
    for number, _ in enumerate(steps):
        if number == 1:
            state(tab).to_contain_text("All changes saved")
            tab.context.set_offline(True)
        yield
    state(tab).to_contain_text("Offline: kept on this device")
    assert kept(tab) == 1
    assert Scorecard.objects.get(panelist__user__name=TOMASZ).reason == ""
    tab.context.set_offline(False)
    yield


def take_turns(*deeds: Iterator[None]) -> None:
    for _ in zip_longest(*deeds):
        pass


def submit(tab: Page) -> None:
    state(tab).to_contain_text("All changes saved")
    expect(tab.locator("[data-todo]")).to_be_hidden()
    tab.get_by_role("button", name="Submit my card for Mara Lindqvist").click()
    expect(tab.get_by_role("heading", name="Your scorecard")).to_be_visible()


def talk_over(company: Company, tab: Page) -> None:
    company.go(tab, "interviews:debrief", company.loop.pk)
    first = tab.locator("article.disagreement").first
    expect(first).to_contain_text("2 steps apart")
    for name, score in ((AISHA, "Strong yes"), (DANIEL, "No")):
        side = first.locator(".sides > div", has_text=name)
        expect(side.locator(".vote")).to_have_text(score)
        expect(side).to_contain_text(WORDS[name])
    tab.get_by_role("button", name="Open the debrief").click()
    expect(tab.locator(".toast")).to_contain_text("The debrief is open.")
    for number, mistake in enumerate(MISTAKES):
        guard = tab.locator(".guards article", has_text=mistake)
        guard.get_by_role("textbox").fill(f"{CHECKED} {number}")
    tab.get_by_role("button", name="Save what was checked").click()
    expect(tab.locator(".toast")).to_contain_text("What was checked is saved.")
    tab.get_by_role("button", name="Close the debrief").click()
    expect(tab.locator(".toast")).to_contain_text("The debrief is closed.")


def decide(tab: Page) -> None:
    tab.get_by_role("link", name="Go to the decision").click()
    tab.get_by_label("Hire", exact=True).check()
    for number, mistake in enumerate(MISTAKES):
        expect(tab.get_by_role("textbox", name=mistake)).to_have_value(f"{CHECKED} {number}")
    tab.get_by_label("Why").fill("Two of three say so on evidence; the third is answered below.")
    tab.get_by_label("Dissent").fill(f"{DANIEL}: too early for mid.")
    tab.get_by_role("button", name="Hire Mara Lindqvist").click()
    expect(tab.locator(".toast").first).to_contain_text("Mara Lindqvist is hired.")


def test_five_people_run_a_loop_from_the_deal_to_the_record(company):
    tabs, panel = company.tabs, [company.tabs[name] for name in PANEL]
    recruiter, manager = tabs["Rui Recruiter"], tabs["Hanna Manager"]
    aisha, daniel, tomasz = panel
    tomasz.guard.expect("ERR_INTERNET_DISCONNECTED")
    deal(company, recruiter)
    schedule(company, recruiter)
    for tab in panel:
        accept_and_open(company, tab)
    take_turns(write(aisha, AISHA, "Strong yes"), write(daniel, DANIEL, "No"), write_without_network(tomasz))
    for tab in panel:
        state(tab).to_contain_text("All changes saved")

    own = {name: {name} for name in PANEL}
    none_yet = {"Rui Recruiter": set(), "Hanna Manager": set()}
    assert company.readers() == none_yet | own
    submit(aisha)
    assert company.readers() == none_yet | own
    submit(daniel)
    both = {AISHA, DANIEL}
    assert company.readers() == none_yet | {AISHA: both, DANIEL: both, TOMASZ: {TOMASZ}}
    company.go(manager, "interviews:debrief", company.loop.pk)
    expect(manager.locator("main")).to_contain_text(TOMASZ)
    expect(manager.locator("main")).not_to_contain_text(AISHA)
    submit(tomasz)
    assert kept(tomasz) == 0
    assert company.readers() == {name: set(PANEL) for name in tabs}

    talk_over(company, manager)
    decide(manager)
    application = Application.objects.get()
    assert (application.status, application.hire_decision.decided_by) == ("hired", company.manager)
    for tab in tabs.values():
        company.go(tab, "interviews:record", company.loop.pk)
        expect(tab.get_by_role("heading", name="Mara Lindqvist: hire")).to_be_visible()
    expect(recruiter.locator(".paper-checks dd")).to_have_text([f"{CHECKED} {n}" for n in range(4)])
    assert printed_pages(recruiter) == 1

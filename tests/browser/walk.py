"""Opens the pages of pages.py: one server, one browser, one session a person, for all tests of a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.browser.guard import Guard
from tests.browser.pages import MANY, NONE, ONE, STAGES, Shown
from tests.browser.signed_in import session_of
from tests.browser.world import World


class Walk:
    """A site whose rows only grow: reach() adds what a stage needs."""

    def __init__(self, browser: Browser, server: LiveServer, context_args: dict[str, Any]) -> None:
        self.browser, self.server, self.context_args = browser, server, context_args
        self.world = World()
        self.stage = NONE
        self.tabs: dict[tuple[str, bool], Page] = {}

    def reach(self, stage: str) -> None:
        if STAGES.index(stage) < STAGES.index(self.stage):
            raise AssertionError("pages with fewer rows come first")
        if stage != NONE and self.stage == NONE:
            self.world.add_one()
            self.stage = ONE
        if stage == MANY and self.stage == ONE:
            self.world.add_many()
            self.stage = MANY

    def tab(self, role: str, again: bool) -> Page:
        """A tab in which this person is signed in; again: with the password given a moment ago."""
        if (role, again) not in self.tabs:
            context = self.browser.new_context(**self.context_args)
            user = self.world.user(role)
            if user is not None:
                host = urlsplit(self.server.url).hostname or ""
                context.add_cookies([session_of(user, host, password_given=again)])
            tab = context.new_page()
            tab.guard = Guard(tab, self.server.url)  # type: ignore[attr-defined]
            self.tabs[role, again] = tab
        return self.tabs[role, again]

    def open(self, shown: Shown, stage: str) -> tuple[Page, Response]:
        """The page in its tab, and the server's answer."""
        self.reach(stage)
        tab = self.tab(shown.role, shown.again)
        tab.guard.clear()  # type: ignore[attr-defined]
        if shown.status != 200:
            tab.guard.expect(f"status of {shown.status}")  # type: ignore[attr-defined]
        answer = tab.goto(self.server.url + shown.address(self.world))
        assert answer is not None
        return tab, answer

    def close(self) -> None:
        for tab in self.tabs.values():
            tab.context.close()


@contextmanager
def walking(browser: Browser, context_args: dict[str, Any]) -> Iterator[Walk]:
    """A walk over an empty site; afterwards the database is as empty as before."""
    call_command("flush", interactive=False, verbosity=0)
    server = LiveServer("localhost")
    walk = Walk(browser, server, context_args)
    try:
        yield walk
    finally:
        walk.close()
        server.stop()
        call_command("flush", interactive=False, verbosity=0)

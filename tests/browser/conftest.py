"""Browser tests: a page that fails on any console message, sign-in, and one check of a page from all sides.

Needs Debian's Chromium (CHROMIUM_PATH, default /usr/bin/chromium) and node_modules (npm ci) for html-validate.
Playwright downloads nothing here.
"""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser import checks

CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": checks.DESK,
        "locale": "en-GB",
        "timezone_id": "UTC",
        "reduced_motion": "reduce",
    }


class Guard:
    """Collects what must not happen on a page. expect(words): let messages with these words through."""

    def __init__(self, page: Page, site: str) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []
        self.site = site
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.add(f"script: {error}"))
        page.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.add(message.text)

    def on_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.add(f"outside: {request.url}")

    def expect(self, words: str) -> None:
        self.expected.append(words)

    def add(self, problem: str) -> None:
        if not any(words in problem for words in self.expected):
            self.problems.append(problem)


@pytest.fixture
def page(page: Page, live_server) -> Iterator[Page]:
    """A page on the live server. A console error, a CSP breach or a request elsewhere fails the test.

    page.guard.expect("status of 422") lets through what the test brings about on purpose.
    """
    page.guard = Guard(page, live_server.url)  # type: ignore[attr-defined]
    yield page
    assert page.guard.problems == []  # type: ignore[attr-defined]


@pytest.fixture
def sign_in(live_server, client_for) -> Callable[[Page, object], None]:
    """sign_in(page, user): the browser holds a session that has shown password and second factor."""

    def go(page: Page, user: object) -> None:
        cookies = client_for(user).cookies
        host = urlsplit(live_server.url).hostname
        page.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "domain": host, "path": "/", "httpOnly": True}
                for name, morsel in cookies.items()
            ]
        )

    return go


@pytest.fixture
def check_page(live_server) -> Callable[..., None]:
    """check_page(page, name, address=None): axe in 4 views, html-validate, 390 px reflow, Tab walk, screenshots."""

    def check(page: Page, name: str, address: str | None = None) -> None:
        if address is not None:
            page.goto(live_server.url + address)
        checks.check_page(page, name)

    return check

"""Browser tests: one browser, pages that fail on any console message, sign-in by a ready session.

Needs Debian's Chromium (or CHROMIUM_PATH) and node_modules (npm ci) for html-validate;
scripts/browser_needs.py says what is missing. Playwright downloads nothing here.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect

pytest.register_assert_rewrite("tests.browser.checks")

from tests.browser import checks  # noqa: E402 - its assertions explain themselves only if rewritten
from tests.browser.guard import Guard  # noqa: E402
from tests.browser.signed_in import session_of  # noqa: E402
from tests.browser.walk import Walk, walking  # noqa: E402

PATIENCE = 20_000
"""Milliseconds until something expected is missed. A machine that does other things as well is no fault of a page."""

expect.set_options(timeout=PATIENCE)
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
    """Everything in this folder drives a browser, and sees the trial pages beside the product's."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or "chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": ARGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": checks.DESK,
        "locale": "en-GB",
        "timezone_id": "UTC",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def html_checker() -> Iterator[checks.HtmlChecker]:
    checker = checks.HtmlChecker()
    yield checker
    checker.close()


@pytest.fixture
def page(page: Page, live_server) -> Iterator[Page]:
    """A page on the live server. A console error, a CSP breach or a request elsewhere fails the test.

    page.guard.expect("status of 422") lets through what the test brings about on purpose.
    """
    page.guard = Guard(page, live_server.url)  # type: ignore[attr-defined]
    yield page
    assert page.guard.problems == []  # type: ignore[attr-defined]


@pytest.fixture
def sign_in(live_server) -> Callable[[Page | BrowserContext, object], None]:
    """sign_in(page, user): the browser holds a session that has shown password and second factor."""

    def go(where: Page | BrowserContext, user: object) -> None:
        context = where.context if isinstance(where, Page) else where
        context.add_cookies([session_of(user, urlsplit(live_server.url).hostname or "")])

    return go


@pytest.fixture(scope="session")
def db(django_db_setup) -> None:
    """The database without a transaction around each test: a walk's rows last for its module, and the server's
    threads must see them. Other tests here say django_db(transaction=True)."""


@pytest.fixture(scope="module")
def walk(browser, browser_context_args, db, django_db_blocker) -> Iterator[Walk]:
    """Every page of pages.py can be opened; the rows last for the module."""
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF="tests.browser.urls"),
        walking(browser, browser_context_args) as walk,
    ):
        yield walk

"""A scorecard that is open in a tab: its fields, what it says of its saving, what stands on device and server."""

from typing import Any

from playwright.sync_api import Page, expect

from interviews.models import Panelist, Scorecard


def open_card(page: Page, address: str, step: str = "finish") -> None:
    page.goto(f"{address}#{step}")
    ready(page)


def ready(page: Page) -> None:
    page.locator("form[data-ready]").wait_for()


def state(page: Page) -> Any:
    return expect(page.locator("[data-saved]"))


def reason(page: Page) -> Any:
    return page.get_by_label("Because")


def kept(page: Page) -> int:
    """How many entries the device holds."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('card:')).length")


def stored(seat: Panelist) -> Scorecard:
    return Scorecard.objects.get(panelist=seat)

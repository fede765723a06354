"""Going through a page as somebody without a mouse does."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 150


def reach(page: Page, target: Locator) -> None:
    """Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(MOST_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by Tab")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach the target and press a key on it."""
    reach(page, target)
    page.keyboard.press(key)


def told(page: Page) -> Locator:
    """The message of what was done, once the page's script has read it out: before that no key works."""
    return page.locator(".toast[data-toast-read]")

"""What every page must pass: accessibility rules, valid HTML, reflow, focus that is seen, and its pictures."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
# axe-core 4.14.1, MPL-2.0 (vendor/LICENSE-axe-core.txt): used in tests, never shipped.
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
SIZES = {"1400": DESK, "390": PHONE}
SCHEMES = ("light", "dark")
SCREENSHOTS = ROOT / "build" / "screenshots"


def check_page(page: Page, name: str) -> None:
    """All checks of the page as it stands; with SCREENSHOTS=1 its pictures go to build/screenshots."""
    check_html(page)
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        check_reflow(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            if os.environ.get("SCREENSHOTS") == "1":
                picture(page, f"{name}-{width}-{scheme}")
            check_axe(page)
        page.set_viewport_size(size)
        check_focus(page)
    page.set_viewport_size(NARROWEST)
    check_reflow(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)


def picture(page: Page, name: str) -> None:
    """A screenshot of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def check_axe(page: Page) -> None:
    """No violation of WCAG 2.2 AA. The window is made as high as the page, or axe takes what lies under the bar of
    a phone for targets that are too small. evaluate() leaves the CSP in force; a script tag would be refused."""
    size = page.viewport_size or DESK
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, 8000))})
    page.evaluate(AXE)
    violations = page.evaluate(
        "async rules => (await axe.run({runOnly: rules})).violations.map(v => "
        "({rule: v.id, help: v.help, where: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200))}))",
        RULES,
    )
    page.set_viewport_size(size)
    assert violations == [], json.dumps(violations, indent=1)


def check_html(page: Page) -> None:
    """html-validate has nothing to say about the source that the server sent (axe does not see double ids)."""
    source = page.request.get(page.url).text()
    if not re.match(r"\s*<!doctype html>", source, re.IGNORECASE):
        source = page.content()
    run = subprocess.run(
        [
            "npx",
            "--no-install",
            "html-validate",
            "--config",
            str(ROOT / ".htmlvalidate.json"),
            "--formatter",
            "json",
            "--stdin",
        ],
        input=source,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if run.returncode == 0:
        return
    assert run.stdout.lstrip().startswith("["), run.stderr or run.stdout
    found = [m for result in json.loads(run.stdout) for m in result["messages"]]
    assert found == [], "\n".join(f"{m['line']}:{m['column']} {m['ruleId']} {m['message']}" for m in found)


def check_reflow(page: Page) -> None:
    """Nothing scrolls sideways but boxes made for it (WCAG 1.4.10)."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, f"{wide} px of content in {window} px: {widest(page)}"


def widest(page: Page) -> Any:
    """The elements that stick out, to find the culprit."""
    return page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 3).map(e => e.outerHTML.slice(0, 120))"
    )


def check_focus(page: Page, stops: int = 60) -> None:
    """Tab through the page: each stop is seen and lies under no sticky bar (WCAG 2.4.7, 2.4.11)."""
    page.evaluate("() => { scrollTo(0, 0); document.activeElement?.blur(); }")
    for _ in range(stops):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const e = document.activeElement;
                if (!e || e === document.body) return null;
                const b = e.getBoundingClientRect();
                const x = Math.min(Math.max(b.left + b.width / 2, 1), innerWidth - 2);
                const seen = [0.5, 0.15, 0.85].some(part => {
                    const y = b.top + b.height * part;
                    const top = document.elementFromPoint(x, y);
                    return top && (e.contains(top) || top.contains(e) || top.closest('label')?.control === e);
                });
                return seen ? "" : e.outerHTML.slice(0, 160);
            }"""
        )
        if hidden is None:
            return
        assert hidden == "", f"focused but not seen: {hidden}"

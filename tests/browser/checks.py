"""What every page must pass: accessibility rules, valid HTML, reflow, targets for fingers, focus that is seen."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
# axe-core 4.14.1, MPL-2.0 (vendor/LICENSE-axe-core.txt): used in tests, never shipped.
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
WHOLE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
DESK = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
SIZES = {"1400": DESK, "390": PHONE}
SCHEMES = ("light", "dark")
FINGER, LEAST = 44, 24
PRINTED = re.compile(rb"/Type\s*/Page\b(?!s)")


class HtmlChecker:
    """html-validate in a process of its own, for all pages of a run: it sees double ids, which axe does not."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["node", str(Path(__file__).parent / "validate_html.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def check(self, source: str) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(source), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, "html-validate did not answer: run npm ci"
        assert json.loads(answer) == []

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


def check_page(page: Page) -> None:
    """All checks of the page as it stands in the browser: on a desk and a phone, light and dark.

    Whoever got here by a click says first what they expect to see: a click does not wait for the next page.
    """
    page.wait_for_load_state()
    page.emulate_media(color_scheme="light")
    for size in SIZES.values():
        page.set_viewport_size(size)
        check_reflow(page)
        check_axe(page, WHOLE)
        check_focus(page)
    check_fingers(page)
    page.set_viewport_size(NARROWEST)
    check_reflow(page)
    # What is there and how large does not change with the scheme, only its colours do.
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    check_axe(page, CONTRAST)
    page.emulate_media(color_scheme="light")


def printed_pages(page: Page) -> int:
    """How many sheets the page takes on paper."""
    return len(PRINTED.findall(page.pdf(prefer_css_page_size=True)))


def check_axe(page: Page, rules: dict[str, Any]) -> None:
    """No violation of WCAG 2.2 AA. The window is made as high as the page, or axe takes what lies under the bar of
    a phone for targets that are too small. evaluate() leaves the CSP in force; a script tag would be refused."""
    size = page.viewport_size or DESK
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(height, 14_000))})
    # What sticks below the page's head learns its new height a frame later.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    violations = page.evaluate(
        "async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations.map(v => "
        "({rule: v.id, help: v.help, where: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200))}))",
        rules,
    )
    page.set_viewport_size(size)
    assert violations == [], json.dumps(violations, indent=1)


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


def check_fingers(page: Page) -> None:
    """On a phone buttons and fields are 44 px high and links outside running text 24 (WCAG 2.5.8)."""
    small = page.evaluate(
        """([finger, least]) => [...document.querySelectorAll(
            "a, button, summary, select, textarea, input:not([type=hidden])")].flatMap(e => {
            const box = e.getBoundingClientRect();
            if (!box.width || !box.height || e.closest(".vh, .term, .skip")) return [];
            if (!e.checkVisibility({visibilityProperty: true})) return [];
            const control = e.matches(".btn, .nav-item, summary, select, textarea, input, .menu-item");
            const inline = getComputedStyle(e).display === "inline";
            const need = control ? finger : inline ? 0 : least;
            return box.height >= need - 0.5 ? [] : [`${Math.round(box.height)} px: ${e.outerHTML.slice(0, 140)}`];
        })""",
        [FINGER, LEAST],
    )
    assert small == []


def check_focus(page: Page, stops: int = 40) -> None:
    """Tab through the page: each stop is seen and lies under no sticky bar (WCAG 2.4.7, 2.4.11). Nothing has the focus
    then: the link to the content lies over the head while it has it."""
    _tab_through(page, stops)
    page.evaluate("document.activeElement?.blur()")


def _tab_through(page: Page, stops: int) -> None:
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

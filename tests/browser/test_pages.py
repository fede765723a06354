"""Every page, with no, one and many rows: axe, html-validate, 390 and 320 px, fingers, Tab walk, console, both schemes."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.checks import check_page
from tests.browser.pages import NO_PAGES, PAGES, STAGES

WALK = [(shown, stage) for stage in STAGES for shown in PAGES if stage in shown.stages]


@pytest.mark.parametrize(("shown", "stage"), WALK, ids=[f"{shown.name}-{stage}" for shown, stage in WALK])
def test_page(walk, html_checker, shown, stage):
    tab, answer = walk.open(shown, stage)
    assert answer.status == shown.status
    assert tab.url == walk.server.url + shown.address(walk.world)
    html_checker.check(answer.text())
    check_page(tab)
    assert tab.guard.problems == []


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found = set()
    for entry in patterns:
        if isinstance(entry, URLPattern):
            found.add(prefix + (entry.name or ""))
        else:
            found |= _names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else prefix)
    return found


def test_no_page_is_left_out():
    names = _names(get_resolver("recruiting.urls").url_patterns)
    pages = {
        name
        for name in names
        if name.startswith(("home:", "rubrics:", "candidates:", "interviews:", "account_", "mfa_"))
    }
    walked = {shown.view for shown in PAGES}
    left_out = set().union(*NO_PAGES.values())
    assert pages - walked - left_out == set()
    assert left_out & walked == set()
    assert left_out - pages == set()

"""`make screenshots`: every page with no, one and many rows, 1400 and 390 px wide, light and dark.

Run as `python -m pytest -q -n 0 tests/browser/screenshots.py`; pictures go to build/screenshots/, named
page-rows-width-scheme.png. SHOTS narrows it down to pages whose name contains it.
"""

import os

import pytest

from tests.browser.checks import ROOT, SCHEMES, SIZES
from tests.browser.test_pages import WALK

FOLDER = ROOT / "build" / "screenshots"
PICTURES = (
    "Promise.all([...document.images].map(image => { image.loading = 'eager'; return image.decode(); }))"
)
"""Waits for pictures that come only when they are scrolled to."""

WANTED = [(shown, stage) for shown, stage in WALK if os.environ.get("SHOTS", "") in shown.name]


@pytest.mark.parametrize(("shown", "stage"), WANTED, ids=[f"{shown.name}-{stage}" for shown, stage in WANTED])
def test_pictures(walk, shown, stage):
    tab, _ = walk.open(shown, stage)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width, size in SIZES.items():
        tab.set_viewport_size(size)
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)
            tab.evaluate(PICTURES)
            path = FOLDER / f"{shown.name}-{stage}-{width}-{scheme}.png"
            tab.screenshot(path=path, full_page=True)
            assert path.stat().st_size > 0

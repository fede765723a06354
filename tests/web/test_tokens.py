"""Contrast by the WCAG formula, computed from the CSS file itself; literals and names stay where they belong."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
TOKENS = (CSS / "tokens.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\);", TOKENS))
TEXT, LINE = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11

PAIRS = [
    *[(text, ground, TEXT) for text in ("text", "muted") for ground in ("bg", "surface", "sunken")],
    ("text", "accent-soft", TEXT),
    ("muted", "accent-soft", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "bg", TEXT),
    ("accent", "accent-soft", TEXT),
    ("accent-hover", "surface", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("info-fg", "info-bg", TEXT),
    ("text", "info-bg", TEXT),
    ("surface", "text", TEXT),
    *[(f"{flag}-fg", f"{flag}-bg", TEXT) for flag in ("green", "yellow", "red")],
    *[(f"{flag}-fg", "surface", TEXT) for flag in ("green", "yellow", "red")],
    *[("text", f"{flag}-mark", TEXT) for flag in ("green", "yellow")],
    *[
        (f"{flag}-line", ground, LINE)
        for flag in ("green", "yellow", "red")
        for ground in ("surface", f"{flag}-bg")
    ],
    *[("control", ground, LINE) for ground in ("bg", "surface", "sunken")],
    *[("focus", ground, LINE) for ground in ("bg", "surface", "sunken", "accent-soft")],
    *[("focus", f"{flag}-bg", LINE) for flag in ("green", "yellow", "red")],
    ("surface", "text", LINE),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_formula_knows_the_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "needs"), PAIRS)
def test_contrast(theme, front, ground, needs):
    one, other = (COLOURS[name].split(", ")[theme] for name in (front, ground))
    assert contrast(one, other) >= needs


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_is_defined(path):
    used = set(re.findall(r"var\(--([\w-]+)", path.read_text()))
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    assert used - defined == set()


def test_every_token_is_used():
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    used = {name for path in FILES for name in re.findall(r"var\(--([\w-]+)", path.read_text())}
    assert defined - used == set()


NAMED = re.compile(
    r"(?:color|background|border|outline|fill|stroke|shadow)[\w-]*:[^;{}]*"
    r"(?<![\w-])(?:white|black|red|green|yellow|blue|gray|grey|orange)(?![\w-])"
)


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "tokens.css"], ids=lambda path: path.name)
def test_colours_are_named_only_in_the_tokens(path):
    css = without_comments(path.read_text())
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", css) == []
    assert NAMED.findall(css) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_rule_stands_in_a_layer(path):
    """A rule outside a layer would win over all layers."""
    depth, outside = 0, ""
    for character in without_comments(path.read_text()):
        depth += (character == "{") - (character == "}")
        outside += character if depth == 0 else ""
    heads = [part.strip() for part in re.split(r"[};]", outside) if part.strip()]
    assert depth == 0
    assert heads
    assert [head for head in heads if not head.startswith("@layer")] == []


def test_green_and_yellow_belong_to_flags():
    """Only these selectors may use the flags' colours."""
    for path in (path for path in FILES if path.name != "tokens.css"):
        css = without_comments(path.read_text())
        selectors = re.findall(r"([^{};]+)\{[^{}]*?var\(--(?:green|yellow)", css)
        assert [s for s in selectors if not re.search(r"mark|blockquote|green|yellow", s)] == [], path.name

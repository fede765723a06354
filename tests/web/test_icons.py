"""Every icon that a template or an app asks for is in the sprite, also on branches that no test renders."""

import re
from pathlib import Path

from django.conf import settings

from recruiting.web import registry
from recruiting.web.templatetags.ui import TONES, icon_names

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ASKED = re.compile(r"\{% icon \"([^\"]+)\"|\bicon=\"([^\"]+)\"")


def test_icons_of_templates_exist():
    asked = {
        (str(path.relative_to(TEMPLATES)), first or second)
        for path in TEMPLATES.rglob("*.html")
        for first, second in ASKED.findall(path.read_text())
    }
    assert len(asked) > 20
    assert {(path, name) for path, name in asked if name not in icon_names()} == set()


def test_icons_of_navigation_menu_and_tones_exist():
    items = [*registry.nav, *registry.account_items]
    asked = {item.icon for item in items} | {name for name in TONES.values() if name}
    assert asked <= icon_names()


def _sources() -> str:
    """All that may name an icon or a class of the styles: templates, scripts, Python."""
    root = Path(settings.BASE_DIR)
    folders = [("templates", "*.html"), ("static/js", "*.js")]
    folders += [(app, "*.py") for app in ("recruiting", "rubrics", "candidates")]
    return "\n".join(path.read_text() for folder, kind in folders for path in (root / folder).rglob(kind))


def test_no_icon_lies_unused():
    sources = _sources()
    assert {name for name in icon_names() if f'"{name}"' not in sources} == set()


def test_no_style_lies_unused():
    sources = _sources()
    styles = "\n".join(
        path.read_text() for path in (Path(settings.BASE_DIR) / "static" / "css").rglob("*.css")
    )
    styles = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", styles, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][a-z0-9-]*)", styles)) - {"errorlist"}  # Django's own
    assert {name for name in classes if not re.search(rf"(?<![\w-]){name}(?![\w-])", sources)} == set()

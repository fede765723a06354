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

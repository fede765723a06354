"""Static files as production stores them."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    hashed = {**settings.STORAGES, "staticfiles": {"BACKEND": "recruiting.web.storage.StaticStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=hashed):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def test_collectstatic_hashes_and_compresses_every_file(stored):
    paths = json.loads((stored / "staticfiles.json").read_text())["paths"]
    assert staticfiles_storage.url("js/app.js") == f"/static/{paths['js/app.js']}"
    assert re.fullmatch(r"js/app\.[0-9a-f]{12}\.js", paths["js/app.js"])
    assert (stored / f"{paths['css/base.css']}.br").exists()


def test_modules_import_the_hashed_modules(stored):
    """Two copies of one module would be two states."""
    paths = json.loads((stored / "staticfiles.json").read_text())["paths"]
    for name, hashed in paths.items():
        if name.startswith("js/"):
            imports = re.findall(r'(?:from |import\()"\./([\w.]+\.js)"', (stored / hashed).read_text())
            assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", target) for target in imports), name


def test_styles_name_the_hashed_fonts(stored):
    paths = json.loads((stored / "staticfiles.json").read_text())["paths"]
    css = (stored / paths["css/tokens.css"]).read_text()
    assert re.findall(r"inter-latin-wght-normal\.[0-9a-f]{12}\.woff2", css)

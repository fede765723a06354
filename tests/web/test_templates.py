"""House rules of templates and scripts: nothing inline, nothing the CSP would refuse, no habits of htmx 2."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=names)
class TestTemplate:
    def test_no_inline_script_style_or_handler(self, path):
        html = path.read_text()
        scripts = re.findall(r"<script\b[^>]*>", html)
        assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []
        assert re.findall(r"<style\b|\sstyle=|\son\w+=|javascript:", html) == []

    def test_no_htmx_that_needs_eval(self, path):
        html = path.read_text()
        assert re.findall(r"\bhx-on|\bjs:|hx-trigger=[\"'][^\"']*\[", html) == []

    def test_no_other_host(self, path):
        """Nothing is fetched from elsewhere; links for people may lead out."""
        assert re.findall(r"(?:src|action|hx-get|hx-post)=[\"']https?://", path.read_text()) == []
        assert re.findall(r"<link[^>]*https?://", path.read_text()) == []

    def test_post_forms_carry_the_token(self, path):
        for form in re.findall(
            r"<form\b[^>]*method=[\"']post[\"'][^>]*>(?:(?!</form>).)*", path.read_text(), re.DOTALL
        ):
            assert "csrf_token" in form

    def test_is_short_enough_to_read(self, path):
        assert len(path.read_text().splitlines()) < 150

    def test_compiles(self, path):
        get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", SCRIPTS, ids=names)
def test_script_needs_no_eval_and_writes_no_html(path):
    script = path.read_text()
    assert (
        re.findall(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", script)
        == []
    )
    assert len(script.splitlines()) < 400

"""What the docs name exists, and what exists and must be named is named."""

import ast
import importlib.metadata
import json
import re
import tomllib

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver

from candidates.actions.screenings.claims import MOST_ATTEMPTS
from candidates.extraction import limits as files
from recruiting.accounts import limits as tries
from recruiting.accounts.choices import SCOPES
from recruiting.events import names
from recruiting.version import version
from tests.docs import pages
from tests.installation import ROOT

FOLDERS = (
    "recruiting/",
    "rubrics/",
    "candidates/",
    "tests/",
    "docs/",
    "static/",
    "scripts/",
    "requirements/",
    ".ci/",
)
READERS = {"text", "flag", "number", "words"}


def test_every_setting_is_explained_and_no_other():
    tree = ast.parse((ROOT / "recruiting" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    of_env = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env"
    ]
    read = {call.args[0].value for call in of_env if call.func.attr in READERS}
    assert {call.func.attr for call in of_env} == READERS | {"secret_key"}
    explained = [row[0] for row in pages.rows(pages.read("docs/settings.md"))]
    assert sorted(explained) == sorted(read | {"SECRET_KEY"})


def test_every_event_is_explained_and_no_other():
    explained = [row[0] for row in pages.rows(pages.read("docs/events.md"))]
    assert explained == sorted(names.ALL)


def test_every_scope_is_explained_and_no_other():
    cells = [row[0] for row in pages.rows(pages.read("docs/integrators.md"), "## A key")]
    assert sorted(scope for cell in cells for scope in cell.split(", ")) == sorted(SCOPES)


def _options(command: str) -> set[str]:
    loaded = load_command_class(get_commands()[command], command)
    actions = list(loaded.create_parser("manage.py", command)._actions)
    steps = [
        step for action in actions if isinstance(action.choices, dict) for step in action.choices.values()
    ]
    actions += [action for step in steps for action in step._actions]
    return {option for action in actions for option in action.option_strings}


@pytest.mark.parametrize("document", pages.PAGES, ids=lambda path: path.name)
def test_commands_and_their_options_exist(document):
    lines = pages.commands(document.read_text(encoding="utf-8"))
    managed = {found[1] for line in lines for found in re.finditer(r"manage\.py ([a-z_]+)", line)}
    made = {found[1] for line in lines for found in re.finditer(r"\bmake ([a-z-]+)", line)}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert managed - set(get_commands()) == set()
    assert made - targets == set()
    asked = {(found[1], option) for line in lines for found in re.finditer(r"manage\.py ([a-z_]+)([^;|]*)", line)
             for option in re.findall(r"--[a-z-]+", found[2])}  # fmt: skip
    assert [(command, option) for command, option in asked if option not in _options(command)] == []


@pytest.mark.parametrize("document", pages.PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    assert [link for link in pages.links(document) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", pages.PAGES, ids=lambda path: path.name)
def test_files_and_folders_of_the_repository_that_are_named_exist(document):
    spans = [span for span in re.findall(r"`([^`\s]+)`", document.read_text()) if span.startswith(FOLDERS)]
    assert [span for span in spans if not list(ROOT.glob(span.rstrip("/")))] == []


def test_api_calls_exist():
    described = json.loads(pages.read("docs/openapi.json"))["paths"]
    calls = [row[0].split() for row in pages.rows(pages.read("docs/integrators.md"), "## The calls")]
    assert len(calls) > 10
    assert [call for call in calls if call[0].lower() not in described.get(call[1], {})] == []


def test_the_limits_that_are_stated_are_the_code_s():
    mebi = files.MIB
    child = files.ChildLimits()
    stated = {row[0]: row[1] for row in pages.rows(pages.read("docs/operators.md"), "## Limits")}
    assert stated == {
        "size of a file": f"{files.MAX_BYTES // mebi} MB",
        "pages of a PDF": f"{files.MAX_PAGES}",
        "characters of text": f"{files.MAX_CHARACTERS:,}",
        "entries of a DOCX or ODT": f"{files.MAX_ENTRIES:,}",
        "inflated size of a DOCX or ODT": f"{files.MAX_INFLATED // mebi} MB",
        "memory of a file reader": f"{child.memory // mebi} MB",
        "processor time of a file reader": f"{child.cpu} s",
        "time of a file reader in all": f"{child.wall:g} s",
        "time of OCR for a page": f"{files.OCR_LIMITS.wall:g} s",
        "files in a ZIP file of resumes": f"{files.MAX_MEMBERS:,}",
        "inflated size of all of them": f"{files.MAX_UNPACKED // mebi} MB",
        "files in one request of the plain form": f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES}",
        "attempts at one screening": f"{MOST_ATTEMPTS}",
        "tries to sign in per account": f"{tries.TRIES} in {tries.WINDOW // 60} minutes",
        "tries to sign in per address": f"{tries.TRIES_PER_ADDRESS} in {tries.WINDOW // 60} minutes",
    }


def _public(resolver: URLResolver, prefix: str = "") -> list[str]:
    """Addresses outside the API whose views ask for no sign-in, with their parts as {names}."""
    found = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not getattr(pattern.callback, "login_required", True) and not path.startswith("api/"):
                found.append(path)
        else:
            found += _public(pattern, path)
    return found


def _readable(path: str) -> str:
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: "{" + found[1].replace("uidb36", "uid") + "}", path)
    path = re.sub(r"<\w+:(\w+)>", r"{\1}", path)
    return "/" + path.replace("^", "").removesuffix("$").removesuffix("/?")


def test_the_threat_model_lists_every_way_in():
    """sec A8: no undocumented path to sign in, and nothing else open by mistake."""
    stated = [row[0] for row in pages.rows(pages.read("THREAT_MODEL.md"), "## 4.")]
    assert sorted(stated) == sorted(_readable(path) for path in _public(get_resolver()))


def test_every_dependency_has_its_reason():
    wanted = set(json.loads(pages.read("package.json"))["devDependencies"])
    for file in ("main", "dev"):
        lines = (line.split("#")[0].strip() for line in pages.read(f"requirements/{file}.in").splitlines())
        wanted |= {re.split(r"[\[<>=~ ]", line)[0] for line in lines if line and not line.startswith("-r")}
    text = pages.read("docs/dependencies.md")
    parts = ("## What runs", "## What tests and checks", "## What is served to browsers")
    rows = [row for part in parts for row in pages.rows(text, part)]
    assert sorted(row[0] for row in rows) == sorted(wanted)
    assert [row for row in rows if not all(row) or len(row) != 4] == []


def test_the_lock_pins_extras_that_packages_ask_of_each_other():
    # pip takes package and package[extra] for two: with only the first pinned, it looks for the newest of the second,
    # and a fresh clone fails on the day after a release.
    pinned = set(re.findall(r"^(\S+)==", pages.read("requirements/dev.txt"), re.MULTILINE))
    requirements = [
        asked for package in importlib.metadata.distributions() for asked in package.requires or ()
    ]
    asked = {
        found[0] for line in requirements if (found := re.match(r"[\w.-]+\[[\w,-]+\](?!.*extra ==)", line))
    }
    assert "coverage[toml]" in asked
    assert asked <= pinned


def test_the_version_is_the_changelogs():
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
    assert f"\n## {version()} " in pages.read("CHANGELOG.md")
    assert tomllib.loads(pages.read("pyproject.toml"))["project"]["dynamic"] == ["version"]


def test_the_licence_is_the_one_that_is_named():
    assert pages.read("LICENSE").split(maxsplit=4)[:4] == ["Apache", "License", "Version", "2.0,"]
    assert tomllib.loads(pages.read("pyproject.toml"))["project"]["license"] == "Apache-2.0"

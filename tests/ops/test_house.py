"""The house: who may import whom, what stays pure, and what must stand in no file."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.installation import ROOT

PURE = (
    "candidates.extraction",
    "candidates.jobtext",
    "candidates.screening",
    "interviews.agreement",
    "interviews.dealing",
    "interviews.guards",
    "interviews.levelfit",
    "rubrics.ruledoc",
)
GROUND_FLOOR = ("net", "events", "accounts", "work")
FRAMEWORKS = ("django", "rest_framework", "celery", "recruiting")
# Put together here, so that this file doesn't hold what it looks for.
NOWHERE = [
    "_".join(("CELERY", "TASK", "ALWAYS", "EAGER")),
    "_".join(("task", "always", "eager = True")),
    "pypi" + ".org",
    "files." + "pythonhosted",
    "registry." + "npmjs",
    "/home" + "/",
    "/work" + "/main",
    "/work" + "/shared",
    "/root" + "/",
]


def files() -> list[Path]:
    """Every file that is committed or about to be, except other people's."""
    ran = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in ran.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file() and "vendor" not in path.parts]


def lint_imports(config: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--config", str(config), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_one_way():
    ran = lint_imports(ROOT / "pyproject.toml")
    assert ran.returncode == 0, ran.stdout


def test_an_import_that_goes_up_would_be_noticed(tmp_path):
    """The same floors upside down: candidates below what it imports."""
    upside_down = tmp_path / "importlinter.ini"
    upside_down.write_text(
        "[importlinter]\nroot_packages =\n    recruiting\n    candidates\n    rubrics\n"
        "[importlinter:contract:floors]\nname = Upside down\ntype = layers\n"
        "layers =\n    recruiting.accounts\n    candidates\n"
    )
    ran = lint_imports(upside_down)
    assert ran.returncode == 1
    assert "candidates.actions" in ran.stdout


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_need_no_framework(package):
    """Every module of the package, or the one module, imported by a bare interpreter."""
    folder = ROOT / package.replace(".", "/")
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted([*folder.rglob("*.py"), *folder.parent.glob(f"{folder.name}.py")])
    ]
    assert names
    program = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        f"print([name for name in sys.modules if name.split('.')[0] in {FRAMEWORKS!r}])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


@pytest.mark.parametrize("app", GROUND_FLOOR)
def test_the_ground_floor_has_no_pages(app):
    folder = ROOT / "recruiting" / app
    assert [name for name in ("views.py", "views", "urls.py", "api.py") if (folder / name).exists()] == []


def test_the_project_imports_its_celery_app_and_nothing_else():
    lines = (ROOT / "recruiting" / "__init__.py").read_text().splitlines()
    assert [line for line in lines if "import" in line and not line.startswith('"')] == [
        "from recruiting.celery import app as celery_app"
    ]


@pytest.mark.django_db
def test_the_models_have_their_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("text", NOWHERE)
def test_what_must_stand_in_no_file(text):
    found = [
        str(path.relative_to(ROOT))
        for path in files()
        if text in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []


def test_models_tables_name_no_auto_migration():
    names = [path.name for path in files() if path.parent.name == "migrations"]
    assert [name for name in names if "_auto_" in name] == []

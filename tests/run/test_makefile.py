"""The targets that contracts and docs promise, and what they say when something is missing."""

import os
import subprocess

from recruiting.celery import app
from tests.installation import ROOT
from tests.run.running import INSTALLED

TARGETS = "install run test lint fmt bench soak browser-test screenshots help".split()


# What an outer make (`make test`) tells an inner one; with it, the inner one speaks of entering folders.
OUTER_MAKE = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}


def make(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """As if .venv were complete: no test may install into it."""
    outside = {name: value for name, value in os.environ.items() if name not in OUTER_MAKE}
    return subprocess.run(
        ["make", "--old-file", str(INSTALLED.relative_to(ROOT)), *words],
        cwd=ROOT,
        env=outside | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_is_the_default_and_lists_every_target():
    ran = make()
    assert ran.returncode == 0
    assert [line.split()[1] for line in ran.stdout.splitlines()] == TARGETS
    assert ran.stdout == make("help").stdout


def test_without_chromium_the_browser_tests_say_so_last_and_fail():
    for target in ("browser-test", "screenshots"):
        ran = make(target, CHROMIUM_PATH="/nowhere/chromium")
        assert ran.returncode != 0
        assert ran.stdout.splitlines()[-1] == "missing: chromium"


def test_without_a_python_that_fits_installing_says_so(tmp_path):
    """A copy of the Makefile in an empty folder, where every python3 is an old one."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.txt").write_text("")
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    environment = {"PATH": f"{tools}:{os.environ['PATH']}"}
    ran = subprocess.run(
        ["make", "install"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert ran.stdout.splitlines()[-1].startswith("error: Greenflag needs Python 3.11, 3.12 or 3.13")
    assert not (tmp_path / ".venv").exists()


def test_no_task_has_a_hard_limit_below_its_soft_one(settings):
    """Celery refuses such a pair only when beat sends it: the heartbeat once had one, and never rang."""
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= ours.keys()
    for name, task in ours.items():
        soft = task.soft_time_limit or settings.CELERY_TASK_SOFT_TIME_LIMIT
        assert soft <= (task.time_limit or settings.CELERY_TASK_TIME_LIMIT), name

"""`make browser-test` says what is missing instead of failing somewhere inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "browser_needs.py"


def run(folder: Path, *programs: str) -> subprocess.CompletedProcess[str]:
    """The script on a machine that has only these programs."""
    for name in programs:
        (folder / name).symlink_to("/bin/true")
    environment = {name: value for name, value in os.environ.items() if name != "CHROMIUM_PATH"}
    environment["PATH"] = str(folder)
    return subprocess.run(
        [sys.executable, SCRIPT], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("programs", "last"),
    [
        (("node", "npm"), "missing: chromium"),
        (("chromium",), "missing: node"),
        (("chromium", "node"), "missing: node"),
        ((), "missing: chromium"),
    ],
)
def test_the_last_line_names_what_is_missing(tmp_path, programs, last):
    done = run(tmp_path, *programs)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, last)


def test_with_all_of_it_nothing_is_said_of_missing_things(tmp_path):
    done = run(tmp_path, "chromium", "node", "npm")
    assert done.returncode == 0
    assert "missing" not in done.stdout

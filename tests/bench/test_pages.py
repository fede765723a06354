"""What makes a run of the pages' times fail, and that a small one runs."""

import json
import subprocess
import sys

import pytest

from tests.bench.pages import SEARCHES, problems
from tests.installation import ROOT


@pytest.mark.parametrize(
    ("asked", "candidates", "postgresql", "found"),
    [
        ({"board": {"median": 50, "p95": 100}}, 100_000, True, []),
        ({"board": {"median": 51, "p95": 100}}, 100_000, True, ["board: median 51 ms, not 50"]),
        ({"board": {"median": 26, "p95": 100}}, 1_000, True, ["board: median 26 ms, not 25"]),
        ({"search, cold": {"median": 9, "p95": 251}}, 1_000, True, ["search, cold: p95 251 ms, not 250"]),
        ({"board": {"median": 250, "p95": 501}}, 100_000, False, ["board: p95 501 ms, not 500"]),
        ({"people": {"median": 900, "p95": 900}}, 100_000, True, []),
    ],
)
def test_a_run_is_judged(asked, candidates, postgresql, found):
    assert problems(asked, candidates=candidates, postgresql=postgresql) == found


@pytest.mark.slow
def test_a_small_one():
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bench.pages",
            *"--candidates 300 --jobs 5 --scorecards 60 --rounds 2".split(),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout.splitlines()[-1])
    assert result["candidates"] == 100
    assert 60 <= result["scorecards"] <= 63
    assert {"today", "board", "table, two filters", "candidate", "search, warm"} <= result["pages"].keys()
    assert {"kit", "scorecard", "debrief", "my interviews"} <= result["pages"].keys()
    assert result["searches"].keys() == SEARCHES.keys()
    assert len(SEARCHES) == 20

"""A share of the benchmark of impacts: it runs, and says what changed."""

import json
import subprocess
import sys

import pytest

from tests.installation import ROOT

RESUMES = 500


@pytest.mark.slow
def test_a_share_of_it():
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.impact", "--resumes", str(RESUMES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout)
    assert {
        name: result[name]["resumes"] for name in ("flag", "together", "vocabulary", "common")
    } == dict.fromkeys(("flag", "together", "vocabulary", "common"), RESUMES)
    assert result["flag"]["read_again"] == result["together"]["read_again"] == 0
    assert 0 < result["vocabulary"]["read_again"] < result["common"]["read_again"] <= RESUMES
    assert result["problems"] == []

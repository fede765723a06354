"""What CI relies on: a report with a skipped test, or with none at all, fails the run."""

import os
import subprocess
import sys

import pytest

from tests.installation import ROOT

CASE = '<testcase classname="tests.a" name="test_one" time="0.1">{}</testcase>'


def judge(tmp_path, *cases: str) -> tuple[int, str]:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    ran = subprocess.run(
        [sys.executable, ROOT / ".ci" / "no_skips.py", report], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout.strip()


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        ([CASE.format("")], (0, "no test was skipped")),
        (
            [CASE.format(""), CASE.format('<skipped message="no redis"/>')],
            (1, "skipped: tests.a::test_one (no redis)"),
        ),
        ([], (1, "no test ran")),
    ],
)
def test_skips_fail_the_run(tmp_path, cases, says):
    assert judge(tmp_path, *cases) == says


def test_the_script_can_be_run():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_ci_says_what_it_expects_and_retries_nothing():
    text = (ROOT / ".ci" / "run").read_text()
    assert "EXPECT_DATABASE=sqlite EXPECT_QUEUE=filesystem" in text
    assert "EXPECT_DATABASE=postgresql EXPECT_QUEUE=redis" in text
    assert "--reruns" not in text
    assert "--last-failed" not in text

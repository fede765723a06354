"""Workers killed, queues wiped, brokers away: every file is screened exactly once in the end.

A share of what `make soak` runs (tests/bench/soak.py). The Redis half needs a redis-server on PATH.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.installation import ROOT

pytestmark = pytest.mark.slow

KILLS, FILES = 3, 40
QUEUES = ["filesystem", "redis"]


def drive(scenario: str, queue: str, *, number: int, files: int) -> dict[str, Any]:
    """Run a scenario in processes of its own, and give what it found."""
    words = ["--queue", queue, "--number", str(number), "--files", str(files)]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos.drive", scenario, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.stdout, ran.stderr
    result: dict[str, Any] = json.loads(ran.stdout.strip().rpartition("\n")[2])
    return result


@pytest.mark.parametrize("queue", QUEUES)
def test_killed_workers_lose_and_double_nothing(queue):
    result = drive("kills", queue, number=KILLS, files=FILES)
    assert result["problems"] == []
    assert result["hits"] == KILLS


@pytest.mark.parametrize("queue", QUEUES)
def test_without_a_beat_the_workers_sweep_for_themselves(queue):
    assert drive("beatless", queue, number=2, files=1)["problems"] == []


@pytest.mark.parametrize("queue", QUEUES)
def test_a_wiped_queue_loses_nothing(queue):
    result = drive("wiped", queue, number=2, files=FILES)
    assert result["problems"] == []


@pytest.mark.parametrize("queue", QUEUES)
def test_while_the_broker_is_away_files_are_taken_and_read_after_its_return(queue):
    result = drive("away", queue, number=1, files=FILES // 2)
    assert result["problems"] == []


def test_files_are_parsed_neither_in_the_web_nor_in_the_worker_process():
    result = drive("processes", "filesystem", number=1, files=6)
    assert result["problems"] == []
    assert result["workers_with_pdfium"] == []
    assert result["web_has_pdfium"] is False
    assert result["others_with_pdfium"] >= 1

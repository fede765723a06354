"""Workers killed, queues wiped, brokers away: every file is screened exactly once in the end.

A share of what `make soak` runs (tests/bench/soak.py), on the database and the kind of queue that the suite runs on.
With Redis it needs a redis-server on PATH.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.installation import ROOT

pytestmark = pytest.mark.slow

KILLS, FILES = 3, 40
QUEUE = "redis" if os.environ.get("REDIS_URL") else "filesystem"


def drive(scenario: str, *, number: int, files: int) -> dict[str, Any]:
    """Run a scenario in processes of its own, and give what it found."""
    words = ["--queue", QUEUE, "--number", str(number), "--files", str(files)]
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
    assert result["queue"] == QUEUE
    return result


def test_killed_workers_lose_and_double_nothing():
    result = drive("kills", number=KILLS, files=FILES)
    assert result["problems"] == []
    assert result["hits"] == KILLS


def test_without_a_beat_the_workers_sweep_for_themselves():
    assert drive("beatless", number=2, files=1)["problems"] == []


def test_a_wiped_queue_loses_nothing():
    result = drive("wiped", number=2, files=FILES)
    assert result["problems"] == []


def test_while_the_broker_is_away_files_are_taken_and_read_after_its_return():
    result = drive("away", number=1, files=FILES // 2)
    assert result["problems"] == []


def test_files_are_parsed_neither_in_the_web_nor_in_the_worker_process():
    result = drive("processes", number=1, files=6)
    assert result["problems"] == []
    assert result["workers_with_pdfium"] == []
    assert result["web_has_pdfium"] is False
    assert result["others_with_pdfium"] >= 1

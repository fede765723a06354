"""A share of what `make soak` says of the memory of a pool (tests/bench/soak.py)."""

import json
import os
import subprocess
import sys

import pytest

from tests.installation import ROOT

QUEUE = "redis" if os.environ.get("REDIS_URL") else "filesystem"


@pytest.mark.slow
def test_files_through_celery_leave_the_pool_small():
    words = ["--files", "40", "--queue", QUEUE]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.queued", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.stdout, ran.stderr
    assert json.loads(ran.stdout.strip().rpartition("\n")[2])["problems"] == []

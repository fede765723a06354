"""Files on their way through Celery: how many a second, what they cost, and what the pool holds afterwards.

`python -m tests.bench.queued [--files 5000]` prints the figures as JSON: the memory of a pool after so many files.
"""

import argparse
import json
import sys
from typing import Any

from tests.bench.resumes import resumes
from tests.installation import Installation, wait_for
from tests.processes import children, cpu_seconds, descendants, resident_mb

WORKERS = 2
WARM = 0.1
"""Share of the files after which is measured: before, each process loads the rules."""

DIFFERENT = 200
POOL_MB = 250
WITHIN_SECONDS = 1_500


def many(number: int) -> list[tuple[str, bytes]]:
    """So many files, no two of the same bytes; some hundred differ in what they say."""
    some = resumes(min(number, DIFFERENT))
    return [
        (f"{n}-{name}", data + b"\n%% %d" % n)
        for n, (name, data) in ((n, some[n % len(some)]) for n in range(number))
    ]


def through_celery(installation: Installation, files: list[tuple[str, bytes]]) -> dict[str, float]:
    """Upload all files, then let a worker with two processes screen them.

    docs_per_second: from the moment when a tenth is done. cpu_ms: of all the worker's processes, a file, from then
    on. pool_mb: the largest process of the pool at the end, without the children that read files.
    """
    from django.db.models import Count, Max, Q
    from django.utils import timezone

    from candidates.models import Screening
    from tests.chaos.scenarios import Desk, all_final

    Desk().upload(files)
    worker = installation.start_worker(WORKERS)
    done = Screening.objects.filter(state="done")
    wait_for(lambda: done.count() >= len(files) * WARM, 120, "a worker to screen the first files", every=0.02)
    since, used, before = timezone.now(), cpu_seconds(descendants(worker.pid)), done.count()
    wait_for(all_final, WITHIN_SECONDS, "the worker to screen all files", every=0.2)
    used = cpu_seconds(descendants(worker.pid)) - used
    end = Screening.objects.aggregate(last=Max("finished_at"), failed=Count("pk", filter=~Q(state="done")))
    if end["failed"]:
        raise RuntimeError("not every file was screened: the figure would not compare")
    number = len(files) - before
    return {
        "docs_per_second": number / (end["last"] - since).total_seconds(),
        "cpu_ms": used / number * 1_000,
        "pool_mb": max(map(resident_mb, children(worker.pid))),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Files through Celery, and the memory of its pool.")
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--queue", choices=["filesystem", "redis"], default="filesystem")
    given = parser.parse_args()
    with Installation(queue=given.queue) as installation:
        figures = through_celery(installation, many(given.files))
    result: dict[str, Any] = {
        "files": given.files,
        **{name: round(value, 1) for name, value in figures.items()},
    }
    too_much = figures["pool_mb"] >= POOL_MB
    result["problems"] = [f"a process holds {figures['pool_mb']:.0f} MB, not {POOL_MB}"] if too_much else []
    print(json.dumps(result))
    return bool(result["problems"])


if __name__ == "__main__":
    sys.exit(main())

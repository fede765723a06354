"""How many resumes a second: `python -m tests.bench.bench [--files 200] [--queue redis]`.

Writes build/bench.json (contracts/greenflag.md) and prints it as a table. The first three figures are measured in
one process over the same files, in turn, best of three rounds; the last one is a worker with two processes that
screens all of them with its rows written, from the first claim to the last result.

| figure | what happens to each file |
|---|---|
| get_text_range | PDFium's text of each page, in this process: the floor |
| extract | what the worker does to get a Document: sandboxed child, layout, normalisation |
| file_to_report | extract, screen, and the report as JSON |
| celery | file on disk to report, flags, activities, candidate and application in the database |
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.resumes import resumes
from tests.installation import ROOT, Installation, wait_for

OUTPUT = ROOT / "build" / "bench.json"
ROUNDS = 3
WORKERS = 2
AS_OF = date(2026, 1, 1)
File = tuple[str, bytes]


def measure(*, queue: str, number: int) -> dict[str, Any]:
    """All figures, in an installation of its own which this process becomes part of."""
    files = resumes(number)
    with Installation(queue=queue) as installation:
        speeds = _in_process(files) | {"celery": _through_celery(installation, files)}
        return {
            "cores": os.cpu_count(),
            "database": installation.database,
            "queue": queue,
            "files": number,
            "docs_per_second": {name: round(speed, 1) for name, speed in speeds.items()},
            "ratios": _ratios(speeds),
        }


def _in_process(files: list[File]) -> dict[str, float]:
    import pypdfium2

    from candidates.extraction import Document, extract
    from candidates.screening import screen
    from rubrics.ruledoc import shipped

    def get_text_range(name: str, data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()

    def read(name: str, data: bytes) -> Document:
        document = extract(data, name=name)
        assert isinstance(document, Document), document
        return document

    def file_to_report(name: str, data: bytes) -> None:
        json.dumps(screen(read(name, data), rules=shipped(), as_of=AS_OF).to_dict())

    steps: dict[str, Callable[[str, bytes], object]] = {
        "get_text_range": get_text_range,
        "extract": read,
        "file_to_report": file_to_report,
    }
    best = dict.fromkeys(steps, 0.0)
    for step in steps.values():
        step(*files[0])  # starts the sandbox, compiles the rules
    for _ in range(ROUNDS):
        for name, step in steps.items():
            start = time.perf_counter()
            for file in files:
                step(*file)
            best[name] = max(best[name], len(files) / (time.perf_counter() - start))
    return best


def _through_celery(installation: Installation, files: list[File]) -> float:
    from django.db.models import Max, Min

    from candidates.models import Screening
    from tests.chaos.scenarios import Desk, all_final

    desk = Desk()
    desk.upload(files)
    installation.start_worker(WORKERS)
    wait_for(all_final, 600, "the worker to screen all files")
    if Screening.objects.exclude(state="done").exists():
        raise RuntimeError("not every file was screened: the figure would not compare")
    times = Screening.objects.aggregate(first=Min("started_at"), last=Max("finished_at"))
    return len(files) / (times["last"] - times["first"]).total_seconds()


def _ratios(speeds: dict[str, float]) -> dict[str, float]:
    """Each step as a share of the one that it contains; Celery's also as a multiple of one process."""
    return {
        "extract/get_text_range": round(speeds["extract"] / speeds["get_text_range"], 3),
        "file_to_report/get_text_range": round(speeds["file_to_report"] / speeds["get_text_range"], 3),
        "file_to_report/extract": round(speeds["file_to_report"] / speeds["extract"], 3),
        "celery/file_to_report": round(speeds["celery"] / speeds["file_to_report"], 3),
    }


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    head = "{files} files, {cores} cores, {database}, {queue}".format_map(result)
    lines = [f"{name:<32}{value:>10.1f} docs/s" for name, value in result["docs_per_second"].items()]
    lines += [f"{name:<32}{value:>10.3f}" for name, value in result["ratios"].items()]
    return "\n".join([head, *lines])


def main() -> int:
    parser = argparse.ArgumentParser(description="How many resumes a second. Writes build/bench.json.")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--queue", choices=["filesystem", "redis"], default="filesystem")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    result = measure(queue=given.queue, number=given.files)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

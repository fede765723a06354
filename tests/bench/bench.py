"""How fast resumes are read: `python -m tests.bench.bench [--files 200] [--queue redis] [--recipe PYTHON]`.

Writes build/bench.json (contracts/greenflag.md) and prints it as a table. All but the last two figures are measured in
one process over the same files, in turn, best of three rounds.

| figure | what happens to each file |
|---|---|
| get_text_range | PDFium's text of each page, by pypdfium2: the floor |
| parse | from its bytes to a Document: text in order, hidden text marked; in this process |
| file_to_report | the same, then screening, then the report as JSON; in this process, no sandbox |
| extract | what the worker does to get a Document: the same as parse in a sandboxed child |
| recipe | pdfminer.six and spaCy on the same files and terms, see tests/bench/recipe.py; where --recipe names a Python |
| celery | two worker processes with the sandbox, from the file on disk to rows in the database |

Ratios that the others' work on this machine disturbs least are those of CPU time: `cpu_ms` holds this process's for a
file, and that of all the worker's processes together.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.queued import through_celery
from tests.bench.resumes import resumes
from tests.installation import ROOT, Installation

OUTPUT = ROOT / "build" / "bench.json"
RECIPE = ROOT / "build" / "recipe" / "bin" / "python"
RECIPE_FILES = 20
ROUNDS = 3
AS_OF = date(2026, 1, 1)
File = tuple[str, bytes]


def measure(*, queue: str, number: int, recipe: Path) -> dict[str, Any]:
    """All figures, in an installation of its own which this process becomes part of."""
    files = resumes(number)
    with Installation(queue=queue) as installation:
        speeds, costs = _in_process(files)
        if recipe.exists():
            costs["recipe"] = _by_recipe(recipe, files[:RECIPE_FILES])
            speeds["recipe"] = 1_000 / costs["recipe"]
        queued = through_celery(installation, files)
        speeds["celery"], costs["celery"] = queued["docs_per_second"], queued["cpu_ms"]
        return {
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "database": installation.database,
            "queue": queue,
            "files": number,
            "docs_per_second": {name: round(speed, 1) for name, speed in speeds.items()},
            "cpu_ms": {name: round(cost, 2) for name, cost in costs.items()},
            "pool_mb": round(queued["pool_mb"]),
            "ratios": _ratios(speeds, costs),
        }


def _in_process(files: list[File]) -> tuple[dict[str, float], dict[str, float]]:
    """Files a second, and this process's CPU time a file in milliseconds: each the best of the rounds."""
    import pypdfium2

    from candidates.extraction import Document, extract, parse
    from candidates.screening import screen
    from rubrics.ruledoc import shipped

    def get_text_range(name: str, data: bytes) -> None:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.get_textpage().get_text_range()
        document.close()

    def read(name: str, data: bytes) -> Document:
        document = parse(data, name=name)
        assert isinstance(document, Document), document
        return document

    def file_to_report(name: str, data: bytes) -> None:
        json.dumps(screen(read(name, data), rules=shipped(), as_of=AS_OF).to_dict())

    steps: dict[str, Callable[[str, bytes], object]] = {
        "get_text_range": get_text_range,
        "parse": read,
        "file_to_report": file_to_report,
        "extract": lambda name, data: extract(data, name=name),
    }
    seconds, used = dict.fromkeys(steps, float("inf")), dict.fromkeys(steps, float("inf"))
    for step in steps.values():
        step(*files[0])  # starts the sandbox, compiles the rules
    for _ in range(ROUNDS):
        for name, step in steps.items():
            start, cpu = time.perf_counter(), time.process_time()
            for file in files:
                step(*file)
            seconds[name] = min(seconds[name], (time.perf_counter() - start) / len(files))
            used[name] = min(used[name], (time.process_time() - cpu) / len(files))
    del used["extract"]  # most of it is another process's
    return {name: 1 / value for name, value in seconds.items()}, {
        name: value * 1_000 for name, value in used.items()
    }


def _by_recipe(python: Path, files: list[File]) -> float:
    """Milliseconds of CPU time a file that the recipe takes, with our terms."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files:
            (Path(folder) / name).write_bytes(data)
        (Path(folder) / "terms.json").write_text(json.dumps(_phrases()), encoding="utf-8")
        ran = subprocess.run(
            [python, ROOT / "tests" / "bench" / "recipe.py", folder],
            capture_output=True,
            text=True,
            check=True,
        )
    return float(ran.stdout) * 1_000


def _phrases() -> list[str]:
    """Our rules' terms as phrases: without those that have gaps, each word in its first form."""
    from rubrics.ruledoc import shipped
    from rubrics.ruledoc.terms import Gap

    found = {
        " ".join(sorted(item.forms)[0] for item in sequence if not isinstance(item, Gap))
        for signal in shipped().signals.values()
        for sequence in signal.terms
        if not any(isinstance(item, Gap) or not item.forms for item in sequence)
    }
    return sorted(found)


def _ratios(speeds: dict[str, float], costs: dict[str, float]) -> dict[str, float]:
    """What the issue asks for first: how many times the floor's time a report takes, and the recipe a report's."""
    ratios = {
        "report_time/get_text_range_time": costs["file_to_report"] / costs["get_text_range"],
        "parse_time/get_text_range_time": costs["parse"] / costs["get_text_range"],
        "extract/get_text_range": speeds["extract"] / speeds["get_text_range"],
        "file_to_report/get_text_range": speeds["file_to_report"] / speeds["get_text_range"],
        "file_to_report/extract": speeds["file_to_report"] / speeds["extract"],
        "celery/file_to_report": speeds["celery"] / speeds["file_to_report"],
    }
    if "recipe" in costs:
        ratios["recipe_time/report_time"] = costs["recipe"] / costs["file_to_report"]
    return {name: round(ratio, 3) for name, ratio in ratios.items()}


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    head = "{files} files, {cores} cores with a load of {load}, {database}, {queue}".format_map(result)
    costs = result["cpu_ms"]
    lines = [
        f"{name:<34}{value:>10.1f} docs/s" + (f"{costs[name]:>10.2f} ms of CPU" if name in costs else "")
        for name, value in result["docs_per_second"].items()
    ]
    lines += [f"{name:<34}{value:>10.3f}" for name, value in result["ratios"].items()]
    lines.append(f"{'a process of the pool':<34}{result['pool_mb']:>10} MB")
    return "\n".join([head, *lines])


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast resumes are read. Writes build/bench.json.")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--queue", choices=["filesystem", "redis"], default="filesystem")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument(
        "--recipe", type=Path, default=RECIPE, help="a Python that has pdfminer.six and spacy"
    )
    given = parser.parse_args()
    result = measure(queue=given.queue, number=given.files, recipe=given.recipe)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

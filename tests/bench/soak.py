"""The full figures: `python -m tests.bench.soak [--share [N]] [--only PART ...]`, a line a set-up.

Kills, wipes and absences of the broker, then the benchmarks, on both ways to run the product: SQLite with the
folder queue, PostgreSQL with Redis; hostile files, and changes to resumes that must not matter, on the first only. Each runs as a process of its own, so that one which hangs or dies spoils
nothing else. Lines are appended to docs/measured.jsonl. --share: the part N of each (a tenth), marked as such,
never quoted. Exit 1 if anything was not as it must be; the line is written all the same.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.postgresql import postgresql
from tests.installation import ROOT, Missing

MEASURED = ROOT / "docs" / "measured.jsonl"
LIMIT_SECONDS = 3600
SIZES = {"kills": (20, 200), "beatless": (3, 1), "wiped": (4, 200), "away": (3, 60)}
"""Scenario: how often it strikes, and how many files come in."""

WITHIN_SECONDS = {"kills": 40, "beatless": 40, "wiped": 60, "away": 60}
"""Until the last file is screened, after the last strike or the broker's return."""

BENCH_FILES = 400
QUEUED_FILES = 5_000
IMPACT_RESUMES = 100_000
PAGES_CANDIDATES = 100_000
PAGES_SCORECARDS = 200_000
LEAST_PAGES_CANDIDATES = 300
"""Two hundred come by files, which nobody reads there."""

LEAST_FILES = 10
OVER_FILES = {
    "hostile": ("tests.bench.hostile", "--files", 10_000),
    "metamorphic": ("tests.bench.metamorphic", "--resumes", 500),
}
"""Programs that need neither database nor queue, so that the first set-up runs them, and how much they take on."""

PARTS = (*SIZES, "bench", "queued", "impact", "pages", *OVER_FILES)


def soak(queue: str, *, database_url: str, share: float, parts: Sequence[str] = PARTS) -> dict[str, Any]:
    """The parts on one set-up: the line for docs/measured.jsonl.

    load: processes that wanted a core in the minute before; above 1 others worked here too, and speeds are lower.
    """
    line: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "commit": _commit(),
        "database": "postgresql" if database_url else "sqlite",
        "queue": queue,
        "command": _command(share, parts),
    }
    if share != 1:
        line["share"] = share
    for name in parts:
        if name == "bench":
            line[name] = _bench(queue, database_url, _part(BENCH_FILES, share))
        elif name == "queued":
            words = ["--queue", queue, "--files", str(_part(QUEUED_FILES, share))]
            line[name] = _run("tests.bench.queued", *words, database_url=database_url)
        elif name == "impact":
            resumes = str(_part(IMPACT_RESUMES, share))
            line[name] = _run("tests.bench.impact", "--resumes", resumes, database_url=database_url)
        elif name == "pages":
            candidates = str(max(LEAST_PAGES_CANDIDATES, math.ceil(PAGES_CANDIDATES * share)))
            cards = str(math.ceil(PAGES_SCORECARDS * share))
            words = ["--candidates", candidates, "--scorecards", cards]
            line[name] = _run("tests.bench.pages", *words, database_url=database_url)
        elif name in OVER_FILES:
            module, word, number = OVER_FILES[name]
            line[name] = _run(module, word, str(_part(number, share)), database_url="")
        else:
            line[name] = _strike(name, queue, database_url, share)
    line["problems"] = sorted(
        f"{name}: {problem}" for name in parts for problem in line[name].get("problems", [])
    )
    return line


def _command(share: float, parts: Sequence[str]) -> str:
    whole = parts in (PARTS, tuple(name for name in PARTS if name not in OVER_FILES))
    if share == 1 and whole:
        return "make soak"
    only = "" if whole else f" --only {' '.join(parts)}"
    return f"python -m tests.bench.soak --share {share:g}{only}"


def _strike(scenario: str, queue: str, database_url: str, share: float) -> dict[str, Any]:
    number, files = SIZES[scenario]
    number, files = math.ceil(number * share), _part(files, share)
    words = [scenario, "--queue", queue, "--number", str(number), "--files", str(files)]
    result = _run("tests.chaos.drive", *words, database_url=database_url)
    return judged(result, scenario=scenario, number=number, whole=share == 1)


def _part(files: int, share: float) -> int:
    return max(min(files, LEAST_FILES), math.ceil(files * share))


def judged(result: dict[str, Any], *, scenario: str, number: int, whole: bool) -> dict[str, Any]:
    """The result with what is wrong beyond the rows: too few kills that hit, and in a whole run too late. A share
    runs beside whatever else the machine does: its seconds are written down and decide nothing."""
    problems = list(result.get("problems", []))
    if result.get("hits", number) < number:
        problems.append(f"{result['hits']} kills hit a running row, not {number}")
    if whole and (result.get("last_after_seconds") or 0) > WITHIN_SECONDS[scenario]:
        problems.append(f"the last file took more than {WITHIN_SECONDS[scenario]} s")
    return result | {"problems": problems}


def _bench(queue: str, database_url: str, files: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "bench.json"
        words = ["--queue", queue, "--files", str(files), "--output", str(output)]
        ran = _run("tests.bench.bench", *words, database_url=database_url)
        if not output.exists():
            return ran
        result: dict[str, Any] = json.loads(output.read_text())
        return result


def _run(module: str, *words: str, database_url: str) -> dict[str, Any]:
    """The JSON that the program printed last; what went wrong if it printed none."""
    print(f"{module} {' '.join(words)} ...", flush=True)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url},
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problems": [f"not done after {LIMIT_SECONDS} s"]}
    try:
        result: dict[str, Any] = json.loads(ran.stdout.strip().rpartition("\n")[2])
    except ValueError:
        last = ran.stderr.strip().rpartition("\n")[2][:300]
        return {"problems": [f"exit {ran.returncode}: {last}"]}
    return result


def _commit() -> str:
    """The commit measured, with + if files differ from it."""
    words = ["git", "describe", "--always", "--dirty=+", "--abbrev=10", "--exclude=*"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "unknown"


def _written(line: dict[str, Any]) -> bool:
    """Append the line, show it, and say whether all was as it must be."""
    MEASURED.parent.mkdir(exist_ok=True)
    with MEASURED.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(json.dumps(line, indent=2, ensure_ascii=False), flush=True)
    return not line["problems"]


def main() -> int:
    parser = argparse.ArgumentParser(description="The full figures. Appends to docs/measured.jsonl.")
    parser.add_argument(
        "--share", type=float, nargs="?", const=0.1, default=1.0, help="a part of it, such as 0.1"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts of it")
    given = parser.parse_args()
    share, parts = given.share, tuple(given.only)
    if not 0 < share <= 1:
        parser.error("--share is a part of 1, such as 0.1")
    well = _written(soak("filesystem", database_url="", share=share, parts=parts))
    parts = tuple(name for name in parts if name not in OVER_FILES)
    if not parts:
        return not well
    try:
        if shutil.which("redis-server") is None:
            raise Missing("redis-server")
        with postgresql() as url:
            return not (_written(soak("redis", database_url=url, share=share, parts=parts)) and well)
    except Missing as program:
        print(f"missing: {program}, so PostgreSQL with Redis is not measured")
        return 1


if __name__ == "__main__":
    sys.exit(main())

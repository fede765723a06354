"""The full figures: `python -m tests.bench.soak [--share]`. Appends a line a queue to docs/measured.jsonl.

Kills, wipes and absences of the broker on each queue, then the benchmark. Each runs as a process of its own, so
that one which hangs or dies spoils nothing else. --share: a small part, marked as such, never quoted. Exit 1 if
anything was not as it must be; the line is written all the same.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.installation import ROOT

MEASURED = ROOT / "docs" / "measured.jsonl"
LIMIT_SECONDS = 1800
# scenario: (number, files) in full, and as a share
SIZES = {"kills": ((20, 200), (3, 40)), "wiped": ((4, 200), (1, 20)), "away": ((3, 60), (1, 10))}
BENCH_FILES = (400, 40)


def soak(queue: str, *, share: bool) -> dict[str, Any]:
    """Everything on one queue: the line for docs/measured.jsonl."""
    line: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "commit": _commit(),
        "queue": queue,
        "command": "make soak" if not share else "make soak (share)",
    }
    if share:
        line["share"] = True
    for scenario, sizes in SIZES.items():
        number, files = sizes[share]
        words = [scenario, "--queue", queue, "--number", str(number), "--files", str(files)]
        line[scenario] = _run("tests.chaos.drive", *words)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "bench.json"
        words = ["--queue", queue, "--files", str(BENCH_FILES[share]), "--output", str(output)]
        failed = _run("tests.bench.bench", *words)
        line["bench"] = json.loads(output.read_text()) if output.exists() else failed
    line["database"] = line["bench"].get("database")
    line["problems"] = sorted(
        f"{name}: {problem}" for name in (*SIZES, "bench") for problem in line[name].get("problems", [])
    )
    return line


def _run(module: str, *words: str) -> dict[str, Any]:
    """The JSON that the program printed last; what went wrong if it printed none."""
    print(f"{module} {' '.join(words)} …", flush=True)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problems": [f"not done after {LIMIT_SECONDS} s"]}
    last = ran.stdout.strip().rpartition("\n")[2]
    try:
        result: dict[str, Any] = json.loads(last)
    except ValueError:
        if ran.returncode == 0:
            return {}
        return {"problems": [f"exit {ran.returncode}: {ran.stderr.strip().rpartition(chr(10))[2][:300]}"]}
    return result


def _commit() -> str:
    """The commit measured, with + if files differ from it."""
    words = ["git", "describe", "--always", "--dirty=+", "--abbrev=10", "--exclude=*"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "unknown"


def main() -> int:
    parser = argparse.ArgumentParser(description="The full figures. Appends to docs/measured.jsonl.")
    parser.add_argument("--share", action="store_true", help="a small part, to see that all of it runs")
    given = parser.parse_args()
    queues = ["filesystem", "redis"] if shutil.which("redis-server") else ["filesystem"]
    if "redis" not in queues:
        print("missing: redis-server, so its figures are not measured")
    problems: list[str] = []
    for queue in queues:
        line = soak(queue, share=given.share)
        problems += line["problems"]
        MEASURED.parent.mkdir(exist_ok=True)
        with MEASURED.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        print(json.dumps(line, indent=2, ensure_ascii=False))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())

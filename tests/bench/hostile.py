"""Files with faults put into them, and bombs, read and screened as a worker does: `python -m tests.bench.hostile [--files 10000]`.

Prints one line of JSON. Every file is made from its number, so a run can be repeated: PDF, DOCX, ODT, RTF, HTML, JSON
Resume, LaTeX and text in turn, compressed and plain, faults in the file and in the members of packages. Each ends as a
document, which is then screened, or with a reason. Every tenth PDF is drawn too.

| figure | what it counts |
|---|---|
| read, reasons | how the files ended |
| hangs | files whose answer took longer than the child's wall clock allows |
| deaths | processes that were to outlive the files and did not: the warm one, or this one's screening |
| longest | seconds of the slowest file, and of the slowest screening |
| memory_mb | the most that a reading child held |
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from candidates.extraction import Document, Sandbox, SandboxUnavailable, Unreadable
from candidates.extraction.document import REASONS
from candidates.extraction.limits import MAX_CHARACTERS, MIB, ChildLimits
from candidates.extraction.pages import READER
from candidates.screening import screen
from rubrics.ruledoc import RuleDocument, shipped
from tests.bench.resumes import lines_of, resumes
from tests.candidates.extraction import samples
from tests.candidates.extraction.hostile_files import DOCX, HOSTILE, mutated, mutated_inside

WHOLE = 10_000
AS_OF = date(2026, 1, 1)
SLACK_SECONDS = 5.0
"""Beyond the child's wall clock: starting, sending, and what else this machine does."""

SCREENING_SECONDS = 20.0
LIMITS = ChildLimits()
DRAWN = 10
READERS = 2


@dataclass
class Tally:
    """What became of the files."""

    ends: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    hangs: int = 0
    deaths: int = 0
    slowest_file: float = 0.0
    slowest_screening: float = 0.0


def good_files() -> list[tuple[str, bytes]]:
    """Files of every kind without a fault, as people write them: kind and bytes."""
    text = "\n".join(lines_of(Random(1), 1))
    paragraphs = text.split("\n")
    small = [(kind, make()) for kind, make in samples.EVERY_KIND.items()]
    return [
        *small,
        ("pdf", resumes(1)[0][1]),
        ("pdf", samples.pdf(samples.column(paragraphs[:50]), pageCompression=0)),
        ("pdf", samples.scanned(samples.one_line_pdf(), dots=40)),
        ("pdf", samples.encrypted_pdf("")),
        ("docx", DOCX),
        ("docx", samples.docx("".join(map(samples.paragraph, paragraphs)))),
        ("odt", samples.odt("".join(f"<text:p>{line}</text:p>" for line in paragraphs))),
        ("rtf", samples.rtf("\\par ".join(line.encode("ascii", "ignore").decode() for line in paragraphs))),
        (
            "html",
            f"<!doctype html><table>{''.join(f'<tr><td>{line}' for line in paragraphs)}</table>".encode(),
        ),
        ("text", text.encode()),
    ]


def file_of(number: int, seeds: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The file with this number: its kind before the faults, and its bytes."""
    source = Random(number)
    kind, whole = seeds[number % len(seeds)]
    inside = whole.startswith(b"PK") and source.random() < 0.7
    return kind, (mutated_inside if inside else mutated)(whole, source)


class Reader:
    """One worker process's share: a sandbox for text, one for pages, the rules."""

    def __init__(self, rules: RuleDocument) -> None:
        self.text, self.pages, self.rules = Sandbox(), Sandbox(reader=READER), rules
        self.text.level()
        self.pages.level()
        self.alive = (self.text.zygote_pid, self.pages.zygote_pid)

    def close(self) -> None:
        self.text.close()
        self.pages.close()

    def take(self, name: str, data: bytes, tally: Tally, *, draw: bool = False) -> str:
        """Read a file, screen it, note how it ended. Returns "read" or the reason's code."""
        start = time.monotonic()
        try:
            found = self.text.extract(data, name=name)
            if draw:
                self.pages.ask(data, {"task": "draw", "number": 1, "width": 200})
        except SandboxUnavailable:
            tally.deaths += 1
            return "unavailable"
        seconds = time.monotonic() - start
        tally.slowest_file = max(tally.slowest_file, seconds)
        tally.hangs += seconds > (1 + draw) * (LIMITS.wall + SLACK_SECONDS)
        if self.alive != (self.text.zygote_pid, self.pages.zygote_pid):
            tally.deaths += 1
            self.alive = (self.text.zygote_pid, self.pages.zygote_pid)
        return self._judge(name, found, tally)

    def _judge(self, name: str, found: Document | Unreadable, tally: Tally) -> str:
        if isinstance(found, Unreadable):
            if found.code not in REASONS or not found.message:
                tally.problems.append(f"{name} ended without a reason")
            return found.code
        if len(found.text) > MAX_CHARACTERS:
            tally.problems.append(f"{name} gave {len(found.text)} characters")
        start = time.monotonic()
        try:
            screen(found, rules=self.rules, as_of=AS_OF).to_dict()
        except Exception as error:  # in a worker it would be a screening that fails ten times
            tally.deaths += 1
            tally.problems.append(f"{name}: screening broke off ({type(error).__name__})")
        tally.slowest_screening = max(tally.slowest_screening, time.monotonic() - start)
        return "read"


def measured(number: int) -> dict[str, Any]:
    """All figures over so many files and every bomb."""
    start = time.monotonic()
    rules, seeds, tally = shipped(), good_files(), Tally()
    readers = [Reader(rules) for _ in range(READERS)]
    kinds: Counter[str] = Counter()

    def share(index: int) -> None:
        for at in range(index, number, READERS):
            kind, data = file_of(at, seeds)
            kinds[kind] += 1
            draw = kind == "pdf" and at // len(seeds) % DRAWN == 0
            tally.ends[readers[index].take(f"file {at} ({kind})", data, tally, draw=draw)] += 1

    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(share, range(READERS)))
    bombs = HOSTILE if number >= WHOLE else {}  # the suite meets each of them too
    for what, (make, ends) in bombs.items():
        if (end := readers[0].take(what, make(), tally)) not in ends:
            tally.problems.append(f"{what}: {end}")
    for reader in readers:
        reader.close()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "files": number,
        "kinds": dict(sorted(kinds.items())),
        "bombs": len(bombs),
        "read": tally.ends.pop("read", 0),
        "reasons": dict(sorted(tally.ends.items())),
        "hangs": tally.hangs,
        "deaths": tally.deaths,
        "longest": [round(tally.slowest_file, 1), round(tally.slowest_screening, 1)],
        "memory_mb": round(memory),
        "seconds": round(time.monotonic() - start),
    }
    return {**figures, "problems": [*tally.problems, *problems(figures)]}


def problems(figures: dict[str, Any]) -> list[str]:
    """What must not be."""
    found = [f"{figures[name]} {name}" for name in ("hangs", "deaths") if figures[name]]
    if figures["memory_mb"] > LIMITS.memory / MIB:
        found.append(f"a child held {figures['memory_mb']} MB")
    if figures["longest"][1] > SCREENING_SECONDS:
        found.append(f"screening one took {figures['longest'][1]} s")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Files with faults, and bombs, read and screened.")
    parser.add_argument("--files", type=int, default=WHOLE)
    print(json.dumps(measured(parser.parse_args().files), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

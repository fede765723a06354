"""How long the impact of changed rules takes: `python -m tests.bench.impact [--resumes 100000]`.

Prints one line of JSON. Rows are made in bulk from some hundred invented texts of about 4 KB, each screened once;
every row is read and judged for itself.

| figure | what changed |
|---|---|
| flag | how much a flag asks for: judged from what is seen in each resume, no text is read |
| together | a flag that asks for things in one sentence: judged from all facts of the resumes that have both |
| vocabulary | a tool that some texts name: all texts are looked at, and the sentences around it read again |
| common | a tool that most texts name |
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from tests.bench.resumes import lines_of
from tests.installation import Installation

TEXTS = 400
LENGTH = 4_096
AS_OF = date(2026, 1, 1)
RARE = "Kept an inventory of the parts of {n} services in Dependency-Track."
SHARE_OF_RARE = 0.05
PLAIN = (
    "Answered for the yearly plan of the group and reported on it to the heads of {n} offices.",
    "Looked after new colleagues in their first {n} weeks and wrote what they need to know on one page.",
    "Met with suppliers and agreed on prices, terms of delivery and what happens when something is late.",
    "Brought the time that customers wait for an answer from {n} hours to one working day.",
    "Kept the records of {n} contracts complete and told their owners in time before they ended.",
)
"""What most of a resume is: words that no rule asks for."""

AT_ONCE = 2_000

SIGNAL = """
---
schema: 1
signals:
  - {{code: {code}, terms: ["{term}"], groups: [scanning], holds_in: a, not_in: b}}
"""

WITHIN_SECONDS = {"flag": 1.0, "together": 1.0, "vocabulary": 15.0}
MEMORY_MB = 1_000


def texts(number: int) -> list[str]:
    """`number` different texts of about LENGTH characters."""
    return [_text(Random(index), index) for index in range(number)]


def _text(random: Random, index: int) -> str:
    lines = lines_of(random, index)
    if random.random() < SHARE_OF_RARE:
        lines.insert(7, "• " + RARE.format(n=random.randint(5, 90)))
    while sum(map(len, lines)) + len(lines) < LENGTH:
        lines.insert(
            random.randrange(6, len(lines) - 6), "• " + random.choice(PLAIN).format(n=random.randint(3, 90))
        )
    return "\n".join(lines)


def fill(number: int) -> Any:
    """The shipped rules in force, and `number` resumes screened by them. Returns the rule set."""
    from candidates.actions.screenings.keeping import pack
    from candidates.extraction import Document
    from candidates.models import Resume, ResumeDocument, ResumeFacts, ResumeReading, Screening
    from candidates.screening import screen
    from candidates.screening.engine import engine
    from rubrics.actions import publish_shipped_rules
    from rubrics.ruledoc import shipped

    revision = publish_shipped_rules()
    assert revision is not None
    rules, now = shipped(), datetime.now(UTC)
    contents, kept, covered = [], [], []
    for text in texts(min(TEXTS, number)):
        document = Document(text, "text")
        report = screen(document, rules=rules, as_of=AS_OF)
        contents.append(document.to_json())
        kept.append(pack(report, rules))
        covered.append({"as_of": AS_OF.isoformat(), "flags": [], "notice": report.notice})
    for first in range(0, number, AT_ONCE):
        some = range(first, min(first + AT_ONCE, number))
        resumes = Resume.objects.bulk_create(
            Resume(file=f"be/{n}", file_name="kim.txt", size=LENGTH, sha256=f"{n:064}", received_at=now)
            for n in some
        )
        screenings = Screening.objects.bulk_create(
            Screening(
                resume=resume,
                revision=revision,
                as_of=AS_OF,
                state="done",
                queued_at=now,
                report=covered[n % len(kept)],
            )
            for n, resume in zip(some, resumes, strict=True)
        )
        rows = list(zip(some, resumes, screenings, strict=True))
        ResumeDocument.objects.bulk_create(
            ResumeDocument(resume=resume, content=contents[n % len(kept)]) for n, resume, _ in rows
        )
        ResumeFacts.objects.bulk_create(
            ResumeFacts(
                resume=resume,
                screening=screening,
                revision=revision,
                vocabulary=revision,
                engine=engine(),
                as_of=AS_OF,
                seen=kept[n % len(kept)].seen,
            )
            for n, resume, screening in rows
        )
        ResumeReading.objects.bulk_create(
            ResumeReading(resume=resume, facts=kept[n % len(kept)].facts, outline=kept[n % len(kept)].outline)
            for n, resume, _ in rows
        )
    return revision.rule_set


def changes(source: str) -> Iterator[tuple[str, str]]:
    """Each figure with the rules it is measured for."""
    yield "flag", _replaced(source, "- group: scanning\n", "- {group: scanning, at_least: 2}\n")
    yield (
        "together",
        _replaced(source, "- together: [scanning, pipeline.into] ", "- together: [scanning, pipeline] "),
    )
    yield "vocabulary", source + SIGNAL.format(code="bench.rare", term="dependency-track")
    yield "common", source + SIGNAL.format(code="bench.common", term="hashicorp vault")


def _replaced(source: str, old: str, new: str) -> str:
    if old not in source:
        raise RuntimeError(f"the shipped rules have no {old!r} any more")
    return source.replace(old, new, 1)


def measured(number: int) -> dict[str, Any]:
    """All figures, in this process's installation."""
    rule_set = fill(number)
    from candidates.models import ResumeReading
    from candidates.studio.documents import read_rules
    from rubrics.ruledoc import load, shipped_source

    read_rules(shipped_source())  # those in force are in memory wherever somebody works on rules
    sizes = [len(bytes(row.facts)) for row in ResumeReading.objects.all()[:TEXTS]]
    figures: dict[str, Any] = {"facts_each": round(sum(sizes) / len(sizes) / 8)}
    for name, source in changes(shipped_source()):
        rules = load(source)  # an editor has read it already
        figures[name] = _timed(lambda rules=rules: _measure(rules, rule_set))  # type: ignore[misc]
    return figures


def _measure(rules: Any, rule_set: Any) -> dict[str, int]:
    from candidates.studio.measuring import measure

    outcome = measure(rules, rule_set=rule_set)
    return {"resumes": outcome.resumes, "read_again": len(outcome.again), "changes": len(outcome.flags)}


def _timed(work: Callable[[], dict[str, int]]) -> dict[str, Any]:
    start = time.perf_counter()
    found = work()
    return {"seconds": round(time.perf_counter() - start, 2), **found}


def memory_mb(processes: int) -> int:
    """The most that this process and its readers held at once."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return int((own + processes * reader) / 1024)


def problems(figures: dict[str, Any], memory: int) -> list[str]:
    found = [
        f"{name} took {figures[name]['seconds']} s, not {most:g}"
        for name, most in WITHIN_SECONDS.items()
        if figures[name]["seconds"] > most
    ]
    return found + ([f"memory {memory} MB, not {MEMORY_MB}"] if memory > MEMORY_MB else [])


def main() -> int:
    parser = argparse.ArgumentParser(description="How long the impact of changed rules takes.")
    parser.add_argument("--resumes", type=int, default=100_000)
    number = parser.parse_args().resumes
    with Installation(queue="filesystem") as installation:
        figures = measured(number)
        memory = memory_mb(len(os.sched_getaffinity(0)))
        result = {"database": installation.database, **figures, "memory_mb": memory}
        print(json.dumps({**result, "problems": problems(figures, memory) if number >= 100_000 else []}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

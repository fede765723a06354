"""What must not matter, changed one at a time: `python -m tests.bench.metamorphic [--resumes 500]`.

Prints one line of JSON. Each resume is screened as it is and once for each change (tests/resumes/composed.py): another
name, pronouns, school, nationality, city, employers of another fame, order of sections, layout, file format. A change that
turns a flag, the months or the level is a problem.
"""

import argparse
import json
import sys
import time
from collections import Counter
from datetime import date
from random import Random
from typing import Any

from candidates.extraction import Document, parse
from candidates.screening import screen
from rubrics.ruledoc import RuleDocument, shipped
from tests.resumes.composed import CHANGES, FORMATS, markup, person

AS_OF = date(2026, 1, 1)
BASE = next(iter(FORMATS))
MOST_SHOWN = 20


def outcome(data: bytes, rules: RuleDocument) -> tuple[Any, ...]:
    """The flags that hold, the months, the level and what stands beside it; the reason if there is no text."""
    document = parse(data, name="cv")
    if not isinstance(document, Document):
        return (document.code,)
    report = screen(document, rules=rules, as_of=AS_OF)
    found = report.to_dict()
    held = tuple(flag["code"] for flag in found["flags"] if flag["holds"])
    return held, report.timeline.months, found["level"], tuple(found["levels"])


def variants(number: int) -> dict[str, bytes]:
    """The resume with this number by what is changed about it; BASE first, with nothing changed."""
    who, random = person(number), Random(number)
    text = markup(who)
    files = {name: make(text) for name, make in FORMATS.items()}
    return files | {name: FORMATS[BASE](markup(change(who, random))) for name, change in CHANGES.items()}


def differences(number: int, rules: RuleDocument) -> dict[str, tuple[Any, Any]]:
    """By change, what came of the resume without and with it, where these differ."""
    outcomes = {name: outcome(data, rules) for name, data in variants(number).items()}
    base = outcomes[BASE]
    return {name: (base, found) for name, found in outcomes.items() if found != base}


def measured(number: int) -> dict[str, Any]:
    """All figures over so many resumes."""
    start, rules = time.monotonic(), shipped()
    changed: Counter[str] = Counter()
    problems = []
    for index in range(number):
        for name, (base, found) in differences(index, rules).items():
            changed[name] += 1
            problems.append(f"resume {index}, {name}: {base} became {found}")
    return {
        "resumes": number,
        "changes_each": len(FORMATS) + len(CHANGES) - 1,
        "changed": dict(changed),
        "seconds": round(time.monotonic() - start),
        "problems": problems[:MOST_SHOWN],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="What must not matter, changed one at a time.")
    parser.add_argument("--resumes", type=int, default=500)
    print(json.dumps(measured(parser.parse_args().resumes), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How the written resumes are judged, as the PDF and DOCX files that people send, against their labels.

    .venv/bin/python -m tests.resumes.scoring [dev|aside]

Flags named in a label's "uncertain" are left out for that resume, "years" there leaves out years and level. The half
aside is scored once, at the end of work on the rules, and its single errors are not looked at (README.md).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from typing import Any

from candidates.extraction import Document, extract
from candidates.screening import screen
from rubrics.ruledoc import shipped
from tests.resumes.rendering import WRITTEN, render

NEAR_YEARS = 0.5
LEAST_POSITIVES = 5


def reports(labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What screening says of each labelled resume, read from its file as of the label's date."""
    found = []
    for label in labels:
        ending, data = render(int(label["id"][1:]), (WRITTEN / f"{label['id']}.md").read_text())
        document = extract(data, name=f"{label['id']}.{ending}")
        assert isinstance(document, Document), (label["id"], document)
        report = screen(document, rules=shipped(), as_of=date.fromisoformat(label["as_of"]))
        found.append(report.to_dict())
    return found


def flag_counts(labels: list[dict[str, Any]], judged: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Flag -> how many tp, fp and fn, without what is uncertain."""
    counts = {flag["code"]: Counter[str]() for flag in judged[0]["flags"]}
    for label, report in zip(labels, judged, strict=True):
        for flag in report["flags"]:
            code, holds = flag["code"], flag["holds"]
            if code in label["uncertain"]:
                continue
            wanted = code in label["green"] or code in label["yellow"]
            if holds or wanted:
                counts[code]["tp" if holds and wanted else "fp" if holds else "fn"] += 1
    return counts


def f1(counts: Counter[str]) -> float:
    """Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn)."""
    return 2 * counts["tp"] / ((2 * counts["tp"] + counts["fp"] + counts["fn"]) or 1)


def main(half: str = "dev") -> None:
    """Print the table of one half."""
    labels = [json.loads(row) for row in (WRITTEN / f"{half}.jsonl").read_text().splitlines()]
    judged = reports(labels)
    counts = flag_counts(labels, judged)
    print(f"{'flag':<26}{'pos':>5}{'tp':>5}{'fp':>5}{'fn':>5}{'F1':>8}")
    for code, row in counts.items():
        positives = row["tp"] + row["fn"]
        print(f"{code:<26}{positives:>5}{row['tp']:>5}{row['fp']:>5}{row['fn']:>5}{f1(row):>8.3f}")
    often = [f1(row) for row in counts.values() if row["tp"] + row["fn"] >= LEAST_POSITIVES]
    whole = sum(counts.values(), Counter[str]())
    certain = [
        (label, report)
        for label, report in zip(labels, judged, strict=True)
        if "years" not in label["uncertain"] and label["years"] is not None
    ]
    near = [
        report["years"] is not None and abs(report["years"] - label["years"]) <= NEAR_YEARS
        for label, report in certain
    ]
    level = [report["level"] == label["level"] for label, report in certain]
    print(f"micro-F1 {f1(whole):.3f}, macro-F1 of flags with {LEAST_POSITIVES} positives {mean(often):.3f}")
    print(f"years within {NEAR_YEARS}: {mean(near):.3f}, level: {mean(level):.3f}, of {len(certain)} resumes")


def mean(values: list[Any]) -> float:
    """The mean of numbers or truths, 0 of none."""
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main(*sys.argv[1:])

"""python .ci/no_skips.py REPORT: exit 1 if a JUnit report of pytest shows a skipped test, or no test at all."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def problems(report: Path) -> list[str]:
    """What is wrong with the run that the report tells of."""
    root = ElementTree.parse(report).getroot()  # noqa: S314 - pytest wrote it a moment ago
    cases = list(root.iter("testcase"))
    if not cases:
        return ["no test ran"]
    return [
        f"skipped: {case.get('classname')}::{case.get('name')} ({skip.get('message')})"
        for case in cases
        for skip in case.iter("skipped")
    ]


if __name__ == "__main__":
    found = problems(Path(sys.argv[1]))
    print("\n".join(found) or "no test was skipped")
    sys.exit(bool(found))

"""Years and levels on the labelled resumes in tests/resumes/dev (the other half is set aside, never read here)."""

import datetime as dt
import json
from pathlib import Path

from candidates.screening import assess
from candidates.screening.sections import split_lines
from candidates.screening.timeline import read_timeline

FOLDER = Path(__file__).parents[2] / "resumes" / "dev"
NEAR_YEARS, ENOUGH = 0.5, 0.95


def _read(label):
    text = (FOLDER / f"{label['id']}.txt").read_text(encoding="utf-8")
    return read_timeline(split_lines(text), text, as_of=dt.date.fromisoformat(label["as_of"]))


def test_years_and_levels_agree_with_the_labels():
    labels = [
        json.loads(row) for row in (FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines() if row
    ]
    near = level = 0
    certain = [label for label in labels if "years" not in label["uncertain"]]
    for label in certain:
        months = _read(label).months
        if months is None or label["years"] is None:
            near += (months is None) == (label["years"] is None)
        else:
            near += abs(months / 12 - label["years"]) <= NEAR_YEARS
        level += assess.level(months)[0] == label["level"]

    print(f"years within {NEAR_YEARS}: {near} of {len(certain)}; level: {level} of {len(certain)}")
    assert len(certain) >= 20
    assert near / len(certain) >= ENOUGH
    assert level / len(certain) >= ENOUGH

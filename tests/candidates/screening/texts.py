"""Invented resumes around one line or section, and how the tests screen them."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from candidates.extraction.document import Document
from candidates.screening import Report, screen
from rubrics.ruledoc import RuleDocument, shipped

AS_OF = date(2026, 6, 1)
HERE = Path(__file__).parent
ENDING = """
Interests
Gardening, long walks, choir, chess and reading history books in the evening with a cup of tea.
Languages
English and French
References
References will be given when they are asked for, please write first and allow one week for the answer.
Other
Born and raised near the sea, willing to relocate, driving licence, available from the first of the month after the
usual notice period of three months has ended.
"""
"""Words that show nothing, so that a text has the 80 that absence needs."""


def rows(name: str) -> list[dict[str, Any]]:
    """A file of rows beside the tests."""
    found: list[dict[str, Any]] = yaml.load((HERE / name).read_text("utf-8"), yaml.CSafeLoader)
    return found


def with_line(line: str, *, section: str) -> str:
    """A resume that is empty but for one line in a section."""
    parts = {
        "summary": "",
        "experience": "Engineer, Acme Ltd, Jan 2020 - Dec 2023\n- Kept services running",
        "skills": "",
        "certifications": "",
        "education": "Secondary school",
    }
    parts.setdefault(section, "")
    parts[section] += f"\n- {line}" if section == "experience" else f"\n{line}"
    return "Jo Doe\n\n" + "\n\n".join(f"{name.title()}\n{body}" for name, body in parts.items() if body)


def report(text: str, *, rules: RuleDocument | None = None, as_of: date = AS_OF) -> Report:
    """A text screened by the shipped rules, unless others are given."""
    return screen(Document(text, "text"), rules=rules or shipped(), as_of=as_of)


def holding(found: Report, polarity: str) -> set[str]:
    """Codes of the flags of one polarity that hold."""
    return {o.flag.code for o in found.outcomes if o.holds and o.flag.polarity == polarity}

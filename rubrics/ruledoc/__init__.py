"""Rules as code: the rule document's schema, its loader and the rules that are shipped.

Pure: needs PyYAML and nothing else. `load` reads any document, `shipped` the one in this package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rubrics.ruledoc.loader import load
from rubrics.ruledoc.model import RuleDocument, Signal, Snippet
from rubrics.ruledoc.problems import Problem, RuleError

__all__ = ["Problem", "RuleDocument", "RuleError", "Signal", "Snippet", "load", "shipped", "shipped_source"]

_FOLDER = Path(__file__).parent / "shipped"


def shipped_source() -> str:
    """The text of the shipped rules: the files of `shipped/` in the order of their names, as one YAML stream."""
    return "\n---\n".join(path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.yaml")))


@cache
def shipped() -> RuleDocument:
    """The shipped rules. Read once a process."""
    return load(shipped_source())

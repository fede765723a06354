"""What may be read of rules: revisions, differences, tests, how often people agreed."""

from candidates.studio.queries.reviews import judged_flags, measure_precision
from candidates.studio.queries.revisions import (
    Gate,
    compare_revisions,
    drafts_of,
    find_revision,
    gates,
    history,
    try_rules,
)

__all__ = [
    "Gate",
    "compare_revisions",
    "drafts_of",
    "find_revision",
    "gates",
    "history",
    "judged_flags",
    "measure_precision",
    "try_rules",
]

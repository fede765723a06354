"""What may be read of rules: revisions, differences, tests, how often people agreed."""

from candidates.studio.queries.impacts import ShownChange, impact_changes, newest_impact, show_changes
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
    "ShownChange",
    "compare_revisions",
    "drafts_of",
    "find_revision",
    "gates",
    "history",
    "impact_changes",
    "judged_flags",
    "measure_precision",
    "newest_impact",
    "show_changes",
    "try_rules",
]

"""What may be read of rules: revisions, differences, tests, how often people agreed."""

from candidates.studio.queries.differences import Worded, word_differences
from candidates.studio.queries.impacts import ShownChange, impact_changes, newest_impact, show_changes
from candidates.studio.queries.rescreenings import find_pass, passes_of
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
from candidates.studio.queries.rows import ListedRow, check_row, find_row, list_rows, mark_of, neighbours
from candidates.studio.queries.trying import Judged, Trial, compare_on, find_resumes

__all__ = [
    "Gate",
    "Judged",
    "ListedRow",
    "ShownChange",
    "Trial",
    "Worded",
    "check_row",
    "compare_on",
    "compare_revisions",
    "drafts_of",
    "find_pass",
    "find_resumes",
    "find_revision",
    "find_row",
    "gates",
    "history",
    "impact_changes",
    "judged_flags",
    "list_rows",
    "mark_of",
    "measure_precision",
    "neighbours",
    "newest_impact",
    "passes_of",
    "show_changes",
    "try_rules",
    "word_differences",
]

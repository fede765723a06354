"""What may be done with rules: drafts, publishing, going back, re-screening."""

from candidates.studio.actions.drafts import (
    approve_draft,
    discard_draft,
    make_draft,
    rebase_draft,
    save_draft,
)
from candidates.studio.actions.impacts import ask_impact, sweep_impacts, work_on_impact
from candidates.studio.actions.publishing import RulesFail, publish_draft, roll_back
from candidates.studio.actions.rescreening import (
    count_left,
    start_rescreening,
    sweep_rescreenings,
    work_on_rescreening,
)
from candidates.studio.actions.rows import put_row, remove_row, rewrite_row

__all__ = [
    "RulesFail",
    "approve_draft",
    "ask_impact",
    "count_left",
    "discard_draft",
    "make_draft",
    "publish_draft",
    "put_row",
    "rebase_draft",
    "remove_row",
    "rewrite_row",
    "roll_back",
    "save_draft",
    "start_rescreening",
    "sweep_impacts",
    "sweep_rescreenings",
    "work_on_impact",
    "work_on_rescreening",
]

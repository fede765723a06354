"""What may be done with rules: drafts, publishing, going back, re-screening."""

from candidates.studio.actions.drafts import (
    approve_draft,
    discard_draft,
    make_draft,
    rebase_draft,
    save_draft,
)
from candidates.studio.actions.publishing import RulesFail, publish_draft, roll_back

__all__ = [
    "RulesFail",
    "approve_draft",
    "discard_draft",
    "make_draft",
    "publish_draft",
    "rebase_draft",
    "roll_back",
    "save_draft",
]

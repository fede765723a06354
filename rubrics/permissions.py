"""Who may do what with the guide, the questions and the rules."""

from typing import Any

from recruiting.accounts.permissions import right


@right("rubrics.read_guide")
def _read_guide(user: Any, obj: Any) -> bool:
    """Everybody who signs in, auditors too: the guide holds nothing about a person."""
    return True


@right("rubrics.edit_rules")
def _edit_rules(user: Any, obj: Any) -> bool:
    """Recruiters and admins make and change drafts, try rules and ask for their impact."""
    return user.is_recruiter


@right("rubrics.approve_rules")
def _approve_rules(user: Any, draft: Any) -> bool:
    """A second person: somebody who may change rules and wrote nothing of this draft."""
    return user.is_recruiter and user.pk not in draft.writers


@right("rubrics.publish_rules")
def _publish_rules(user: Any, draft: Any) -> bool:
    """An admin; a second person; or a writer whose draft a second person approved as it is."""
    if user.is_admin:
        return True
    second = user.pk not in draft.writers or draft.approver_id not in (None, user.pk)
    return user.is_recruiter and second


@right("rubrics.edit_guide")
def _edit_guide(user: Any, row: Any) -> bool:
    return user.is_admin

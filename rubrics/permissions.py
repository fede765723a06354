"""Who may do what with the guide, the questions and the rules."""

from typing import Any

from recruiting.accounts.permissions import right


@right("rubrics.read_guide")
def _read_guide(user: Any, obj: Any) -> bool:
    """Everybody who signs in, auditors too: the guide holds nothing about a person."""
    return True


@right("rubrics.edit_guide")
def _edit_guide(user: Any, row: Any) -> bool:
    return user.is_admin

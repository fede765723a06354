"""Rights on long work."""

from typing import Any

from recruiting.accounts.permissions import right


@right("work.change_bulk")
def _change_bulk(user: Any, bulk: Any) -> bool:
    """Whoever started it, and admins."""
    return bool(user.is_admin or bulk.actor_id == user.pk)

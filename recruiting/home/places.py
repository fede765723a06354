"""What home puts on every page: navigation, account menu, and where pages stand that layouts link to."""

from typing import Any

from recruiting.accounts.permissions import allowed
from recruiting.web import registry


def _reads_log(user: Any) -> bool:
    return allowed(user, "events.read_log")


def _is_admin(user: Any) -> bool:
    return allowed(user, "accounts.manage_people")


registry.nav.register(registry.NavItem("Today", "home:today", "home", order=10, key="g t"))
registry.nav.register(
    registry.NavItem("Log", "home:log", "history", order=90, visible=_reads_log, phone=False)
)
registry.nav.register(
    registry.NavItem("Settings", "home:profile", "settings", order=95, key="g s", phone=False)
)
registry.account_items.register(registry.AccountItem("Settings", "home:profile", "settings", order=10))
registry.account_items.register(
    registry.AccountItem("People", "home:people", "people", order=20, visible=_is_admin)
)
registry.account_items.register(registry.AccountItem("API", "api:docs", "key", order=30))
registry.places.register("home", "home:today")
registry.places.register("theme", "home:theme")

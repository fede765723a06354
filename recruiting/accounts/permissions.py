"""The registry of rights: one predicate per right, registered by the app that owns the noun."""

from collections.abc import Callable
from typing import Any

from recruiting.errors import Denied

Predicate = Callable[[Any, Any], bool]
_rights: dict[str, Predicate] = {}


def right(name: str) -> Callable[[Predicate], Predicate]:
    """Register the predicate `(user, obj) -> bool` as the right `app.verb_noun`. Raises ValueError if taken."""

    def register(predicate: Predicate) -> Predicate:
        if name in _rights:
            raise ValueError(f"the right {name!r} is registered twice")
        _rights[name] = predicate
        return predicate

    return register


def allowed(user: Any, name: str, obj: Any = None) -> bool:
    """Whether `user` has the right on `obj`. Inactive people and strangers have none. Raises KeyError for an
    unknown right: a typo must not read as "no"."""
    predicate = _rights[name]
    return bool(user is not None and user.is_authenticated and user.is_active and predicate(user, obj))


def require(by: Any, name: str, obj: Any = None) -> None:
    """Raise Denied unless `by` has the right on `obj`."""
    if not allowed(by, name, obj):
        raise Denied


@right("accounts.manage_people")
def _manage_people(user: Any, obj: Any) -> bool:
    return user.is_admin


@right("accounts.change_organisation")
def _change_organisation(user: Any, obj: Any) -> bool:
    return user.is_admin


@right("accounts.change_profile")
def _change_profile(user: Any, person: Any) -> bool:
    return bool(user.pk == person.pk)


@right("accounts.end_sessions")
def _end_sessions(user: Any, person: Any) -> bool:
    return bool(user.is_admin or user.pk == person.pk)


@right("accounts.create_token")
def _create_token(user: Any, obj: Any) -> bool:
    return user.role != "auditor"


@right("accounts.own_token")
def _own_token(user: Any, token: Any) -> bool:
    return user.is_admin or token.owner_id == user.pk


@right("events.read_log")
def _read_log(user: Any, obj: Any) -> bool:
    return user.role in ("admin", "auditor")

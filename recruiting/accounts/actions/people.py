"""What is done with a person's account."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from recruiting.accounts.choices import Role, Theme
from recruiting.accounts.models import User
from recruiting.accounts.permissions import require
from recruiting.accounts.validators import clean_name, clean_role, clean_zone
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record


@transaction.atomic
def change_person(*, person: User, by: User, role: str | None = None, active: bool | None = None) -> User:
    """Give a role, or let sign in again or no longer; ends all sessions of the person.

    Raises Denied, Invalid for an unknown role, Conflict if it would leave no active admin.
    """
    require(by, "accounts.manage_people", person)
    # Locks the admins on PostgreSQL, so that two of them can't demote each other at once; SQLite's
    # transactions are IMMEDIATE and wait at the first statement.
    admins = set(_active_admins().select_for_update().order_by("pk").values_list("pk", flat=True))
    person.refresh_from_db()
    wanted = {
        "role": person.role if role is None else clean_role(role).value,
        "is_active": person.is_active if active is None else active,
    }
    fields = [name for name, value in wanted.items() if getattr(person, name) != value]
    if not fields:
        return person
    stays_admin = wanted["role"] == Role.ADMIN and wanted["is_active"]
    if admins == {person.pk} and not stays_admin:
        raise Conflict("last_admin", "This is the last active admin. Make somebody else an admin first.")
    codes = {"role": wanted["role"]} if "role" in fields else {}
    return _save(person, by=by, values=wanted, fields=fields, codes=codes, end_sessions=True)


@transaction.atomic
def change_profile(*, person: User, by: User, name: str, zone: str, theme: str, single_keys: bool) -> User:
    """Change what people set for themselves. Raises Denied for anybody else, Invalid."""
    require(by, "accounts.change_profile", person)
    if theme not in Theme.values:
        raise Invalid("theme", "unknown", f"Choose one of: {', '.join(Theme.values)}.")
    wanted = {"name": clean_name(name), "zone": clean_zone(zone), "theme": theme, "single_keys": single_keys}
    fields = [field for field, value in wanted.items() if getattr(person, field) != value]
    return _save(person, by=by, values=wanted, fields=fields) if fields else person


@transaction.atomic
def set_password(*, person: User, by: User, password: str) -> User:
    """Set a new password; all other sessions of the person end. Raises Denied, Invalid if it isn't good enough."""
    require(by, "accounts.change_profile", person)
    check_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(names.USER_CHANGED, person, by=by, fields=["password"])
    return person


@transaction.atomic
def change_factor(*, person: User, by: User) -> User:
    """Note that the person set up or removed a second factor; all sessions end (sec A13)."""
    require(by, "accounts.change_profile", person)
    return _save(person, by=by, values={}, fields=["second_factor"], end_sessions=True)


@transaction.atomic
def reset_factor(*, person: User, by: User) -> User:
    """Remove the second factor of somebody who lost the device; all sessions end. Raises Denied."""
    from allauth.mfa.models import Authenticator  # needs the app registry that this module is loaded into

    require(by, "accounts.manage_people", person)
    Authenticator.objects.filter(user=person).delete()
    return _save(person, by=by, values={}, fields=["second_factor"], end_sessions=True)


@transaction.atomic
def end_sessions(*, person: User, by: User) -> User:
    """End all sessions of the person, on every device. Raises Denied."""
    require(by, "accounts.end_sessions", person)
    return _save(person, by=by, values={}, fields=["sessions"], end_sessions=True)


def check_password(password: str, person: User, *, field: str = "password") -> None:
    """Raise Invalid, with the first thing to mend, unless the password is good enough for this person."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        first = error.error_list[0]
        raise Invalid(field, str(first.code), str(first.messages[0])) from error


def _active_admins() -> Any:
    return User.objects.active().filter(role=Role.ADMIN)


def _save(
    person: User,
    *,
    by: User,
    values: Mapping[str, Any],
    fields: list[str],
    codes: Mapping[str, Any] | None = None,
    end_sessions: bool = False,
) -> User:
    """Write the values and the event."""
    changes = dict(values)
    if end_sessions:
        changes["session_epoch"] = F("session_epoch") + 1
    User.objects.filter(pk=person.pk).update(**changes)
    person.refresh_from_db()
    record(names.USER_CHANGED, person, by=by, fields=fields, codes=codes)
    return person

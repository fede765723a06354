"""People, their keys and invitations: valid by default."""

import itertools
from datetime import timedelta

from django.utils import timezone

from recruiting.accounts import tokens
from recruiting.accounts.actions.invitations import hash_of
from recruiting.accounts.choices import SCOPES, Role
from recruiting.accounts.models import ApiToken, Invitation, User

PASSWORD = "seven-green-lanterns-row"
_numbers = itertools.count(1)


def make_user(role: str = Role.MEMBER, *, password: str | None = None, **values) -> User:
    """A person. Signs in with PASSWORD, or the password given."""
    number = next(_numbers)
    values = {"email": f"person{number}@example.org", "name": f"Person {number}", "zone": "UTC", **values}
    user = User(role=role, **values)
    user.set_password(password or PASSWORD)
    user.save()
    return user


def make_token(owner: User, **values) -> tuple[ApiToken, str]:
    """A usable key of the person and the key itself, to send as `Authorization: Bearer …`."""
    raw = tokens.make()
    defaults = {
        "name": "Key",
        "token_hash": tokens.hash_of(raw),
        "prefix": raw[: tokens.SHOWN],
        "scopes": list(SCOPES),
        "expires_at": timezone.now() + timedelta(days=90),
    }
    return ApiToken.objects.create(owner=owner, **{**defaults, **values}), raw


def make_invitation(token: str = "", **values) -> tuple[Invitation, str]:
    """An open invitation and the secret of its link."""
    number = next(_numbers)
    secret = token or f"invitation-{number}"
    defaults = {
        "email": f"invited{number}@example.org",
        "role": Role.MEMBER,
        "token_hash": hash_of(secret),
        "expires_at": timezone.now() + timedelta(days=7),
    }
    return Invitation.objects.create(**{**defaults, **values}), secret

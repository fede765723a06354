"""API keys: making and withdrawing them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from recruiting.accounts import tokens
from recruiting.accounts.choices import SCOPES
from recruiting.accounts.models import ApiToken, User
from recruiting.accounts.permissions import require
from recruiting.accounts.validators import clean_name, clean_networks, clean_scopes
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record

DEFAULT_DAYS, MOST_DAYS = 90, 365


@transaction.atomic
def create_token(
    *,
    name: str,
    by: User,
    scopes: Iterable[str] = SCOPES,
    days: int = DEFAULT_DAYS,
    networks: Sequence[str] = (),
    jobs: Iterable[int] = (),
) -> tuple[ApiToken, str]:
    """Make a key of the actor's own. Returns its row and the key itself, which nobody can see again.

    scopes: what it may do, never more than its owner may at that moment. days: 1 to 365. networks: CIDR, none
    means from anywhere. jobs: ids it is cut down to, none means all that its owner sees; an id that the owner
    doesn't see opens nothing. Raises Denied, Invalid.
    """
    require(by, "accounts.create_token")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("days", "range", f"Choose from 1 to {MOST_DAYS} days.")
    raw = tokens.make()
    token = ApiToken.objects.create(
        owner=by,
        name=clean_name(name, most=100),
        token_hash=tokens.hash_of(raw),
        prefix=raw[: tokens.SHOWN],
        scopes=clean_scopes(scopes),
        networks=clean_networks(networks),
        jobs=sorted(set(jobs)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record(names.TOKEN_CREATED, token, by=by, codes=_limits_of(token))
    return token, raw


def _limits_of(token: ApiToken) -> dict[str, list[str] | list[int]]:
    return {"scopes": token.scopes, **({"jobs": token.jobs} if token.jobs else {})}


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> ApiToken:
    """Make a key useless at once. Raises Denied, Conflict if it is revoked already."""
    require(by, "accounts.own_token", token)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise Conflict("revoked", "This key was withdrawn already.")
    token.refresh_from_db()
    record(names.TOKEN_REVOKED, token, by=by)
    return token

"""Counting tries, exactly: also when sixty requests come at once (sec D7).

Every count is one conditional UPDATE, so two requests can't both take the last try. Keys are stored as keyed
hashes: the table tells nobody who tried what. Call it outside transactions: a roll-back would forget the try.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recruiting.accounts.models import RateWindow

# Tries in a window of so many seconds. The address limit is wide: a whole office may share one address.
TRIES, TRIES_PER_ADDRESS, WINDOW = 5, 50, 300


@dataclass(frozen=True)
class Limit:
    """Whether this try counts. remaining: tries left in the window. retry_after: seconds until the next window
    if refused, else 0."""

    allowed: bool
    remaining: int
    retry_after: int


class TooMany(Exception):
    """The tries are used up. retry_after: seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many tries")
        self.retry_after = retry_after


def take(scope: str, key: str, *, limit: int, seconds: int) -> Limit:
    """Count one try of `key` in `scope`, at most `limit` in `seconds` from the first one."""
    rows = RateWindow.objects.filter(scope=scope, key_hash=hash_of(scope, key))
    while True:
        now = timezone.now()
        oldest = now - timedelta(seconds=seconds)
        if rows.filter(started_at__lte=oldest).update(started_at=now, count=1):
            return Limit(limit > 0, max(limit - 1, 0), 0)
        if rows.filter(started_at__gt=oldest, count__lt=limit).update(count=F("count") + 1):
            count = rows.values_list("count", flat=True).first() or limit
            return Limit(True, max(limit - count, 0), 0)
        row = rows.first()
        if row is None:
            _begin(scope, key, now)
        elif row.started_at > oldest and row.count >= limit:
            return Limit(False, 0, _wait(row.started_at, seconds, now))
        # Else another request changed the row between our statements: look again.


def give_back(scope: str, key: str) -> None:
    """Uncount one try: it was a good one."""
    RateWindow.objects.filter(scope=scope, key_hash=hash_of(scope, key), count__gt=0).update(
        count=F("count") - 1
    )


def clear(scope: str, key: str) -> None:
    """Forget all tries of the key."""
    RateWindow.objects.filter(scope=scope, key_hash=hash_of(scope, key)).delete()


def forget_old(seconds: int = 86_400) -> int:
    """Delete windows that began more than `seconds` ago; returns how many."""
    deleted, _ = RateWindow.objects.filter(
        started_at__lt=timezone.now() - timedelta(seconds=seconds)
    ).delete()
    return deleted


def take_or_raise(scope: str, key: str, address: str, *, tries: int = TRIES, seconds: int = WINDOW) -> Limit:
    """Count a try of `key` and one of the client's address; raise TooMany if either has none left.

    What one refuses costs the other nothing: a locked account can't lock the whole office, nor a noisy
    address an account.
    """
    taken = take(scope, key, limit=tries, seconds=seconds)
    if not taken.allowed:
        raise TooMany(taken.retry_after)
    if address:
        by_address = take(f"{scope}.address", address, limit=TRIES_PER_ADDRESS, seconds=seconds)
        if not by_address.allowed:
            give_back(scope, key)
            raise TooMany(by_address.retry_after)
    return taken


def forgive(scope: str, key: str, address: str) -> None:
    """After a success: forget the key's tries, give the address its one back."""
    clear(scope, key)
    if address:
        give_back(f"{scope}.address", address)


def hash_of(scope: str, key: str) -> str:
    return salted_hmac(f"recruiting.accounts.limits.{scope}", key, algorithm="sha256").hexdigest()


def _begin(scope: str, key: str, now: datetime) -> None:
    """Make the key's row with nothing counted; another request may have made it first."""
    try:
        with transaction.atomic():
            RateWindow.objects.create(scope=scope, key_hash=hash_of(scope, key), started_at=now, count=0)
    except IntegrityError:
        pass


def _wait(started_at: datetime, seconds: int, now: datetime) -> int:
    return max(1, math.ceil((started_at + timedelta(seconds=seconds) - now).total_seconds()))

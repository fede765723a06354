"""A person's calendar link: made, made anew, withdrawn. Its secret is shown once, only its hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interviews.models import FeedLink
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict, check_row
from recruiting.events import names
from recruiting.events.log import record

_SEEN_EVERY = timedelta(minutes=10)


@transaction.atomic
def make_feed_link(*, by: Any, now: datetime | None = None) -> tuple[FeedLink, str]:
    """A new secret for one's calendar, and its row; one from before stops at once. Raises Denied."""
    require(by, "interviews.see_own")
    moment, secret = now or timezone.now(), secrets.token_urlsafe(32)
    FeedLink.objects.standing().filter(user=by).update(revoked_at=moment)
    link = check_row(FeedLink(user=by, secret_hash=hash_of(secret), created_at=moment))
    link.save()
    record(names.FEED_LINK_MADE, link, by=by)
    return link, secret


@transaction.atomic
def revoke_feed_link(*, by: Any, now: datetime | None = None) -> None:
    """Withdraw one's calendar link: its address answers as one that never was. Raises Denied, Conflict without one."""
    require(by, "interviews.see_own")
    link = FeedLink.objects.standing().filter(user=by).first()
    if link is None or not FeedLink.objects.standing().filter(pk=link.pk).update(
        revoked_at=now or timezone.now()
    ):
        raise Conflict("no_link", "You have no calendar link.")
    record(names.FEED_LINK_REVOKED, link, by=by)


def open_feed_link(secret: str, *, now: datetime) -> FeedLink | None:
    """The standing link with this secret, whose person may still read interviews; None for any other text.

    Notes the reading, at most once in ten minutes.
    """
    rows = FeedLink.objects.standing().select_related("user")
    link: FeedLink | None = rows.filter(secret_hash=hash_of(secret)).first()
    if link is None or not allowed(link.user, "interviews.see_own"):
        return None
    unseen = Q(last_read_at=None) | Q(last_read_at__lte=now - _SEEN_EVERY)
    FeedLink.objects.filter(unseen, pk=link.pk).update(last_read_at=now)
    return link


def hash_of(secret: str) -> str:
    """What is stored. Plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", errors="surrogatepass")).hexdigest()

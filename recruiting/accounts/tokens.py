"""API keys: how one is made, checked without a database, and turned into its row.

    gf_ + 30 random characters + 6 characters of CRC32 over what stands before, all base62.

The checksum lets secret scanners and this installation tell a mistyped key from a wrong one without a query.
"""

import hashlib
import ipaddress
import re
import secrets
import string
import zlib
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from recruiting.accounts import limits
from recruiting.accounts.clients import network_of
from recruiting.accounts.models import ApiToken

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
PREFIX = "gf_"
SHOWN = 10  # characters that are kept in the open, to tell keys apart
_SHAPE = re.compile(r"gf_[0-9A-Za-z]{36}\Z")
_SEEN_EVERY = timedelta(minutes=1)


def make() -> str:
    """A new key: 178 random bits."""
    body = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(30))
    return body + checksum(body)


def checksum(body: str) -> str:
    """CRC32 of the text, as six base62 characters."""
    number = zlib.crc32(body.encode("ascii"))
    digits = []
    for _ in range(6):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def well_formed(raw: str) -> bool:
    """Whether the text has a key's shape and its checksum is right."""
    return bool(_SHAPE.match(raw)) and secrets.compare_digest(checksum(raw[:-6]), raw[-6:])


def hash_of(raw: str) -> str:
    """What is stored. Plain SHA-256 is enough for 178 random bits."""
    return hashlib.sha256(raw.encode("utf-8", errors="surrogatepass")).hexdigest()


def authenticate_token(raw: str, ip: str) -> ApiToken | None:
    """The usable key behind the text, with its owner; None for anything else. Notes the use once a minute.

    ip: the client's address. Raises limits.TooMany when failures from there go on (sec A8).
    """
    if well_formed(raw):
        token = ApiToken.objects.usable().select_related("owner").filter(token_hash=hash_of(raw)).first()
        if token is not None and within(ip, token.networks):
            _note_use(token)
            return token
    failures = limits.take(
        "token.address", network_of(ip), limit=limits.TRIES_PER_ADDRESS, seconds=limits.WINDOW
    )
    if not failures.allowed:
        raise limits.TooMany(failures.retry_after)
    return None


def within(ip: str, networks: list[str]) -> bool:
    """Whether the address is in one of the networks; no network given means any address."""
    if not networks:
        return True
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in networks)


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - _SEEN_EVERY)
    if token.last_used_at is None or token.last_used_at <= now - _SEEN_EVERY:
        ApiToken.objects.filter(due, pk=token.pk).update(last_used_at=now)

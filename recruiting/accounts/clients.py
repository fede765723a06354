"""Where a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The client's address: the peer's, or what the nearest TRUSTED_PROXIES proxies say about it.

    Each proxy appends the address it saw to X-Forwarded-For, so only the last TRUSTED_PROXIES entries are
    their word; everything before was written by the client and is ignored.
    """
    hops = settings.TRUSTED_PROXIES
    if hops:
        said = [
            part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
        ]
        if len(said) >= hops and _is_address(said[-hops]):
            return said[-hops]
    return request.META.get("REMOTE_ADDR", "")


def network_of(ip: str) -> str:
    """What one client holds: an IPv4 address, or the /64 of an IPv6 address. "" for what is no address."""
    if not _is_address(ip):
        return ""
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _is_address(ip: str) -> bool:
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        return False
    return True

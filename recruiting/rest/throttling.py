"""So many requests a minute per key, counted exactly (sec D7), and told in headers (sec R5)."""

from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from recruiting.accounts import limits

WINDOW = 60


class PerToken(BaseThrottle):
    """At most API_PER_MINUTE requests from one key in a minute from its first one."""

    def allow_request(self, request: Any, view: Any) -> bool:
        self.taken = limits.take("api", str(request.auth.pk), limit=settings.API_PER_MINUTE, seconds=WINDOW)
        view.headers.update(headers_of(self.taken))
        return self.taken.allowed

    def wait(self) -> float:
        return float(self.taken.retry_after)


def headers_of(taken: limits.Limit) -> dict[str, str]:
    """The limit and what is left of it, by the IETF draft on rate limit headers."""
    until = f";t={taken.retry_after}" if taken.retry_after else ""
    return {
        "RateLimit-Policy": f'"default";q={settings.API_PER_MINUTE};w={WINDOW}',
        "RateLimit": f'"default";r={taken.remaining}{until}',
    }

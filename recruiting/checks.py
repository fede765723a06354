"""What must be right before the product starts. `manage.py check` and every command run these."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

DEMO_MARKER = "demo-accounts.json"


@register(Tags.security)
def no_debug(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """DEBUG shows settings and code to whoever meets an error."""
    if not settings.DEBUG:
        return []
    return [Error("DEBUG is on.", hint="This product never runs with it.", id="greenflag.E001")]


@register(Tags.security)
def secret_key_is_long(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Short keys can be guessed; sessions, links and second factors hang on it."""
    if len(settings.SECRET_KEY) >= 50:
        return []
    hint = "Make one with: openssl rand -base64 48"
    return [Error("SECRET_KEY has fewer than 50 characters.", hint=hint, id="greenflag.E002")]


@register(Tags.security)
def demo_data_stays_a_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demo's folder holds accounts whose pass phrases stand in a file: no real person may be put there."""
    marker = Path(settings.DATA) / DEMO_MARKER
    if settings.DEMO or not marker.exists():
        return []
    return [
        Error(
            "error: DATA is a demo's folder: it has accounts whose pass phrases stand in a file.",
            hint="Start for real with another folder: DEMO=0 DATA=/another/folder make run",
            id="greenflag.E003",
        )
    ]


@register(Tags.security)
def links_leave_by_https(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Cookies on plain http are for this machine alone (settings refuse the rest; this catches overrides)."""
    if settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.HTTPS:
        return []
    return [Error("Cookies and SITE_URL disagree about https.", id="greenflag.E004")]

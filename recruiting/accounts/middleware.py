"""Every page needs a signed-in person, unless its view says otherwise; times are shown in that person's zone."""

import time
import zoneinfo
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from recruiting.accounts import factors
from recruiting.accounts.choices import Role
from recruiting.accounts.queries import organisation

API = "/api/"  # DRF answers there, with 401 and a problem document
LAST_SEEN = "last_seen"
SEEN_EVERY = 60  # seconds between two writes of last_seen
IDLE_MINUTES = {Role.ADMIN: 30}
IDLE_MINUTES_OTHERS = 12 * 60

# What somebody who still has to set up a second factor can reach, by URL name.
ENROLMENT = {
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_logout",
}


class SignInRequired(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, ends idle sessions (sec A12) and holds admins and recruiters at the
    enrolment pages until they have a second factor (sec A5).

    A view marked `login_not_required` is public. A view with `background = True` (a poll) doesn't count as
    activity.
    """

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.path.startswith(API) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or _is_idle(request):
            return self.handle_no_permission(request, view)
        if not getattr(view, "background", False):
            _note_activity(request)
        return _factor_missing(request)

    def handle_no_permission(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse:
        """To the sign-in page. htmx follows redirects by itself and would put that page into the part it
        asked for, so it is told to load a whole page. A form that came too late leads back to where it stood:
        its own address may show nothing. A script that reads JSON is told plainly: it keeps what was typed."""
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(status=401)
        if request.headers.get("HX-Request") != "true":
            if request.method in ("GET", "HEAD"):
                return super().handle_no_permission(request, view)
            return redirect_to_login(_page_before(request), resolve_url(self.get_login_url(view)))
        response = HttpResponse(status=401)
        response["HX-Redirect"] = resolve_url(self.get_login_url(view))
        return response


def has_full_session(request: HttpRequest) -> bool:
    """Whether the request comes in a session that opens pages: signed in, not idle, second factor shown. For
    the few addresses under /api/ that people read in the browser."""
    return request.user.is_authenticated and not _is_idle(request) and _factor_missing(request) is None


class Zone:
    """Activates the person's time zone, else the organisation's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(_zone_of(request)):
            return self.get_response(request)


def _zone_of(request: HttpRequest) -> zoneinfo.ZoneInfo | None:
    """None leaves the settings' zone: strangers, the API, and names that this machine doesn't know."""
    if request.path.startswith(API) or not request.user.is_authenticated:
        return None
    try:
        return zoneinfo.ZoneInfo(request.user.zone or organisation().zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


def _page_before(request: HttpRequest) -> str:
    """The path of the page that the request came from, if it is one of ours, else the start page."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    return urlsplit(before).path or "/"


def _is_idle(request: HttpRequest) -> bool:
    """End the session if nothing was done in it for too long; says whether it did."""
    minutes = IDLE_MINUTES.get(request.user.role, IDLE_MINUTES_OTHERS)
    last_seen = request.session.get(LAST_SEEN)
    if last_seen is None or time.time() - last_seen <= minutes * 60:
        return False
    logout(request)
    return True


def _note_activity(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(LAST_SEEN, 0) >= SEEN_EVERY:
        request.session[LAST_SEEN] = now


def _factor_missing(request: HttpRequest) -> HttpResponse | None:
    if not factors.needs_factor(request.user) or factors.was_shown(request):
        return None
    if factors.has_factor(request.user):
        # The factor was set up in another session: this one has to show it.
        logout(request)
        return redirect("account_login")
    if request.resolver_match is not None and request.resolver_match.url_name in ENROLMENT:
        return None
    return redirect("mfa_activate_totp")

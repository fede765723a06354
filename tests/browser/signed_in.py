"""A session without the sign-in form, which has tests of its own."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.test import Client, RequestFactory

from recruiting.accounts import factors


def session_of(user: Any, host: str, *, password_given: bool = False) -> dict[str, Any]:
    """The cookie of a session in which the user has shown password and second factor.

    password_given: a moment ago, so that pages that ask for it again open at once.
    """
    client = Client()
    client.force_login(user)
    session = client.session
    session[factors.SESSION_KEY] = user.pk
    if password_given:
        request = RequestFactory().get("/")
        request.session = session
        record_authentication(request, user, "password")
    session.save()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": value,
        "domain": host,
        "path": "/",
        "httpOnly": True,
    }

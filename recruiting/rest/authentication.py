"""Who asks: a key in the Authorization header, and nothing else. Cookies are not looked at (sec A32)."""

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from recruiting.accounts.clients import client_ip
from recruiting.accounts.models import ApiToken, User
from recruiting.accounts.tokens import PREFIX, authenticate_token
from recruiting.rest.problems import HOW_TO_SEND, refuse_parameter

NAMES_OF_KEYS = ("token", "access_token", "api_key", "apikey", "auth", "authorization", "key")


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer gf_…`; request.user is the key's owner, request.auth the key's row.

    What the key may do never exceeds its owner: rights are asked of the owner at each call.
    """

    def authenticate(self, request: Any) -> tuple[User, ApiToken] | None:
        """Raises limits.TooMany after too many wrong keys from one address."""
        refuse_key_in_address(request)
        scheme, _, raw = request.headers.get("Authorization", "").strip().partition(" ")
        if not scheme:
            return None
        token = authenticate_token(raw.strip(), client_ip(request)) if scheme.lower() == "bearer" else None
        if token is None:
            raise AuthenticationFailed(_unusable(scheme), code="invalid_token")
        return token.owner, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="greenflag"'


def _unusable(scheme: str) -> str:
    """Not which of the reasons it is: that would tell a stranger whose key was once good."""
    if scheme.lower() != "bearer":
        return f"The Authorization header is not a key. {HOW_TO_SEND}"
    return (
        "This key can't be used: it is mistyped, withdrawn, expired, or not valid from this network. "
        "Look it up in the product under Settings, API keys, or make a new one there."
    )


def refuse_key_in_address(request: HttpRequest) -> None:
    """Addresses end up in logs and histories: a key in one is refused even beside a good header (sec A49)."""
    for name, values in request.GET.lists():
        if name.lower() in NAMES_OF_KEYS or any(value.startswith(PREFIX) for value in values):
            raise refuse_parameter(
                name[:60],
                "key_in_address",
                "Send the key in the Authorization header, never in the address. Withdraw it if it stood here.",
            )

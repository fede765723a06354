"""How django-allauth meets our rules: no sign-up, exact limits, events, no e-mail table of its own."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from recruiting.accounts import actions, factors, sign_in
from recruiting.accounts.clients import client_ip
from recruiting.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """Accounts come from invitations; passwords are tried by accounts.sign_in alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Raises limits.TooMany, which the forms turn into the same sentence as a wrong password."""
        return sign_in.try_password(request, credentials.get("email", ""), credentials.get("password", ""))

    def reauthenticate(self, user: User, password: str) -> bool:
        found = sign_in.try_password(self.request, user.email, password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(person=user, by=user, password=password)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: allauth's JSON answers would be a second, untested way in."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def post_login(self, request: HttpRequest, user: User, **hints: Any) -> HttpResponse:
        sign_in.record_sign_in(user)
        return super().post_login(request, user, **hints)

    def is_reauthentication_required(self, *, app: str, **hints: Any) -> bool:
        """Not within five minutes of a sign-in either: somebody who must enrol has just given the password."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest >= app_settings.REAUTHENTICATION_TIMEOUT


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: kept encrypted, and not given up by those who need one."""

    def encrypt(self, text: str) -> str:
        return factors.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factors.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not factors.needs_factor(authenticator.user)

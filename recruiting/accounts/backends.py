"""Finding the person of an address and a password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key
from recruiting.accounts.passwords import too_long


class EmailBackend(BaseBackend):
    """E-mail and password. An unknown address costs as much time as a wrong password; a disabled account is
    refused like an unknown one."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **credentials: Any
    ) -> User | None:
        if not email or not password or too_long(password):
            return None
        user = User.objects.filter(email_key=email_key(email)).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session: none once disabled, whatever the session says."""
        return User.objects.active().filter(pk=user_id).first()

"""Second factors: who needs one, who has shown one in this session, and how the secret is kept."""

import base64
import hashlib
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from recruiting.accounts.choices import Role

SESSION_KEY = "second_factor_of"


def needs_factor(user: Any) -> bool:
    """Admins and recruiters, except in a demo (sec A5)."""
    return not settings.DEMO and user.role in (Role.ADMIN, Role.RECRUITER)


def has_factor(user: Any) -> bool:
    """Whether the person has set up an authenticator app."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def mark_shown(request: HttpRequest) -> None:
    """Note in the session that its person has shown the second factor."""
    request.session[SESSION_KEY] = request.user.pk


def was_shown(request: HttpRequest) -> bool:
    return bool(request.session.get(SESSION_KEY) == request.user.pk)


def encrypt(text: str) -> str:
    """The secret as it is stored, under a key derived from SECRET_KEY: a copy of the database alone is no use."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypt(stored: str) -> str:
    """The secret again; old keys of SECRET_KEY_FALLBACKS still open it. Raises InvalidToken otherwise."""
    return _fernet().decrypt(stored.encode("ascii")).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.sha256(b"recruiting.accounts.factors:" + key.encode()).digest()
    return base64.urlsafe_b64encode(digest)

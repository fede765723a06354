"""Trying a password or a code: one throttle for every way in (sec A8), an event for each outcome."""

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from recruiting.accounts import limits
from recruiting.accounts.clients import client_ip, network_of
from recruiting.accounts.models import Organisation, User
from recruiting.accounts.models.people import email_key
from recruiting.events import names
from recruiting.events.bell import ring
from recruiting.events.log import record

PASSWORD, CODE, RESET, USED_CODE = "password", "code", "reset", "used_code"


def try_password(request: HttpRequest, email: str, password: str) -> User | None:
    """The person whose address and password these are, or None. Raises limits.TooMany.

    Counts by the address typed, whether an account has it or not: a lock-out tells nothing about accounts.
    """
    key, address = email_key(email), network_of(client_ip(request))
    limits.take_or_raise(PASSWORD, key, address)
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        _record_failure(email, PASSWORD)
        return None
    limits.forgive(PASSWORD, key, address)
    return user


def begin_code(request: HttpRequest, user: User) -> None:
    """Count a try of a second factor. Raises limits.TooMany."""
    limits.take_or_raise(CODE, str(user.pk), network_of(client_ip(request)))


def end_code(request: HttpRequest, user: User, *, good: bool) -> None:
    """Say how the try ended."""
    if good:
        limits.forgive(CODE, str(user.pk), network_of(client_ip(request)))
    else:
        _record_failure(user.email, CODE)


def use_code(user: User, code: str) -> bool:
    """Whether this code of this person is used for the first time: it works once (sec A6), also when two
    requests bring it at the same moment."""
    digits = "".join(code.split())
    return limits.take(USED_CODE, f"{user.pk}:{digits}", limit=1, seconds=180).allowed


def count_reset(request: HttpRequest, email: str) -> None:
    """Count a request for a reset mail. Raises limits.TooMany."""
    limits.take_or_raise(RESET, email_key(email), network_of(client_ip(request)))


def ring_for_reset(email: str) -> None:
    """Have a reset mail sent if an active account has the address. Costs the same time if none has (sec A10):
    the worker is rung either way, and the mail is its work."""
    user = User.objects.active().filter(email_key=email_key(email)).first()
    ring("accounts.send_reset", user.pk if user else 0)


@transaction.atomic
def record_sign_in(user: User) -> None:
    """Write that the person has signed in."""
    record(names.USER_SIGNED_IN, user, by=user)


@transaction.atomic
def _record_failure(email: str, step: str) -> None:
    """Write a failure without the address: by the account if there is one, else by the organisation."""
    user = User.objects.filter(email_key=email_key(email)).first()
    record(names.USER_SIGN_IN_FAILED, user or Organisation(pk=1), by=None, codes={"step": step})

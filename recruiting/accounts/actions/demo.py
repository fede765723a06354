"""Invented people of a demo."""

from django.conf import settings
from django.db import transaction

from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key
from recruiting.accounts.passphrases import pass_phrase
from recruiting.accounts.validators import clean_email, clean_name, clean_role
from recruiting.errors import Denied
from recruiting.events import names
from recruiting.events.log import record


@transaction.atomic
def create_demo_user(*, email: str, name: str, role: str, zone: str = "UTC") -> tuple[User, str]:
    """A person with a new pass phrase, which is returned; somebody who exists gets a new one.

    Raises Denied unless the installation is a demo: elsewhere there are no accounts with known passwords.
    """
    if not settings.DEMO:
        raise Denied("no_demo", "Demo people exist only in a demo.")
    email = clean_email(email)
    user = User.objects.filter(email_key=email_key(email)).first()
    is_new = user is None
    if user is None:
        user = User(email=email, name=clean_name(name), role=clean_role(role), zone=zone)
    phrase = pass_phrase()
    user.set_password(phrase)
    user.save()
    if is_new:
        record(names.USER_CREATED, user, by=None, codes={"role": str(user.role)})
    else:
        record(names.USER_CHANGED, user, by=None, fields=["password"])
    return user, phrase

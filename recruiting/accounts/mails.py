"""The mails about accounts. Never call these inside a transaction: a mail server may take its time."""

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse

from recruiting.accounts.actions import Invited
from recruiting.accounts.models import User
from recruiting.accounts.queries import organisation, site_address
from recruiting.net import mail


def send_invitation(invited: Invited) -> bool:
    """Send the link to the address; whether the mail server took it."""
    invitation, own = invited.invitation, organisation()
    name = own.name if own.is_named else ""
    text = render_to_string(
        "account/mails/invitation.txt",
        {"invitation": invitation, "link": invited.link, "organisation": name},
    )
    return mail.send(to=invitation.email, subject=f"Your account at {name or 'Greenflag'}", text=text)


def send_reset(user: User) -> bool:
    """Send a link to set a new password: one use, an hour, void after any sign-in or change of password."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    text = render_to_string("account/mails/reset.txt", {"link": site_address() + path, "person": user})
    return mail.send(to=user.email, subject="A new password", text=text)

"""How people get an account: an invitation by an admin, and the first admin's link of the command line."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from recruiting.accounts.actions.people import check_password
from recruiting.accounts.choices import Role
from recruiting.accounts.models import Invitation, User
from recruiting.accounts.models.people import email_key
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import organisation, site_address
from recruiting.accounts.validators import clean_email, clean_name, clean_role
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record

VALID_DAYS = 7
SETUP_HOURS = 1
TAKEN = "Somebody with this e-mail address has an account already."
USED = "This link was used, was withdrawn or has expired. Ask an admin for a new one."


@dataclass(frozen=True)
class Invited:
    """An invitation and its link: only here is the link known, stored is its hash."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite_person(*, email: str, role: str, by: User) -> Invited:
    """Make a link by which the address gets an account of this role; it lasts seven days.

    Raises Denied; Invalid for an address that has an account or an open invitation.
    """
    require(by, "accounts.manage_people")
    email, known_role = clean_email(email), clean_role(role)
    if User.objects.filter(email_key=email_key(email)).exists():
        raise Invalid("email", "taken", TAKEN)
    open_ones = Invitation.objects.open().exclude(email="").values_list("email", flat=True)
    if email_key(email) in {email_key(other) for other in open_ones}:
        raise Invalid(
            "email", "invited", "This address has an open invitation. Withdraw it to send a new one."
        )
    return _create(
        Invitation(
            email=email,
            role=known_role,
            invited_by=by,
            expires_at=timezone.now() + timedelta(days=VALID_DAYS),
        ),
        path="invitations",
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link useless. Raises Denied, Conflict if it was used or withdrawn before."""
    require(by, "accounts.manage_people")
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not unused.update(revoked_at=timezone.now()):
        raise Conflict("not_open", "This invitation was used or withdrawn already.")
    invitation.refresh_from_db()
    record(names.INVITATION_REVOKED, invitation, by=by)
    return invitation


@transaction.atomic
def first_admin_link(*, site: str = "") -> str:
    """A link that makes the first admin, once and within an hour; links made before stop working.

    site: where the installation stands, if the caller knows better than the settings. Raises Conflict as soon as there is an active admin.
    """
    _require_no_admin()
    Invitation.objects.open().filter(email="").update(revoked_at=timezone.now())
    expires_at = timezone.now() + timedelta(hours=SETUP_HOURS)
    return _create(Invitation(role=Role.ADMIN, expires_at=expires_at), path="setup", site=site).link


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, password: str, email: str = "") -> User:
    """Make the account an invitation promises, once.

    email: only read for the first admin's link, which names no address. Raises Conflict if the link is used,
    withdrawn or expired; Invalid for a value that can't be accepted.
    """
    is_setup = not invitation.email
    if is_setup:
        _require_no_admin()
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        raise Conflict("not_open", USED)
    user = User(
        email=clean_email(email) if is_setup else invitation.email,
        name=clean_name(name),
        role=invitation.role,
        zone=organisation().zone,
    )
    check_password(password, user)
    user.set_password(password)
    _save_new(user)
    invitation.refresh_from_db()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_by"])
    record(names.INVITATION_ACCEPTED, invitation, by=user)
    record(names.USER_CREATED, user, by=user, codes={"role": user.role})
    return user


def hash_of(token: str) -> str:
    """What is stored of a link. Plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", errors="surrogatepass")).hexdigest()


def _create(invitation: Invitation, *, path: str, site: str = "") -> Invited:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.save()
    record(names.INVITATION_SENT, invitation, by=invitation.invited_by, codes={"role": str(invitation.role)})
    return Invited(invitation, f"{site or site_address()}/{path}/{token}/")


def _require_no_admin() -> None:
    if User.objects.active().filter(role=Role.ADMIN).exists():
        raise Conflict("has_admin", "There is an admin already, who can invite others in Settings, People.")


def _save_new(user: User) -> None:
    """Insert, leaning on the unique address: two people may accept at once."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("email", "taken", TAKEN) from error

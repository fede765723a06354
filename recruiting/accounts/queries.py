"""What may be read of accounts."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from recruiting.accounts.models import ApiToken, Invitation, Organisation, User


def organisation() -> Organisation:
    """The one organisation."""
    return Organisation.objects.get(pk=1)


def site_address() -> str:
    """Where links in mail lead, without a slash at the end."""
    return (organisation().site_address or settings.SITE_URL).rstrip("/")


def people(*, to: Any) -> QuerySet[User]:
    """Everybody the reader may see by name: those who may sign in first, then by name."""
    return User.objects.visible_to(to).order_by("-is_active", "name", "pk")


def invitations(*, to: Any) -> QuerySet[Invitation]:
    """Open invitations, newest first; those of the command line have no address and are left out."""
    return (
        Invitation.objects.visible_to(to)
        .open()
        .exclude(email="")
        .select_related("invited_by")
        .order_by("-pk")
    )


def own_tokens(*, to: Any) -> QuerySet[ApiToken]:
    """The reader's own API keys, newest first; revoked ones too."""
    return ApiToken.objects.filter(owner=to).order_by("-pk")

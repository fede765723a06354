"""What may be done with accounts. Each function: one transaction, one event, errors of errors.py."""

from recruiting.accounts.actions.demo import create_demo_user
from recruiting.accounts.actions.invitations import (
    Invited,
    accept_invitation,
    first_admin_link,
    invite_person,
    revoke_invitation,
)
from recruiting.accounts.actions.organisations import change_organisation
from recruiting.accounts.actions.people import (
    change_factor,
    change_person,
    change_profile,
    end_sessions,
    reset_factor,
    set_password,
)
from recruiting.accounts.actions.tokens import create_token, revoke_token

__all__ = [
    "Invited",
    "accept_invitation",
    "change_factor",
    "change_organisation",
    "change_person",
    "change_profile",
    "create_demo_user",
    "create_token",
    "end_sessions",
    "first_admin_link",
    "invite_person",
    "reset_factor",
    "revoke_invitation",
    "revoke_token",
    "set_password",
]

from recruiting.accounts.models.organisations import Organisation
from recruiting.accounts.models.people import Invitation, User
from recruiting.accounts.models.requests import IdempotencyKey, RateWindow
from recruiting.accounts.models.tokens import ApiToken

__all__ = ["ApiToken", "IdempotencyKey", "Invitation", "Organisation", "RateWindow", "User"]

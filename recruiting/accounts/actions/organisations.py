"""The organisation's own settings."""

from django.db import transaction

from recruiting.accounts.models import Organisation, User
from recruiting.accounts.permissions import require
from recruiting.accounts.queries import organisation
from recruiting.accounts.validators import clean_name, clean_site_address, clean_zone
from recruiting.events import names
from recruiting.events.log import record


@transaction.atomic
def change_organisation(*, by: User, name: str, site_address: str, zone: str) -> Organisation:
    """Change name, address in mail and default time zone. Raises Denied, Invalid."""
    require(by, "accounts.change_organisation")
    wanted = {
        "name": clean_name(name),
        "site_address": clean_site_address(site_address),
        "zone": clean_zone(zone, empty=False),
    }
    row = organisation()
    fields = [field for field, value in wanted.items() if getattr(row, field) != value]
    if fields:
        for field in fields:
            setattr(row, field, wanted[field])
        row.save(update_fields=fields)
        record(names.ORGANISATION_CHANGED, row, by=by, fields=fields)
    return row

"""manage.py setup: the way in for the first admin."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from recruiting.accounts.actions import first_admin_link
from recruiting.errors import Conflict
from recruiting.home.preparing import running_site

UNPREPARED = (
    "The database can't be read or is not prepared. Give setup the same DATA and DATABASE_URL as the web "
    "process, and let that start first: make run prepares the database, so does manage.py migrate."
)
UNSURE = (
    "Neither SITE_URL nor PORT is given and nothing runs on this DATA, so the link's beginning is the usual one. "
    "If the site stands elsewhere, put its address there."
)


class Command(BaseCommand):
    help = "Print a link that makes the first admin: it works once, within an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        site = "" if settings.SITE_GIVEN else running_site(settings.DATA)
        try:
            link = first_admin_link(site=site)
        except Conflict as error:
            raise CommandError(error.message) from error
        except DatabaseError as error:
            raise CommandError(UNPREPARED) from error
        if not (site or settings.SITE_GIVEN):
            self.stderr.write(UNSURE)
        self.stdout.write("Open this link within an hour, it works once:")
        self.stdout.write(link)

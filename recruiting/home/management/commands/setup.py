"""manage.py setup: the way in for the first admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from recruiting.accounts.actions import first_admin_link
from recruiting.errors import Conflict

UNPREPARED = (
    "The database can't be read or is not prepared. Give setup the same DATA and DATABASE_URL as the web "
    "process, and let that start first: make run prepares the database, so does manage.py migrate."
)


class Command(BaseCommand):
    help = "Print a link that makes the first admin: it works once, within an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            link = first_admin_link()
        except Conflict as error:
            raise CommandError(error.message) from error
        except DatabaseError as error:
            raise CommandError(UNPREPARED) from error
        self.stdout.write("Open this link within an hour, it works once:")
        self.stdout.write(link)

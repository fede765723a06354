"""manage.py setup: the way in for the first admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recruiting.accounts.actions import first_admin_link
from recruiting.errors import Conflict


class Command(BaseCommand):
    help = "Print a link that makes the first admin: it works once, within an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            link = first_admin_link()
        except Conflict as error:
            raise CommandError(error.message) from error
        self.stdout.write("Open this link within an hour, it works once:")
        self.stdout.write(link)

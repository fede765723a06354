"""manage.py create_token: an API key for a person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recruiting.accounts.actions import create_token
from recruiting.accounts.choices import SCOPES
from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key
from recruiting.errors import ActionError


class Command(BaseCommand):
    help = "Make an API key that lasts 90 days and print it, once, as the last word."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose key it is")
        parser.add_argument("--name", required=True, help="what the key is for")
        parser.add_argument(
            "--scope",
            nargs="+",
            action="extend",
            metavar="S",
            help=f"what it may do, at most what its owner may: {', '.join(SCOPES)}; without it, all",
        )

        parser.add_argument(
            "--job",
            nargs="+",
            action="extend",
            type=int,
            metavar="ID",
            help="cut it down to these jobs; without it, all that its owner sees",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.active().filter(email_key=email_key(options["user"])).first()
        if user is None:
            raise CommandError("No active account has this e-mail address.")
        try:
            token, raw = create_token(
                name=options["name"], by=user, scopes=options["scope"] or SCOPES, jobs=options["job"] or ()
            )
        except ActionError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"This key is shown only now and expires on {token.expires_at:%Y-%m-%d}: {raw}")

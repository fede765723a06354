from typing import Any

from django.core.management.base import BaseCommand

from candidates.queries.integrity import CHECKS

MOST_SHOWN = 10


class Command(BaseCommand):
    help = "Look for rows that contradict each other. Changes nothing; exit 1 if it finds any."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for what, check in CHECKS.items():
            found = list(check())
            total += len(found)
            shown = ", ".join(map(str, found[:MOST_SHOWN]))
            if options["verbosity"]:
                self.stdout.write(f"{len(found):6} {what}{': ' + shown if shown else ''}")
        if total:
            self.stderr.write(f"error: {total} rows contradict others.")
            raise SystemExit(1)

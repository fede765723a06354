"""manage.py alive web|queue: the health checks of containers and process managers."""

import http.client
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from recruiting.home.health import check
from recruiting.home.preparing import HOST

WAIT_SECONDS = 5


class Command(BaseCommand):
    help = "Exit 0 if the web process on this machine answers, or if beat rings and a worker answers."
    requires_system_checks = ()  # asked every half minute; what must be right was checked at start

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", choices=("web", "queue"))

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        answer = web_answer() if part == "web" else check("queue")
        if answer != "ok":
            raise CommandError(f"{part}: {answer}")
        self.stdout.write(f"{part}: ok")


def web_answer() -> str:
    """What /healthz of this machine's web process says, or why there is no answer."""
    link = http.client.HTTPConnection(HOST, settings.PORT, timeout=WAIT_SECONDS)
    try:
        link.request("GET", "/healthz")
        answer = link.getresponse()
        return "ok" if answer.status == 200 else f"answers {answer.status}"
    except (OSError, http.client.HTTPException) as error:
        return f"does not answer ({type(error).__name__})"
    finally:
        link.close()

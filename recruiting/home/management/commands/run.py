"""manage.py run: everything on this machine with one command; `make run` calls it."""

import json
import os
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from recruiting.checks import DEMO_MARKER
from recruiting.home.preparing import (
    HOST,
    CantStart,
    check_port,
    check_settings,
    collect_static,
    hold_folder,
    prepare_database,
)
from recruiting.home.processes import POLL_SECONDS, Processes


class Stopped(BaseException):
    """Somebody asked for the end: Ctrl-C, SIGTERM, a terminal that was closed."""


class Command(BaseCommand):
    help = "Start web, worker and beat on this machine, with a demo if DEMO=1. Ctrl-C ends all of it."
    requires_system_checks = ()  # run here, so that what they find is one line

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        try:
            self._run()
        except CantStart as error:
            self.stderr.write(f"error: {error}")
            sys.exit(1)
        except Stopped:
            self._say("Stopped.")

    def _run(self) -> None:
        check_settings()
        check_port(settings.PORT)
        with hold_folder(settings.DATA, site=settings.SITE_URL):
            self._say("Preparing ...")
            prepare_database()
            collect_static()
            if settings.DEMO:
                call_command("demo", verbosity=0)
            with Processes(settings.DATA) as processes:
                try:
                    self._serve(processes)
                finally:
                    _ignore_further_signals()

    def _serve(self, processes: Processes) -> None:
        processes.wait_until_ready()
        self._say(f"Ready: http://{HOST}:{settings.PORT}/")
        for line in self._log_ins():
            self._say(line)
        while True:
            processes.check()
            time.sleep(POLL_SECONDS)

    def _log_ins(self) -> list[str]:
        """Who can sign in: the demo's people, or how the first admin gets in."""
        if settings.DEMO:
            accounts = json.loads((settings.DATA / DEMO_MARKER).read_text(encoding="utf-8"))
            return [f"  {row['role']:<15} {row['email']:<32} {row['password']}" for row in accounts]
        if User.objects.active().filter(role=Role.ADMIN).exists():
            return []
        return [f"There is no admin yet: DATA={settings.DATA} .venv/bin/python manage.py setup"]

    def _say(self, line: str) -> None:
        """At once, also into a pipe; a reader that went away is no reason to end."""
        try:
            self.stdout.write(line)
            self.stdout.flush()
        except BrokenPipeError:
            self.stdout._out = open(os.devnull, "w")  # noqa: SIM115 - for the rest of this process


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _ignore_further_signals() -> None:
    """Stopping takes its seconds; a second Ctrl-C must not leave processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)

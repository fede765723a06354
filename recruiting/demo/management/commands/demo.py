"""manage.py demo: invented people, jobs and resumes for an installation that runs with DEMO=1."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recruiting.demo import following
from recruiting.demo.crowd.loading import load_crowd
from recruiting.demo.crowd.panels import load_interviews
from recruiting.demo.loading import load_demo
from recruiting.errors import Conflict, Denied, Invalid

PATIENCE_SECONDS = 900
POLL_SECONDS = 1


class Command(BaseCommand):
    help = (
        "Load the demo: people with log-ins, jobs, and 40 resumes for the worker. Again: adds what is missing. "
        "With --candidates and --jobs as large as that: up to 200 people by files for the worker, the rest in bulk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be added and add nothing.")
        parser.add_argument(
            "--follow-up",
            action="store_true",
            help="Instead: wait for the worker, then take the team's first steps with some applications.",
        )

        parser.add_argument("--candidates", type=int, metavar="N", help="So many people in all.")
        parser.add_argument(
            "--jobs",
            type=int,
            default=20,
            metavar="M",
            help="With --candidates: so many jobs in all. Default: 20.",
        )

        parser.add_argument(
            "--scorecards",
            type=int,
            metavar="S",
            help="With --candidates: interviews of those who came furthest, with so many scorecards in all.",
        )

    def handle(
        self,
        *args: Any,
        dry_run: bool,
        follow_up: bool,
        candidates: int | None,
        jobs: int,
        scorecards: int | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        if candidates is not None and (dry_run or follow_up):
            raise CommandError("--candidates goes with neither --dry-run nor --follow-up.")
        if scorecards is not None and candidates is None:
            raise CommandError("--scorecards needs --candidates: interviews are with people of the crowd.")
        said = self._follow_up() if follow_up else self._load(dry_run=dry_run)
        if candidates is not None:
            said += "\n" + self._load_crowd(candidates, jobs, aloud=bool(verbosity))
        if scorecards is not None:
            said += "\n" + self._load_interviews(scorecards, aloud=bool(verbosity))
        if verbosity:
            self.stdout.write(said)

    def _load(self, *, dry_run: bool) -> str:
        try:
            added = load_demo(dry_run=dry_run)
        except (Conflict, Denied) as error:
            raise CommandError(error.message) from error
        would = "Would be added, nothing was" if dry_run else "Added"
        return f"{would}: {added.people} people, {added.jobs} jobs, {added.resumes} resumes."

    def _load_crowd(self, candidates: int, jobs: int, *, aloud: bool) -> str:
        start = time.monotonic()
        try:
            added = load_crowd(
                candidates=candidates, jobs=jobs, say=self.stdout.write if aloud else lambda _: None
            )
        except (Conflict, Denied, Invalid) as error:
            raise CommandError(error.message) from error
        seconds = time.monotonic() - start
        return (
            f"Added: {added.jobs} jobs, {added.files} people by files for the worker, "
            f"{added.people} in bulk, in {seconds:.0f} seconds."
        )

    def _follow_up(self) -> str:
        until = time.monotonic() + PATIENCE_SECONDS
        done = 0
        while True:
            followed = following.follow_up()
            done += followed.done
            if not followed.waiting:
                return f"{done} applications followed up."
            if time.monotonic() > until:
                raise CommandError(f"{followed.waiting} resumes are still not screened. Is a worker running?")
            time.sleep(POLL_SECONDS)

    def _load_interviews(self, scorecards: int, *, aloud: bool) -> str:
        start = time.monotonic()
        try:
            added = load_interviews(scorecards=scorecards, say=self.stdout.write if aloud else lambda _: None)
        except (Conflict, Denied, Invalid) as error:
            raise CommandError(error.message) from error
        return f"Added: {added:,} scorecards, in {time.monotonic() - start:.0f} seconds."

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from candidates.actions.searching import forget_words, index_people
from candidates.finding.engines import make_trigrams
from candidates.models import Candidate

BATCH = 200


class Command(BaseCommand):
    help = "Write anew what search looks through, in batches: after an upgrade, or a change behind Greenflag's back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only people whom search does not know yet"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say how many people it would read")

    def handle(self, *args: Any, **options: Any) -> None:
        people = Candidate.objects.order_by("pk")
        if options["missing"]:
            people = people.filter(merged_into=None, search_texts=None)
        keys = list(people.values_list("pk", flat=True))
        if options["dry_run"]:
            self.stdout.write(f"{len(keys)} people would be read.")
            return
        make_trigrams()
        words: set[str] = set()
        for start in range(0, len(keys), BATCH):
            with transaction.atomic():
                words |= index_people(keys[start : start + BATCH])
            if options["verbosity"] > 1:
                self.stdout.write(f"{min(start + BATCH, len(keys))} of {len(keys)}")
        gone = 0 if options["missing"] else forget_words(words)
        if options["verbosity"]:
            self.stdout.write(f"{len(keys)} people read; {gone} words forgotten that nobody has any more.")

from django.core.management.base import BaseCommand, CommandError

from recruiting.errors import Conflict
from rubrics.actions import load_guide


class Command(BaseCommand):
    help = "Load the shipped hiring guide and rules: adds and updates rows, keeps what people edited and lists it."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done and do nothing.")

    def handle(self, *args, dry_run: bool, **options):
        try:
            load = load_guide(dry_run=dry_run)
        except Conflict as conflict:
            raise CommandError(conflict.message) from conflict
        would = "Would be done, nothing was: " if dry_run else ""
        self.stdout.write(
            f"{would}guide version {load.version}: {len(load.added)} added, {len(load.updated)} updated, "
            f"{len(load.unchanged)} unchanged, {len(load.kept)} kept as edited."
        )
        for label in load.retired:
            self.stdout.write(f"  retired, no longer in the guide: {label}")
        for label in load.kept:
            self.stdout.write(f"  kept: {label}")
        if load.rules:
            self.stdout.write(
                f"  rules: revision {load.rules.number} published ({load.rules.content_hash[:12]})"
            )

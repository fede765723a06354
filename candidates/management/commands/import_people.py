"""manage.py import_people: people out of a CSV file, as a person with the right."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.actions.imports import choose_columns, keep_file, start_import, work_on_import
from candidates.csvfiles import FIELDS, check_columns
from candidates.models import Job
from candidates.queries.imports import preview, rows_of, table_of
from recruiting.accounts.models import User
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.work.choices import ItemState
from recruiting.work.queries import progress_of


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


class Command(BaseCommand):
    help = "Import people from a CSV file and print what became of the rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="CSV with comma, semicolon or tab.")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="Who imports them.")
        parser.add_argument("--job", type=int, metavar="ID", help="An open job that they apply for.")
        parser.add_argument(
            "--columns",
            metavar="FIELDS",
            help=f"What each column holds, with commas between; of {', '.join(FIELDS)}. Default: by the headings.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would come of it.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.active().filter(email_key=options["user"].casefold()).first()
        if by is None:
            raise CommandError(f"There is no active account with the address {options['user']}.")
        job = Job.objects.visible_to(by).filter(pk=options["job"]).first() if options["job"] else None
        if options["job"] and job is None:
            raise CommandError(f"{by.name} sees no job {options['job']}.")
        try:
            self._import(by, job, options)
        except OSError as error:
            raise CommandError(f"{options['file']} can't be read.") from error
        except (Conflict, Denied, Invalid) as error:
            raise CommandError(error.message) from error

    def _import(self, by: User, job: Job | None, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        wanted = keep_file(by=by, data=path.read_bytes(), name=path.name, job=job)
        if options["columns"] is not None:
            columns = [column.strip() for column in options["columns"].split(",")]
            choose_columns(wanted=wanted, by=by, columns=columns, headings=wanted.headings)
        if options["dry_run"]:
            check_columns(wanted.columns)
            would = preview(by, rows_of(wanted, table_of(wanted)))
            self.stdout.write(
                f"rows: {would.total}  with errors: {would.errors}  here already: {would.known}"
            )
            return
        bulk = start_import(wanted=wanted, by=by)
        while work_on_import(bulk.pk):
            pass
        progress = progress_of(bulk)
        for item in bulk.items.filter(state=ItemState.FAILED).order_by("position"):
            self.stdout.write(f"row {item.position}: {item.message}")
        self.stdout.write(
            f"added: {progress.done}  here already: {progress.skipped}  failed: {progress.failed}"
        )
        if progress.waiting:
            raise CommandError("A worker goes on with the rest.")
        if progress.failed:
            raise CommandError(f"{counted(progress.failed, 'row was', 'rows were')} not imported.")

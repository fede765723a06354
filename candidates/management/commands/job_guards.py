"""manage.py job_guards: what the guards say of a job description in a file, in the guide's words."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.jobtext import roles
from candidates.queries.guards import GuardNote, level_ranges, notes_on

STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = "Read a job description (a text file, or - for standard input) and say what the guards see. They advise: the exit code is 0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="A text in UTF-8, or - for standard input.")
        parser.add_argument("--level", default="", help="The job's level, for example mid.")
        parser.add_argument("--role", default="", choices=["", *roles.ROLES], help="The job's role.")
        parser.add_argument(
            "--musts", type=int, default=0, metavar="N", help="How many of the 20 activities are a must."
        )
        parser.add_argument("--json", action="store_true", help="One JSON array.")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        known = [level.code for level in level_ranges()]
        if options["level"] and options["level"] not in known:
            raise CommandError(
                f"No level {options['level']!r}: choose from {', '.join(known)}.", returncode=2
            )
        found = notes_on(_text(file), level=options["level"], role=options["role"], musts=options["musts"])
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(entry) for entry in found], ensure_ascii=False))
            return
        for entry in found:
            self._show(entry)
        self.stdout.write(f"{len(found)} {'note' if len(found) == 1 else 'notes'}.")

    def _show(self, entry: GuardNote) -> None:
        note = entry.note
        self.stdout.write(f"{note.title} ({note.code})")
        for quoted in note.seen:
            self.stdout.write(f"  line {quoted.line}: “{quoted.words}”")
        self.stdout.write(f"  Why: {entry.why}")
        if entry.check_instead:
            self.stdout.write(f"  Check instead: {entry.check_instead}")
        self.stdout.write(f"  Mend: {note.mend}")
        self.stdout.write(f"  Try: “{note.suggestion}”\n")


def _as_json(entry: GuardNote) -> dict[str, Any]:
    return {**asdict(entry.note), "why": entry.why, "check_instead": entry.check_instead}


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} can't be read as text: {error}", returncode=2) from error

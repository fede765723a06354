"""manage.py rules: what people do with rules in the studio, for scripts and builds.

Exit 0: done, nothing against it. 1: tests come out wrong, reviewed cases would be got wrong, or the step is not
possible now. 2: wrong options or an invalid file, with a sentence that names the line.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from candidates.studio.comparing import compare
from candidates.studio.impacts import Change, sentence
from candidates.studio.snippets import run
from recruiting.errors import ActionError, Invalid
from rubrics.ruledoc import RuleDocument, RuleError, load, shipped_source
from rubrics.ruledoc.jsonschema import json_schema

STANDARD_INPUT = "-"
SHOWN = 20


def wrong(message: str) -> CommandError:
    """Wrong options and invalid rules end with 2."""
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "Check, test, compare, apply and export rules. A FILE may be - for standard input."
    requires_system_checks: list[str] = []  # validate, test and schema need no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django's parser takes arguments of its own that argparse does not pass on to these.
        steps = parser.add_subparsers(dest="step", metavar="STEP", required=True, parser_class=ArgumentParser)
        one = steps.add_parser("validate", help="Whether files are valid rules: every mistake with its line.")
        one.add_argument("files", nargs="+", metavar="FILE")
        one = steps.add_parser("test", help="Run the tests that the rules carry.")
        one.add_argument("file", metavar="FILE")
        one = steps.add_parser("diff", help="What differs from the rules in force, by signal, flag and line.")
        one.add_argument("file", metavar="FILE")
        one.add_argument(
            "--against", metavar="WHAT", default="", help="A version's number, a file, or shipped."
        )
        one.add_argument("--json", action="store_true", help="The differences as one object.")
        _add_set(one)
        one = steps.add_parser(
            "impact", help="Who would gain and who lose which flag, over every stored resume."
        )
        one.add_argument("file", metavar="FILE")
        one.add_argument("--json", action="store_true", help="All of it as one object.")
        _add_set(one)
        one = steps.add_parser("apply", help="Publish a file as the next version, with a person's rights.")
        one.add_argument("file", metavar="FILE")
        one.add_argument("--by", metavar="EMAIL", required=True, help="Who publishes: an admin.")
        one.add_argument("--note", default="", help="What changed and why.")
        one.add_argument(
            "--draft", action="store_true", help="Only make a draft, for somebody else to publish."
        )
        one.add_argument("--rescreen", action="store_true", help="Then screen the stored resumes again.")
        one.add_argument("--dry-run", action="store_true", help="Check and test, and change nothing.")
        _add_set(one)
        one = steps.add_parser("export", help="Print rules: those in force unless a version is named.")
        one.add_argument("--version-number", dest="number", type=int, metavar="N")
        one.add_argument("--shipped", action="store_true", help="Those that come with this release.")
        _add_set(one)
        steps.add_parser("schema", help="Print the JSON Schema of rules, for editors.")

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        try:
            getattr(self, f"_{step}")(**options)
        except Invalid as error:
            raise wrong(error.message) from error
        except ActionError as error:
            raise CommandError(error.message) from error
        except DatabaseError as error:
            raise CommandError(
                "There is no installation that can be read here: name its folder with DATA=, or its database with "
                "DATABASE_URL=. validate, test and schema need neither."
            ) from error

    def _validate(self, files: Sequence[str], **options: Any) -> None:
        for path in files:
            rules = _rules(path)
            self.stdout.write(f"{path}: valid. {_counted(rules)}, content hash {rules.content_hash[:12]}.")

    def _test(self, file: str, **options: Any) -> None:
        self._run_tests(_rules(file))

    def _run_tests(self, rules: RuleDocument) -> None:
        outcome = run(rules)
        for failure in outcome.failures:
            self.stdout.write(str(failure))
        total = outcome.sentences + outcome.texts
        if not outcome.passed:
            raise CommandError(f"{len(outcome.failures)} of {total} tests come out wrong.")
        self.stdout.write(f"{total} tests give what they should.")

    def _diff(self, file: str, against: str, **options: Any) -> None:
        new = _rules(file)
        name, text = _source(against, options["rule_set"])
        found = compare(_parsed(text, name), new, names=(name, file))
        if options["json"]:
            rows = [asdict(item) for item in found.differences]
            self.stdout.write(
                json.dumps({"differences": rows, "diff": list(found.lines)}, ensure_ascii=False)
            )
            return
        for item in found.differences:
            fields = f" ({', '.join(item.fields)})" if item.fields else ""
            self.stdout.write(f"{item.how} {item.kind} {item.code}{fields}")
        if not found.differences:
            self.stdout.write(f"{file} says the same as {name}.")
        for line in found.lines:
            self.stdout.write(line)

    def _impact(self, file: str, **options: Any) -> None:
        from candidates.studio.actions.impacts import arrange, summarise
        from candidates.studio.measuring import measure

        rules = _rules(file)
        outcome = measure(rules, rule_set=_rule_set(options["rule_set"]), tell=self._tell)
        changes, codes = arrange(outcome, rules)
        counts = summarise(outcome, changes, codes)
        if options["json"]:
            rows = [change._asdict() for change in changes]
            levels = [change._asdict() for change in outcome.levels]
            self.stdout.write(json.dumps({**counts, "changes": rows, "level_changes": levels}))
        else:
            self._show(counts, changes)
        if counts["wrong"]:
            raise CommandError(f"{counts['wrong']} cases that people reviewed would be got wrong.")

    def _tell(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} texts", ending="\n" if done == total else "")

    def _show(self, counts: dict[str, Any], changes: Sequence[Change]) -> None:
        self.stdout.write(sentence(counts))
        if counts["levels"]:
            self.stdout.write(f"{counts['levels']} have another level or other years.")
        for change in changes[:SHOWN]:
            marks = [
                word
                for word, is_so in (("open job", change.open), ("reviewed otherwise", change.wrong))
                if is_so
            ]
            verb = "gains" if change.gains else "loses"
            said = f" ({', '.join(marks)})" if marks else ""
            self.stdout.write(f"  resume {change.resume} {verb} {change.flag}{said}")
        if len(changes) > SHOWN:
            self.stdout.write(f"  and {len(changes) - SHOWN} more: --json gives all.")

    def _apply(self, file: str, by: str, note: str, **options: Any) -> None:
        from candidates.studio.actions import make_draft, publish_draft, start_rescreening

        rules = _rules(file)
        person = _person(by)
        if options["dry_run"]:
            self._run_tests(rules)
            self.stdout.write("Nothing was changed.")
            return
        rule_set = _rule_set(options["rule_set"])
        # One step: a file that can't be published must not leave a draft behind.
        if options["draft"]:
            draft = make_draft(by=person, rule_set=rule_set, document=rules.source, note=note)
            self.stdout.write(f"Draft {draft.number} made: somebody else, or an admin, publishes it.")
            return
        with transaction.atomic():
            draft = make_draft(by=person, rule_set=rule_set, document=rules.source, note=note)
            published = publish_draft(draft=draft, by=person, version=draft.version)
        self.stdout.write(f"Version {published.number} is in force ({published.content_hash[:12]}).")
        if options["rescreen"]:
            bulk = start_rescreening(revision=published, by=person)
            self.stdout.write(
                f"{bulk.total} parts of the stored resumes are screened again: see Work {bulk.pk}."
            )

    def _export(self, number: int | None, shipped: bool, **options: Any) -> None:
        what = "shipped" if shipped else str(number or "")
        _, text = _source(what, options["rule_set"])
        self.stdout.write(text, ending="" if text.endswith("\n") else "\n")

    def _schema(self, **options: Any) -> None:
        self.stdout.write(json.dumps(json_schema(), indent=2))


def _add_set(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rule-set", metavar="NAME", default="", help="Another rule set than the default one."
    )


def _counted(rules: RuleDocument) -> str:
    counts = (("flag", len(rules.flags)), ("signal", len(rules.signals)), ("test", len(rules.tests)))
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for word, number in counts)


def _rules(path: str) -> RuleDocument:
    """The rules of a file. Raises what ends with 2."""
    return _parsed(_text(path), path)


def _text(path: str) -> str:
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"{path} can't be read.") from error


def _parsed(text: str, name: str) -> RuleDocument:
    try:
        return load(text)
    except RuleError as error:
        raise wrong("\n".join(f"{name}: {problem}" for problem in error.problems)) from error


def _source(what: str, rule_set: str) -> tuple[str, str]:
    """A name and the text of rules: in force, of a version, shipped, or in a file."""
    from rubrics.models import RuleRevision
    from rubrics.queries import rules_in_force

    if what == "shipped":
        return what, shipped_source()
    if what and not what.isdigit():
        return what, _text(what)
    chosen = _rule_set(rule_set)
    row = (
        RuleRevision.objects.filter(rule_set=chosen, number=int(what)).first()
        if what
        else rules_in_force(chosen)
    )
    if row is None:
        raise wrong(f"There is no version {what}." if what else "No rules are in force.")
    return f"version {row.number}", row.document


def _rule_set(name: str) -> Any:
    from rubrics.models import RuleSet

    row = (
        RuleSet.objects.filter(name=name).first() if name else RuleSet.objects.filter(is_default=True).first()
    )
    if row is None:
        raise wrong(
            f"--rule-set: there is no rule set {name!r}." if name else "There are no rules yet: load_guide."
        )
    return row


def _person(email: str) -> Any:
    from recruiting.accounts.models import User
    from recruiting.accounts.models.people import email_key

    person = User.objects.active().filter(email_key=email_key(email)).first()
    if person is None:
        raise wrong(f"--by: nobody with the address {email} may sign in.")
    return person

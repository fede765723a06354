"""manage.py screen: resumes from files or standard input, without database, queue or secret."""

import hashlib
import json
import os
import stat
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.extraction import (
    MAX_BYTES,
    Document,
    SandboxUnavailable,
    Unreadable,
    extract,
    ocr_languages,
    read_scanned_page,
    with_readings,
)
from candidates.screening import screen, without_findings
from rubrics.ruledoc import RuleDocument, RuleError, load, shipped

STANDARD_INPUT = "-"
CHUNK = 1024 * 1024
MARKS = {"green": "+", "yellow": "!"}
NOTICES = {
    "too_short": "Very short: what is missing here may only be missing in the file.",
    "language": "In a language that the rules don't cover: please read it yourself.",
}
"""Report.notice in words."""


def wrong(sentence: str) -> CommandError:
    """Wrong options and invalid rules end with 2."""
    return CommandError(sentence, returncode=2)


class Command(BaseCommand):
    help = "Screen resumes (files, folders, or - for standard input) and print what holds, with the quotes."
    requires_system_checks: list[str] = []  # they look at the database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="A file, a folder, or - for standard input."
        )
        parser.add_argument("--json", action="store_true", help="JSON Lines, one object a file.")
        parser.add_argument(
            "--as-of", metavar="DATE", help="YYYY-MM-DD; jobs to the present end then. Default: today."
        )
        parser.add_argument("--rules", metavar="FILE", help="A rule document; default: the shipped one.")
        parser.add_argument(
            "--text", action="store_true", help="Add the normalised text, into which the offsets point."
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        as_of, rules = _date(options["as_of"]), _rules(options["rules"])
        if hasattr(sys.stdout, "reconfigure"):
            # JSON Lines are UTF-8 whatever the terminal's locale; a file name may hold bytes that are none.
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        show = self._as_json if options["json"] else self._as_table
        try:
            for path in _files(paths):
                show(_screened(path, rules=rules, as_of=as_of, text=options["text"]))
                self.stdout.flush()
        except SandboxUnavailable as error:
            raise CommandError(f"No file can be read on this machine: {error}") from error
        except BrokenPipeError:  # "... | head": who reads has enough; what Python still flushes goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _as_json(self, found: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _as_table(self, found: dict[str, Any]) -> None:
        self.stdout.write(found["path"])
        if found["error"]:
            self.stdout.write(f"  {found['status']}: {found['error']['message']}")
            self.stdout.write("")
            return
        years = found["years_reason"] if found["years"] is None else f"{found['years']} relevant years"
        level = " or ".join(found["levels"]) or "level unknown"
        self.stdout.write(f"  {years} · {level} · {found['background'] or 'background unknown'}")
        if found["notice"]:
            self.stdout.write(f"  {NOTICES[found['notice']]}")
        if found["ocr"]:
            for words, pages in (
                ("Read by OCR, which errs more than a text does: page", found["ocr"]["pages"]),
                ("Pictures that nobody could read: page", found["ocr"]["unread"]),
            ):
                if pages:
                    self.stdout.write(f"  {words} {', '.join(map(str, pages))}.")
        for flag in found["flags"]:
            if flag["holds"]:
                self.stdout.write(f"  {MARKS[flag['polarity']]} {flag['code']:<24} {_why(flag)}")
        if found.get("text"):
            self.stdout.write("\n" + found["text"])
        self.stdout.write("")


def _why(flag: dict[str, Any]) -> str:
    if flag["evidence"]:
        first = flag["evidence"][0]
        return f"line {first['line']}: “{' '.join(first['quote'].split())}”"
    return f"nothing found for: {', '.join(flag['looked_for'] or ())}"


def _date(given: str | None) -> date:
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise wrong(f"--as-of: {given!r} is not a date such as 2026-11-25.") from error


def _rules(path: str | None) -> RuleDocument:
    if path is None:
        return shipped()
    try:
        return load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"--rules: {path} can't be read.") from error
    except RuleError as error:
        raise wrong(f"--rules: {path}: {error}") from error


def _files(paths: list[str]) -> Iterator[str]:
    """The paths in order; a folder gives its regular files, sorted, without dot-files and links."""
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):
            yield from _inside(path)
        else:
            yield path


def _inside(folder: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # nobody may look inside: it is reported as not found
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _inside(entry.path)
        elif entry.is_file():
            yield entry.path


def _screened(path: str, *, rules: RuleDocument, as_of: date, text: bool) -> dict[str, Any]:
    digest, read = _read(path)
    # A name that is no UTF-8 would make the whole line none.
    found: dict[str, Any] = {"path": os.fsencode(path).decode("utf-8", "replace"), "sha256": digest}
    if isinstance(read, Unreadable):
        found |= without_findings(
            as_of=as_of,
            rules_hash=rules.content_hash,
            status="unreadable",
            code=read.code,
            message=read.message,
        )
        return found | ({"text": None} if text else {})
    found |= screen(read, rules=rules, as_of=as_of).to_dict()
    return found | ({"text": read.text} if text else {})


def _read(path: str) -> tuple[str | None, Document | Unreadable]:
    """A file's hash and its document, or why there is none. The hash is None where there is no file."""
    try:
        digest, data = _bytes(path)
    except OSError:
        return None, Unreadable.because("not_found", "There is no file here that can be opened.")
    if data is None:
        return digest, Unreadable.too_large(MAX_BYTES)
    return digest, _document(data, os.path.basename(path))


def _document(data: bytes, name: str) -> Document | Unreadable:
    """The document in these bytes, its scanned pages read by OCR where this machine has it."""
    scans = bool(ocr_languages())
    document = extract(data, name=name, scans=scans)
    if isinstance(document, Unreadable) or not document.unread or not scans:
        return document
    return with_readings(document, {page: read_scanned_page(data, number=page) for page in document.unread})


def _bytes(path: str) -> tuple[str, bytes | None]:
    """The hash of all bytes, and the bytes unless they pass MAX_BYTES. Raises OSError, also for a device."""
    if path == STANDARD_INPUT:
        return _drained(sys.stdin.buffer)
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError("not a regular file")
    with open(path, "rb") as file:
        return _drained(file)


def _drained(file: Any) -> tuple[str, bytes | None]:
    digest, kept, size = hashlib.sha256(), [], 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size <= MAX_BYTES:
            kept.append(chunk)
    return digest.hexdigest(), b"".join(kept) if size <= MAX_BYTES else None

"""Reading the resumes of a large demo on all cores: each different text is screened once, by the engine itself.

The processes are forked from one that has the rules, and touch no database.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from typing import Any, TypeVar

from candidates.actions.screenings.finishing import figures_of
from candidates.actions.screenings.keeping import Kept, pack
from candidates.extraction import Document, identify, parse
from candidates.extraction.contact import Identity
from candidates.finding.words import words_of
from candidates.screening import screen
from recruiting.demo.crowd.composing import person_of, renamed
from recruiting.demo.resumes import Person, file_of
from rubrics.ruledoc import RuleDocument

AHEAD = 2
"""Pieces of work for each process that wait or are done, beyond what was taken: more would only fill memory."""

Work = TypeVar("Work")
Result = TypeVar("Result")

_rules: RuleDocument | None = None


@dataclass(frozen=True)
class Screened:
    """What a screening of one text gives. report: as JSON, which takes a tenth of the memory; length: of the text."""

    length: int
    report: str
    figures: dict[str, Any]
    kept: Kept


@dataclass(frozen=True)
class Applicant:
    """A resume that was read: the file, the stored Document, and who it says it is of."""

    person: Person
    data: bytes
    document: dict[str, Any]
    identity: Identity
    words: list[str]


@contextmanager
def readers(rules: RuleDocument) -> Iterator[ProcessPoolExecutor]:
    """As many processes as there are cores, which screen by these rules."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with ProcessPoolExecutor(cores, get_context("fork"), _keep_rules, (rules,)) as pool:
        yield pool


def in_order(
    pool: ProcessPoolExecutor, work: Callable[[Work], Result], pieces: Iterable[Work]
) -> Iterator[Result]:
    """work(piece) of each, in order, a few pieces ahead."""
    waiting: deque[Future[Result]] = deque()
    most = AHEAD * (os.cpu_count() or 1)
    for piece in pieces:
        waiting.append(pool.submit(work, piece))
        if len(waiting) > most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def screen_some(numbers: list[tuple[int, date]]) -> list[Screened]:
    """The screenings of the resumes of these people, each as of a date."""
    found = []
    for number, as_of in numbers:
        document = _document(file_of(person_of(number)))
        report = screen(document, rules=_known_rules(), as_of=as_of)
        found.append(
            Screened(
                length=len(document.text),
                report=json.dumps(report.to_dict()),
                figures=figures_of(report),
                kept=pack(report, _known_rules()),
            )
        )
    return found


def read_some(numbers: list[tuple[int, int]]) -> list[Applicant]:
    """The resumes of (a person's number, the turn of their name), read as the worker reads them."""
    return [_read(renamed(person_of(number), turn)) for number, turn in numbers]


def _read(person: Person) -> Applicant:
    data = file_of(person)
    document = _document(data)
    return Applicant(person, data, document.to_json(), identify(document), words_of(document.text))


def _document(data: bytes) -> Document:
    document = parse(data, name="resume.txt")
    if not isinstance(document, Document):
        raise RuntimeError(f"a resume of our own can't be read: {document.message}")
    return document


def _keep_rules(rules: RuleDocument) -> None:
    global _rules
    _rules = rules


def _known_rules() -> RuleDocument:
    if _rules is None:
        raise RuntimeError("no rules: use readers()")
    return _rules

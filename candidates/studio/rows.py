"""Reading what is kept of all resumes, in few and narrow rows: the database's side of measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

from candidates.models import Resume, ResumeDocument, ResumeFacts, ResumeReading, Screening
from candidates.screening.engine import engine
from candidates.studio.readers import Known, Stored
from rubrics.models import RuleSet

Item = TypeVar("Item")
AT_ONCE = 500
"""Rows that one query names by their ids."""


@dataclass(frozen=True)
class Kept:
    """The current screenings of a rule set's resumes, column by column, in the order of the resumes.

    packed: the revision whose codes the facts count; vocabulary: the newest known to find the same; fresh: whether
    this engine found them.
    """

    resumes: list[int]
    screenings: list[int]
    packed: list[int]
    vocabularies: list[int]
    fresh: list[bool]
    seen: list[bytes]

    def only(self, rows: Sequence[int]) -> Kept:
        """These rows of it, by their numbers."""
        return Kept(
            [self.resumes[row] for row in rows],
            [self.screenings[row] for row in rows],
            [self.packed[row] for row in rows],
            [self.vocabularies[row] for row in rows],
            [self.fresh[row] for row in rows],
            [self.seen[row] for row in rows],
        )


def read_kept(rule_set: RuleSet, *, first: int | None = None, last: int | None = None) -> Kept:
    """All of them but those of deleted resumes; first and last: only of resumes with ids from and to these."""
    facts, revisions = _table(ResumeFacts), "rubrics_rulerevision"
    deleted = Resume.objects.exclude(deleted_at=None).values_list("pk", flat=True)
    bounds = " AND resume_id BETWEEN %s AND %s" if first is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT resume_id, screening_id, revision_id, vocabulary_id, engine, seen FROM {facts} "  # noqa: S608 - our tables
            f"WHERE revision_id IN (SELECT id FROM {revisions} WHERE rule_set_id = %s){bounds} ORDER BY resume_id",
            [rule_set.pk, *((first, last) if bounds else ())],
        )
        kept = _by_columns(cursor)
    gone = set(deleted)
    return kept.only([row for row, resume in enumerate(kept.resumes) if resume not in gone]) if gone else kept


def _by_columns(cursor: Any) -> Kept:
    """The rows of a cursor. They are taken some at a time: a hundred thousand tuples kept at once would have the
    garbage collector walk through all that the process holds, again and again."""
    kept, ours = Kept([], [], [], [], [], []), engine()
    while rows := cursor.fetchmany(2_000):
        resumes, screenings, packed, vocabularies, engines, seen = zip(*rows, strict=True)
        kept.resumes.extend(resumes)
        kept.screenings.extend(screenings)
        kept.packed.extend(packed)
        kept.vocabularies.extend(vocabularies)
        kept.fresh.extend(found_by == ours for found_by in engines)
        kept.seen.extend(map(bytes, seen))
    return kept


def read_facts(resumes: Sequence[int]) -> list[bytes]:
    """The packed facts of these resumes, in their order."""
    found = dict(_by_id(ResumeReading, ("facts",), resumes))
    return [bytes(found[resume][0]) for resume in resumes]


def read_known(resumes: Sequence[int]) -> list[Known]:
    """What readers are told of these resumes, in their order. Codes are keyed by the revision that packed them."""
    facts = dict(_by_id(ResumeFacts, ("revision_id", "as_of"), resumes))
    readings = dict(_by_id(ResumeReading, ("facts", "outline"), resumes))
    return [
        Known(facts[resume][0], bytes(readings[resume][0]), bytes(readings[resume][1]), str(facts[resume][1]))
        for resume in resumes
    ]


def read_texts(resumes: Iterable[tuple[int, int]]) -> Iterator[list[Stored]]:
    """The stored Documents of (resume, vocabulary), in batches; a resume without one is left out."""
    for batch in parts(list(resumes), AT_ONCE):
        contents = dict(_by_id(ResumeDocument, ("content",), [resume for resume, _ in batch]))
        yield [
            Stored(resume, vocabulary, contents[resume][0])
            for resume, vocabulary in batch
            if resume in contents
        ]


def read_results(screenings: Sequence[int]) -> dict[int, Screening]:
    """The screenings with these ids and the results that they stored, without their reports."""
    found: dict[int, Screening] = {}
    for batch in parts(screenings, AT_ONCE):
        rows = Screening.objects.filter(pk__in=batch).defer("report").prefetch_related("flags")
        found |= {row.pk: row for row in rows}
    return found


def _by_id(
    model: Any, columns: Sequence[str], resumes: Sequence[int]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(resume, columns) of a table with a row a resume. JSON comes as text, to be read by whoever needs it."""
    wanted = [
        f"{name}::text" if name == "content" and connection.vendor == "postgresql" else name
        for name in columns
    ]
    with connection.cursor() as cursor:
        for batch in parts(resumes, AT_ONCE * 10):
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(
                f"SELECT resume_id, {', '.join(wanted)} FROM {_table(model)} WHERE resume_id IN ({marks})",  # noqa: S608 - our tables
                batch,
            )
            for resume, *values in cursor.fetchall():
                yield resume, tuple(values)


def parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in parts of at most `size`."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _table(model: Any) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))

"""What stands in the database, to be compared before and after a step that must change nothing."""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

APPS = ("accounts", "candidates", "events", "home", "interviews", "rubrics", "work")
# Written by being there at all: how often somebody tried, when a key was last used, what beat last did.
OUTSIDE = {"accounts.ratewindow", "events.lockrow", "work.heartbeat"}
FLEETING = {
    "accounts.user": {"last_login"},
    "accounts.apitoken": {"last_used_at"},
    "interviews.feedlink": {"last_read_at"},
}


@lru_cache(maxsize=1)
def _statements() -> dict[str, str]:
    """Label -> what reads its whole table. Plain SQL: the matrix does this thousands of times."""
    name = connection.ops.quote_name
    found = {}
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            label = model._meta.label_lower
            fields = [
                field.column
                for field in model._meta.concrete_fields
                if field.attname not in FLEETING.get(label, ())
            ]
            if label not in OUTSIDE:
                columns = ", ".join(name(field) for field in fields)
                found[label] = f"SELECT {columns} FROM {name(model._meta.db_table)}"
    return found


def fingerprint(labels: Collection[str] | None = None) -> dict[str, tuple[int, str]]:
    """For every table of ours, or for those of the labels: how many rows, and a hash of all of them."""
    found = {}
    with connection.cursor() as cursor:
        for label, statement in _statements().items():
            if labels is not None and label not in labels:
                continue
            cursor.execute(statement)
            rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
            found[label] = (len(rows), digest)
    return found


def _plain(value: Any) -> Any:
    """PostgreSQL gives binary columns as views, whose repr is where they lie in memory."""
    return bytes(value) if isinstance(value, memoryview) else value


READING = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|EXPLAIN|PRAGMA)\b", re.IGNORECASE)
WRITING = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Table -> label."""
    return {
        model._meta.db_table: model._meta.label_lower for model in apps.get_models(include_auto_created=True)
    }


@contextmanager
def watching() -> Iterator[set[str]]:
    """Gathers the labels of the tables that statements inside write to; any other statement that doesn't only read
    means every table."""
    of_table = _labels()
    touched: set[str] = set()

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if written := WRITING.match(str(sql)):
            touched.add(of_table.get(written[1], written[1]))
        elif not READING.match(str(sql)):
            touched.update(_statements())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield touched


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Fails if what is done inside changes any row of ours."""
    before = fingerprint()
    yield
    after = fingerprint()
    assert {name for name in before if before[name] != after[name]} == set()

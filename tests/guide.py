"""The shipped guide in a test's database: loaded by its action the first time, from then on put back row by row.

Nine tenths of what the action costs is making rows of files, which are the same for every test of a process.
Tests of loading itself call the action.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from recruiting.events.log import record, recorded_together
from recruiting.events.models import Event
from rubrics.actions import GuideLoad, load_guide
from rubrics.models import RuleRevision


@dataclass(frozen=True)
class _Kept:
    """What the action left: load says it; rows by the statement that writes one; events as they were recorded."""

    load: GuideLoad
    rows: dict[str, list[tuple[Any, ...]]]
    events: list[Event]


_kept: list[_Kept] = []


@transaction.atomic
def loaded_guide() -> GuideLoad:
    """What load_guide() leaves and returns, in a database that may hold rows of the guide already."""
    if not _is_empty():
        return load_guide()
    if _kept:
        return _put_back(_kept[0])
    last = Event.objects.order_by("pk").last()
    load = load_guide()
    events = Event.objects.filter(pk__gt=last.pk if last else 0).order_by("pk")
    _kept.append(_Kept(load, _rows(), list(events)))
    return load


def _put_back(kept: _Kept) -> GuideLoad:
    """The rows under the keys that they had, so that sequences, which nothing resets, stay ahead of them; their
    moments are this one."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        for statement, rows in kept.rows.items():
            cursor.executemany(
                statement,
                [[now if isinstance(value, datetime) else value for value in row] for row in rows],
            )
    with recorded_together():
        for event in kept.events:
            thing = apps.get_model(event.object_type)(pk=event.object_id)
            record(event.verb, thing, by=None, fields=event.fields, codes=event.codes)
    return replace(kept.load, rules=RuleRevision.objects.get(pk=kept.load.rules.pk))


@cache
def _tables() -> dict[str, list[str]]:
    """Every table of the guide with its columns, by their quoted names."""
    name = connection.ops.quote_name
    return {
        name(model._meta.db_table): [name(field.column) for field in model._meta.concrete_fields]
        for model in apps.get_app_config("rubrics").get_models(include_auto_created=True)
    }


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in _tables()))
        return not cursor.fetchone()[0]


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table, columns in _tables().items():
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            marks = ", ".join(["%s"] * len(columns))
            found[f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"] = cursor.fetchall()
    return {statement: rows for statement, rows in found.items() if rows}

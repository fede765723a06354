"""Checking that a named constraint holds, in the database and in words, on both databases."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def twice(row: models.Model, **values: Any) -> models.Model:
    """The same row once more."""
    row.pk, row._state.adding = None, True
    return with_(row, **values)


def with_(row: models.Model, **values: Any) -> models.Model:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def assert_refused(row: models.Model, name: str, sentence: str) -> None:
    """The unsaved or changed row breaks the constraint: people read `sentence`, unless it is "", and the database
    takes no such row."""
    constraint = next(found for found in row._meta.constraints if found.name == name)
    with pytest.raises(ValidationError) as told:
        constraint.validate(type(row), row)
    if sentence:
        assert told.value.messages == [sentence]
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    # SQLite names the constraint only of checks and of unique ones with a condition or an expression.
    columns = [f"{row._meta.db_table}.{row._meta.get_field(field).column}" for field in _fields(constraint)]
    assert name in str(refused.value) or str(refused.value).endswith(", ".join(columns))


def _fields(constraint: models.BaseConstraint) -> list[str]:
    return [
        *getattr(constraint, "fields", ()),
        *(part.name for part in getattr(constraint, "expressions", ())),
    ]

"""Lists of keys: one array on PostgreSQL, the same rows everywhere."""

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from candidates.models import Application
from recruiting.events.keys import FEW
from tests.factories.candidates import make_application, make_job

OTHERS = list(range(10**9, 10**9 + FEW + 12))


@pytest.fixture
def rows(db):
    job = make_job()
    return [make_application(job=job) for _ in range(3)]


def asked(queryset: QuerySet) -> tuple[str, tuple]:
    return queryset.query.sql_with_params()


@pytest.mark.parametrize("path", ["pk", "candidate", "candidate__pk", "candidate__applications"])
@pytest.mark.parametrize("more", [0, FEW + 12])
def test_many_and_few_keys_find_the_same(rows, path, more):
    first = rows[0].candidate_id if path in ("candidate", "candidate__pk") else rows[0].pk
    wanted = Q(**{f"{path}__in": [first, *OTHERS[:more]]})
    assert list(Application.objects.filter(wanted)) == [rows[0]]
    assert set(Application.objects.exclude(wanted)) == set(rows[1:])


def test_what_stands_for_a_key_counts_as_it(rows):
    keys = [rows[0].pk, rows[0].pk, None, str(rows[1].pk), *OTHERS]
    assert set(Application.objects.filter(pk__in=keys)) == set(rows[:2])
    people = [rows[0].candidate, *OTHERS]
    assert set(Application.objects.filter(candidate__in=people)) == {rows[0]}


def test_words_and_rows_that_are_read_stay_as_they_are(rows):
    words = [f"word {number}" for number in range(FEW + 1)]
    assert list(Application.objects.filter(status__in=["active", *words])) == rows
    assert set(Application.objects.filter(pk__in=Application.objects.filter(pk=rows[0].pk))) == {rows[0]}


def test_postgresql_gets_one_array(rows):
    few, many, more = (Application.objects.filter(pk__in=OTHERS[:size]) for size in (FEW, FEW + 1, FEW + 2))
    as_array = connection.vendor == "postgresql"
    assert len(asked(few)[1]) == FEW
    assert len(asked(many)[1]) == (1 if as_array else FEW + 1)
    assert (asked(many)[0] == asked(more)[0]) is as_array

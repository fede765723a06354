"""Lists: pages that hold, filters that are known (sec R3, R10, A24, D9)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from candidates.models import Candidate
from tests.rest.client import Api, ids, problem, walk

pytestmark = pytest.mark.django_db


def people(count: int) -> list[int]:
    rows = Candidate.objects.bulk_create(Candidate(name=f"Person {n}") for n in range(count))
    return [row.pk for row in rows]


def cursor_of(response) -> str:
    return parse_qs(urlsplit(response.json()["next"]).query)["cursor"][0]


@pytest.mark.slow
def test_ten_thousand_rows_without_a_gap_while_others_come_and_go(recruiter, settings):
    settings.API_PER_MINUTE = 10_000
    kept = people(10_000)
    api, found, pages = Api(recruiter), [], 0
    response = api.get("candidates", limit=100, ordering="created")
    while True:
        found += ids(response)
        pages += 1
        if pages % 10 == 0:
            Candidate.objects.filter(pk=found[-1]).delete()
            people(1)
        if response.json()["next"] is None:
            break
        response = api.get(response.json()["next"].partition("/api/v1/")[2])
    assert len(found) == len(set(found))
    assert set(kept) <= set(found)


def test_rows_of_one_moment_are_told_apart_by_id(recruiter):
    rows = people(7)
    Candidate.objects.update(updated_at=timezone.now())
    Candidate.objects.filter(pk=rows[3]).update(updated_at=timezone.now() - timedelta(hours=1))
    expected = [rows[3], *rows[:3], *rows[4:]]
    assert walk(Api(recruiter), "candidates", ordering="updated", limit=2) == expected
    assert walk(Api(recruiter), "candidates", ordering="-updated", limit=2) == expected[::-1]


def test_the_default_is_fifty_newest_first(recruiter):
    rows = people(51)
    assert ids(Api(recruiter).get("candidates")) == rows[:0:-1]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "", "1.5", "٣", "9999999"])
def test_limits_that_can_t_be(recruiter, limit):
    response = Api(recruiter).get("candidates", limit=limit)
    assert problem(response) == (400, "range")
    assert response.json()["errors"] == [
        {"parameter": "limit", "code": "range", "detail": "Choose from 1 to 100."}
    ]


def test_a_cursor_holds_only_where_it_was_made(recruiter):
    people(3)
    api = Api(recruiter)
    cursor = cursor_of(api.get("candidates", limit=1))
    assert api.get("candidates", limit=2, cursor=cursor).status_code == 200
    bad = [
        {"cursor": cursor[:-1] + ("A" if cursor[-1] != "A" else "B")},
        {"cursor": "x"},
        {"cursor": "WzFd"},
        {"cursor": cursor, "ordering": "created"},
        {"cursor": cursor, "email": "kim@example.org"},
    ]
    for params in bad:
        assert problem(api.get("candidates", **params)) == (400, "bad_cursor")
    assert problem(api.get("jobs", cursor=cursor)) == (400, "bad_cursor")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("unknown=1", "unknown_parameter"),
        ("id=1", "unknown_parameter"),
        ("status__in=open", "unknown_parameter"),
        ("format=xml", "unknown_parameter"),
        ("page=2", "unknown_parameter"),
        ("_connector=OR", "unknown_parameter"),
        ("status=open&status=draft", "duplicate_parameter"),
        ("limit=1&limit=2", "duplicate_parameter"),
        ("status=OPEN", "invalid"),
        ("status=", "invalid"),
        ("ordering=title", "invalid"),
        ("ordering=-", "invalid"),
        ("updated_since=yesterday", "invalid"),
        ("updated_since=2026-11-24", "invalid"),
        ("updated_since=2026-11-24T09:30:00", "invalid"),
        ("updated_since=2026-13-24T09:30:00Z", "invalid"),
        ("updated_since=0001-01-01T00:00:00Z", "invalid"),
        ("requisition_id=%00", "invalid"),
        ("requisition_id=" + "x" * 101, "invalid"),
    ],
)
def test_parameters_that_can_t_be(recruiter, query, code):
    assert problem(Api(recruiter).get(f"jobs?{query}")) == (400, code)


@pytest.mark.parametrize("value", ["0x1", "-1", "1.0", "1e3", "", "²", "1" * 16])
def test_ids_that_can_t_be(recruiter, value):
    assert problem(Api(recruiter).get("applications", job=value)) == (400, "invalid")


def test_an_id_that_nothing_has(recruiter):
    assert ids(Api(recruiter).get("applications", job="999999999999999")) == []
    for pk in ("9" * 18, "9" * 30):
        assert problem(Api(recruiter).get(f"jobs/{pk}")) == (404, "not_found")


def test_operations_on_one_object_take_no_parameters(recruiter):
    pk = people(1)[0]
    assert problem(Api(recruiter).get(f"candidates/{pk}", fields="name")) == (400, "unknown_parameter")
    assert problem(Api(recruiter).post("candidates?x=1", {"name": "A"})) == (400, "unknown_parameter")


def test_an_offset_whose_plus_was_not_escaped(recruiter):
    assert Api(recruiter).get("jobs?updated_since=2026-11-24T09:30:00+01:00").status_code == 200

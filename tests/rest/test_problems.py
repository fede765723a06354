"""Problem documents: one form for every error, with nothing of its cause (sec R1, A58)."""

import re

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from recruiting.rest.problems import KINDS
from tests.candidates.pipeline import open_a_job
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


def failing(error: Exception, table: str):
    """The database fails at each statement on the table."""

    def wrapper(execute, sql, params, many, context):
        if table in sql:
            raise error
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_an_error_that_nobody_expected_says_nothing_of_itself(recruiter, caplog):
    api = Api(recruiter)
    with failing(RuntimeError("SELECT secret FROM /srv/app"), "candidates_job"):
        response = api.get("jobs")
    assert problem(response) == (500, "server_error")
    assert not re.search(r"secret|SELECT|/srv|Traceback|RuntimeError", response.content.decode())
    assert "request failed" in caplog.text


def test_a_busy_database_is_told_to_come_back(recruiter):
    api = Api(recruiter)
    with failing(OperationalError("database is locked"), "candidates_job"):
        response = api.get("jobs")
    assert (problem(response), response["Retry-After"]) == ((503, "busy"), "2")
    assert "locked" not in response.content.decode()


def test_a_constraint_that_another_request_met_first(recruiter):
    api = Api(recruiter)
    with failing(IntegrityError("Key (email)=(x) already exists"), 'INSERT INTO "candidates_candidate"'):
        response = api.post("candidates", {"name": "Kim"})
    assert problem(response) == (409, "raced")
    assert "email" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["nothing", "jobs/", "jobs/1/", "jobs/one", "jobs/1/fly", "docs/x", "openapi.yaml"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_addresses_that_are_not_there(recruiter, path, method):
    assert problem(Api(recruiter).send(method, path)) == (404, "not_found")
    assert problem(Client().generic(method, f"/api/v1/{path}")) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "content_type", "says"),
    [
        ("DELETE", "jobs", "application/json", "The Allow header names those it takes."),
        ("POST", "jobs", "text/plain", "Content-Type: application/json"),
        (
            "GET",
            "jobs?x=1",
            "",
            "It takes status, level, requisition_id, updated_since, limit, cursor, ordering.",
        ),
        ("GET", "jobs/1?x=1", "", "It takes none."),
    ],
)
def test_a_refusal_says_how_to_mend_it(recruiter, method, path, content_type, says):
    response = Api(recruiter).send(method, path, data=b"{}", content_type=content_type)
    assert says in response.json()["detail"]


def test_every_answer_has_the_headers(recruiter):
    api = Api(recruiter)
    for response in (api.get("jobs"), api.get("jobs/1"), api.post("jobs", "{"), Client().get("/api/v1/jobs"),
                     api.get("nothing")):  # fmt: skip
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }.items():
            assert response[name] == value
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pointers_are_escaped_and_short(recruiter):
    response = Api(recruiter).post("jobs", {"title": "A", "a/b~c": 1, "x" * 500: 1})
    pointers = [error["pointer"] for error in response.json()["errors"]]
    assert pointers == ["/a~1b~0c", "/" + "x" * 200]


def test_types_lead_to_the_page_that_explains_them(recruiter, client_for):
    page = client_for(recruiter).get("/api/v1/docs/problems").content.decode()
    for status, kind in KINDS.items():
        assert f'id="{kind.slug}"' in page, status
    job = open_a_job(recruiter)
    path, _, anchor = Api(recruiter).get(f"jobs/{job.pk + 1}").json()["type"].partition("#")
    assert path.endswith("/api/v1/docs/problems")
    assert anchor == "not-found"

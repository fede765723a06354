"""The OpenAPI document and its pages (sec R7, D29)."""

import json
import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from candidates.models import JobTemplate
from recruiting.accounts.choices import SCOPES
from tests.factories.accounts import make_user
from tests.rest.client import Api, check, openapi, resolved

pytestmark = pytest.mark.django_db
ALWAYS = {"400", "401", "403", "429", "500", "503"}


def operations():
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_the_committed_document_is_the_generated_one():
    """After a change: manage.py spectacular --validate --fail-on-warn --format openapi-json --file docs/openapi.json"""
    made = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=made)
    committed = (Path(settings.BASE_DIR) / "docs/openapi.json").read_text()
    assert json.loads(made.getvalue()) == json.loads(committed)
    assert openapi()["openapi"].startswith("3.1")


def test_each_operation_has_a_heading_of_its_own():
    summaries = [operation["summary"] for _, _, operation in operations()]
    assert sorted(set(summaries)) == sorted(summaries)


@pytest.mark.parametrize(("method", "path", "operation"), list(operations()))
class TestOperation:
    def test_says_its_scope(self, method, path, operation):
        scopes = operation["security"][0]["key"]
        assert set(scopes) <= set(SCOPES)
        assert scopes[0].endswith(":read" if method == "get" else ":write")
        words = "Scope: " if len(scopes) == 1 else "Scopes: "
        assert words + ", ".join(f"`{scope}`" for scope in scopes) + "." in operation["description"]
        assert operation["summary"]

    def test_says_what_it_may_answer(self, method, path, operation):
        expected = set(ALWAYS)
        if "{id}" in path or method == "post":
            expected.add("404")
        if method != "get":
            of_files = "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
            expected |= {"409", "413"} | (set() if of_files else {"415"})
        if method == "post":
            expected.add("422")
        match = [p for p in operation["parameters"] if p["name"] == "If-Match" and p.get("required")]
        if method == "patch" or match:
            expected |= {"412", "428"}
        problems = {status for status in operation["responses"] if status >= "400"}
        assert expected <= problems
        assert problems - expected <= {"412"}

    def test_its_parameters_are_described(self, method, path, operation):
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert all(parameter.get("description") for parameter in operation["parameters"])
        assert ("Idempotency-Key" in names) == (method == "post")
        assert ("id" in names) == ("{id}" in path)

    def test_its_examples_are_what_it_says(self, method, path, operation):
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        answers = [resolved(answer) for answer in operation["responses"].values()]
        contents = [c for holder in bodies + answers for c in holder.get("content", {}).values()]
        assert contents
        for content in contents:
            check(content["schema"], content["example"])

    def test_what_it_answers_has_its_members_always(self, method, path, operation):
        success = next(answer for status, answer in operation["responses"].items() if status < "300")
        ((media_type, content),) = success["content"].items()
        if media_type != "text/csv":
            schema = resolved(content["schema"])
            assert set(schema["required"]) == set(schema["properties"])


def test_a_wrong_example_is_noticed():
    """The check above can fail."""
    with pytest.raises(Exception, match="is not of type"):
        check({"$ref": "#/components/schemas/JobOut"}, {**openapi_example("/api/v1/jobs"), "id": "1"})


def openapi_example(path: str) -> dict:
    return openapi()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["example"][
        "results"
    ][0]


def test_no_schema_describes_our_code():
    described = json.dumps(openapi()["components"]["schemas"], ensure_ascii=False)
    assert "serializer" not in described.lower()


def test_operation_ids_are_unique():
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names)) > 20


DOCS, PROBLEMS = "/api/v1/docs", "/api/v1/docs/problems"


def test_who_reads_the_document(recruiter, auditor, client_for):
    stranger = Client().get("/api/v1/openapi.json")
    assert (stranger.status_code, stranger["WWW-Authenticate"]) == (401, 'Bearer realm="greenflag"')
    assert stranger["Content-Type"] == "application/problem+json"
    wrong = Client().get("/api/v1/openapi.json", headers={"Authorization": "Bearer gf_wrong"})
    assert (wrong.status_code, 'error="invalid_token"' in wrong["WWW-Authenticate"]) == (401, True)
    for answer in (
        client_for(recruiter).get("/api/v1/openapi.json"),
        client_for(auditor).get("/api/v1/openapi.json"),
        Api(recruiter, "jobs:read").get("openapi.json"),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        assert answer.json() == openapi()


def test_a_stranger_signs_in_for_the_docs_and_reads_what_problems_mean():
    docs, problems = (Client().get(page) for page in (DOCS, PROBLEMS))
    assert (docs.status_code, docs["Location"]) == (302, f"/accounts/login/?next={DOCS}")
    assert (problems.status_code, 'id="unauthenticated"' in problems.content.decode()) == (200, True)
    assert 'aria-label="Main"' not in problems.content.decode()


@pytest.mark.parametrize("page", [DOCS, PROBLEMS])
def test_who_reads_the_pages(page, recruiter, client_for):
    in_session = client_for(recruiter).get(page)
    by_key = Client().get(page, headers={"Authorization": f"Bearer {Api(recruiter).raw}"})
    assert (in_session.status_code, by_key.status_code) == (200, 200)
    assert 'aria-label="Main"' in in_session.content.decode()
    assert 'aria-label="Main"' not in by_key.content.decode()
    assert recruiter.name not in by_key.content.decode()
    assert Client().post(page).status_code == 405


def test_a_session_without_its_second_factor_opens_nothing():
    client = Client()
    client.force_login(make_user("admin"))
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get(DOCS).status_code == 302
    assert 'aria-label="Main"' not in client.get(PROBLEMS).content.decode()


def test_the_docs_begin_with_a_command_for_each_noun(recruiter, client_for):
    response = client_for(recruiter).get(DOCS)
    examples = {example.noun: example.commands for example in response.context["examples"]}
    assert {"jobs", "candidates", "applications", "screenings"} <= examples.keys()
    assert examples["jobs"][0] == (
        f"curl -H \"Authorization: Bearer $KEY\" '{settings.SITE_URL}/api/v1/jobs?limit=20'"
    )
    assert "-F file=@resume.pdf" in examples["screenings"][1]
    body = shlex.split(examples["jobs"][1].replace("\\\n", ""))[-1]
    # The number of a template is one installation's: here it is the one that this database has.
    sent = json.loads(body) | {"template": JobTemplate.objects.earliest("pk").pk}
    assert Api(recruiter).post("jobs", sent).status_code == 201
    page = response.content.decode()
    assert page.index('id="examples"') < page.index('id="list_jobs"')
    assert "Whole number, 1 to 100. Rows a page, at most 100." in page


def test_an_idle_session_opens_nothing(member, client_for):
    client = client_for(member)
    session = client.session
    session["last_seen"] = 1
    session.save()
    assert client.get("/api/v1/openapi.json").status_code == 401


def test_the_page_shows_every_operation_and_nothing_from_elsewhere(recruiter, client_for):
    response = client_for(recruiter).get("/api/v1/docs")
    page = response.content.decode()
    for method, path, operation in operations():
        assert f'id="{operation["operationId"]}"' in page
        assert page.count(f"<b>{method.upper()}</b> {path}</code>") == 1
    assert re.findall(r"<style|<script(?![^>]*src=)|\sstyle=|\son\w+=|(?:src|href)=\"https?://", page) == []
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert anchor in identifiers
    assert "script-src 'self'" in response["Content-Security-Policy"]

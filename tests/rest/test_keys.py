"""Who may ask: keys and nothing else, their scopes, their limits (sec A32, A48 to A50, D7, R5, R8)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from candidates.models import Job
from recruiting.accounts import limits, tokens
from recruiting.accounts.choices import SCOPES
from tests.candidates.pipeline import open_a_job
from tests.factories.accounts import make_user
from tests.rest.client import Api, openapi, problem

pytestmark = pytest.mark.django_db


def ask(authorization: str | None, path: str = "/api/v1/jobs", **more):
    headers = {} if authorization is None else {"Authorization": authorization}
    return Client().get(path, headers=headers, **more)


def test_without_a_key(client_for, admin):
    response = ask(None)
    assert problem(response) == (401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="greenflag"'
    in_session = client_for(admin).get("/api/v1/jobs")
    assert problem(in_session) == (401, "not_authenticated")
    for words in ("Authorization: Bearer gf_…", "Settings, API keys", "manage.py create_token"):
        assert words in response.json()["detail"]


def test_what_a_wrong_key_is_told(recruiter):
    good = Api(recruiter).raw
    assert "Authorization: Bearer gf_…" in ask(f"Token {good}").json()["detail"]
    told = {ask(f"Bearer {raw}").json()["detail"] for raw in (f"{good}x", tokens.make())}
    assert len(told) == 1, "nobody learns whether the key was once good"
    assert "Settings, API keys" in told.pop()


def test_keys_that_open_nothing(recruiter):
    good = Api(recruiter).raw
    gone = Api(recruiter, revoked_at=timezone.now()).raw
    late = Api(recruiter, expires_at=timezone.now() - timedelta(seconds=1)).raw
    elsewhere = Api(recruiter, networks=["192.0.2.0/24"]).raw
    wrong = ["", "Bearer", "Bearer ", f"Token {good}", f"Basic {good}", f"Bearer {good}x", f"Bearer {good} {good}",
             "Bearer gf_é", f"Bearer {tokens.make()}", f"Bearer {gone}", f"Bearer {late}",
             f"Bearer {elsewhere}"]  # fmt: skip
    for header in wrong:
        response = ask(header)
        code = "invalid_token" if header else "not_authenticated"
        assert problem(response) == (401, code), header
        assert response["WWW-Authenticate"].startswith('Bearer realm="greenflag"')
    assert 'error="invalid_token"' in response["WWW-Authenticate"]
    assert ask(f"bearer {good}").status_code == 200


def test_a_key_of_somebody_disabled(recruiter):
    api = Api(recruiter)
    recruiter.is_active = False
    recruiter.save()
    assert problem(api.get("jobs")) == (401, "invalid_token")


def test_a_key_in_the_address_is_refused_even_beside_a_good_one(recruiter):
    api = Api(recruiter)
    for params in ({"token": "x"}, {"access_token": "x"}, {"API_KEY": "x"}, {"status": api.raw}):
        response = api.get("jobs", **params)
        assert problem(response) == (400, "key_in_address")
        assert api.raw not in response.content.decode()


def test_guessing_ends(recruiter):
    for _ in range(limits.TRIES_PER_ADDRESS):
        assert ask(f"Bearer {tokens.make()}").status_code == 401
    response = ask(f"Bearer {tokens.make()}")
    assert problem(response) == (429, "too_many_failures")
    assert int(response["Retry-After"]) > 0
    assert response.json()["violated-policies"] == ["wrong-keys"]
    assert Api(recruiter).get("jobs").status_code == 200  # a good key from there still works


def calls() -> list[tuple[str, str, list[str]]]:
    """(method, path, scopes) of every operation in the document."""
    found = []
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            scopes = operation["security"][0]["key"]
            found.append(
                (
                    method.upper(),
                    path.replace("{id}", "1").replace("{other}", "2").removeprefix("/api/v1/"),
                    scopes,
                )
            )
    return found


@pytest.mark.parametrize(("method", "path", "scopes"), calls())
def test_every_operation_needs_its_scopes_and_no_other(admin, method, path, scopes):
    for scope in scopes:
        others = Api(admin, *(other for other in SCOPES if other != scope))
        refused = others.send(method, path)
        assert problem(refused) == (403, "scope")
        assert refused.json()["scope"] == scope
    assert Api(admin, *scopes).send(method, path).status_code != 403


def test_scopes_of_the_document_are_the_scopes_of_keys():
    assert {scope for _, _, scopes in calls() for scope in scopes} == set(SCOPES)


def test_the_limit_counts_down(recruiter, settings):
    settings.API_PER_MINUTE = 2
    api = Api(recruiter)
    first, second, third = (api.get("jobs") for _ in range(3))
    assert [r.status_code for r in (first, second, third)] == [200, 200, 429]
    assert first["RateLimit-Policy"] == '"default";q=2;w=60'
    assert (first["RateLimit"], second["RateLimit"]) == ('"default";r=1', '"default";r=0')
    assert problem(third) == (429, "throttled")
    assert third.json()["violated-policies"] == ["default"]
    wait = int(third["Retry-After"])
    assert third["RateLimit"] == f'"default";r=0;t={wait}'
    assert 0 < wait <= 60
    assert Api(recruiter).get("jobs").status_code == 200  # another key


@pytest.mark.django_db(transaction=True)
def test_the_limit_is_exact_under_parallel_requests(settings):
    settings.API_PER_MINUTE = 5
    api = Api(make_user("recruiter"))

    def get(number):
        try:
            return api.get("jobs", {"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(get, range(60)))
    assert (statuses.count(200), statuses.count(429)) == (5, 55)


def test_methods(recruiter):
    job = open_a_job(recruiter)
    api = Api(recruiter)
    response = api.send("DELETE", f"jobs/{job.pk}")
    assert problem(response) == (405, "method_not_allowed")
    assert set(response["Allow"].split(", ")) == {"GET", "PATCH", "HEAD", "OPTIONS"}
    assert problem(api.send("PUT", f"jobs/{job.pk}")) == (405, "method_not_allowed")
    assert problem(api.send("GET", f"jobs/{job.pk}/open")) == (405, "method_not_allowed")
    assert problem(api.send("TRACE", "jobs")) == (405, "method_not_allowed")
    override = api.post(f"jobs/{job.pk}/open", **{"X-HTTP-Method-Override": "DELETE"})
    assert override.status_code == 409
    head = api.send("HEAD", f"jobs/{job.pk}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", api.etag(f"jobs/{job.pk}"))
    assert api.send("OPTIONS", "jobs")["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert Job.objects.filter(pk=job.pk, status="open").exists()


def test_no_other_site_is_let_in(recruiter):
    for origin in ("https://evil.example.org", "null"):
        response = Api(recruiter).get("jobs", {"Origin": origin})
        assert not [name for name in response.headers if name.lower().startswith("access-control")]

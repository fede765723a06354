"""The search page, the palette and GET /search: the same people, whoever asks by whichever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.searching import index_people
from candidates.models import Application
from candidates.queries import search as queries
from tests.factories import candidates as make
from tests.factories.rubrics import make_activity
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db
TEXT = """Kim Novak
DevSecOps Engineer

Experience
DevSecOps Engineer, Fernhill Systems, 01/2022 - 03/2026
Ran Kubernetes with admission policies and network policies in production.
Moved every secret into Vault and rotated them.
"""


@pytest.fixture
def person(guide, recruiter):
    """person(name): somebody new on a job of the recruiter, their resume screened."""
    job = make.make_job(recruiter=recruiter, title="Platform security")

    def make_one(name, *, text=TEXT, on=job, days=0):
        candidate = make.make_candidate(name=name)
        resume = make.make_resume(candidate, text=text, job=on)
        screening = make.make_screening(resume, text=text)
        make.make_application(on, candidate, resume=resume, screening=screening, owner=recruiter)
        moment = timezone.now() - timedelta(days=days)
        Application.objects.filter(candidate=candidate).update(applied_at=moment, stage_since=moment)
        index_people([candidate.pk])
        return candidate

    make_one.job = job
    return make_one


@pytest.fixture
def three(person):
    person("Kim Novak", days=300)
    person("Mara Lindqvist", days=10)
    person("Tom Jenkins", text="Tom Jenkins\n\nSold bakery goods. Kubernetes? Never heard of it.", days=300)
    return person


def names(answer):
    return [row.candidate.name for row in answer.context["rows"]]


POOL = {
    "q=vault": ["Mara Lindqvist", "Kim Novak"],
    "q=vault+activity%3A%22Kubernetes+security%22+quiet%3A6": ["Kim Novak"],
    "activity=kubernetes_security&activity=secrets_management&level=mid&quiet=6": ["Kim Novak"],
    "q=level%3Amid+years%3A2..5": ["Mara Lindqvist", "Kim Novak"],
    "q=years%3A6..": [],
    "q=-vault": ["Tom Jenkins"],
    "q=lindkvist": ["Mara Lindqvist"],
    "quiet=6": ["Tom Jenkins", "Kim Novak"],
}


def test_page_and_api_find_the_same_people_by_words_and_filters(three, recruiter, client_for):
    client, api = client_for(recruiter), Api(recruiter)
    assert {query: names(client.get(f"/search/?{query}")) for query in POOL if POOL[query]} == {
        query: found for query, found in POOL.items() if found
    }
    shown = {
        query: [row["name"] for row in api.get(f"search?{query}").json()["results"]]
        for query in POOL
        if "activity=" not in query
    }
    assert shown == {query: found for query, found in POOL.items() if "activity=" not in query}


def test_the_page_shows_where_it_stands_and_says_why_nobody_is_found(three, recruiter, client_for):
    client = client_for(recruiter)
    page = client.get("/search/?q=secret+vault").content.decode()
    assert "Moved every <mark>secret</mark> into <mark>Vault</mark> and rotated them." in page
    assert "Platform security" in page
    page = client.get("/search/?q=vaut+kubernetes").content.decode()
    assert "“vaut” stands in no text that you may read. Did you mean" in page
    assert '<a href="?q=vault+kubernetes">vault</a> (2 people)?' in page
    assert "“kubernetes” alone finds 3 people." in page
    page = client.get("/search/?q=kubernetes&level=senior").content.decode()
    assert "The filters hide 3 people" in page
    assert "“nonsense” is no level here." in client.get("/search/?q=level:nonsense").content.decode()
    answer = client.get("/search/?q=vault&level=&quiet=")
    assert (answer.status_code, answer["Location"]) == (302, "/search/?q=vault")
    assert "What you may ask" in client.get("/search/").content.decode()


def test_a_search_costs_the_same_for_one_and_for_three(
    person, recruiter, client_for, django_assert_num_queries
):
    client = client_for(recruiter)
    person("Kim Novak")
    client.get("/search/?q=vault")
    for more in ((), ("Ann Field", "Bo Lind")):
        for name in more:
            person(name)
        with django_assert_num_queries(24):
            client.get("/search/?q=vault+kubernetes")


def test_what_is_beyond_the_cap_is_said(three, recruiter, client_for, monkeypatch):
    monkeypatch.setattr(queries, "CAP", 1)
    assert "More than" in client_for(recruiter).get("/search/?q=kubernetes").content.decode()
    answer = Api(recruiter).get("search?q=kubernetes").json()
    assert (answer["count"], answer["more"], len(answer["results"])) == (1, True, 1)


def test_the_api_tells_where_and_refuses_what_it_does_not_understand(three, recruiter):
    row = Api(recruiter).get("search?q=vault&limit=1").json()["results"][0]
    assert row["hits"] == [
        {"kind": "resume", "text": "Moved every secret into Vault and rotated them.", "marks": [[24, 29]]}
    ]
    assert (row["level"], row["similar"]) == ("mid", False)
    bad = {
        query: problem(Api(recruiter).get(f"search?{query}"))
        for query in ("q=level:x", "level=x", "years_to=a", "x=1")
    }
    assert bad == {
        "q=level:x": (400, "invalid"),
        "level=x": (400, "invalid"),
        "years_to=a": (400, "invalid"),
        "x=1": (400, "unknown_parameter"),
    }


def test_a_key_for_one_job_finds_no_text_of_another(three, person, recruiter):
    other = make.make_job(recruiter=recruiter, title="Other")
    kim = three("Kim Other", on=other)
    make.make_application(three.job, kim)
    key = Api(recruiter, jobs=[three.job.pk])
    assert [row["name"] for row in key.get("search?q=other").json()["results"]] == ["Kim Other"]
    assert [row["name"] for row in key.get("search?q=vault").json()["results"]] == [
        "Mara Lindqvist",
        "Kim Novak",
    ]


def test_the_palette_finds_people_jobs_the_guide_pages_and_actions(three, recruiter, client_for):
    client = client_for(recruiter)

    def groups(text):
        found = client.get("/palette/", {"q": text}).context["groups"]
        return {
            group.heading: ["".join(text for text, _ in hit.pieces) for _, hit in group.hits]
            for group in found
        }

    assert groups("lindkvist") == {"People": ["Mara Lindqvist"]}
    assert groups("platform sec")["Jobs"] == ["Platform security"]
    assert groups("add per")["Actions"] == ["Add a person"]
    assert groups("rule st")["Pages"] == ["Rule studio"]
    assert "Secrets management" in groups("secrets man")["Guide"]
    assert "Jobs" in groups("")["Pages"]


def test_the_palette_shows_each_only_what_they_may_see(three, auditor, member, hiring_manager, client_for):
    make_activity()
    seen = {
        user.name: [group.code for group in client_for(user).get("/palette/?q=vault").context["groups"]]
        for user in (auditor, member, hiring_manager)
    }
    assert all("people" not in codes for codes in seen.values())
    secret = make.make_job(title="Vault keeper", confidential=True)
    three("Vera Vault", on=secret)
    otto = client_for(make.make_user("recruiter", name="Otto"))
    answer = otto.get("/palette/?q=vault")
    assert "Vera" not in answer.content.decode()
    assert "Vault keeper" not in answer.content.decode()

"""Searches under a name: saved, shared, renamed and deleted, on the page and by API. Those of a job: test_pages_board."""

import pytest

from candidates.actions.searching import index_people
from candidates.models import SavedView
from tests.factories import candidates as make
from tests.guide import loaded_guide
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db
SEARCH = "/search/?q=vault&level=mid"
NEW = "/search/views/new/?q=vault&level=mid"


@pytest.fixture(autouse=True)
def guide(db) -> None:
    loaded_guide()


def offered(client, address="/search/"):
    return [(each.view.name, each.current) for each in client.get(address).context["saved"]]


def test_a_search_is_saved_chosen_renamed_and_deleted(recruiter, job, client_for, told):
    client = client_for(recruiter)
    assert NEW.replace("&", "&amp;") in client.get(SEARCH).content.decode()
    page = client.get(NEW).content.decode()
    assert ("Words: <b>vault</b>" in page, "Level: <b>Mid</b>" in page) == (True, True)
    answer = client.post(f"{NEW}&page=2&as=csv", {"name": "Vault, mid"})
    assert answer["Location"].startswith(SEARCH)
    view = SavedView.objects.get()
    assert (view.page, view.query, view.shared) == ("candidates:search", "q=vault&level=mid", False)
    assert offered(client, SEARCH) == [("Vault, mid", True)]
    assert offered(client) == [("Vault, mid", False)]
    assert client.get(f"/jobs/{job.pk}/").context["saved"] == []
    assert client.post(f"/views/{view.pk}/edit/?next=/search/", {"name": "Vault"})["Location"] == "/search/"
    assert offered(client) == [("Vault", False)]
    assert client.post(f"/views/{view.pk}/delete/")["Location"] == "/search/"
    assert offered(client) == []
    assert [row["verb"] for row in told()] == ["view.saved", "view.changed", "view.deleted"]


def test_a_shared_search_is_everybody_s_to_choose_and_its_owner_s_to_change(recruiter, outsider, client_for):
    client, other = client_for(recruiter), client_for(outsider)
    client.post(NEW, {"name": "Vault"})
    view = SavedView.objects.get()
    assert (offered(other), other.get(f"/views/{view.pk}/edit/").status_code) == ([], 404)
    client.post(f"/views/{view.pk}/edit/", {"name": "Vault", "shared": "on"})
    assert offered(other) == [("Vault", False)]
    assert other.post(f"/views/{view.pk}/edit/", {"name": "Mine now"}).status_code == 403
    client.post(f"/views/{view.pk}/edit/", {"name": "Vault"})
    assert offered(other) == []


@pytest.mark.parametrize("words", ["Kim", "vault -novak", '"kim novak"', "kim@example.org"])
def test_a_search_that_names_somebody_is_one_s_own(recruiter, job, client_for, words):
    person = make.make_candidate(name="Kim Novak")
    make.make_application(job, candidate=person)
    index_people([person.pk])
    client = client_for(recruiter)
    refused = client.post("/search/views/new/", {"name": "Them", "shared": "on"}, query_params={"q": words})
    assert (refused.status_code, SavedView.objects.count()) == (422, 0)
    assert "is for yourself only" in refused.content.decode()
    client.post("/search/views/new/", {"name": "Them"}, query_params={"q": words})
    view = SavedView.objects.get()
    assert client.post(f"/views/{view.pk}/edit/", {"name": "Them", "shared": "on"}).status_code == 422
    assert not SavedView.objects.get().shared


def test_whom_one_may_not_find_is_named_by_no_refusal(recruiter, client_for):
    person = make.make_candidate(name="Kim Novak")
    make.make_application(make.make_job(confidential=True), candidate=person)
    index_people([person.pk])
    assert (
        client_for(recruiter).post("/search/views/new/?q=novak", {"name": "N", "shared": "on"}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Fill this in."), ("Taken", "You have a view of that name already.")],
)
def test_a_name_that_can_not_be_given_says_why(recruiter, client_for, name, words):
    make.make_saved_view(recruiter, name="Taken")
    view = make.make_saved_view(recruiter, name="Free")
    refused = client_for(recruiter).post(f"/views/{view.pk}/edit/", {"name": name})
    assert refused.status_code == 422
    assert words in refused.content.decode()


def test_views_by_api(recruiter, outsider):
    api, other = Api(recruiter), Api(outsider)
    body = {"list": "search", "name": "Mid", "query": "?level=mid&page=3"}
    answer = api.post("saved-views", body)
    made = answer.json()
    assert (answer.status_code, made["query"], made["owner"]) == (201, "level=mid", recruiter.pk)
    path = f"saved-views/{made['id']}"
    make.make_saved_view(recruiter, page="candidates:job")
    assert ids(api.get("saved-views", list="search")) == [made["id"]]
    assert problem(api.get("saved-views", list="people")) == (400, "invalid")
    assert problem(other.get(path)) == (404, "not_found")
    assert api.patch(path, {"shared": True}, match=api.etag(path)).json()["shared"]
    assert ids(other.get("saved-views")) == [made["id"]]
    assert problem(other.patch(path, {"name": "Mine"}, match=other.etag(path))) == (403, "denied")
    assert problem(api.patch(path, {"query": "level=senior"}, match=api.etag(path)))[0] == 400
    assert problem(api.post("saved-views", body)) == (400, "invalid")
    assert api.post(f"{path}/delete").json()["id"] == made["id"]
    assert problem(api.get(path)) == (404, "not_found")


def test_a_key_of_one_job_has_no_views(recruiter, job):
    make.make_saved_view(recruiter)
    api = Api(recruiter, jobs=[job.pk])
    assert ids(api.get("saved-views")) == []
    assert problem(api.post("saved-views", {"list": "job", "name": "Mid", "query": "level=mid"})) == (
        403,
        "jobs",
    )

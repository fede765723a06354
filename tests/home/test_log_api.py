"""The log over the API: what happened, by ids and codes, for whoever may read it."""

import csv
import io

import pytest

from recruiting.events import names
from recruiting.events.models import Event
from tests.factories.accounts import make_user
from tests.factories.candidates import make_job
from tests.rest.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(member) -> dict[str, Event]:
    """Three events, the last of them years ago."""
    job = make_job(title="Platform engineer")
    first, second = job.stages.all()[:2]
    moved = Event.objects.create(
        actor=member,
        verb=names.APPLICATION_MOVED,
        object_type="candidates.application",
        object_id=7,
        job_id=job.pk,
        codes={"from": first.pk, "to": second.pk},
    )
    failed = Event.objects.create(
        verb=names.USER_SIGN_IN_FAILED, object_type="accounts.user", object_id=member.pk
    )
    old = Event.objects.create(
        actor=member, verb=names.USER_CHANGED, object_type="accounts.user", object_id=7, fields=["zone"]
    )
    Event.objects.filter(pk=old.pk).update(at="2020-02-02T12:00:00Z")
    return {"moved": moved, "failed": failed, "old": old}


def found(api: Api, history: dict[str, Event], **query: str) -> set[str]:
    keys = {event.pk: name for name, event in history.items()}
    rows = api.get("events", **query).json()["results"]
    return {keys[row["id"]] for row in rows if row["id"] in keys}


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_an_event_is_ids_and_codes_for_both(role, history, member):
    moved = history["moved"]
    rows = Api(make_user(role), "log:read").get("events", verb="application.moved").json()["results"]
    assert [(row["actor"], row["object_id"], row["job"], row["codes"]) for row in rows] == [
        (member.pk, 7, moved.job_id, moved.codes)
    ]
    assert member.name not in str(rows)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({}, {"moved", "failed", "old"}),
        ({"verb": "user.changed"}, {"old"}),
        ({"object_type": "accounts.user"}, {"failed", "old"}),
        ({"object_type": "accounts.user", "object_id": "7"}, {"old"}),
        ({"since": "2020-02-02T12:00:01Z"}, {"moved", "failed"}),
        ({"before": "2020-02-02T12:00:01Z"}, {"old"}),
        ({"since": "2020-02-02T12:00:00Z", "before": "2020-02-02T12:00:00Z"}, set()),
    ],
)
def test_filters(auditor, history, query, left):
    assert found(Api(auditor), history, **query) == left


def test_newest_first_in_pages(auditor, history):
    api = Api(auditor)
    page = api.get("events", limit="1").json()
    seen = [page["results"][0]["id"]]
    while page["next"]:
        page = api.send("GET", page["next"].partition("/api/v1/")[2]).json()
        seen.append(page["results"][0]["id"])
    assert seen == list(Event.objects.order_by("-pk").values_list("pk", flat=True))


def test_a_key_of_certain_jobs_reads_only_theirs(admin, history):
    api = Api(admin, jobs=[history["moved"].job_id])
    assert found(api, history) == {"moved"}
    assert "sign in failed" not in b"".join(api.get("events/export")).decode()


@pytest.mark.parametrize("path", ["events", "events/export"])
def test_whoever_may_not_read_the_log_is_refused(recruiter, path):
    answer = Api(recruiter).get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_the_file_is_the_page_s(role, history, client_for):
    user = make_user(role)
    api = Api(user)
    ours = b"".join(api.get("events/export", verb="application.moved"))
    theirs = b"".join(client_for(user).get("/log/?verb=application.moved&as=csv"))
    assert ours == theirs
    [row] = csv.DictReader(io.StringIO(ours.decode("utf-8-sig")))
    assert row["What"] == "application moved"
    assert ("Mia Member" in row["Who"]) == (role == "admin")


def test_nobody_writes_the_log(admin):
    answer = Api(admin, "log:read").post("events", {})
    assert (answer.status_code, "POST" in answer["Allow"]) == (405, False)

"""/api/v1/screenings (contracts/greenflag.md)."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from candidates.actions.screenings import next_due, work_on_screening
from candidates.api import waiting
from candidates.models import Application, Candidate, Resume, Screening
from recruiting.accounts.models import IdempotencyKey
from rubrics.actions.rules import publish_shipped_rules
from tests.candidates.api.rows import join
from tests.candidates.pipeline import open_a_job, queued
from tests.factories.accounts import make_user
from tests.factories.candidates import RESUME
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(db, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    publish_shipped_rules()


def resume(content: str | bytes = RESUME, name: str = "kim.txt") -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def work() -> None:
    """What the worker does with all that waits."""
    while (pk := next_due()) is not None:
        work_on_screening(pk)


def test_without_waiting(recruiter):
    api = Api(recruiter)
    response = api.upload({"file": resume()})
    screening = Screening.objects.get()
    assert (response.status_code, response["Location"]) == (202, f"/api/v1/screenings/{screening.pk}")
    assert response.json() == {"id": screening.pk, "status": "queued", "report": None}
    assert api.get(f"screenings/{screening.pk}").json() == response.json()
    work()
    done = api.get(f"screenings/{screening.pk}").json()
    assert (done["id"], done["status"]) == (screening.pk, "done")
    report = done["report"]
    assert (report["status"], report["error"], report["sha256"]) == ("done", None, screening.resume.sha256)
    assert (len(report["flags"]), len(report["activities"])) == (11, 20)
    assert report["as_of"] == screening.as_of.isoformat()
    assert "path" not in report


def test_without_a_job_there_is_no_candidate(recruiter):
    Api(recruiter).upload({"file": resume()})
    work()
    kept = Resume.objects.get()
    assert (kept.makes_candidate, kept.candidate, kept.file_name) == (False, None, "kim.txt")
    assert (Screening.objects.get().state, Candidate.objects.count(), Application.objects.count()) == (
        "done",
        0,
        0,
    )


def test_with_a_job_there_is_an_application(recruiter):
    job = open_a_job(recruiter)
    api = Api(recruiter)
    response = api.upload({"file": resume(), "job": str(job.pk), "as_of": "2026-01-31"})
    work()
    report = api.get(f"screenings/{response.json()['id']}").json()["report"]
    assert report["as_of"] == "2026-01-31"
    application = Application.objects.get()
    assert (application.job, application.screening_id) == (job, response.json()["id"])
    assert application.candidate.name == "Kim Novak"


def test_the_same_again_is_the_same_screening(recruiter):
    job, api = open_a_job(recruiter), Api(recruiter)
    first = api.upload({"file": resume(), "job": job.pk, "as_of": "2026-01-31"})
    again = api.upload({"file": resume(name="other.txt"), "job": job.pk, "as_of": "2026-01-31"})
    assert (first.status_code, again.status_code, again.json()) == (202, 200, first.json())
    assert again["Location"] == first["Location"]
    other_day = api.upload({"file": resume(), "job": job.pk, "as_of": "2026-02-28"})
    other_job = api.upload({"file": resume(), "job": open_a_job(recruiter).pk, "as_of": "2026-01-31"})
    alone = api.upload({"file": resume(), "as_of": "2026-01-31"})
    other_bytes = api.upload({"file": resume(RESUME + "x"), "as_of": "2026-01-31"})
    assert [r.status_code for r in (other_day, other_job, alone, other_bytes)] == [202] * 4
    assert (Screening.objects.count(), Resume.objects.count()) == (5, 4)
    assert api.upload({"file": resume()}).status_code == 202  # another as-of: today


def test_files_that_can_t_be_read(recruiter):
    api = Api(recruiter)
    for content, code in ((b"", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(64), "wrong_type")):
        made = api.upload({"file": resume(content, "kim.pdf")})
        assert made.status_code == 202
        work()
        shown = api.get(f"screenings/{made.json()['id']}").json()
        assert (shown["status"], shown["report"]["status"]) == ("unreadable", "unreadable")
        assert (shown["report"]["error"]["code"], shown["report"]["flags"]) == (code, [])
        assert shown["report"]["error"]["message"]


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({}, "/file", "required"),
        ({"file": "text"}, "/file", "invalid"),
        ({"file": ("a", "b")}, "/file", "duplicate"),
        ({"job": "1"}, "/job", "not_found"),
        ({"job": "one"}, "/job", "invalid"),
        ({"job": "-1"}, "/job", "invalid"),
        ({"job": ""}, "/job", "blank"),
        ({"as_of": "31.01.2026"}, "/as_of", "invalid"),
        ({"as_of": "0001-01-01"}, "/as_of", "range"),
        ({"as_of": ["2026-01-01", "2026-01-02"]}, "/as_of", "duplicate"),
        ({"candidate": "1"}, "/candidate", "unknown_field"),
    ],
)
def test_bad_bodies(recruiter, data, field, code):
    values = {**({"file": resume()} if field != "/file" else {}), **data}
    response = Api(recruiter).upload(values)
    assert problem(response) == (400, code)
    assert response.json()["errors"][0]["pointer"] == field
    assert not Resume.objects.exists()


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain", ""])
def test_another_kind_of_body_is_a_400(recruiter, kind):
    response = Api(recruiter).send("POST", "screenings", data=b'{"file": 1}', content_type=kind)
    assert problem(response) == (400, "not_multipart")


def test_a_broken_multipart_body_is_a_400(recruiter):
    kind = "multipart/form-data"
    api = Api(recruiter)
    assert problem(api.send("POST", "screenings", data=b"x", content_type=kind))[0] == 400
    whole = f"{kind}; boundary=b"
    assert problem(api.send("POST", "screenings", data=b"--b\r\nx", content_type=whole))[0] == 400


def test_too_large(recruiter, settings):
    settings.MAX_UPLOAD_MB = 1
    api = Api(recruiter)
    for size in (1024 * 1024 + 1, 4 * 1024 * 1024):  # cut off while it came, and told by its length
        response = api.upload({"file": resume(b"x" * size)})
        assert problem(response) == (413, "too_large")
        assert "1 MB" in response.json()["detail"]
    assert api.upload({"file": resume(b"x" * 1024 * 1024)}).status_code == 202
    assert Resume.objects.count() == 1


def test_hostile_names_are_only_data(recruiter):
    Api(recruiter).upload({"file": resume(name="..\\..\\\u202eevil.txt")})
    assert Resume.objects.get().file_name == "evil.txt"


def test_a_closed_job_takes_nobody(recruiter):
    job, api = open_a_job(recruiter), Api(recruiter)
    api.post(f"jobs/{job.pk}/close", {"reason": "Filled"})
    assert problem(api.upload({"file": resume(), "job": job.pk})) == (409, "job_closed")
    assert not Resume.objects.exists()


def test_who_may_ask(admin, recruiter, member, auditor):
    job, secret = open_a_job(recruiter), open_a_job(admin, confidential=True)
    join(job, member, "hiring_manager", by=recruiter)
    assert problem(Api(member).upload({"file": resume()})) == (403, "denied")
    assert problem(Api(member).upload({"file": resume(), "job": job.pk})) == (403, "denied")
    assert problem(Api(recruiter).upload({"file": resume(), "job": secret.pk})) == (400, "not_found")
    assert problem(Api(auditor).upload({"file": resume(), "job": job.pk})) == (400, "not_found")
    assert problem(Api(recruiter, "screenings:read").upload({"file": resume()})) == (403, "scope")
    assert problem(Api(recruiter, jobs=[job.pk]).upload({"file": resume()})) == (403, "jobs")
    assert not Resume.objects.exists()
    join(job, member, "recruiter", by=recruiter)
    assert Api(member).upload({"file": resume(), "job": job.pk}).status_code == 202


def test_who_sees_it(admin, recruiter, member, auditor):
    of_job = queued(admin, job=open_a_job(admin, confidential=True))
    alone = queued(admin, content="Somebody else\n", makes_candidate=False)
    for user in (recruiter, member, auditor):
        api = Api(user)
        assert ids(api.get("screenings")) == []
        for screening in (of_job, alone):
            assert problem(api.get(f"screenings/{screening.pk}")) == (404, "not_found")
            assert problem(api.post(f"screenings/{screening.pk}/cancel")) == (404, "not_found")
    assert ids(Api(admin).get("screenings")) == [alone.pk, of_job.pk]
    assert ids(Api(admin, jobs=[of_job.resume.job_id]).get("screenings")) == [of_job.pk]
    assert set(Screening.objects.values_list("state", flat=True)) == {"queued"}


def test_cancelling_and_trying_again(recruiter):
    api = Api(recruiter)
    path = f"screenings/{queued(recruiter).pk}"
    cancelled = api.post(f"{path}/cancel").json()
    assert (cancelled["status"], cancelled["report"]["error"]["code"]) == ("cancelled", "cancelled")
    again = api.post(f"{path}/cancel")
    assert (problem(again), again.json()["current"]["status"]) == ((409, "not_running"), "cancelled")
    assert api.post(f"{path}/retry").json()["status"] == "queued"
    assert problem(api.post(f"{path}/retry")) == (409, "not_retriable")


def test_the_list_has_no_reports_and_filters(recruiter):
    job = open_a_job(recruiter)
    first, second = queued(recruiter, job=job), queued(recruiter, content="Lee\n")
    work_on_screening(first.pk)
    api = Api(recruiter)
    row = api.get("screenings", status="done").json()["results"][0]
    assert (row["id"], row["job"], row["status"]) == (first.pk, job.pk, "done")
    assert row["candidate"] == Candidate.objects.get().pk
    assert "report" not in row
    assert ids(api.get("screenings", job=job.pk)) == [first.pk]
    assert ids(api.get("screenings", resume=second.resume_id)) == [second.pk]
    assert ids(api.get("screenings", queued_since="2100-01-01T00:00:00Z")) == []


def test_the_number_of_queries_does_not_grow(recruiter, django_assert_num_queries):
    api = Api(recruiter)
    api.get("screenings")
    for rows in (1, 30):
        while (count := Screening.objects.count()) < rows:
            queued(recruiter, content=f"Person {count}\n")
        with django_assert_num_queries(5):  # key, two of the limit and its rest, rows with all they show
            assert len(ids(api.get("screenings"))) == rows


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 0),
        ("wait=7", 7),
        ("WAIT = 7", 7),
        ('respond-async, wait="7"; x=1', 7),
        ("wait=99", 20),
        ("wait=-1", 0),
        ("wait=soon", 0),
        ("wait=1.5", 0),
        ("waiting=3", 0),
    ],
)
def test_how_long_to_wait(rf, header, seconds):
    assert waiting.wait_asked(rf.post("/", headers={"Prefer": header})) == seconds


class TestWaiting:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def user(self):
        return make_user("recruiter")

    @pytest.fixture
    def worker(self):
        """A thread that does what the worker does until the test ends."""
        stop = threading.Event()

        def run() -> None:
            while not stop.wait(0.05):
                work()
            connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        yield
        stop.set()
        thread.join()

    def test_final_within_the_wait(self, user, worker):
        response = Api(user).upload({"file": resume()}, Prefer="wait=20")
        assert (response.status_code, response["Preference-Applied"]) == (201, "wait=20")
        assert response.json()["status"] == "done"
        assert response["Location"] == f"/api/v1/screenings/{response.json()['id']}"
        assert len(response.json()["report"]["flags"]) == 11

    def test_unreadable_within_the_wait(self, user, worker):
        response = Api(user).upload({"file": resume(b"")}, Prefer="wait=20")
        assert (response.status_code, response.json()["status"]) == (201, "unreadable")
        assert response.json()["report"]["error"]["code"] == "empty"

    def test_the_wait_runs_out(self, user):
        response = Api(user).upload({"file": resume()}, Prefer="wait=1")
        assert (response.status_code, response.json()["report"]) == (202, None)

    def test_with_no_place_to_wait_the_answer_comes_at_once(self, user, monkeypatch):
        monkeypatch.setattr(waiting, "_places", threading.BoundedSemaphore(1))
        waiting._places.acquire()
        monkeypatch.setattr(waiting, "_look_until", None)  # nobody may come here
        assert Api(user).upload({"file": resume()}, Prefer="wait=20").status_code == 202

    def test_a_key_gives_the_first_answer_again(self, user, worker):
        api = Api(user)
        first = api.upload({"file": resume()}, key="k1", Prefer="wait=20")
        again = api.upload({"file": resume()}, key="k1", Prefer="wait=20")
        assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
        assert (again["Idempotent-Replayed"], again["Location"]) == ("true", first["Location"])
        other = api.upload({"file": resume("Lee\n")}, key="k1")
        assert problem(other) == (422, "key_reused")
        assert Resume.objects.count() == 1

    def test_a_key_under_parallel_requests(self, user, worker):
        apis = [Api(user)] * 6

        def ask(api):
            try:
                return api.upload({"file": resume()}, key="k1", Prefer="wait=20")
            finally:
                connection.close()

        with ThreadPoolExecutor(6) as pool:
            responses = list(pool.map(ask, apis))
        assert {r.status_code for r in responses} <= {201, 409}
        assert len({r.json()["id"] for r in responses if r.status_code == 201}) == 1
        assert {json.loads(r.content)["code"] for r in responses if r.status_code == 409} <= {"still_running"}
        assert (Resume.objects.count(), IdempotencyKey.objects.count()) == (1, 1)

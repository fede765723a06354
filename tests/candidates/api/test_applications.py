"""/api/v1/applications, their notes, and the reasons for rejecting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.notes import add_note
from candidates.models import Application, Note, Participant, RejectionReason, StageVisit
from recruiting.events.models import Event
from tests.candidates.api.rows import a_candidate, an_application, join
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def reason() -> RejectionReason:
    return RejectionReason.objects.create(side="us", name="Too little pipeline work", position=1)


def test_putting_somebody_on_a_job(recruiter):
    job, candidate = open_a_job(recruiter), a_candidate(recruiter)
    api, body = Api(recruiter), {"candidate": candidate.pk, "job": job.pk}
    response = api.post("applications", body)
    application = Application.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"/api/v1/applications/{application.pk}")
    shown = response.json()
    assert (shown["candidate"], shown["job"], shown["status"]) == (candidate.pk, job.pk, "active")
    assert (shown["stage"]["name"], shown["owner"]) == ("Applied", recruiter.pk)
    assert api.get(f"applications/{application.pk}").json() == shown
    again = api.post("applications", body)
    assert problem(again) == (409, "already_active")
    api.post(f"jobs/{job.pk}/pause")
    other = {"candidate": a_candidate(recruiter).pk, "job": job.pk}
    assert problem(api.post("applications", other)) == (409, "job_paused")
    assert Application.objects.count() == 1


def test_no_application_beyond_ones_sight(admin, recruiter, member):
    job, candidate = open_a_job(admin, confidential=True), a_candidate(recruiter)
    response = Api(recruiter).post("applications", {"candidate": candidate.pk, "job": job.pk})
    assert problem(response) == (400, "not_found")
    assert response.json()["errors"][0]["pointer"] == "/job"
    join(job, member, "hiring_manager", by=admin)
    response = Api(member).post("applications", {"candidate": candidate.pk, "job": job.pk})
    assert response.json()["errors"][0]["pointer"] == "/candidate"
    assert not Application.objects.exists()


def test_moving(recruiter):
    application = an_application(recruiter)
    api, path = Api(recruiter), f"applications/{application.pk}"
    stage = application.job.stages.get(name="Debrief")
    moved = api.post(f"{path}/move", {"stage": stage.pk})
    assert (moved.status_code, moved.json()["stage"]["id"]) == (200, stage.pk)
    assert moved["ETag"] == api.etag(path)
    again = api.post(f"{path}/move", {"stage": stage.pk})
    assert (problem(again), again.json()["current"]) == ((409, "same_stage"), moved.json())
    other = an_application(recruiter).job.stages.first()
    assert problem(api.post(f"{path}/move", {"stage": other.pk})) == (400, "other_job")
    assert problem(api.post(f"{path}/move", {"stage": 999_999})) == (400, "not_found")
    assert problem(api.post(f"{path}/move", {})) == (400, "required")
    assert StageVisit.objects.filter(application=application).count() == 2


def test_of_two_movers_the_second_is_told(recruiter):
    application = an_application(recruiter)
    api, path = Api(recruiter), f"applications/{application.pk}"
    first, second = application.job.stages.filter(name__in=["Debrief", "Offer"])
    etag = api.etag(path)
    assert api.post(f"{path}/move", {"stage": first.pk}, **{"If-Match": etag}).status_code == 200
    told = api.post(f"{path}/move", {"stage": second.pk}, **{"If-Match": etag})
    assert (problem(told), told.json()["current"]["stage"]["id"]) == ((412, "changed"), first.pk)
    application.refresh_from_db()
    assert application.stage == first


def test_rejecting_and_reopening(recruiter, reason):
    application = an_application(recruiter)
    api, path = Api(recruiter), f"applications/{application.pk}"
    assert [row["name"] for row in api.get("rejection-reasons").json()["results"]].count(reason.name) == 1
    assert problem(api.post(f"{path}/reject", {})) == (400, "required")
    rejected = api.post(f"{path}/reject", {"reason": reason.pk, "note": "Nothing since 2019."}).json()
    assert (rejected["status"], rejected["reason_note"]) == ("rejected", "Nothing since 2019.")
    shown = {"id": reason.pk, "name": reason.name, "side": "us", "retired_at": None}
    assert rejected["reason"] == shown
    again = api.post(f"{path}/reject", {"reason": reason.pk})
    assert (problem(again), again.json()["current"]["status"]) == ((409, "not_active"), "rejected")
    assert problem(api.post(f"{path}/withdraw")) == (409, "not_active")
    reopened = api.post(f"{path}/reopen").json()
    assert (reopened["status"], reopened["reason"], reopened["closed_at"]) == ("active", None, None)
    assert problem(api.post(f"{path}/reopen")) == (409, "not_ended")


def test_retired_reasons_can_t_be_given(recruiter, reason):
    RejectionReason.objects.filter(pk=reason.pk).update(retired_at=timezone.now())
    application = an_application(recruiter)
    response = Api(recruiter).post(f"applications/{application.pk}/reject", {"reason": reason.pk})
    assert problem(response) == (400, "not_found")
    application.refresh_from_db()
    assert application.status == "active"


def test_withdrawing(recruiter):
    application = an_application(recruiter)
    api = Api(recruiter)
    shown = api.post(f"applications/{application.pk}/withdraw", {"note": "Moved abroad."}).json()
    assert (shown["status"], shown["reason_note"]) == ("withdrawn", "Moved abroad.")
    assert Event.objects.filter(verb="application.withdrawn").count() == 1


def test_who_sees_and_moves(admin, recruiter, member, auditor):
    application = an_application(admin, job=open_a_job(admin, confidential=True))
    stage = application.job.stages.get(name="Debrief")
    path, body = f"applications/{application.pk}", {"stage": stage.pk}
    for user in (recruiter, member, auditor):
        api = Api(user)
        assert ids(api.get("applications")) == []
        assert problem(api.get(path)) == (404, "not_found")
        for verb in ("move", "withdraw", "reopen", "notes"):
            assert problem(api.post(f"{path}/{verb}", body if verb == "move" else {})) == (404, "not_found")
        assert problem(api.get(f"{path}/notes")) == (404, "not_found")
    Participant.objects.create(application=application, user=member)
    api = Api(member)
    assert ids(api.get("applications")) == [application.pk]
    assert api.get(path).status_code == 200
    assert problem(api.post(f"{path}/withdraw")) == (403, "denied")
    assert problem(Api(admin, "applications:read").post(f"{path}/withdraw")) == (403, "scope")
    application.refresh_from_db()
    assert (application.status, application.version, Note.objects.count()) == ("active", 1, 0)


def test_a_right_that_ends_ends_for_the_key(recruiter):
    """A key never opens more than its owner may now (sec A50)."""
    application = an_application(recruiter)
    api = Api(recruiter)
    assert api.get(f"applications/{application.pk}").status_code == 200
    application.job.members.all().delete()
    recruiter.role = "member"
    recruiter.save()
    assert problem(api.get(f"applications/{application.pk}")) == (404, "not_found")
    recruiter.is_active = False
    recruiter.save()
    assert problem(api.get(f"applications/{application.pk}")) == (401, "invalid_token")


def test_a_key_cut_down_to_jobs(recruiter):
    mine, other = an_application(recruiter), an_application(recruiter)
    api = Api(recruiter, jobs=[mine.job_id])
    assert ids(api.get("applications")) == [mine.pk]
    assert problem(api.post(f"applications/{other.pk}/withdraw")) == (404, "not_found")
    body = {"candidate": mine.candidate_id, "job": other.job_id}
    assert problem(api.post("applications", body)) == (400, "not_found")
    stage = other.job.stages.last()
    assert problem(api.post(f"applications/{mine.pk}/move", {"stage": stage.pk})) == (400, "not_found")
    other.refresh_from_db()
    assert (other.status, Application.objects.count()) == ("active", 2)


def test_notes(recruiter, admin):
    application = an_application(recruiter)
    api, path = Api(recruiter), f"applications/{application.pk}/notes"
    made = api.post(path, {"text": "Asked about on-call.\nCalls back."})
    assert (made.status_code, made.json()["text"]) == (201, "Asked about on-call.\nCalls back.")
    assert (made.json()["author"], made.json()["visibility"]) == (recruiter.pk, "team")
    private = api.post(path, {"text": "For me.", "visibility": "private"}).json()
    add_note(candidate=application.candidate, by=recruiter, text="On the person, not here.")
    assert ids(api.get(path)) == [private["id"], made.json()["id"]]
    assert ids(Api(admin).get(path)) == [made.json()["id"]]
    for body, code in (({}, "required"), ({"text": " "}, "blank"), ({"text": "x" * 10_001}, "max_length"),
                       ({"text": "x", "visibility": "all"}, "invalid_choice"),
                       ({"text": "x", "author": 1}, "unknown_field")):  # fmt: skip
        assert problem(api.post(path, body)) == (400, code)
    assert Note.objects.count() == 3


def test_filters(recruiter):
    first, second = an_application(recruiter), an_application(recruiter)
    api = Api(recruiter)
    api.post(f"applications/{second.pk}/withdraw")
    Application.objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=2))
    assert ids(api.get("applications", job=first.job_id)) == [first.pk]
    assert ids(api.get("applications", candidate=second.candidate_id)) == [second.pk]
    assert ids(api.get("applications", stage=first.stage_id)) == [first.pk]
    assert ids(api.get("applications", status="withdrawn")) == [second.pk]
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    assert ids(api.get("applications", updated_since=yesterday)) == [second.pk]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ({"flag": "no_automation"}, 0),
        ({"without": "no_automation"}, 1),
        ({"unreviewed": "no_automation"}, 0),
        ({"level": "junior"}, 0),
        ({"level": "senior", "background": "devops"}, 1),
        ({"years_to": "2"}, 0),
        ({"years_from": "2.5"}, 1),
    ],
)
def test_filters_of_the_board(recruiter, guide, query, which):
    rows = [make.make_screened_application(open_a_job(recruiter), owner=recruiter) for _ in range(2)]
    for row, level, months, holds in ((rows[0], "junior", 6, True), (rows[1], "senior", 70, False)):
        row.screening.level, row.screening.months, row.screening.background = level, months, "devops"
        row.screening.save()
        row.screening.flags.filter(flag="no_automation").update(holds=holds)
    assert ids(Api(recruiter).get("applications", **query)) == [rows[which].pk]


def test_a_key_that_may_not_read_screenings_may_not_filter_by_them(recruiter, guide):
    row = make.make_screened_application(open_a_job(recruiter), owner=recruiter)
    api = Api(recruiter, "applications:read")
    flags = dict.fromkeys(("flag", "without", "unreviewed"), "no_automation")
    for name, code in {**flags, "level": "mid", "background": "unknown"}.items():
        assert problem(api.get("applications", **{name: code})) == (403, "scope"), name
    for name in ("years_from", "years_to"):
        assert problem(api.get("applications", **{name: "2"})) == (403, "scope"), name
    assert ids(api.get("applications", owner=recruiter.pk)) == [row.pk]


@pytest.mark.parametrize(
    "query",
    [
        {"flag": "nosuch"},
        {"level": "Senior"},
        {"background": "x"},
        {"activity": "y"},
        {"years_from": "many"},
        {"years_to": "-1"},
        {"years_to": "NaN"},
        {"owner": "me"},
    ],
)
def test_a_filter_s_value_that_can_not_be_is_refused_by_name(recruiter, query):
    answer = Api(recruiter).get("applications", **query)
    assert answer.status_code == 400
    assert next(iter(query)) in answer.content.decode()


def test_the_number_of_queries_does_not_grow(recruiter, django_assert_num_queries):
    job, api = open_a_job(recruiter), Api(recruiter)
    api.get("applications")
    for rows in (1, 30):
        while (count := Application.objects.count()) < rows:
            made = an_application(recruiter, job=job)
            add_note(candidate=made.candidate, application=made, by=recruiter, text=f"Note {count}")
        with django_assert_num_queries(6):  # key, two of the limit and its rest, rows with all they show
            assert len(ids(api.get("applications"))) == rows
    first = Application.objects.earliest("pk")
    for notes in (1, 30):
        while first.notes.count() < notes:
            add_note(candidate=first.candidate, application=first, by=recruiter, text="Again")
        with django_assert_num_queries(8):  # the same and the application
            assert len(ids(api.get(f"applications/{first.pk}/notes"))) == notes
    with django_assert_num_queries(5):
        api.get("rejection-reasons")


def test_somebody_of_the_team_looks_after_an_application(application, recruiter):
    api, path = Api(recruiter), f"applications/{application.pk}/assign"
    lead = make.make_member(application.job).user
    assert api.post(path, {"owner": lead.pk}).json()["owner"] == lead.pk
    refused = api.post(path, {"owner": make.make_member(make.make_job()).user.pk})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/owner")
    assert api.post(path, {"owner": None}).json()["owner"] is None

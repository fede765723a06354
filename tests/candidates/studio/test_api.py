"""/api/v1/rule-revisions, /rule-impacts, /rescreenings, /rule-precision."""

import pytest

from candidates.choices import Verdict
from candidates.models import Rescreening, RuleImpact, Screening
from candidates.studio.actions import work_on_impact, work_on_rescreening
from recruiting.events.models import Event
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import store
from tests.factories.candidates import make_flag_review, make_job
from tests.rest.client import Api, ids, problem, walk

pytestmark = pytest.mark.django_db

BROKEN = SMALL.replace("polarity: green", "polarity: blue")
TRACK = resume("Ran Dependency-Track for 70 services")


def test_a_draft_is_made_read_and_changed(in_force, recruiter):
    api = Api(recruiter)
    made = api.post("rule-revisions", {"note": "Tools", "document": MORE_WORDS})
    row = RuleRevision.objects.drafts().get()
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/rule-revisions/{row.pk}")
    shown = made.json()
    assert {name: shown[name] for name in ("number", "state", "note", "document", "based_on", "version")} == {
        "number": 2,
        "state": "draft",
        "note": "Tools",
        "document": MORE_WORDS,
        "based_on": in_force.pk,
        "version": 1,
    }
    path = f"rule-revisions/{row.pk}"
    etag = api.etag(path)
    changed = api.patch(path, {"document": OTHER_FLAG}, match=etag)
    assert (changed.status_code, changed.json()["document"], changed.json()["version"]) == (
        200,
        OTHER_FLAG,
        2,
    )
    assert problem(api.patch(path, {"note": "Late"}, match=etag)) == (412, "changed")
    assert problem(api.patch(path, {"note": "Blind"})) == (428, "if_match_missing")


def test_lists_leave_texts_out_and_are_narrowed(draft, in_force, recruiter, member):
    api = Api(recruiter)
    assert walk(api, "rule-revisions", limit=1) == [draft.pk, in_force.pk]
    assert ids(api.get("rule-revisions", state="draft")) == [draft.pk]
    assert ids(api.get("rule-revisions", rule_set=in_force.rule_set_id + 1)) == []
    assert "document" not in api.get("rule-revisions").json()["results"][0]
    assert ids(Api(member).get("rule-revisions")) == [in_force.pk]


def test_mistakes_are_named_with_line_and_field(draft, recruiter):
    api = Api(recruiter)
    for response in (
        api.post("rule-revisions", {"document": BROKEN}),
        api.patch(f"rule-revisions/{draft.pk}", {"document": BROKEN}, match="*"),
    ):
        assert problem(response) == (400, "invalid_rules")
        errors = response.json()["errors"]
        assert [error["pointer"] for error in errors] == ["/document", "/document"]
        assert errors[0]["detail"] == "line 28, flags[0].polarity: 'blue' is none of green, yellow"
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"document": ""}, "/document", "blank"),
        ({"document": 5}, "/document", "invalid"),
        ({"copy_of": 999_999}, "/copy_of", "not_found"),
        ({"rule_set": 999_999}, "/rule_set", "not_found"),
        ({"state": "published"}, "/state", "unknown_field"),
    ],
)
def test_bad_bodies(in_force, recruiter, body, pointer, code):
    response = Api(recruiter).post("rule-revisions", body)
    assert problem(response) == (400, code)
    assert response.json()["errors"][0]["pointer"] == pointer


def test_tests_are_run(draft, recruiter):
    api, path = Api(recruiter), f"rule-revisions/{draft.pk}"
    found = api.post(f"{path}/test").json()
    assert found == {
        "valid": True,
        "passed": True,
        "problems": [],
        "sentences": 6,
        "texts": 1,
        "failures": [],
    }
    wrong = MORE_WORDS.replace('not_in: "No Trivy."', 'not_in: "Trivy."')
    RuleRevision.objects.filter(pk=draft.pk).update(document=wrong)
    assert api.post(f"{path}/test").json()["failures"] == [
        {
            "line": 10,
            "kind": "not_in",
            "code": "tool.trivy",
            "text": "Trivy.",
            "message": "must not hold in “Trivy.”, but does: listed",
        }
    ]
    RuleRevision.objects.filter(pk=draft.pk).update(document=BROKEN)
    found = api.post(f"{path}/test").json()
    assert (found["valid"], found["passed"], len(found["problems"])) == (False, False, 2)


def test_differences(draft, in_force, recruiter):
    api, path = Api(recruiter), f"rule-revisions/{draft.pk}/diff"
    response = api.get(path)
    found = response.json()
    assert (found["against"], found["differences"]) == (
        in_force.pk,
        [{"kind": "signal", "code": "tool.trivy", "how": "changed", "fields": ["terms"], "line": 10}],
    )
    assert found["diff"][:2] == ["--- version 1", "+++ version 2"]
    assert api.get(path, {"If-None-Match": response["ETag"]}).status_code == 304
    assert api.get(path, against=draft.pk).json()["differences"] == []
    assert problem(api.get(path, against=999_999)) == (400, "not_found")
    assert problem(api.get(path, against="x")) == (400, "invalid")
    assert problem(api.get(f"rule-revisions/{in_force.pk}/diff")) == (400, "required")
    RuleRevision.objects.filter(pk=draft.pk).update(document=BROKEN)
    assert problem(api.get(path)) == (400, "invalid_rules")


def test_publishing_takes_a_second_person_and_the_text_that_was_read(draft, recruiter, colleague):
    path = f"rule-revisions/{draft.pk}"
    first, second = Api(recruiter), Api(colleague)
    assert problem(first.post(f"{path}/publish")) == (428, "if_match_missing")
    etag = first.etag(path)
    assert problem(first.post(f"{path}/publish", **{"If-Match": etag})) == (403, "second_person")
    assert second.post(f"{path}/approve", **{"If-Match": etag}).json()["approver"] == colleague.pk
    assert problem(first.post(f"{path}/publish", **{"If-Match": etag})) == (412, "changed")
    now = first.post(f"{path}/publish", {"note": "Tools"}, **{"If-Match": first.etag(path)})
    assert (now.status_code, now.json()["state"], now.json()["note"]) == (200, "published", "Tools")
    assert Event.objects.filter(verb="rules.published", actor=recruiter).count() == 1


def test_rules_whose_tests_fail_are_not_published(draft, admin):
    wrong = MORE_WORDS.replace('not_in: "No Trivy."', 'not_in: "Trivy."')
    RuleRevision.objects.filter(pk=draft.pk).update(document=wrong)
    response = Api(admin).post(f"rule-revisions/{draft.pk}/publish", **{"If-Match": "*"})
    assert problem(response) == (409, "tests_fail")
    assert response.json()["errors"][0]["detail"].startswith("line 10, not_in, tool.trivy: must not hold")
    assert response.json()["current"]["state"] == "draft"


def test_going_back(draft, in_force, admin, recruiter):
    api = Api(admin)
    path = f"rule-revisions/{in_force.pk}/roll-back"
    assert problem(api.post(path)) == (409, "in_force")
    api.post(f"rule-revisions/{draft.pk}/publish", **{"If-Match": "*"})
    waiting = Api(recruiter).post(path)
    assert (waiting.status_code, waiting.json()["state"]) == (201, "draft")
    back = api.post(path, {"note": "Too many"}, key="once")
    assert (back.status_code, back.json()["document"], back.json()["state"]) == (201, SMALL, "published")
    assert api.post(path, {"note": "Too many"}, key="once").json() == back.json()
    assert RuleRevision.objects.filter(state=RevisionState.PUBLISHED).count() == 3


def test_an_impact_is_measured_in_the_background(draft, recruiter, admin):
    job = make_job()
    screening = store(TRACK, by=admin, job=job)
    make_flag_review(screening.flags.get(flag="scanning_tools"), recruiter, verdict=Verdict.CONFIRMED)
    api = Api(recruiter)
    asked = api.post(f"rule-revisions/{draft.pk}/impact")
    impact = RuleImpact.objects.get()
    assert (asked.status_code, asked["Location"]) == (202, f"/api/v1/rule-impacts/{impact.pk}")
    assert (asked.json()["status"], asked.json()["summary"]) == ("queued", None)
    assert api.get(f"rule-impacts/{impact.pk}/changes").json() == {"results": [], "next": None}
    work_on_impact(impact.pk)
    found = api.get(f"rule-impacts/{impact.pk}").json()
    assert (found["status"], found["summary"]["sentence"]) == (
        "done",
        "1 of 1 people changes: 1 gain scanning_tools; 1 lose no_automation.",
    )
    page = api.get(f"rule-impacts/{impact.pk}/changes", limit=1).json()
    assert [(row["flag"], row["gains"], row["job"], row["open_job"]) for row in page["results"]] == [
        ("no_automation", False, job.pk, True)
    ]
    (row,) = api.get(page["next"].partition("/api/v1/")[2]).json()["results"]
    assert (row["flag"], row["gains"], row["wrong"], row["candidate"]) == (
        "scanning_tools",
        True,
        True,
        screening.resume.candidate_id,
    )
    assert row["after"] == [{"quote": "Ran Dependency-Track for 70 services", "line": 5}]
    only = api.get(f"rule-impacts/{impact.pk}/changes", wrong="true", flag="scanning_tools").json()
    assert [row["flag"] for row in only["results"]] == ["scanning_tools"]
    assert problem(api.get(f"rule-impacts/{impact.pk}/changes", wrong="no")) == (400, "invalid")
    again = api.post(f"rule-revisions/{draft.pk}/impact", Prefer="wait=1")
    assert (again.status_code, again["Preference-Applied"]) == (202, "wait=1")


def test_published_rules_have_no_impact(in_force, recruiter):
    assert problem(Api(recruiter).post(f"rule-revisions/{in_force.pk}/impact")) == (409, "published")


def test_resumes_are_screened_again(draft, admin):
    store(TRACK, by=admin)
    api = Api(admin)
    api.post(f"rule-revisions/{draft.pk}/publish", **{"If-Match": "*"})
    begun = api.post(f"rule-revisions/{draft.pk}/rescreen")
    path = begun["Location"].partition("/api/v1/")[2]
    assert (begun.status_code, begun.json()["status"], begun.json()["parts"]) == (202, "running", 1)
    assert problem(api.post(f"rule-revisions/{draft.pk}/rescreen")) == (409, "going_on")
    assert api.post(f"{path}/pause").json()["status"] == "paused"
    assert problem(api.post(f"{path}/pause")) == (409, "state")
    assert api.post(f"{path}/resume").json()["status"] == "running"
    work_on_rescreening(Rescreening.objects.get().bulk_id)
    assert {name: api.get(path).json()[name] for name in ("status", "finished", "failed")} == {
        "status": "done",
        "finished": 1,
        "failed": 0,
    }
    assert Screening.objects.filter(revision=draft).count() == 1
    assert problem(api.post(f"{path}/cancel")) == (409, "state")


def test_precision_is_listed(in_force, admin):
    screening = store(resume("Ran Trivy on all images"), by=admin)
    make_flag_review(screening.flags.get(flag="scanning_tools"), admin)
    first = Api(admin).get("rule-precision").json()["results"][0]
    assert first == {
        "flag": "scanning_tools",
        "holding": 1,
        "reviewed": 1,
        "agreed": 1,
        "share_reviewed": 1.0,
        "precision": None,
        "low": None,
        "high": None,
    }


def test_a_key_that_is_cut_down_to_jobs_changes_no_rules(draft, in_force, admin):
    job = make_job()
    api = Api(admin, jobs=[job.pk])
    impact = RuleImpact.objects.create(revision=draft, version=1, document=SMALL, asked_by=admin)
    path = f"rule-revisions/{draft.pk}"
    refused = [
        api.post("rule-revisions", {}),
        api.patch(path, {"note": "x"}, match="*"),
        api.post(f"{path}/approve", **{"If-Match": "*"}),
        api.post(f"{path}/publish", **{"If-Match": "*"}),
        api.post(f"{path}/impact"),
        api.post(f"rule-revisions/{in_force.pk}/roll-back"),
        api.post(f"rule-revisions/{in_force.pk}/rescreen"),
        api.get("rule-precision"),
    ]
    assert [problem(response) for response in refused] == [(403, "jobs")] * len(refused)
    assert problem(api.get(f"rule-impacts/{impact.pk}")) == (404, "not_found")
    assert api.get(path).status_code == 200

"""/loops/{id}/debrief and /record: the same blindness and rights as the pages."""

import json

import pytest

from candidates.actions.decisions import make_decision
from interviews.models import Debrief, Rating, Reading
from tests.factories.accounts import make_user
from tests.guide import loaded_guide
from tests.interviews.panels import Panel, make_panel, whole_panel
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db
NULL = ("cards", "spread", "criteria", "says", "focus_areas", "flags", "guards")


def three_of_four() -> Panel:
    panel = make_panel("Ada", "Bo", "Cy", "Di")
    for name, score in (("Ada", 1), ("Bo", 3), ("Cy", 4)):
        panel.submit(name, score, knowledge_1=score)
    return panel


def test_with_three_of_four_in_nothing_is_given_but_who_is_missing(admin):
    panel = three_of_four()
    missing = panel.seats["Di"]
    for reader in (admin, panel.manager, panel.recruiter, *(seat.user for seat in panel.seats.values())):
        found = Api(reader).get(f"loops/{panel.loop.pk}/debrief").json()
        assert (found["is_complete"], found["is_readable"]) == (False, False)
        assert found["missing"] == [
            {"panelist": missing.pk, "user": missing.user_id, "interview": missing.interview_id}
        ]
        assert [name for name in NULL if found[name] is not None] == []
        record = Api(reader).get(f"loops/{panel.loop.pk}/record").json()
        assert record["is_readable"] is False
        assert "on knowledge_1" not in json.dumps([found, record])
    assert Reading.objects.count() == 0


def test_once_all_are_in_everything_is_given_and_readings_are_written():
    loaded_guide()
    panel = three_of_four()
    panel.submit("Di", 2, knowledge_1="No time")
    found = Api(panel.manager).get(f"loops/{panel.loop.pk}/debrief").json()
    assert (found["spread"], [card["recommendation"] for card in found["cards"]]) == ("split", [1, 3, 4, 2])
    first = found["criteria"][0]
    assert (first["code"], first["spread"]) == ("knowledge_1", "split")
    assert [rating["score"] for rating in first["ratings"]] == [1, 3, 4, None]
    assert first["ratings"][3]["not_assessed"] == "No time"
    assert (found["planned_level"], found["says"]) == ("mid", "nothing yet, too few criteria were rated")
    assert {guard["mistake"] for guard in found["guards"]} == {
        "no_devops",
        "shallow_security",
        "gatekeeper",
        "developer_experience",
    }
    assert Reading.objects.filter(reader=panel.manager).count() == 4


def test_it_is_opened_written_closed_and_opened_again():
    loaded_guide()
    panel = whole_panel(2)
    api, path = Api(panel.manager), f"loops/{panel.loop.pk}/debrief"
    assert problem(Api(panel.recruiter).patch(path, {"gatekeeper": "x"}, match="*")) == (404, "not_found")
    opened = api.post(path, {})
    assert (opened.status_code, opened.json()["opened_by"]) == (201, panel.manager.pk)
    assert problem(api.post(path, {})) == (409, "already_open")
    etag = api.get(path)["ETag"]
    saved = api.patch(path, {"gatekeeper": "Asked."}, match=etag)
    assert {row["mistake"]: row["answer"] for row in saved.json()["guards"]}["gatekeeper"] == "Asked."
    assert problem(api.patch(path, {"gatekeeper": "Else."}, match=etag))[0] == 412
    assert problem(api.patch(path, {"private_note": "x"}, match="*"))[0] == 400
    assert problem(Api(panel.recruiter).patch(path, {"gatekeeper": "x"}, match="*")) == (403, "denied")
    assert api.post(f"{path}/close").json()["closed_by"] == panel.manager.pk
    assert problem(api.post(f"{path}/close")) == (409, "debrief_closed")
    assert problem(api.post(f"{path}/reopen", {"reason": " "}))[0] == 400
    assert api.post(f"{path}/reopen", {"reason": "A reference came in."}).json()["closed_at"] is None
    assert Debrief.objects.get().gatekeeper == "Asked."


def test_early_it_wants_a_reason():
    panel = three_of_four()
    api, path = Api(panel.manager), f"loops/{panel.loop.pk}/debrief"
    assert problem(api.post(path, {})) == (400, "required")
    opened = api.post(path, {"reason": "The other offer."}).json()
    assert (opened["is_readable"], len(opened["cards"])) == (True, 3)
    late = Api(panel.seats["Di"].user).get(path).json()
    assert (late["is_readable"], late["cards"]) == (False, None)


def test_the_record_has_the_decision_and_what_it_rests_on():
    loaded_guide()
    panel = whole_panel(2)
    record = Api(panel.recruiter).get(f"loops/{panel.loop.pk}/record").json()
    assert record["decision"] is None
    make_decision(application=panel.application, by=panel.manager, kind="hold", reason="Waits.")
    record = Api(panel.recruiter).get(f"loops/{panel.loop.pk}/record").json()
    assert (record["decision"]["kind"], record["decision"]["reason"]) == ("hold", "Waits.")
    assert [each["score"] for each in record["strongest"]] == [3, 3, 3]
    assert (record["weakest"], record["unrated"]) == ([], [])
    assert "Security architecture" in record["grows_toward"]


def test_who_decides_chooses_what_stands_in_the_record():
    loaded_guide()
    panel = whole_panel(2)
    api, path = Api(panel.manager), f"loops/{panel.loop.pk}/record"
    before = api.get(path)
    assert before.json()["chosen_by"] is None
    rating = api.get(f"loops/{panel.loop.pk}/debrief").json()["criteria"][0]["ratings"][1]
    chosen = api.patch(path, {"evidence": [rating["id"]]}, match=before["ETag"]).json()
    assert chosen["chosen_by"] == panel.manager.pk
    assert [(each["rating"], each["panelist"]) for each in chosen["strongest"]] == [
        (rating["id"], rating["panelist"])
    ]
    assert chosen["grows_toward"] == before.json()["grows_toward"]
    assert problem(api.patch(path, {"evidence": []}, match=before["ETag"]))[0] == 412
    assert api.patch(path, {"grows_toward": ["mid.toward.1"]}, match="*").json()["grows_toward"] == [
        "Security architecture"
    ]
    other = whole_panel(1)
    strange = Rating.objects.filter(scorecard__panelist__interview__loop=other.loop).first()
    for body in (
        {"evidence": [strange.pk]},
        {"evidence": [rating["id"]] * 7},
        {"evidence": [0]},
        {"grows_toward": ["mid.1"]},
        {"level": "mid"},
    ):
        assert problem(api.patch(path, body, match="*"))[0] == 400
    assert problem(Api(panel.recruiter).patch(path, {"evidence": []}, match="*")) == (403, "denied")


def test_a_key_for_other_jobs_finds_no_loop():
    panel = whole_panel(1)
    other = whole_panel(1)
    path = f"loops/{panel.loop.pk}/debrief"
    assert problem(Api(panel.recruiter, jobs=[other.application.job_id]).get(path)) == (404, "not_found")
    assert problem(Api(make_user()).get(path)) == (404, "not_found")

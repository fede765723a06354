"""/api/v1/loops, panelists and kits: a plan from start to end, and who reads which kit."""

import pytest
from django.core import signing

from interviews.api.deals import SALT
from interviews.models import KitQuestion, Loop
from interviews.queries.kits import kits_of
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(recruiter) -> Api:
    return Api(recruiter, "interviews:read", "interviews:write")


def test_a_plan_is_made_dealt_changed_and_started(api, screened, panel):
    loop = api.post("loops", {"application": screened.pk}).json()
    assert (loop["level"], loop["state"]) == ("mid", "draft")
    assert problem(api.post(f"loops/{loop['id']}/deal", {}))[:2] == (409, "no_panel")
    seats = []
    for user in panel:
        interview = api.post(f"loops/{loop['id']}/interviews", {"title": "Interview"}).json()
        seats.append(api.post(f"interviews/{interview['id']}/panelists", {"user": user.pk}).json())

    dealt = api.post(f"loops/{loop['id']}/deal", {})

    assert dealt.status_code == 200
    kit = api.get(f"panelists/{seats[0]['id']}/kit").json()["results"]
    assert [row["id"] for row in kit] == list(
        KitQuestion.objects.filter(panelist=seats[0]["id"]).values_list("pk", flat=True)
    )
    assert api.get(f"panelists/{seats[0]['id']}").json()["focus_areas"]
    moved = api.post(
        f"kit-questions/{kit[0]['id']}/move", {"panelist": seats[1]["id"], "place": 0, "minutes": 5}
    )
    assert (moved.json()["panelist"], moved.json()["minutes"]) == (seats[1]["id"], 5)
    gone = api.post(f"kit-questions/{kit[0]['id']}/remove", {})
    back = api.post(
        f"panelists/{seats[0]['id']}/kit", {"question": gone.json()["question"], "place": 0}
    ).json()
    assert back["code"] == kit[0]["code"]
    assert back["reason"]
    assert api.post(f"loops/{loop['id']}/begin", {}).json()["state"] == "running"
    assert api.post(f"loops/{loop['id']}/cancel", {}).json()["state"] == "cancelled"
    assert [row["id"] for row in api.get("loops", state="cancelled").json()["results"]] == [loop["id"]]


def test_a_loop_with_holes_says_so_and_starts_when_told(api, dealt):
    KitQuestion.objects.filter(question__focus_area__code="incident").delete()
    assert problem(api.post(f"loops/{dealt.pk}/begin", {}))[:2] == (409, "holes")
    assert api.post(f"loops/{dealt.pk}/begin", {"despite_holes": True}).json()["state"] == "running"


def test_people_and_interviews_are_taken_out(api, dealt):
    first, second = kits_of(dealt)[:2]
    assert api.post(f"panelists/{first.panelist.pk}/remove", {}).status_code == 200
    assert api.post(f"interviews/{second.interview.pk}/remove", {}).status_code == 200
    assert Loop.objects.get().interviews.count() == 2


def test_a_question_is_swapped_and_a_person_s_part_changed(api, dealt):
    first, second = kits_of(dealt)[:2]
    item = first.questions[0]
    other = api.post(f"kit-questions/{second.questions[0].pk}/remove", {}).json()["question"]
    swapped = api.post(f"kit-questions/{item.pk}/swap", {"question": other}).json()
    assert (swapped["panelist"], swapped["question"]) == (first.panelist.pk, other)
    assert kits_of(dealt)[0].questions[0].question_id == other
    assert api.get(f"kit-questions/{item.pk}").status_code == 404
    asked = api.post(f"kit-questions/{swapped['id']}/swap", {"question": second.questions[1].question_id})
    assert asked.status_code == 400
    assert api.get(f"kit-questions/{swapped['id']}").json()["question"] == other

    areas = api.get(f"panelists/{first.panelist.pk}").json()["focus_areas"]
    shorter = api.post(f"panelists/{first.panelist.pk}/change", {"minutes": 45})
    assert shorter.json()["focus_areas"] == areas
    changed = api.post(
        f"panelists/{first.panelist.pk}/change", {"focus_areas": ["incident"], "title": "Calls"}
    )
    assert changed.json()["focus_areas"] == ["incident"]
    interview = kits_of(dealt)[0].interview
    assert (interview.title, interview.minutes) == ("Calls", 45)


def test_a_panel_member_s_key_lists_their_own_questions_alone(dealt, panel):
    api = Api(panel[0], "interviews:read")
    mine, other = kits_of(dealt)[:2]
    assert len(api.get(f"panelists/{mine.panelist.pk}/kit").json()["results"]) == len(mine.questions)
    assert api.get(f"panelists/{other.panelist.pk}/kit").json()["results"] == []
    assert api.get(f"kit-questions/{other.questions[0].pk}").status_code == 404
    assert api.get(f"kit-questions/{mine.questions[0].pk}").status_code == 200


def test_reasons_name_no_hidden_person(api, dealt):
    job = dealt.application.job
    job.blind_until = job.stages.last()
    job.save()
    name = dealt.application.candidate.name
    KitQuestion.objects.update(reason=f"“{name} ran it” (line 3).")
    shown = api.get(f"kit-questions/{KitQuestion.objects.first().pk}").json()["reason"]
    assert name not in shown
    assert "ran it" in shown


def plan_of(loop):
    return [
        (
            kit.interview.title,
            [area.pk for area in kit.areas],
            [
                (item.question_id, item.position, item.minutes, item.why, item.about, item.reason)
                for item in kit.questions
            ],
        )
        for kit in kits_of(loop)
    ]


def test_a_deal_is_taken_back_once(api, dealt):
    first = kits_of(dealt)[0]
    api.post(f"kit-questions/{first.questions[0].pk}/remove", {})
    api.post(f"panelists/{first.panelist.pk}/change", {"focus_areas": ["incident"], "title": "Calls"})
    before = plan_of(dealt)
    answer = api.post(f"loops/{dealt.pk}/deal", {})
    undo = answer.json()["undo"]
    assert answer["ETag"] == api.etag(f"loops/{dealt.pk}")
    assert plan_of(dealt) != before

    back = api.post(f"loops/{dealt.pk}/deal/undo", {"undo": undo})

    assert (back.status_code, plan_of(dealt)) == (200, before)
    assert "undo" not in back.json()
    assert problem(api.post(f"loops/{dealt.pk}/deal/undo", {"undo": undo})) == (409, "changed")
    assert plan_of(dealt) == before


def test_a_deal_is_not_taken_back_over_a_later_change(api, dealt):
    undo = api.post(f"loops/{dealt.pk}/deal", {}).json()["undo"]
    item = kits_of(dealt)[0].questions[0]
    api.post(f"kit-questions/{item.pk}/move", {"minutes": 3})
    stands = plan_of(dealt)
    assert problem(api.post(f"loops/{dealt.pk}/deal/undo", {"undo": undo})) == (409, "changed")
    assert plan_of(dealt) == stands


def test_only_a_deal_s_own_words_take_it_back(api, dealt, recruiter):
    undo = api.post(f"loops/{dealt.pk}/deal", {}).json()["undo"]
    other = make.make_loop(people.make_application(people.make_job(recruiter=recruiter)))
    stands = plan_of(dealt)
    for loop, text in ((dealt, undo[:-1] + "x"), (dealt, "eyJsb29wIjo0fQ"), (other, undo)):
        answer = api.post(f"loops/{loop.pk}/deal/undo", {"undo": text})
        assert problem(answer) == (400, "unknown")
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/undo"]
    assert plan_of(dealt) == stands


def test_a_deal_s_undo_holds_no_words_of_the_resume(api, dealt):
    reasons = set(KitQuestion.objects.exclude(reason="").values_list("reason", flat=True))
    undo = api.post(f"loops/{dealt.pk}/deal", {}).json()["undo"]
    kept = str(signing.loads(undo, salt=SALT))
    assert reasons
    assert [reason for reason in reasons if reason in kept] == []

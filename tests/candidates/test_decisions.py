"""What people decide: the action's exits, the form with its four guards, and the API."""

from typing import Any

import pytest

from candidates.actions.applications import move_application, reopen_application
from candidates.actions.decisions import make_decision, take_back_decision
from candidates.choices import GUARDS, JobRole
from candidates.models import Application, Decision
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db
ANSWERS = {code: f"Asked about {code}." for code in GUARDS}
HIRE = {"kind": "hire", "reason": "Strong in both halves.", **ANSWERS}


def decide(application: Application, by: Any, kind: str, **values: Any) -> Decision:
    said = {"reason": "Strong.", **(ANSWERS if kind in ("offer", "hire") else {}), **values}
    return make_decision(application=application, by=by, kind=kind, **said)


def state(application: Application) -> tuple[str, str]:
    application.refresh_from_db()
    return application.status, application.stage.name


@pytest.mark.parametrize(
    ("kind", "becomes", "then"),
    [
        ("advance", ("active", "Recruiter screen"), ["application.moved"]),
        ("offer", ("active", "Offer"), ["application.moved"]),
        ("hold", ("active", "Applied"), []),
        ("hire", ("hired", "Applied"), ["application.hired"]),
        ("reject", ("rejected", "Applied"), ["application.rejected"]),
    ],
)
def test_each_decision_does_what_it_says_and_is_taken_back(
    hiring_manager, application, told, kind, becomes, then
):
    reason = {"rejection_reason": make.make_reason()} if kind == "reject" else {}
    made = decide(application, hiring_manager, kind, **reason)
    assert state(application) == becomes
    assert application.hire_decision == (made if kind == "hire" else None)
    assert [event["verb"] for event in told()] == ["decision.made", *then]
    assert told()[0]["codes"] == {"application": application.pk, "kind": kind}
    back = take_back_decision(decision=made, by=hiring_manager, reason="The offer was declined.")
    assert state(application) == ("active", "Applied")
    assert application.visits.filter(left_at=None).count() == application.visits.count() == 1
    assert (back.taken_back_by, back.taken_back_because) == (hiring_manager, "The offer was declined.")
    assert told()[-1]["verb"] == "decision.taken_back"
    with nothing_changes(), pytest.raises(Conflict) as refused:
        take_back_decision(decision=made, by=hiring_manager, reason="Once more")
    assert refused.value.code == "not_the_last"


def test_what_a_decision_needs(hiring_manager, application):
    cases = [
        ({"kind": "hire", "gatekeeper": " "}, "gatekeeper"),
        ({"kind": "offer", "no_devops": ""}, "no_devops"),
        ({"kind": "hold", "reason": " "}, "reason"),
        ({"kind": "hold", "dissent": "x" * 10_001}, "dissent"),
        ({"kind": "reject"}, "rejection_reason"),
    ]
    for values, field in cases:
        with nothing_changes(), pytest.raises(Invalid) as refused:
            decide(application, hiring_manager, **values)
        assert refused.value.field == field, values
    held = decide(application, hiring_manager, "hold")
    with nothing_changes(), pytest.raises(Invalid):
        take_back_decision(decision=held, by=hiring_manager, reason=" ")


def test_recruiters_and_interviewers_do_not_decide(recruiter, interviewer, auditor, application):
    made = make.make_decision(application)
    for person in (recruiter, interviewer, auditor, None):
        with nothing_changes(), pytest.raises(Denied):
            decide(application, person, "hire")
        with nothing_changes(), pytest.raises(Denied):
            take_back_decision(decision=made, by=person, reason="No")
    make.make_member(application.job, recruiter, JobRole.HIRING_MANAGER)
    assert decide(application, recruiter, "hire").decided_by == recruiter


def test_of_two_who_decide_the_second_is_told(admin, hiring_manager, recruiter, application):
    seen = Application.objects.get(pk=application.pk)
    decide(seen, hiring_manager, "hold", version=seen.version)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        decide(seen, admin, "hire", version=seen.version)
    assert refused.value.code == "changed"
    made = decide(seen, admin, "hire")
    with nothing_changes(), pytest.raises(Conflict) as refused:
        reopen_application(application=application, by=recruiter)
    assert refused.value.code == "not_ended"  # a hire is taken back by those who decide
    with nothing_changes(), pytest.raises(Conflict) as refused:
        decide(seen, admin, "hold")
    assert refused.value.code == "not_active"
    make.make_application(application.job, application.candidate)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        take_back_decision(decision=made, by=admin, reason="Declined")
    assert refused.value.code == "other_active"


def test_whoever_was_moved_since_stays_and_nobody_goes_beyond_the_last_stage(admin, recruiter, application):
    made = decide(application, admin, "advance")
    last = application.job.stages.last()
    move_application(application=application, by=recruiter, stage=last)
    take_back_decision(decision=made, by=admin, reason="Too early.")
    assert state(application) == ("active", "Offer")
    with nothing_changes(), pytest.raises(Conflict) as refused:
        decide(application, admin, "advance")
    assert refused.value.code == "last_stage"


def test_the_form_asks_the_four_in_the_guide_s_words(hiring_manager, application, client_for, guide):
    client, at = client_for(hiring_manager), f"/applications/{application.pk}/"
    assert f'href="{at}decide/"' in client.get(at).content.decode()
    page = client.get(f"{at}decide/?kind=hire").content.decode()
    assert "Pure security, no DevOps" in page
    assert "How the person balances security with productivity." in page
    with nothing_changes():
        answer = client.post(f"{at}decide/", {**HIRE, "gatekeeper": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("Before an offer or a hire, say what was checked.") == 2
    answer = client.post(f"{at}decide/", HIRE, follow=True)
    page = answer.content.decode()
    assert "is hired." in page
    assert "With that, all openings of DevSecOps engineer are filled: 1 of 1." in page
    assert "Asked about shallow_security." in page
    undo = f"/decisions/{Decision.objects.get().pk}/take-back/?version={application.version + 1}"
    assert undo in page
    assert "took the decision back" in client.post(undo, follow=True).content.decode()
    assert state(application) == ("active", "Applied")


def test_a_filled_job_says_so_to_those_who_may_close_it(admin, recruiter, application, client_for, guide):
    decide(application, admin, "hire")
    page = client_for(recruiter).get(f"/jobs/{application.job_id}/").content.decode()
    assert "1 of 1 opening filled" in page
    assert "All openings are filled" in page


def test_by_api(hiring_manager, recruiter, application):
    api, path = Api(hiring_manager), f"applications/{application.pk}"
    assert problem(api.post(f"{path}/decisions", {"kind": "hire", "reason": "Good"})) == (400, "required")
    made = api.post(f"{path}/decisions", HIRE)
    assert made.status_code == 201
    assert (made.json()["kind"], made.json()["gatekeeper"], made.json()["taken_back"]) == (
        "hire",
        "Asked about gatekeeper.",
        None,
    )
    shown = api.get(path).json()
    assert (shown["status"], shown["hire_decision"]) == ("hired", made.json()["id"])
    assert api.get(f"jobs/{application.job_id}").json()["hired"] == 1
    assert problem(Api(recruiter).post(f"{path}/decisions", HIRE)) == (403, "denied")
    back = api.post(f"decisions/{made.json()['id']}/take-back", {"reason": "Declined"}).json()
    assert back["taken_back"]["by"] == hiring_manager.pk
    assert [row["id"] for row in api.get(f"{path}/decisions").json()["results"]] == [back["id"]]

"""/api/v1/scorecards: the draft by If-Match, submitting, additions, and what others may read."""

import json
from typing import Any

import pytest
from django.test import Client

from candidates.models import Candidate
from interviews.choices import NOT_ASSESSED
from interviews.models import Panelist, Reading, Scorecard
from tests.factories import interviews as make
from tests.factories.accounts import make_token, make_user
from tests.factories.rubrics import make_criterion
from tests.rest.client import check, openapi

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Panelist:
    seat = make.make_panelist()
    make.make_kit_question(seat)
    return seat


def ask(user: Any, method: str, path: str, body: Any = None, **headers: str) -> Any:
    client, key = Client(), make_token(user)[1]
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(
        method,
        f"/api/v1/scorecards{path}",
        b"" if body is None else json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def places(answer: Any) -> list[tuple[str, int | None]]:
    return [(each["pointer"], each.get("id")) for each in answer.json()["errors"]]


def test_a_draft_is_saved_by_its_etag(seat):
    path, author = f"/{seat.pk}", seat.user
    empty = ask(author, "GET", path)
    assert (empty.json()["revision"], empty.json()["private_note"], Scorecard.objects.exists()) == (
        0,
        "",
        False,
    )
    body = {
        "answers": [{"question": seat.kit.get().pk, "note": "Began with the key. "}],
        "ratings": [
            {"criterion": seat.interview.loop.template.criteria.get().pk, "score": 3, "note": "Said so."}
        ],
        "private_note": "Mine.",
    }
    assert ask(author, "PATCH", path, body).status_code == 428
    saved = ask(author, "PATCH", path, body, If_Match=empty["ETag"])
    assert (saved.status_code, saved.json()["revision"]) == (200, 1)
    assert saved.json()["answers"] == [{"question": seat.kit.get().pk, "note": "Began with the key. "}]
    assert (saved.json()["ratings"][0]["score"], saved.json()["private_note"]) == (3, "Mine.")
    stale = ask(author, "PATCH", path, {"reason": "Other."}, If_Match=empty["ETag"])
    assert (stale.status_code, stale.json()["current"]["revision"]) == (412, 1)
    assert Scorecard.objects.get().reason == ""


def test_of_two_rows_about_the_same_neither_is_taken(seat):
    author, criterion = seat.user, seat.interview.loop.template.criteria.get().pk
    rows = [{"criterion": criterion, "score": score, "note": "Said so."} for score in (1, 4)]
    read = ask(author, "GET", f"/{seat.pk}")
    answer = ask(author, "PATCH", f"/{seat.pk}", {"ratings": rows}, If_Match=read["ETag"])
    assert (answer.status_code, places(answer)) == (400, [("/ratings", None)])
    question = seat.kit.get().pk
    notes = [{"question": question, "note": note} for note in ("One.", "Two.")]
    answer = ask(author, "PATCH", f"/{seat.pk}", {"answers": notes}, If_Match=read["ETag"])
    assert (answer.status_code, places(answer)) == (400, [("/answers", None)])
    assert not Scorecard.objects.exists()


def test_what_is_missing_is_named_all_at_once_and_submitting_twice_is_a_conflict(seat):
    author, criterion = seat.user, seat.interview.loop.template.criteria.get().pk
    answer = ask(author, "POST", f"/{seat.pk}/submit", {})
    assert answer.status_code == 400
    assert places(answer) == [("/ratings", criterion), ("/recommendation", None), ("/reason", None)]
    body = {
        "ratings": [{"criterion": criterion, "not_assessed": NOT_ASSESSED[0]}],
        "recommendation": 2,
        "reason": "So.",
    }
    ask(author, "PATCH", f"/{seat.pk}", body, If_Match="*")
    assert ask(author, "POST", f"/{seat.pk}/submit", {}).json()["submitted_at"]
    again = ask(author, "POST", f"/{seat.pk}/submit", {})
    assert (again.status_code, again.json()["code"]) == (409, "already_submitted")
    added = ask(author, "POST", f"/{seat.pk}/amendments", {"text": "It was Vault."})
    assert (added.status_code, added.json()["amendments"][0]["text"]) == (201, "It was Vault.")


def test_what_a_card_lacks_is_named_by_its_place_on_the_card(seat):
    template = seat.interview.loop.template
    first = template.criteria.get()
    second, third = (make_criterion(template=template, focus_area=first.focus_area) for _ in range(2))
    body = {
        "ratings": [
            {"criterion": third.pk, "score": 3},
            {"criterion": first.pk, "score": 3, "note": "Said so."},
        ],
        "recommendation": 3,
    }
    saved = ask(seat.user, "PATCH", f"/{seat.pk}", body, If_Match="*").json()
    assert [row["criterion"] for row in saved["ratings"]] == [third.pk, first.pk]
    answer = ask(seat.user, "POST", f"/{seat.pk}/submit", {})
    check(openapi()["components"]["schemas"]["Problem"], answer.json())
    assert places(answer) == [("/ratings", second.pk), ("/ratings/0/note", third.pk), ("/reason", None)]


@pytest.mark.parametrize("wrong", ["answer", "criterion", "both", "long"])
def test_what_is_wrong_in_a_draft_is_named_by_its_place_in_the_body(seat, wrong):
    known = seat.interview.loop.template.criteria.get().pk
    rating = {"criterion": known, "score": 3}
    answer = {"question": seat.kit.get().pk, "note": "Began with the key."}
    body, place = {
        "answer": ({"answers": [answer, {"question": 999, "note": "x"}]}, ("/answers/1/question", 999)),
        "criterion": ({"ratings": [rating, {"criterion": 999}]}, ("/ratings/1/criterion", 999)),
        "both": ({"ratings": [{**rating, "not_assessed": "No time"}]}, ("/ratings/0/score", known)),
        "long": ({"answers": [answer, {**answer, "note": "x" * 10_001}]}, ("/answers/1/note", None)),
    }[wrong]
    refused = ask(seat.user, "PATCH", f"/{seat.pk}", body, If_Match="*")
    assert (refused.status_code, places(refused)) == (400, [place])
    assert Scorecard.objects.count() == 0


def test_others_cards_are_read_when_ones_own_is_in_and_their_authors_see_it(seat):
    colleague = make.make_panelist(seat.interview)
    make.make_scorecard(seat, submitted=True, private_note="Mine.")
    reader = colleague.user
    assert ask(reader, "GET", f"/{seat.pk}").json()["code"] == "not_yet"
    assert ask(reader, "GET", "").json()["results"] == []
    assert Reading.objects.count() == 0
    make.make_scorecard(colleague, submitted=True)
    read = ask(reader, "GET", f"/{seat.pk}").json()
    assert (read["recommendation"], read["private_note"], read["readings"]) == (3, None, None)
    both = ask(reader, "GET", f"?loop={seat.interview.loop_id}").json()["results"]
    assert [row["id"] for row in both] == [colleague.pk, seat.pk]
    assert [row["by"] for row in ask(seat.user, "GET", f"/{seat.pk}").json()["readings"]] == [reader.pk]
    assert ask(reader, "PATCH", f"/{seat.pk}", {"reason": "x"}, If_Match="*").status_code == 403
    assert ask(make_user(), "GET", f"/{seat.pk}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_queries_do_not_grow(seat, rows, django_assert_num_queries):
    for _ in range(rows):
        card = make.make_scorecard(make.make_panelist(seat.interview), submitted=True)
        make.make_answer(card)
        make.make_amendment(card)
        make.make_reading(card, reader=seat.user)
    make.make_scorecard(seat, submitted=True)
    key = make_token(seat.user)[1]
    with django_assert_num_queries(20):
        answer = Client().get("/api/v1/scorecards", headers={"Authorization": f"Bearer {key}"})
    assert len(answer.json()["results"]) == rows + 1


def test_who_is_hidden_stays_hidden_in_what_others_wrote(seat):
    application = seat.interview.loop.application
    Candidate.objects.filter(pk=application.candidate_id).update(name="Ada Field", read_name="Ada Field")
    application.job.blind_until = application.job.stages.last()
    application.job.save()
    reader = make.make_panelist(seat.interview)
    make.make_amendment(
        make.make_scorecard(seat, submitted=True, reason="Ada Field knows it."), text="Ada again."
    )
    make.make_scorecard(reader, submitted=True)
    said = ask(reader.user, "GET", f"/{seat.pk}").content.decode()
    assert ("knows it." in said, "Ada" in said) == (True, False)

"""The scorecard's page without a script, and the address that the script saves to."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.choices import JobRole
from interviews.choices import NOT_ASSESSED
from interviews.models import Panelist, Reading, Scorecard
from tests.browser.signed_in import session_of
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.candidates import make_application, make_candidate, make_member
from tests.factories.rubrics import make_criterion, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Panelist:
    """A seat with one question and one criterion, about Ada Field."""
    person = make_candidate(name="Ada Field")
    seat = make.make_panelist(make.make_interview(make.make_loop(make_application(candidate=person))))
    make.make_kit_question(seat)
    return seat


@pytest.fixture
def colleague(seat) -> Panelist:
    return make.make_panelist(seat.interview, make_user(name="Bo Beran"))


def client_of(user: Any) -> Client:
    client = Client()
    client.cookies["session"] = session_of(user, "testserver")["value"]
    return client


@pytest.fixture
def author(seat) -> Client:
    return client_of(seat.user)


def page_of(seat: Panelist) -> str:
    return reverse("interviews:scorecard", args=[seat.pk])


def draft_of(seat: Panelist) -> str:
    return reverse("interviews:scorecard-draft", args=[seat.pk])


def typed(seat: Panelist, revision: int = 0, **changes: str) -> dict[str, str]:
    """A whole form that lacks nothing."""
    criterion = seat.interview.loop.template.criteria.get().pk
    return {
        "revision": str(revision),
        f"answer-{seat.kit.get().pk}": "Began with the key.\r\nThen the log.",
        f"score-{criterion}": "3",
        f"why-{criterion}": NOT_ASSESSED[0],
        f"note-{criterion}": "Named the trust borders.",
        "recommendation": "4",
        "reason": "Built it herself.",
        "takeaways": "",
        "private_note": "Ask Bo about her.",
    } | changes


def test_questions_have_the_numbers_of_the_kit(author, seat):
    first = seat.kit.get()
    area = make_criterion(template=seat.interview.loop.template).focus_area
    seat.focus_areas.add(area)
    others = [
        make.make_kit_question(seat, question=make_question(focus_area=each))
        for each in (area, first.question.focus_area)
    ]
    card = author.get(page_of(seat)).content.decode()
    kit = author.get(reverse("interviews:kit", args=[seat.interview.loop_id, seat.pk])).content.decode()
    for number, item in enumerate([first, *others], start=1):
        assert f">{number}. {item.question.text}<" in kit
        section = card[card.index(f'id="question-{item.pk}"') :]
        assert re.search(r"<span>(Question \d)</span>", section)[1] == f"Question {number}"


def test_the_page_shows_the_questions_the_criteria_and_what_is_to_do(author, seat):
    page = author.get(page_of(seat)).content.decode()
    question, criterion = seat.kit.get().question, seat.interview.loop.template.criteria.get()
    for words in (
        "Ada Field",
        question.text,
        criterion.name,
        "Shows 2 of four.",
        "Strong no",
        "your own recommendation.",
    ):
        assert words in page
    assert not Scorecard.objects.exists()


def test_saving_keeps_every_letter_and_submitting_freezes(author, seat):
    assert author.post(page_of(seat), typed(seat)).status_code == 302
    page = author.get(page_of(seat)).content.decode()
    assert "Began with the key.\nThen the log." in page
    assert author.post(page_of(seat), typed(seat, 1, act="submit")).status_code == 302
    card = Scorecard.objects.get()
    assert (card.is_submitted, card.recommendation, card.ratings.get().score) == (True, 4, 3)
    page = author.get(page_of(seat)).content.decode()
    for words in ("Strong yes", "Shows 3 of four.", "Then the log.", "Ask Bo about her.", "Nobody yet."):
        assert words in page


def test_what_is_missing_is_named_and_what_was_typed_is_saved(author, seat):
    criterion = seat.interview.loop.template.criteria.get().pk
    answer = author.post(page_of(seat), typed(seat, act="submit", reason="", **{f"note-{criterion}": " "}))
    page = answer.content.decode()
    assert (answer.status_code, "2 things to mend" in page, "Write a line of evidence" in page) == (
        422,
        True,
        True,
    )
    card = Scorecard.objects.get()
    assert (card.is_submitted, card.answers.count(), card.revision) == (False, 1, 1)
    assert 'name="revision" value="1"' in page


def test_a_stale_form_shows_both_texts_and_saves_knowingly(author, seat):
    author.post(page_of(seat), typed(seat, reason="From the phone."))
    answer = author.post(page_of(seat), typed(seat, reason="From the desk."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("From the desk." in page, "Now saved here: “From the phone.”" in page) == (True, True)
    assert page.count("Now saved here") == 2
    assert Scorecard.objects.get().reason == "From the phone."
    assert author.post(page_of(seat), typed(seat, 1, reason="From the desk.")).status_code == 302
    assert Scorecard.objects.get().reason == "From the desk."


def test_a_submitted_card_takes_no_more_saves(author, seat):
    make.make_scorecard(seat, submitted=True)
    answer = author.post(page_of(seat), typed(seat))
    assert (answer.status_code, "Began with the key." in answer.content.decode()) == (409, True)


def test_others_read_a_card_when_their_own_is_in_and_its_author_sees_it(seat, colleague, author):
    make.make_scorecard(seat, submitted=True, private_note="Mine alone.")
    reader = client_of(colleague.user)
    answer = reader.get(page_of(seat))
    assert (answer.status_code, "once your own is submitted" in answer.content.decode()) == (403, True)
    make.make_scorecard(colleague, submitted=True)
    page = reader.get(page_of(seat)).content.decode()
    assert ("Built it herself." in page, "Mine alone." in page, "Who read it" in page) == (True, False, False)
    assert "Bo Beran" in author.get(page_of(seat)).content.decode()
    assert Reading.objects.get().reader == colleague.user
    assert reader.post(page_of(seat), typed(seat)).status_code == 403


def test_a_stranger_finds_nothing(seat):
    for path in (page_of(seat), draft_of(seat)):
        assert client_of(make_user()).get(path).status_code == 404


def test_who_is_hidden_stays_hidden_in_what_others_wrote(seat, colleague):
    job = seat.interview.loop.application.job
    job.blind_until = job.stages.last()
    job.save()
    make.make_amendment(
        make.make_scorecard(seat, submitted=True, reason="Ada Field knows it."), text="Ada again."
    )
    make.make_scorecard(colleague, submitted=True)
    page = client_of(colleague.user).get(page_of(seat)).content.decode()
    assert ("knows it." in page, "Ada" in page) == (True, False)


def test_an_addition_stands_below_with_its_date(author, seat):
    make.make_scorecard(seat, submitted=True)
    path = reverse("interviews:scorecard-amend", args=[seat.pk])
    assert author.post(path, {"text": ""}).status_code == 422
    assert author.post(path, {"text": "It was Vault."}).status_code == 302
    assert "It was Vault." in author.get(page_of(seat)).content.decode()


def send(client: Client, seat: Panelist, revision: int, **fields: str) -> Any:
    body = {"revision": str(revision), **fields}
    return client.post(draft_of(seat), body, headers={"Accept": "application/json"})


def test_the_script_saves_parts(author, seat):
    criterion = seat.interview.loop.template.criteria.get().pk
    first = send(author, seat, 0, reason="So far.").json()
    assert (first["revision"], first["fields"]["reason"], first["submitted"]) == (1, "So far.", False)
    score, why = f"score-{criterion}", f"why-{criterion}"
    second = send(author, seat, 1, **{score: "na", why: NOT_ASSESSED[1]}).json()["fields"]
    assert (second[score], second[why], second["reason"]) == ("na", NOT_ASSESSED[1], "So far.")
    third = send(author, seat, 2, **{score: "2", why: ""}).json()["fields"]
    assert (third[score], third[why]) == ("2", "")


def test_the_script_is_told_what_stands_there_and_nothing_is_overwritten(author, seat):
    send(author, seat, 0, reason="From the phone.")
    answer = send(author, seat, 0, reason="From the desk.")
    assert (answer.status_code, answer.json()["revision"]) == (409, 1)
    assert answer.json()["fields"]["reason"] == "From the phone."
    make.make_rating(Scorecard.objects.get())
    Scorecard.objects.update(submitted_at=make.PLANNED, recommendation=1)
    assert send(author, seat, 1, reason="Later.").json()["submitted"] is True
    assert Scorecard.objects.get().reason == "From the phone."


def test_what_the_script_may_not_send(author, seat):
    assert send(author, seat, 0, **{"answer-999": "x"}).json()["errors"].keys() == {"answer-999"}
    assert send(author, seat, 0, reason="x" * 10_001).json()["errors"].keys() == {"reason"}
    for revision in ("", "-1", "x"):
        assert author.post(draft_of(seat), {"revision": revision}).json()["errors"].keys() == {"revision"}
    assert not Scorecard.objects.exists()


def test_without_a_session_a_script_gets_401_and_a_page_the_sign_in(seat):
    stranger = Client()
    assert send(stranger, seat, 0, reason="x").status_code == 401
    assert stranger.get(page_of(seat)).status_code == 302
    assert stranger.post(draft_of(seat)).status_code == 302


def test_nobody_but_the_author_has_a_draft_to_save(seat):
    make_member(seat.interview.loop.application.job, make_user(), JobRole.HIRING_MANAGER)
    admin = client_of(make_user("admin"))
    make.make_scorecard(seat)
    assert admin.get(draft_of(seat)).status_code == 403
    make.make_debrief(seat.interview.loop)
    Scorecard.objects.update(submitted_at=make.PLANNED, recommendation=1, reason="x")
    assert admin.get(draft_of(seat)).status_code == 403
    assert admin.get(page_of(seat)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_what_stands_on_a_card(author, seat, rows, django_assert_num_queries):
    card = make.make_scorecard(seat)
    for _ in range(rows):
        criterion = make_criterion(
            template=seat.interview.loop.template, focus_area=seat.focus_areas.get(), code=f"more_{_}"
        )
        make.make_anchor(criterion=criterion, level=seat.interview.loop.level)
        make.make_rating(card, criterion=criterion)
        make.make_answer(card, kit_question=make.make_kit_question(seat))
    with django_assert_num_queries(17):
        author.get(page_of(seat))
    make.make_rating(card)
    Scorecard.objects.update(submitted_at=make.PLANNED, recommendation=1, reason="x")
    for _ in range(rows):
        make.make_amendment(card)
        make.make_reading(card)
    with django_assert_num_queries(13):
        author.get(page_of(seat))

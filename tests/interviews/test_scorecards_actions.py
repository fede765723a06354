"""Writing a scorecard: saved in parts, nothing overwritten, frozen by submitting, then only added to."""

import pytest

from candidates.actions.applications import withdraw_application
from interviews.actions.loops import cancel_loop
from interviews.actions.scorecards import (
    Unfinished,
    amend_scorecard,
    read_cards,
    save_draft,
    submit_scorecard,
)
from interviews.choices import NOT_ASSESSED, OTHER_REASON
from interviews.models import Panelist, Reading, Scorecard
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_criterion, make_focus_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Panelist:
    """A seat with one question and one criterion."""
    seat = make.make_panelist()
    make.make_kit_question(seat)
    return seat


@pytest.fixture
def criterion(seat) -> int:
    return seat.interview.loop.template.criteria.get().pk


def save(seat: Panelist, revision: int = 0, **parts) -> Scorecard:
    return save_draft(panelist=seat, by=seat.user, revision=revision, **parts)


def finish(seat: Panelist, criterion: int) -> Scorecard:
    """A draft that lacks nothing."""
    ratings = {criterion: {"score": 3, "note": "Named the trust borders."}}
    return save(seat, ratings=ratings, recommendation=3, reason="Built it herself.")


def said(card: Scorecard) -> dict:
    card = Scorecard.objects.get(pk=card.pk)
    return {
        "revision": card.revision,
        "recommendation": card.recommendation,
        "reason": card.reason,
        "answers": list(card.answers.values_list("note", flat=True)),
        "ratings": list(card.ratings.values_list("score", "not_assessed", "note")),
    }


def test_the_first_save_begins_the_card_and_later_ones_change_only_what_they_name(seat, criterion):
    kit = seat.kit.get().pk
    card = save(seat, answers={kit: "  Began with the key.\r\n"}, private_note="Ask Bo.")
    save(seat, 1, ratings={criterion: {"score": 2, "note": "Ran Trivy."}}, takeaways="Curious.")
    save(seat, 2, ratings={criterion: {"note": "Ran Trivy daily."}}, recommendation=2, reason="So far.")
    assert said(card) == {
        "revision": 3,
        "recommendation": 2,
        "reason": "So far.",
        "answers": ["  Began with the key.\n"],
        "ratings": [(2, "", "Ran Trivy daily.")],
    }
    card.refresh_from_db()
    assert (card.private_note, card.takeaways) == ("Ask Bo.", "Curious.")
    event = Event.objects.get(object_type="interviews.scorecard")
    loop = seat.interview.loop
    assert (event.verb, event.codes) == (
        "scorecard.started",
        {"loop": loop.pk, "application": loop.application_id, "panelist": seat.pk},
    )


def test_a_stale_revision_saves_nothing(seat, criterion):
    save(seat, reason="From the phone.")
    for stale in (0, 2):
        with pytest.raises(Conflict) as error:
            save(seat, stale, reason="From the desk.", answers={seat.kit.get().pk: "Desk."})
        assert error.value.code == "changed"
    assert (said(seat.scorecard)["reason"], said(seat.scorecard)["answers"]) == ("From the phone.", [])


def test_emptied_texts_are_gone_and_a_score_and_a_reason_replace_each_other(seat, criterion):
    kit = seat.kit.get().pk
    card = save(seat, answers={kit: "Words."}, ratings={criterion: {"score": 4}})
    save(seat, 1, answers={kit: ""}, ratings={criterion: {"not_assessed": NOT_ASSESSED[0]}})
    assert (said(card)["answers"], said(card)["ratings"]) == ([], [(None, NOT_ASSESSED[0], "")])
    save(seat, 2, ratings={criterion: {"score": 1, "not_assessed": ""}})
    assert said(card)["ratings"] == [(1, "", "")]
    save(seat, 3, ratings={criterion: {"score": None, "not_assessed": ""}})
    assert said(card)["ratings"] == []


def test_what_no_database_takes_is_left_out(seat):
    card = save(seat, reason="Half \ud83d of\x00 it")
    assert said(card)["reason"] == "Half  of it"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"answers": {999: "x"}}, "answers.999.question"),
        ({"ratings": {999: {"score": 1}}}, "ratings.999.criterion"),
        ({"recommendation": 5}, "recommendation"),
        ({"reason": "x" * 10_001}, "reason"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_begun(seat, parts, field):
    with pytest.raises(Invalid) as error:
        save(seat, **parts)
    assert (error.value.field, Scorecard.objects.exists()) == (field, False)


def test_a_score_and_a_reason_for_none_at_once_are_refused(seat, criterion):
    with pytest.raises(Invalid) as error:
        save(seat, ratings={criterion: {"score": 1, "not_assessed": "No time."}})
    assert error.value.field == f"ratings.{criterion}.score"


def test_only_the_criteria_of_ones_own_areas_are_rated_and_begun_ones_stay(seat, criterion):
    strange = make_criterion(template=seat.interview.loop.template, focus_area=make_focus_area())
    with pytest.raises(Invalid):
        save(seat, ratings={strange.pk: {"score": 1}})
    save(seat, ratings={criterion: {"score": 1}})
    seat.focus_areas.clear()
    save(seat, 1, ratings={criterion: {"note": "Said so."}})
    assert said(seat.scorecard)["ratings"] == [(1, "", "Said so.")]


def test_nobody_writes_anothers_card(seat, criterion):
    for other in (make_user("admin"), make_user()):
        with pytest.raises(Denied):
            save_draft(panelist=seat, by=other, revision=0, reason="Mine.")
    finish(seat, criterion)
    with pytest.raises(Denied):
        submit_scorecard(panelist=seat, by=make_user("admin"))
    card = submit_scorecard(panelist=seat, by=seat.user)
    with pytest.raises(Denied):
        amend_scorecard(card=card, by=make_user("admin"), text="More.")
    assert not card.amendments.exists()


def test_submitting_asks_for_all_that_is_missing(seat, criterion):
    other = make_criterion(template=seat.interview.loop.template, focus_area=seat.focus_areas.get())
    last = make_criterion(template=seat.interview.loop.template, focus_area=seat.focus_areas.get())
    with pytest.raises(Unfinished) as error:
        submit_scorecard(panelist=seat, by=seat.user)
    everything = [f"ratings.{pk}.score" for pk in (criterion, other.pk, last.pk)] + [
        "recommendation",
        "reason",
    ]
    assert [each.field for each in error.value.todo] == everything
    ratings = {
        criterion: {"score": 1, "note": " \n"},
        other.pk: {"not_assessed": OTHER_REASON},
        last.pk: {"not_assessed": NOT_ASSESSED[0]},
    }
    card = save(seat, ratings=ratings, reason=" ")
    with pytest.raises(Unfinished) as error:
        submit_scorecard(panelist=seat, by=seat.user)
    missing = [f"ratings.{criterion}.note", f"ratings.{other.pk}.note", "recommendation", "reason"]
    assert [each.field for each in error.value.todo] == missing
    assert (error.value.field, Scorecard.objects.get(pk=card.pk).is_submitted) == (missing[0], False)


def test_submitting_freezes(seat, criterion):
    finish(seat, criterion)
    card = submit_scorecard(panelist=seat, by=seat.user)
    assert card.is_submitted
    before = said(card)
    for attempt in (
        lambda: save(seat, 1, reason="Other."),
        lambda: submit_scorecard(panelist=seat, by=seat.user),
    ):
        with pytest.raises(Conflict) as error:
            attempt()
        assert error.value.code == "already_submitted"
    assert said(card) == before
    assert Event.objects.filter(verb="scorecard.submitted").count() == 1


def test_an_addition_is_dated_and_changes_nothing_else(seat, criterion):
    card = finish(seat, criterion)
    with pytest.raises(Conflict):
        amend_scorecard(card=card, by=seat.user, text="Too early.")
    card = submit_scorecard(panelist=seat, by=seat.user)
    before = said(card)
    with pytest.raises(Invalid):
        amend_scorecard(card=card, by=seat.user, text=" \n ")
    amendment = amend_scorecard(card=card, by=seat.user, text=" It was Vault. ", now=make.PLANNED)
    assert (amendment.text, amendment.at, said(card)) == ("It was Vault.", make.PLANNED, before)


def test_a_card_is_written_also_when_the_application_ended_and_the_loop_is_over(seat, criterion):
    loop = seat.interview.loop
    cancel_loop(loop=loop, by=make_user("admin"))
    withdraw_application(application=loop.application, by=make_user("admin"))
    finish(seat, criterion)
    assert submit_scorecard(panelist=seat, by=seat.user).is_submitted


def test_who_reads_anothers_card_is_written_down_once(seat):
    mine, card = (make.make_scorecard(each, submitted=True) for each in (seat, make.make_panelist()))
    for _ in range(2):
        read_cards(cards=[mine, card], by=seat.user)
    assert list(Reading.objects.values_list("scorecard", "reader")) == [(card.pk, seat.user_id)]
    assert Event.objects.filter(verb="scorecard.read").count() == 1

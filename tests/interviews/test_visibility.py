"""Who reads which scorecards, and who sees which plans (design.md section 6)."""

from dataclasses import dataclass, field

import pytest
from django.apps import apps

from candidates.choices import JobRole
from interviews import models
from interviews.choices import InterviewState
from recruiting.accounts.models import User
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.candidates import make_application, make_job, make_member

pytestmark = pytest.mark.django_db
PLANS = (models.Loop, models.Interview, models.Panelist, models.Debrief, models.InterviewMail)
IN_CARDS = (models.Rating, models.Answer, models.Amendment, models.Reading)
OTHERS = (models.KitQuestion, models.Scorecard, models.RecordChoice, models.FeedLink)
LEADERS = {"admin", "recruiter", "manager"}


@dataclass
class World:
    """A loop with two on its panel; everybody by name. A stranger interviews on another loop of the same job."""

    loop: models.Loop
    people: dict[str, User] = field(default_factory=dict)
    seats: dict[str, models.Panelist] = field(default_factory=dict)

    def readers(self, card: models.Scorecard) -> set[str]:
        """Who reads the card."""
        return {
            name
            for name, user in self.people.items()
            if models.Scorecard.objects.visible_to(user).filter(pk=card.pk).exists()
        }


@pytest.fixture
def world() -> World:
    people = {name: make_user(name) for name in ("admin", "recruiter", "auditor")}
    people |= {name: make_user() for name in ("manager", "ada", "bo", "stranger", "member")}
    people["gone"] = make_user("admin", is_active=False)
    job = make_job(recruiter=people["recruiter"])
    make_member(job, people["manager"], JobRole.HIRING_MANAGER)
    for name in ("ada", "bo", "stranger"):
        make_member(job, people[name], JobRole.INTERVIEWER)
    world = World(make.make_loop(make_application(job)), people)
    interview = make.make_interview(world.loop)
    world.seats = {name: make.make_panelist(interview, people[name]) for name in ("ada", "bo")}
    other = make.make_loop(make_application(job), level=world.loop.level, template=world.loop.template)
    make.make_scorecard(make.make_panelist(make.make_interview(other), people["stranger"]), submitted=True)
    return world


def test_no_queryset_is_left_out():
    scoped = {
        model
        for model in apps.get_app_config("interviews").get_models()
        if hasattr(model._default_manager.all(), "visible_to")
    }
    assert scoped == {*PLANS, *IN_CARDS, *OTHERS}


def test_a_plan_is_seen_with_its_application(world):
    make.make_debrief(world.loop)
    make.make_mail(world.seats["ada"].interview, world.people["ada"])
    for model in PLANS:
        seen = {
            name
            for name, user in world.people.items()
            if model.objects.visible_to(user).filter(**_of_loop(model, world.loop)).exists()
        }
        assert seen == {*LEADERS, "ada", "bo"}, model.__name__


def test_a_kit_is_its_asker_s_and_of_those_who_lead_the_job(world):
    item = make.make_kit_question(world.seats["ada"])
    seen = {
        name
        for name, user in world.people.items()
        if models.KitQuestion.objects.visible_to(user).filter(pk=item.pk).exists()
    }
    assert seen == {*LEADERS, "ada"}


def _of_loop(model, loop):
    if model is models.Loop:
        return {"pk": loop.pk}
    return {f"{getattr(model.objects.all(), 'path', 'loop')}": loop}


def test_a_draft_is_its_author_s_alone(world):
    card = make.make_scorecard(world.seats["ada"])
    assert world.readers(card) == {"ada"}
    make.make_debrief(world.loop)
    assert world.readers(card) == {"ada"}


def test_a_submitted_card_waits_for_the_others(world):
    card = make.make_scorecard(world.seats["ada"], submitted=True)
    assert world.readers(card) == {"ada"}


def test_a_debrief_opened_early_lets_those_read_who_lead(world):
    card = make.make_scorecard(world.seats["ada"], submitted=True)
    make.make_debrief(world.loop, opened_early_because="The offer can't wait.")
    assert world.readers(card) == {"ada", *LEADERS}


def test_when_all_are_in_the_panel_and_those_who_lead_read_all(world):
    cards = [make.make_scorecard(seat, submitted=True) for seat in world.seats.values()]
    for card in cards:
        assert world.readers(card) == {"ada", "bo", *LEADERS}


def test_a_panel_member_reads_others_after_their_own(world):
    third = make.make_panelist(world.seats["ada"].interview, world.people["member"])
    cards = [make.make_scorecard(world.seats[name], submitted=True) for name in ("ada", "bo")]
    assert [world.readers(card) for card in cards] == [{"ada", "bo"}, {"ada", "bo"}]
    make.make_scorecard(third)
    assert world.readers(cards[0]) == {"ada", "bo"}


def test_who_leads_and_sits_on_the_panel_owes_their_card_first(world):
    make.make_panelist(world.seats["ada"].interview, world.people["manager"])
    card = make.make_scorecard(world.seats["ada"], submitted=True)
    make.make_debrief(world.loop, opened_early_because="The offer can't wait.")
    assert world.readers(card) == {"ada", "admin", "recruiter"}


def test_who_sits_on_two_interviews_owes_both_cards(world):
    make.make_panelist(make.make_interview(world.loop), world.people["ada"])
    make.make_scorecard(world.seats["ada"], submitted=True)
    card = make.make_scorecard(world.seats["bo"], submitted=True)
    assert world.readers(card) == {"bo"}


def test_a_cancelled_interview_is_not_waited_for(world):
    make.make_panelist(
        make.make_interview(world.loop, state=InterviewState.CANCELLED), world.people["member"]
    )
    card = make.make_scorecard(world.seats["ada"], submitted=True)
    make.make_scorecard(world.seats["bo"], submitted=True)
    assert world.readers(card) == {"ada", "bo", *LEADERS}


def test_what_stands_in_a_card_is_read_with_it(world):
    card = make.make_scorecard(world.seats["ada"], submitted=True)
    make.make_answer(card)
    make.make_amendment(card)
    make.make_reading(card)
    for model in IN_CARDS:
        readers = {
            name
            for name, user in world.people.items()
            if model.objects.visible_to(user).filter(scorecard=card).exists()
        }
        assert readers == {"ada"}, model.__name__


def test_what_was_chosen_for_a_record_is_read_with_every_card_that_it_names(world):
    ada, bo = (make.make_scorecard(world.seats[name], submitted=name == "ada") for name in ("ada", "bo"))
    rating = ada.ratings.get()
    empty = make.make_record_choice(world.loop)
    one = make.make_record_choice(world.loop, rating, number=2)
    both = make.make_record_choice(world.loop, rating, make.make_rating(bo), number=3)
    seen = {
        choice.number: {
            name
            for name, user in world.people.items()
            if choice in models.RecordChoice.objects.visible_to(user)
        }
        for choice in (empty, one, both)
    }
    assert seen == {1: {*LEADERS, "ada", "bo"}, 2: {"ada"}, 3: set()}


def test_a_feed_link_is_one_s_own(world):
    link = make.make_feed_link(world.people["ada"])
    seen = {name for name, user in world.people.items() if link in models.FeedLink.objects.visible_to(user)}
    assert seen == {"ada"}

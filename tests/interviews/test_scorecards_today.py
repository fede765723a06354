"""Today asks for one's own scorecards, and for nothing that nobody waits for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.applications import withdraw_application
from candidates.choices import JobRole
from interviews.models import Interview, Loop, Panelist
from interviews.queries.today import cards_to_fill, load_cards
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.candidates import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Panelist:
    return make.make_panelist()


def waits(seat: Panelist) -> list[int]:
    return list(cards_to_fill(seat.user).values_list("pk", flat=True))


def at(seat: Panelist, hours: int) -> None:
    """Give the interview an hour that ends so many hours from now."""
    ends = timezone.now() + timedelta(hours=hours)
    Interview.objects.filter(pk=seat.interview_id).update(
        state="scheduled", starts_at=ends - timedelta(hours=1), ends_at=ends
    )


def test_a_card_waits_from_the_interviews_end_until_it_is_submitted(seat):
    assert waits(seat) == [seat.pk]
    at(seat, 1)
    assert waits(seat) == []
    at(seat, -1)
    assert waits(seat) == [seat.pk]
    since = cards_to_fill(seat.user).get().due_at
    assert since == Interview.objects.get().ends_at
    make.make_scorecard(seat)
    assert (waits(seat), load_cards(seat.user, [seat.pk])[seat.pk].what) == (
        [seat.pk],
        "Finish the scorecard",
    )
    seat.scorecard.delete()
    make.make_scorecard(Panelist.objects.get(), submitted=True)
    assert waits(seat) == []


@pytest.mark.parametrize("state", ["draft", "closed", "cancelled"])
def test_a_loop_that_does_not_run_asks_for_no_card(seat, state):
    Loop.objects.update(state=state)
    assert waits(seat) == []


def test_an_ended_application_or_a_cancelled_interview_asks_for_no_card(seat):
    Interview.objects.update(state="cancelled")
    assert waits(seat) == []
    Interview.objects.update(state="planned")
    withdraw_application(application=seat.interview.loop.application, by=make_user("admin"))
    assert waits(seat) == []


def test_nobody_is_asked_for_anothers_card(seat):
    leader = make_user()
    make_member(seat.interview.loop.application.job, leader, JobRole.HIRING_MANAGER)
    assert (cards_to_fill(leader).count(), load_cards(leader, [seat.pk])) == (0, {})


def test_who_is_hidden_is_named_by_their_placeholder(seat):
    application = seat.interview.loop.application
    application.job.blind_until = application.job.stages.last()
    application.job.save()
    assert load_cards(seat.user, [seat.pk])[seat.pk].who.startswith("Candidate ")

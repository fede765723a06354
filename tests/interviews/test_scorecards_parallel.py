"""Twenty submits of one card at once, and two devices that begin it at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from interviews.actions.scorecards import save_draft, submit_scorecard
from interviews.models import Panelist, Scorecard
from recruiting.errors import Conflict
from recruiting.events.models import Event
from tests.factories import interviews as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(times: int, act: Any) -> list[str]:
    """What came of so many calls at once: "done", or the Conflict's code."""

    def run(number: int) -> str:
        try:
            act(number)
        except Conflict as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(run, range(times)))


def test_of_twenty_submits_one_wins():
    seat = make.make_panelist(focus_areas=())
    save_draft(panelist=seat, by=seat.user, revision=0, recommendation=3, reason="Built it herself.")

    def submit(number: int) -> None:
        own = Panelist.objects.select_related("interview__loop__application").get(pk=seat.pk)
        submit_scorecard(panelist=own, by=seat.user)

    assert at_once(20, submit) == ["already_submitted"] * 19 + ["done"]
    assert Event.objects.filter(verb="scorecard.submitted").count() == 1


def test_of_eight_first_saves_one_begins_the_card_and_nothing_is_overwritten():
    seat = make.make_panelist(focus_areas=())
    kit = make.make_kit_question(seat)

    def save(number: int) -> None:
        own = Panelist.objects.select_related("interview__loop__application").get(pk=seat.pk)
        save_draft(panelist=own, by=seat.user, revision=0, answers={kit.pk: f"Device {number}."})

    assert at_once(8, save) == ["changed"] * 7 + ["done"]
    card = Scorecard.objects.get()
    assert (card.revision, card.answers.count()) == (1, 1)
    assert Event.objects.filter(verb="scorecard.started").count() == 1

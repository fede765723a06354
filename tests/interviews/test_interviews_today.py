"""What of interviews waits on Today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interviews.queries.today_interviews import interviews_soon, load_soon
from tests.factories import interviews as make

pytestmark = pytest.mark.django_db


def test_interviews_within_a_day_and_invitations_without_an_answer(loop, seat):
    now = timezone.now()

    def sit(days: float, response: str = "accepted", **given) -> int:
        interview = make.make_scheduled(loop, starts_at=now + timedelta(days=days), **given)
        return make.make_panelist(interview, seat.user, response=response).pk

    soon, running, asked = sit(0.5), sit(-0.01, "tentative"), sit(9, "none")
    sit(2), sit(0.5, "declined"), sit(0.5, state="cancelled"), sit(-2, "none")
    make.make_panelist(make.make_scheduled(loop, starts_at=now + timedelta(hours=1)))
    assert set(interviews_soon(seat.user).values_list("pk", flat=True)) == {soon, running, asked}
    shown = load_soon(seat.user, [soon, asked])
    assert {pk: row.what for pk, row in shown.items()} == {soon: "Interview", asked: "Answer the invitation"}
    assert shown[soon].who == "Mara Lindqvist"

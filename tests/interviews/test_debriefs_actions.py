"""Opening, writing, closing and opening again: who may, when, and what is refused."""

import pytest

from interviews.actions.debriefs import (
    close_debrief,
    open_debrief,
    reopen_debrief,
    save_checks,
)
from interviews.actions.loops import cancel_loop, start_loop
from interviews.models import Debrief
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.contracts.rows import nothing_changes
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.interviews.panels import Panel, make_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Panel:
    return make_panel("Ada", "Bo")


@pytest.fixture
def all_in(panel: Panel) -> Panel:
    panel.submit("Ada", knowledge_1=3)
    panel.submit("Bo", knowledge_1=1)
    return panel


@pytest.fixture
def opened(all_in: Panel) -> Debrief:
    return open_debrief(loop=all_in.loop, by=all_in.manager)


def refused(kind, action, **values):
    with nothing_changes(), pytest.raises(kind) as error:
        action(**values)
    return getattr(error.value, "field", None) or error.value.code


def test_with_all_cards_in_who_runs_the_pipeline_or_decides_opens_it(all_in):
    for outsider in (all_in.seats["Ada"].user, make_user(), make_user("auditor")):
        assert refused(Denied, open_debrief, loop=all_in.loop, by=outsider) == "denied"
    debrief = open_debrief(loop=all_in.loop, by=all_in.recruiter, reason="Ignored: nothing is early.")
    assert (debrief.opened_by, debrief.opened_early_because) == (all_in.recruiter, "")
    event = Event.objects.get(verb="debrief.opened")
    assert event.codes == {
        "loop": all_in.loop.pk,
        "application": all_in.application.pk,
        "early": False,
    }
    assert refused(Conflict, open_debrief, loop=all_in.loop, by=all_in.manager) == "already_open"


def test_early_only_who_decides_opens_it_and_with_a_reason(panel):
    panel.submit("Ada")
    asked = {"loop": panel.loop, "reason": "The offer can't wait."}
    assert refused(Denied, open_debrief, by=panel.recruiter, **asked) == "denied"
    assert refused(Invalid, open_debrief, loop=panel.loop, by=panel.manager, reason=" ") == "reason"
    assert refused(Invalid, open_debrief, loop=panel.loop, by=panel.manager, reason="x" * 1001) == "reason"
    debrief = open_debrief(by=panel.manager, **asked)
    assert debrief.opened_early_because == "The offer can't wait."
    assert Event.objects.get(verb="debrief.opened").codes["early"] is True


def test_who_owes_a_card_on_the_panel_does_not_open_it_early(panel):
    seat = make.make_panelist(panel.seats["Ada"].interview, panel.manager)
    asked = {"loop": panel.loop, "by": panel.manager, "reason": "Now."}
    assert refused(Conflict, open_debrief, **asked) == "own_card_missing"
    make.make_scorecard(seat, submitted=True)
    assert open_debrief(**asked).pk


def test_a_loop_without_a_panel_or_that_is_over_has_no_debrief(panel):
    empty = make_panel()
    asked = {"by": empty.manager, "reason": "Now."}
    assert refused(Conflict, open_debrief, loop=empty.loop, **asked) == "nobody_interviews"
    cancel_loop(loop=panel.loop, by=panel.recruiter)
    assert refused(Conflict, open_debrief, loop=panel.loop, by=panel.manager, reason="Now.") == "loop_over"


def test_what_was_checked_is_written_down_by_who_decides(all_in, opened):
    for other in (all_in.recruiter, all_in.seats["Ada"].user):
        assert refused(Denied, save_checks, debrief=opened, by=other, gatekeeper="Asked.") == "denied"
    saved = save_checks(debrief=opened, by=all_in.manager, version=1, gatekeeper=" Asked. ")
    assert (saved.gatekeeper, saved.version) == ("Asked.", 2)
    event = Event.objects.get(verb="debrief.changed")
    assert (event.fields, "Asked." in str(event.codes)) == (["gatekeeper"], False)
    with nothing_changes():
        save_checks(debrief=opened, by=all_in.manager, version=2, gatekeeper="Asked.")
    stale = {"debrief": opened, "by": all_in.manager, "version": 1, "no_devops": "Other."}
    assert refused(Conflict, save_checks, **stale) == "changed"
    long = {"debrief": opened, "by": all_in.manager, "no_devops": "x" * 10_001}
    assert refused(Invalid, save_checks, **long) == "no_devops"
    with pytest.raises(TypeError):
        save_checks(debrief=opened, by=all_in.manager, private_note="x")


def test_closing_ends_the_loop_and_opening_again_wants_a_reason(all_in, opened):
    assert refused(Denied, close_debrief, debrief=opened, by=all_in.recruiter) == "denied"
    closed = close_debrief(debrief=opened, by=all_in.manager)
    all_in.loop.refresh_from_db()
    assert (closed.closed_by, all_in.loop.state) == (all_in.manager, "closed")
    assert refused(Conflict, close_debrief, debrief=opened, by=all_in.manager) == "debrief_closed"
    late = {"debrief": opened, "by": all_in.manager, "gatekeeper": "Late."}
    assert refused(Conflict, save_checks, **late) == "debrief_closed"
    again = {"debrief": opened, "by": all_in.manager}
    assert refused(Invalid, reopen_debrief, reason=" ", **again) == "reason"
    assert refused(Denied, reopen_debrief, debrief=opened, by=all_in.recruiter, reason="No.") == "denied"
    opened_again = reopen_debrief(reason="Bo has more to say.", **again)
    all_in.loop.refresh_from_db()
    assert (opened_again.closed_at, opened_again.reopened_because) == (None, "Bo has more to say.")
    assert all_in.loop.state == "running"
    assert refused(Conflict, reopen_debrief, reason="Once more.", **again) == "already_open"


def test_beside_another_open_loop_it_stays_closed(all_in, opened):
    close_debrief(debrief=opened, by=all_in.manager)
    level, template = all_in.loop.level, all_in.loop.template
    start_loop(application=all_in.application, by=all_in.recruiter, level=level, template=template)
    again = {"debrief": opened, "by": all_in.manager, "reason": "Again."}
    assert refused(Conflict, reopen_debrief, **again) == "another_loop"

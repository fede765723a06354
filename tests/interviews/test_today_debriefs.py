"""Today tells those who lead a job that all cards are in, since the last of them."""

from datetime import timedelta

import pytest

from candidates.actions.applications import withdraw_application
from candidates.choices import JobRole
from interviews.actions.debriefs import open_debrief
from interviews.choices import InterviewState
from interviews.models import Scorecard
from interviews.queries.today_debriefs import debriefs_to_hold, load_debriefs
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.interviews.panels import Panel, make_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Panel:
    """All cards are in; the recruiter is the job's."""
    panel = make_panel("Ada", "Bo")
    for name in panel.seats:
        panel.submit(name)
    return panel


def waits(user) -> list[int]:
    return [loop.pk for loop in debriefs_to_hold(user)]


def test_it_waits_for_who_leads_the_job_since_the_last_card(panel, admin):
    late = panel.seats["Bo"].scorecard
    late.submitted_at = make.PLANNED + timedelta(hours=3)
    late.save()
    for leader in (panel.manager, panel.recruiter):
        [loop] = debriefs_to_hold(leader)
        assert (loop, loop.last_card_at) == (panel.loop, late.submitted_at)
    assert [waits(person) for person in (admin, panel.seats["Ada"].user)] == [[], []]


def test_it_waits_for_nobody_before_the_last_card_and_after_it_was_opened(panel):
    Scorecard.objects.filter(panelist=panel.seats["Bo"]).update(submitted_at=None)
    assert waits(panel.manager) == []
    panel.seats["Bo"].interview.state = InterviewState.CANCELLED
    panel.seats["Bo"].interview.save()
    assert waits(panel.manager) == [panel.loop.pk]
    open_debrief(loop=panel.loop, by=panel.manager)
    assert waits(panel.manager) == []


def test_nobody_is_asked_about_who_withdrew_or_was_not_interviewed(panel):
    empty = make_panel()
    assert waits(empty.manager) == []
    withdraw_application(application=panel.application, by=panel.recruiter)
    assert waits(panel.manager) == []


def test_it_leads_to_the_debrief_and_hides_who_is_hidden(panel):
    job = panel.application.job
    people.make_member(job, panel.seats["Ada"].user, JobRole.HIRING_MANAGER)
    job.blind_until = job.stages.last()
    job.save()
    found = load_debriefs(panel.manager, [panel.loop.pk])[panel.loop.pk]
    assert found.address == f"/loops/{panel.loop.pk}/debrief/"
    assert found.who.startswith("Candidate ")
    assert found.about["loop"] == panel.loop.pk


def test_today_shows_it(panel, client_for):
    page = client_for(panel.manager).get("/").content.decode()
    assert "All cards are in: hold the debrief" in page
    assert f'href="/loops/{panel.loop.pk}/debrief/"' in page

"""Planning a loop: who may, what it needs, who sees the application from then on."""

import pytest

from candidates.actions.applications import withdraw_application
from candidates.choices import JobRole
from candidates.models import Application
from interviews.actions.loops import add_interview, add_panelist, cancel_loop, remove_panelist, start_loop
from interviews.models import Loop
from interviews.queries.loops import is_complete, panel_of
from recruiting.accounts.models import User
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.candidates import make_application, make_job, make_member
from tests.factories.rubrics import make_focus_area, make_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter() -> User:
    return make_user("recruiter")


@pytest.fixture
def application(recruiter: User) -> Application:
    level = make_level()
    make.make_whole_template(level)
    return make_application(make_job(recruiter=recruiter, level=level))


def codes(error: pytest.ExceptionInfo) -> str:
    return error.value.code


def test_a_loop_is_for_the_job_s_level_and_takes_the_template_in_use(application, recruiter):
    loop = start_loop(application=application, by=recruiter)
    assert (loop.level, loop.template.version, loop.state) == (application.job.level, 1, "draft")
    event = Event.objects.get(verb="loop.started")
    assert event.codes == {"loop": loop.pk, "application": application.pk}


def test_a_job_without_a_level_asks_for_one(application, recruiter):
    application.job.level = None
    with pytest.raises(Invalid) as error:
        start_loop(application=application, by=recruiter)
    assert (error.value.field, codes(error)) == ("level", "required")
    assert start_loop(application=application, by=recruiter, level=make_level()).level.name == "Mid"


def test_without_a_template_no_loop_begins(recruiter):
    application = make_application(make_job(recruiter=recruiter, level=make_level()))
    with pytest.raises(Conflict) as error:
        start_loop(application=application, by=recruiter)
    assert codes(error) == "no_template"


def test_one_loop_at_a_time(application, recruiter):
    first = start_loop(application=application, by=recruiter)
    with pytest.raises(Invalid, match="has an interview loop already"):
        start_loop(application=application, by=recruiter)
    cancel_loop(loop=first, by=recruiter)
    assert start_loop(application=application, by=recruiter).pk != first.pk
    with pytest.raises(Conflict) as error:
        cancel_loop(loop=first, by=recruiter)
    assert codes(error) == "loop_over"


def test_only_who_runs_the_pipeline_plans(application, recruiter):
    manager = make_member(application.job, make_user(), JobRole.HIRING_MANAGER).user
    loop = start_loop(application=application, by=recruiter)
    for call in (
        lambda: start_loop(application=application, by=manager),
        lambda: add_interview(loop=loop, by=manager, title="Talk"),
        lambda: cancel_loop(loop=loop, by=manager),
    ):
        with pytest.raises(Denied):
            call()
    assert list(Loop.objects.values_list("pk", "state")) == [(loop.pk, "draft")]
    assert not loop.interviews.exists()


def test_nobody_is_planned_for_somebody_who_withdrew(application, recruiter):
    loop = start_loop(application=application, by=recruiter)
    withdraw_application(application=application, by=recruiter)
    for call in (
        lambda: add_interview(loop=loop, by=recruiter, title="Talk"),
        lambda: start_loop(application=application, by=recruiter),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert codes(error) == "not_active"


@pytest.mark.parametrize(
    ("values", "field"), [({"title": " \x00 "}, "title"), ({"title": "Talk", "minutes": 2}, None)]
)
def test_an_interview_needs_a_title_and_minutes(application, recruiter, values, field):
    loop = start_loop(application=application, by=recruiter)
    with pytest.raises(Invalid) as error:
        add_interview(loop=loop, by=recruiter, **values)
    assert error.value.field == field


def test_who_sits_on_the_panel_sees_the_application(application, recruiter):
    area, person = make_focus_area(), make_user()
    loop = start_loop(application=application, by=recruiter)
    interview = add_interview(loop=loop, by=recruiter, title="Talk")
    seat = add_panelist(interview=interview, by=recruiter, user=person, focus_areas=[area])
    assert list(Application.objects.visible_to(person)) == [application]
    assert application.job.members.get(user=person).role == JobRole.INTERVIEWER
    assert [(row.panelist, row.is_in) for row in panel_of(loop)] == [(seat, False)]
    assert list(seat.focus_areas.all()) == [area]
    remove_panelist(panelist=seat, by=recruiter)
    assert not Application.objects.visible_to(person).exists()


def test_a_manager_on_the_panel_stays_manager(application, recruiter):
    manager = make_member(application.job, make_user(), JobRole.HIRING_MANAGER).user
    interview = add_interview(
        loop=start_loop(application=application, by=recruiter), by=recruiter, title="Talk"
    )
    add_panelist(interview=interview, by=recruiter, user=manager)
    assert [row.role for row in application.job.members.filter(user=manager)] == [JobRole.HIRING_MANAGER]


def test_who_sits_on_two_interviews_still_sees_it_after_the_first(application, recruiter):
    person, loop = make_user(), start_loop(application=application, by=recruiter)
    first, _second = (
        add_panelist(interview=add_interview(loop=loop, by=recruiter, title=title), by=recruiter, user=person)
        for title in ("Talk", "Walk")
    )
    remove_panelist(panelist=first, by=recruiter)
    assert list(Application.objects.visible_to(person)) == [application]


@pytest.mark.parametrize("who", [{"role": "auditor"}, {"role": "member", "is_active": False}])
def test_auditors_and_those_who_left_sit_on_no_panel(application, recruiter, who):
    interview = add_interview(
        loop=start_loop(application=application, by=recruiter), by=recruiter, title="Talk"
    )
    with pytest.raises(Invalid) as error:
        add_panelist(interview=interview, by=recruiter, user=make_user(**who))
    assert (error.value.field, codes(error)) == ("user", "inactive")


def test_nobody_sits_twice_on_one_interview(application, recruiter):
    person = make_user()
    interview = add_interview(
        loop=start_loop(application=application, by=recruiter), by=recruiter, title="Talk"
    )
    add_panelist(interview=interview, by=recruiter, user=person)
    with pytest.raises(Invalid, match="on the interview already"):
        add_panelist(interview=interview, by=recruiter, user=person)


def test_a_begun_card_keeps_its_author_on_the_panel(application, recruiter):
    interview = add_interview(
        loop=start_loop(application=application, by=recruiter), by=recruiter, title="Talk"
    )
    seat = add_panelist(interview=interview, by=recruiter, user=make_user())
    make.make_scorecard(seat)
    with pytest.raises(Conflict) as error:
        remove_panelist(panelist=seat, by=recruiter)
    assert codes(error) == "has_card"


def test_a_loop_is_complete_when_somebody_sat_and_all_cards_are_in():
    loop = make.make_loop()
    assert not is_complete(loop)
    first, second = (make.make_panelist(make.make_interview(loop)) for _ in range(2))
    make.make_scorecard(first, submitted=True)
    assert not is_complete(loop)
    make.make_scorecard(second, submitted=True)
    assert is_complete(loop)

"""What the demo's team does once the worker has screened the resumes."""

from collections import Counter

import pytest

from candidates.actions.notes import add_note
from candidates.actions.screenings import work_on_screening
from candidates.models import Application, FlagReview, Note, Resume, Screening, StageVisit
from recruiting.demo.following import Followed, follow_up, plans
from recruiting.demo.loading import load_demo
from recruiting.events.models import Event

# Rows that are committed, as the worker finds them: it renews a lease by a connection of its own, which on SQLite
# waits twenty seconds for a test's open transaction. A busy machine takes long enough over a resume to renew one.
pytestmark = pytest.mark.django_db(transaction=True)
PLANNED = len(plans())


def screen_planned(*, leave: int = 0) -> None:
    """Have the planned people's resumes screened, but for the last few."""
    names = [plan["person"] for plan in plans()][: PLANNED - leave]
    for screening in Screening.objects.filter(resume__file_name__in=names):
        work_on_screening(screening.pk)
        screening.refresh_from_db()
        assert (screening.state, screening.code) == ("done", "")


@pytest.fixture
def loaded(demo_folder):
    load_demo()


def test_it_waits_for_the_worker(loaded):
    assert follow_up() == Followed(done=0, waiting=PLANNED)
    assert Application.objects.count() == 0


def test_planned_steps_are_taken_by_the_actions(loaded):
    screen_planned()
    assert follow_up() == Followed(done=PLANNED, waiting=0)
    touched = Application.objects.filter(resume__file_name__in=[plan["person"] for plan in plans()])
    assert Counter(touched.values_list("status", flat=True)) == {"active": 11, "rejected": 2, "withdrawn": 1}
    assert set(touched.filter(status="rejected").values_list("reason__side", flat=True)) == {"us"}
    assert {"Recruiter screen", "Technical interview", "Focus interviews", "Debrief"} <= set(
        touched.values_list("stage__name", flat=True)
    )
    assert set(FlagReview.objects.values_list("verdict", flat=True)) == {"confirmed", "dismissed"}
    assert {note.author.role for note in Note.objects.select_related("author")} == {"recruiter", "member"}
    moves = StageVisit.objects.exclude(left_at=None).count()
    assert Event.objects.filter(verb="application.moved").count() == moves > 0


def test_twice_is_once(loaded):
    screen_planned()
    follow_up()
    before = (Event.objects.count(), Note.objects.count(), FlagReview.objects.count())
    assert follow_up() == Followed(done=0, waiting=0)
    assert (Event.objects.count(), Note.objects.count(), FlagReview.objects.count()) == before


def test_it_goes_on_where_the_worker_was_slower(loaded):
    screen_planned(leave=2)
    assert follow_up() == Followed(done=PLANNED - 2, waiting=2)
    screen_planned()
    assert follow_up() == Followed(done=2, waiting=0)


def test_an_application_that_a_person_touched_is_left_alone(loaded):
    screen_planned()
    plan = plans()[0]
    resume = Resume.objects.get(file_name=plan["person"])
    application = Application.objects.get(resume=resume)
    add_note(candidate=application.candidate, by=application.owner, text="Mine.", application=application)
    assert follow_up() == Followed(done=PLANNED - 1, waiting=0)
    assert list(Note.objects.filter(application=application).values_list("text", flat=True)) == ["Mine."]
    application.refresh_from_db()
    assert application.version == 1

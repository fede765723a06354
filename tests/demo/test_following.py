"""What the demo's team does once the worker has screened the resumes."""

from datetime import date

import pytest

from candidates.actions.notes import add_note
from candidates.actions.screenings import work_on_screening
from candidates.models import Application, Note, Resume, Screening
from recruiting.demo.following import Followed, follow_up, plans
from recruiting.demo.interviewing import working_day
from recruiting.demo.loading import load_demo

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


@pytest.mark.parametrize(
    ("today", "days", "day"),
    [
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 2, "2026-12-01"),
        ("2026-11-30", -1, "2026-11-27"),
        ("2026-11-29", -2, "2026-11-26"),
    ],
)
def test_interviews_are_on_working_days(today, days, day):
    assert working_day(date.fromisoformat(today), days) == date.fromisoformat(day)


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

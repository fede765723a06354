"""What people do with screenings: every exit of each action."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from candidates.actions.screenings import (
    cancel_screening,
    queue_screening,
    queueing,
    retry_screening,
)
from candidates.choices import ScreeningState
from candidates.models import Resume, Screening
from recruiting.errors import Conflict, Denied
from recruiting.events.models import Event
from rubrics.models import RuleRevision, RuleSet
from tests.candidates.pipeline import claimed, open_a_job, queued
from tests.factories.candidates import next_revision

pytestmark = pytest.mark.django_db


def verbs(screening: Screening) -> list[str]:
    rows = Event.objects.filter(object_type="candidates.screening", object_id=screening.pk).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def delete(resume: Resume) -> None:
    resume.deleted_at = timezone.now()
    resume.save()


def test_a_received_resume_waits_for_the_newest_published_rules(recruiter):
    screening = queued(recruiter, now=datetime(2026, 3, 4, 23, 30, tzinfo=UTC))

    assert screening.state == ScreeningState.QUEUED
    assert screening.revision == RuleRevision.objects.get(rule_set__is_default=True)
    assert screening.as_of == date(2026, 3, 4)
    assert screening.attempts == 0
    assert verbs(screening) == ["screening.queued"]


def test_the_jobs_own_rule_set_comes_before_the_default_one(recruiter):
    first = queued(recruiter)
    job = open_a_job(recruiter)
    job.rule_set = RuleSet.objects.create(name="Platform")
    job.save()
    own = next_revision(first.revision)
    own.rule_set = job.rule_set
    own.save()

    assert queued(recruiter, job=job).revision == own


def test_the_same_question_gives_the_same_row(recruiter):
    first = queued(recruiter)

    again = queue_screening(resume=first.resume, by=recruiter)
    other_day = queue_screening(resume=first.resume, as_of=date(2020, 1, 1), by=recruiter)

    assert again == first
    assert other_day != first
    assert verbs(first) == ["screening.queued"]


def test_a_stranger_to_the_job_queues_nothing(recruiter, member, auditor):
    resume = queued(recruiter, job=open_a_job(recruiter)).resume
    for person in (member, auditor, None):
        with pytest.raises(Denied):
            queue_screening(resume=resume, as_of=date(2020, 1, 1), by=person)
    assert Screening.objects.count() == 1


def test_a_deleted_resume_is_not_queued(recruiter):
    resume = queued(recruiter).resume
    delete(resume)
    with pytest.raises(Conflict) as refused:
        queue_screening(resume=resume, as_of=date(2020, 1, 1), by=recruiter)
    assert refused.value.code == "deleted"
    assert Screening.objects.count() == 1


def test_without_published_rules_nothing_is_queued(recruiter):
    resume = Resume.objects.create(
        file="aa/b", file_name="a.txt", size=1, sha256="0" * 64, received_at=timezone.now()
    )
    with pytest.raises(Conflict) as refused:
        queue_screening(resume=resume, by=recruiter)
    assert refused.value.code == "no_rules"
    assert Screening.objects.count() == 0


def test_the_bell_rings_once_the_row_is_committed(recruiter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rings:
        screening = queued(recruiter)
        queue_screening(resume=screening.resume, by=recruiter)
    assert len(rings) == 1
    screening.refresh_from_db()
    assert screening.rung_at is not None


def test_behind_a_long_queue_no_bell_rings(recruiter, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(queueing, "MOST_RUNG", 2)
    with django_capture_on_commit_callbacks() as rings:
        for text in ("one", "two", "three"):
            screening = queued(recruiter, content=text)
    assert len(rings) == 1
    screening.refresh_from_db()
    assert screening.rung_at is None


@pytest.mark.parametrize("state", ["unreadable", "failed", "cancelled"])
def test_what_ended_without_a_report_can_be_tried_again(recruiter, state):
    screening = queued(recruiter)
    Screening.objects.filter(pk=screening.pk).update(
        state=state, code="damaged", message="Damaged.", attempts=10, finished_at=timezone.now()
    )

    again = retry_screening(screening=screening, by=recruiter)

    again.refresh_from_db()
    assert (again.state, again.code, again.message, again.attempts) == ("queued", "", "", 0)
    assert (again.finished_at, again.lease_until) == (None, None)
    assert verbs(screening) == ["screening.queued"] * 2


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_what_waits_runs_or_is_done_is_not_tried_again(recruiter, state):
    screening = queued(recruiter)
    Screening.objects.filter(pk=screening.pk).update(
        state=state, report={}, lease_owner="somebody", lease_until=timezone.now()
    )
    with pytest.raises(Conflict) as refused:
        retry_screening(screening=screening, by=recruiter)
    assert refused.value.code == "not_retriable"
    assert verbs(screening) == ["screening.queued"]


def test_a_deleted_resume_is_not_tried_again(recruiter):
    screening = queued(recruiter)
    cancel_screening(screening=screening, by=recruiter)
    delete(screening.resume)
    with pytest.raises(Conflict) as refused:
        retry_screening(screening=screening, by=recruiter)
    assert refused.value.code == "deleted"


def test_a_stranger_tries_nothing_again_and_cancels_nothing(recruiter, member):
    screening = queued(recruiter, job=open_a_job(recruiter))
    with pytest.raises(Denied):
        cancel_screening(screening=screening, by=member)
    cancel_screening(screening=screening, by=recruiter)
    with pytest.raises(Denied):
        retry_screening(screening=screening, by=member)
    screening.refresh_from_db()
    assert screening.state == ScreeningState.CANCELLED


@pytest.mark.parametrize("running", [False, True])
def test_a_queued_or_running_screening_is_cancelled(recruiter, running):
    screening = queued(recruiter)
    if running:
        claimed(screening)

    cancel_screening(screening=screening, by=recruiter)

    assert (screening.state, screening.lease_owner, screening.lease_until) == ("cancelled", "", None)
    assert verbs(screening) == ["screening.queued", "screening.finished"]


def test_a_finished_screening_is_not_cancelled(recruiter):
    screening = queued(recruiter)
    Screening.objects.filter(pk=screening.pk).update(state="done", report={})
    with pytest.raises(Conflict) as refused:
        cancel_screening(screening=screening, by=recruiter)
    assert refused.value.code == "not_running"
    assert verbs(screening) == ["screening.queued"]


@pytest.mark.parametrize(
    ("demo", "weak", "level", "allowed"),
    [
        (False, False, 1, False),
        (False, False, 2, True),
        (True, False, 0, True),
        (False, True, 0, True),
    ],
)
def test_a_weak_sandbox_reads_only_where_somebody_accepted_it(
    settings, monkeypatch, demo, weak, level, allowed
):
    settings.DEMO, settings.ALLOW_WEAK_SANDBOX = demo, weak
    monkeypatch.setattr(queueing, "sandbox_level", lambda: level)
    assert queueing.screening_allowed() is allowed

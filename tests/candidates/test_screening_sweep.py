"""The sweep rings for what nobody heard; the integrity check names what contradicts."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models.functions import Now
from django.utils import timezone

from candidates.actions.screenings import sweep_screenings, sweeping, work_on_screening
from candidates.models import Application, Screening
from candidates.queries.integrity import CHECKS
from candidates.tasks import sweep
from recruiting.events.locks import free
from rubrics.models import RuleRevision
from tests.candidates.pipeline import claimed, let_lease_expire, open_a_job, queued
from tests.factories.candidates import make_application, make_decision, make_screening

pytestmark = pytest.mark.django_db


TASK = "candidates.screen_resume"


def set_rung(screening: Screening, seconds: float) -> None:
    moment = Now() - timedelta(seconds=seconds)
    Screening.objects.filter(pk=screening.pk).update(rung_at=moment)


def test_rows_that_nobody_heard_are_rung_for(recruiter, rung):
    never, long_ago, just_now, running, expired, cancelled = (
        queued(recruiter, content=f"text {number}") for number in range(6)
    )
    Screening.objects.filter(pk=never.pk).update(rung_at=None)
    set_rung(long_ago, 11)
    set_rung(just_now, 0)
    claimed(running)
    claimed(expired)
    let_lease_expire(expired)
    Screening.objects.filter(pk=cancelled.pk).update(state="cancelled", rung_at=None)

    sweep()

    due = [never.pk, long_ago.pk, expired.pk]
    assert rung == [(TASK, pk) for pk in due]
    assert not Screening.objects.filter(pk__in=due, rung_at=None).exists()


def test_a_row_in_its_pause_is_left_alone(recruiter, rung):
    screening = queued(recruiter)
    moment = Now() + timedelta(seconds=30)
    Screening.objects.filter(pk=screening.pk).update(rung_at=None, lease_until=moment)
    assert sweep_screenings() == 0
    assert rung == []


def test_only_one_sweeps_at_a_time(recruiter, rung):
    Screening.objects.filter(pk=queued(recruiter).pk).update(rung_at=None)
    assert sweep_screenings() == 1
    Screening.objects.update(rung_at=None)
    assert sweep_screenings() == 0
    free("candidates.sweep")
    assert sweep_screenings() == 1


def test_a_long_queue_is_rung_for_a_share_at_a_time_oldest_first(recruiter, rung, monkeypatch):
    monkeypatch.setattr(sweeping, "MOST_RINGS", 2)
    rows = [queued(recruiter, content=f"text {number}") for number in range(3)]
    Screening.objects.update(rung_at=None)
    sweep_screenings()
    free("candidates.sweep")
    sweep_screenings()
    assert rung == [(TASK, row.pk) for row in rows]


def test_with_the_broker_away_the_sweep_ends_at_the_first_bell(recruiter, monkeypatch):
    tried: list[int] = []
    monkeypatch.setattr(sweeping, "ring_now", lambda task, pk: tried.append(pk))
    for number in range(3):
        queued(recruiter, content=f"text {number}")
    Screening.objects.update(rung_at=None)
    assert sweep_screenings() == 0
    assert len(tried) == 1


def found() -> dict[str, list[int]]:
    return {what: rows for what, check in CHECKS.items() if (rows := list(check()))}


def test_the_integrity_check_finds_nothing_in_what_the_actions_made(recruiter, capsys):
    work_on_screening(queued(recruiter, job=open_a_job(recruiter)).pk)
    queued(recruiter, content="another")
    call_command("check_integrity")
    assert found() == {}
    assert capsys.readouterr().out.count(" 0 ") == len(CHECKS)


def test_the_integrity_check_names_what_contradicts(recruiter, capsys):
    job, other = open_a_job(recruiter), open_a_job(recruiter)
    screening = queued(recruiter, job=job)
    work_on_screening(screening.pk)
    screening.flags.first().delete()
    stuck = claimed(queued(recruiter, content="another"))
    Screening.objects.filter(pk=stuck.pk).update(lease_until=timezone.now() - timedelta(hours=1))
    stuck.flags.create(flag="scanning_tools", holds=True)
    Application.objects.update(stage=other.stages.first())
    RuleRevision.objects.update(content_hash="0" * 64)

    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity")

    assert ended.value.code == 1
    assert found() == {
        "screenings that no worker takes over": [stuck.pk],
        "screenings without all results": [screening.pk],
        "unfinished screenings with results": [stuck.pk],
        "applications in another job's stage": [Application.objects.get().pk],
        "rule revisions changed after publishing": [screening.revision_id],
    }
    assert "error: 5 rows" in capsys.readouterr().err


def test_the_integrity_check_names_hires_and_screenings_that_belong_to_others(recruiter):
    job = open_a_job(recruiter)
    hired, lent, advanced, plain = (make_application(job) for _ in range(4))
    decisions = {
        hired: make_decision(hired, kind="hire"),
        lent: make_decision(hired, kind="hire"),
        advanced: make_decision(advanced, kind="advance"),
    }
    for application, decision in decisions.items():
        Application.objects.filter(pk=application.pk).update(hire_decision=decision)
    Application.objects.filter(pk=plain.pk).update(screening=make_screening())

    assert found() == {
        "applications without a hire decision of their own": [lent.pk, advanced.pk],
        "applications with another person's screening": [plain.pk],
    }


def test_rules_that_can_no_longer_be_read_are_named(recruiter):
    revision = queued(recruiter).revision
    RuleRevision.objects.filter(pk=revision.pk).update(document="not: [rules")
    assert found() == {"rule revisions changed after publishing": [revision.pk]}

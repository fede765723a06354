"""What a worker does with a screening, on real rows and files, calling the task's own function."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.db.models.functions import Now

from candidates.actions.screenings import (
    Found,
    LeaseLost,
    cancel_screening,
    claim_screenings,
    claims,
    finish_screenings,
    finish_unreadable,
    next_due,
    queue_screening,
    read_document,
    release_screening,
    renew_leases,
    rules_of,
    work_on_screening,
    working,
)
from candidates.choices import ScreeningState
from candidates.extraction import Unreadable
from candidates.models import Application, Screening
from candidates.screening import screen
from candidates.screening.engine import engine
from candidates.screening.outline import outline_of, unpack_outline
from candidates.screening.packing import signal_codes, unpack_facts
from candidates.tasks import screen_resume
from recruiting.events.models import Event
from tests.candidates.pipeline import (
    NOTHING,
    ONE,
    RESUME,
    claimed,
    let_lease_expire,
    open_a_job,
    queued,
    written,
)
from tests.factories.candidates import next_revision
from tests.installation import wait_for

pytestmark = pytest.mark.django_db


def finish(screening: Screening, *, owner: str) -> None:
    """What a worker does after it has claimed the row."""
    document, rules = read_document(screening.resume), rules_of(screening.revision)
    report = screen(document, rules=rules, as_of=screening.as_of)
    finish_screenings([Found.of(screening, document, report, rules)], owner=owner)


def make_unopenable(screening: Screening) -> None:
    """A fault of the machine, not of the file: where it was stored there is a folder now."""
    path = Path(screening.resume.file.path)
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("waiting", [1, 3])
def test_a_file_costs_the_same_whatever_waits_behind_it(recruiter, django_assert_num_queries, waiting):
    job = open_a_job(recruiter)
    work_on_screening(queued(recruiter, job=job, content=RESUME.replace("Kim", "Pat")).pk)  # reads the rules
    first, *_ = [
        queued(recruiter, job=job, content=RESUME.replace("Kim", f"K{number}")) for number in range(waiting)
    ]
    # On SQLite the words that are looked for stand in a table of their own.
    with django_assert_num_queries(22 if connection.vendor == "sqlite" else 21):
        work_on_screening(first.pk)


def test_a_resume_is_screened(recruiter):
    job = open_a_job(recruiter)
    screening = queued(recruiter, job=job)

    screen_resume(screening.pk)

    screening.refresh_from_db()
    assert (screening.state, screening.attempts, screening.code) == ("done", 1, "")
    assert (screening.lease_owner, screening.lease_until) == ("", None)
    assert screening.worker == claims.worker_name()
    assert screening.report["status"] == "done"
    assert round(float(screening.months) / 12, 1) == screening.report["years"]
    assert screening.level == screening.report["level"]
    assert written() == ONE
    application = Application.objects.get(job=job)
    assert (application.screening, application.candidate.name) == (screening, "Kim Novak")
    event = Event.objects.get(verb="screening.finished")
    assert (event.actor, event.job_id, event.codes) == (None, job.pk, {"state": "done"})


def test_the_stored_spans_and_facts_are_those_of_the_report(recruiter):
    screening = queued(recruiter)
    work_on_screening(screening.pk)
    screening.refresh_from_db()

    document, rules = read_document(screening.resume), rules_of(screening.revision)
    report = screen(document, rules=rules, as_of=screening.as_of)

    assert report.to_dict() == screening.report
    kept, reading = screening.resume.facts, screening.resume.reading
    assert unpack_facts(bytes(reading.facts), codes=signal_codes(rules)) == report.facts
    assert unpack_outline(bytes(reading.outline)) == outline_of(report)
    assert (kept.screening, kept.vocabulary, kept.engine) == (screening, screening.revision, engine())
    stored = {row.flag: (row.holds, row.spans) for row in screening.flags.all()}
    assert stored == {
        flag["code"]: (flag["holds"], [[quote["start"], quote["end"]] for quote in flag["evidence"]])
        for flag in screening.report["flags"]
    }


def test_bytes_that_are_not_packed_facts_are_refused(recruiter):
    codes = signal_codes(rules_of(queued(recruiter).revision))
    for blob in (b"", b"GF\x02n", b"GF\x01n" + bytes(4), b"GF\x02n" + bytes(11), b"GF\x02x" + bytes(12)):
        with pytest.raises(ValueError, match="packed"):
            unpack_facts(blob, codes=codes)


def test_a_message_that_comes_twice_changes_nothing(recruiter):
    screening = queued(recruiter)
    assert work_on_screening(screening.pk) is True
    screening.refresh_from_db()
    finished_at = screening.finished_at

    assert work_on_screening(screening.pk) is False

    screening.refresh_from_db()
    assert (screening.finished_at, screening.attempts) == (finished_at, 1)
    assert written() == ONE


def test_a_message_for_a_row_that_is_gone_is_dropped(db):
    assert work_on_screening(4711) is False


def test_only_one_of_two_workers_gets_the_row(recruiter):
    screening = queued(recruiter)
    assert len(claim_screenings([screening.pk], owner="first")) == 1
    assert claim_screenings([screening.pk], owner="second") == []
    screening.refresh_from_db()
    assert (screening.lease_owner, screening.attempts) == ("first", 1)


def clock(screening: Screening) -> datetime:
    """What the database's clock says."""
    return Screening.objects.annotate(clock=Now()).get(pk=screening.pk).clock


def test_a_lease_lasts_ten_seconds_from_each_renewal(recruiter):
    screening = claimed(queued(recruiter))
    let_lease_expire(screening)

    before = clock(screening)
    assert renew_leases(owner="first") is True

    screening.refresh_from_db()
    assert before <= screening.lease_until - timedelta(seconds=10) <= clock(screening)
    assert next_due() is None


def test_while_work_goes_on_the_lease_is_renewed(recruiter, transactional_db):
    screening = claimed(queued(recruiter))
    let_lease_expire(screening)
    with claims.LeaseKeeper(seconds=0.01).kept(owner="first"):
        wait_for(lambda: next_due() is None, 60, "a renewal", every=0.01)


def test_a_renewal_waits_for_nothing_that_is_being_finished(recruiter, transactional_db):
    ending, other = (
        claimed(queued(recruiter, content=RESUME.replace("Kim", name))) for name in ("Kam", "Kem")
    )
    for screening in (ending, other):
        let_lease_expire(screening)
    holds_rows = connection.features.has_select_for_update  # SQLite holds the whole database, or nothing

    with ThreadPoolExecutor(1) as pool, transaction.atomic() if holds_rows else nullcontext():
        Screening.objects.select_for_update().get(pk=ending.pk)
        assert pool.submit(renewed_elsewhere).result(timeout=60) is True

    over = Screening.objects.filter(lease_until__lte=Now())
    assert list(over.values_list("pk", flat=True)) == ([ending.pk] if holds_rows else [])


def renewed_elsewhere() -> bool:
    try:
        return renew_leases(owner="first")
    finally:
        connection.close()


def test_results_of_a_worker_that_lost_its_lease_are_not_written(recruiter):
    screening = queued(recruiter)
    slow = claimed(screening, owner="slow")
    let_lease_expire(screening)
    quick = claimed(screening, owner="quick")

    with pytest.raises(LeaseLost):
        finish(slow, owner="slow")

    assert written() == NOTHING
    assert renew_leases(owner="slow") is False
    finish(quick, owner="quick")
    assert written() == ONE
    assert Screening.objects.get().attempts == 2


def test_results_that_come_after_somebody_elses_are_not_written(recruiter):
    screening = queued(recruiter)
    slow = claimed(screening, owner="slow")
    let_lease_expire(screening)
    finish(claimed(screening, owner="quick"), owner="quick")
    reason = Unreadable.because("damaged")

    with pytest.raises(LeaseLost):
        finish(slow, owner="slow")
    with pytest.raises(LeaseLost):
        finish_unreadable(screening=slow, owner="slow", reason=reason)

    assert written() == ONE
    assert Screening.objects.get().state == ScreeningState.DONE


def test_deleting_wins_over_a_running_worker(recruiter):
    screening = queued(recruiter)
    running = claimed(screening)
    cancel_screening(screening=screening, by=recruiter)

    with pytest.raises(LeaseLost):
        finish(running, owner="first")

    assert written() == NOTHING | {"finished": 1}
    assert Screening.objects.get().state == ScreeningState.CANCELLED


@pytest.mark.parametrize(
    ("content", "code"), [(b"%PDF-1.7 cut off", "damaged"), (b"\x89PNG\r\n\x1a\n" + bytes(64), "wrong_type")]
)
def test_a_file_that_cannot_be_read_ends_at_once(recruiter, content, code):
    screening = queued(recruiter, content=content)

    work_on_screening(screening.pk)

    screening.refresh_from_db()
    assert (screening.state, screening.code, screening.attempts) == ("unreadable", code, 1)
    assert screening.message
    assert written() == NOTHING | {"finished": 1}


def test_a_text_that_keeps_the_rules_busy_until_the_time_limit_ends_at_once(recruiter, monkeypatch):
    def strike(*_, **__):
        raise SoftTimeLimitExceeded

    screening = queued(recruiter)
    monkeypatch.setattr(working, "screen", strike)  # where the task queue's time limit would strike

    work_on_screening(screening.pk)

    screening.refresh_from_db()
    assert (screening.state, screening.code, screening.attempts) == ("unreadable", "limits", 1)
    assert written() == NOTHING | {"finished": 1}


def test_a_file_that_is_gone_is_unreadable(recruiter):
    screening = queued(recruiter)
    screening.resume.file.delete(save=False)
    work_on_screening(screening.pk)
    screening.refresh_from_db()
    assert (screening.state, screening.code) == ("unreadable", "not_found")


def test_after_a_fault_of_the_machine_the_row_waits_for_another_attempt(recruiter):
    screening = queued(recruiter)
    make_unopenable(screening)

    work_on_screening(screening.pk)

    row = Screening.objects.annotate(clock=Now()).get(pk=screening.pk)
    assert (row.state, row.attempts, row.lease_owner) == ("queued", 1, "")
    assert row.lease_until > row.clock  # the pause
    assert next_due() is None
    assert written() == NOTHING
    let_lease_expire(screening)
    assert next_due() == screening.pk


def test_a_sandbox_that_does_not_start_is_a_fault_of_the_machine(recruiter, settings, monkeypatch):
    screening = queued(recruiter)
    settings.DEMO = settings.ALLOW_WEAK_SANDBOX = False
    monkeypatch.setattr("candidates.actions.screenings.queueing.sandbox_level", lambda: 0)
    work_on_screening(screening.pk)
    screening.refresh_from_db()
    assert (screening.state, screening.attempts) == ("queued", 1)


def test_after_the_tenth_fault_the_screening_has_failed(recruiter):
    screening = queued(recruiter)
    make_unopenable(screening)
    for attempt in range(1, 11):
        let_lease_expire(screening)
        work_on_screening(screening.pk)
        screening.refresh_from_db()
        assert screening.attempts == attempt
    assert (screening.state, screening.code) == ("failed", "gave_up")
    assert written() == NOTHING | {"finished": 1}


def test_a_row_whose_ten_workers_died_has_failed(recruiter):
    screening = queued(recruiter)
    for number in range(10):
        claimed(screening, owner=f"worker {number}")
        let_lease_expire(screening)

    assert work_on_screening(screening.pk) is False

    screening.refresh_from_db()
    assert (screening.state, screening.code, screening.attempts) == ("failed", "gave_up", 10)
    assert written() == NOTHING | {"finished": 1}


def test_nobody_releases_a_row_that_is_not_theirs(recruiter):
    screening = claimed(queued(recruiter))
    assert release_screening(screening, owner="somebody else") is False
    screening.refresh_from_db()
    assert screening.state == ScreeningState.RUNNING


def test_other_rules_read_the_stored_document_and_make_nobody_twice(recruiter):
    first = queued(recruiter, job=open_a_job(recruiter))
    work_on_screening(first.pk)
    first.resume.file.delete(save=False)
    second = queue_screening(resume=first.resume, revision=next_revision(first.revision), by=recruiter)

    work_on_screening(second.pk)

    second.refresh_from_db()
    assert (second.state, second.as_of) == ("done", first.as_of)
    assert written() == {"flags": 22, "activities": 40, "documents": 1, "candidates": 1, "finished": 2}
    assert Application.objects.get().screening == second


def test_a_screening_asked_for_alone_makes_no_candidate(recruiter):
    work_on_screening(queued(recruiter, makes_candidate=False).pk)
    assert written() == ONE | {"candidates": 0}


def test_one_message_wakes_a_worker_for_all_that_waits(recruiter):
    rows = [queued(recruiter, content=text) for text in ("first text", "second text", "third text")]
    screen_resume(rows[1].pk)
    assert set(Screening.objects.values_list("state", flat=True)) == {"done"}

"""What a worker does with several screenings at once: fewer statements, and none of them fails another."""

import threading

import pytest
from django.db import connection

from candidates.actions.screenings import (
    Found,
    LeaseLost,
    cancel_screening,
    claim_screenings,
    finish_screenings,
    next_batch,
    queue_screening,
    read_document,
    rules_of,
    work_on_screening,
    work_on_screenings,
    working,
)
from candidates.actions.screenings.claims import LeaseKeeper
from candidates.models import Application, Screening, StageVisit
from candidates.screening import screen
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

pytestmark = pytest.mark.django_db


def several(recruiter, number: int, **values) -> list[Screening]:
    return [
        queued(recruiter, content=RESUME.replace("Kim", f"K{letter}m"), **values)
        for letter in "abcdefghijklmnop"[:number]
    ]


def states(rows: list[Screening]) -> list[tuple[str, int]]:
    found = Screening.objects.in_bulk([row.pk for row in rows])
    return [(found[row.pk].state, found[row.pk].attempts) for row in rows]


def work(rows: list[Screening]) -> None:
    work_on_screenings([row.pk for row in rows])


def test_each_gets_what_it_would_have_got_alone(recruiter):
    job = open_a_job(recruiter)
    alone, *rows = several(recruiter, 4, job=job)
    work_on_screening(alone.pk)

    work(rows)

    assert states(rows) == [("done", 1)] * 3
    assert written() == {kind: 4 * number for kind, number in ONE.items()}
    for row in rows:
        row.refresh_from_db()
        application = Application.objects.get(resume=row.resume)
        assert (application.screening, application.candidate) == (row, row.resume.candidate)
        assert (application.owner, application.stage.name) == (recruiter, "Applied")
        assert StageVisit.objects.filter(application=application, by=recruiter).count() == 1
        assert application.candidate.name == row.resume.document.content["text"].partition("\n")[0]
    for verb in ("screening.finished", "candidate.created", "application.created"):
        assert Event.objects.filter(verb=verb, job_id=job.pk).count() == 4


def test_several_cost_few_statements(recruiter, django_assert_num_queries):
    rows = several(recruiter, 5, job=open_a_job(recruiter))
    work_on_screening(rows.pop().pk)  # reads the rules
    # Each file's own one is that which ends it; on SQLite the words that are looked for stand in a table of their own.
    with django_assert_num_queries(25 if connection.vendor == "sqlite" else 24):
        work(rows)


def test_a_file_that_cannot_be_read_fails_no_other(recruiter):
    first, last = several(recruiter, 2)
    damaged = queued(recruiter, content=b"%PDF-1.7 cut off")
    work([first, damaged, last])
    assert states([first, damaged, last]) == [("done", 1), ("unreadable", 1), ("done", 1)]


def test_what_cannot_be_written_fails_no_other(recruiter):
    first, last = several(recruiter, 2, job=open_a_job(recruiter))
    broken = open_a_job(recruiter)
    second = queued(recruiter, job=broken)
    broken.stages.all().delete()

    work([first, second, last])

    assert states([first, second, last]) == [("done", 1), ("queued", 1), ("done", 1)]
    assert written() == {kind: 2 * number for kind, number in ONE.items()}


def test_one_that_is_cancelled_meanwhile_fails_no_other(recruiter, monkeypatch, caplog):
    caplog.set_level("INFO", working.__name__)
    first, second = several(recruiter, 2)

    def cancelled_meanwhile(document, **values):
        if not Screening.objects.filter(state="cancelled").exists():
            cancel_screening(screening=second, by=recruiter)
        return screen(document, **values)

    monkeypatch.setattr(working, "screen", cancelled_meanwhile)  # as somebody does while the files are read
    work([first, second])

    assert states([first, second]) == [("done", 1), ("cancelled", 1)]
    assert written() == ONE | {"finished": 2}
    said = [(record.message, record.exc_info) for record in caplog.records if record.name == working.__name__]
    assert said == [
        ("screenings not written together: one was taken over", None),
        ("screening taken over", None),
    ]


def test_what_is_written_together_is_written_whole_or_not_at_all(recruiter):
    rows = several(recruiter, 2)
    taken = claim_screenings([row.pk for row in rows], owner="slow")
    let_lease_expire(rows[1])
    claimed(rows[1], owner="quick")
    found = []
    for screening in taken:
        document, rules = read_document(screening.resume), rules_of(screening.revision)
        report = screen(document, rules=rules, as_of=screening.as_of)
        found.append(Found.of(screening, document, report, rules))

    with pytest.raises(LeaseLost):
        finish_screenings(found, owner="slow")

    assert written() == NOTHING
    assert states(rows) == [("running", 1), ("running", 2)]


def test_two_readings_of_one_resume_make_one_person(recruiter):
    (first,) = several(recruiter, 1, job=open_a_job(recruiter))
    second = queue_screening(resume=first.resume, revision=next_revision(first.revision), by=recruiter)
    work([first, second])
    assert states([first, second]) == [("done", 1), ("done", 1)]
    assert written()["candidates"] == 1
    assert Application.objects.get().screening == second


def test_one_that_is_gone_or_taken_is_left_out(recruiter):
    first, taken, last = several(recruiter, 3)
    claimed(taken)
    Screening.objects.filter(pk=last.pk).delete()
    work([first, taken, last])
    assert states([first, taken]) == [("done", 1), ("running", 1)]


def test_where_others_took_all_no_lease_is_kept(recruiter, monkeypatch):
    rows = several(recruiter, 2)
    for row in rows:
        claimed(row)
    monkeypatch.setattr(
        working, "kept_leases", LeaseKeeper(seconds=60).kept
    )  # no other test has begun its thread
    before = set(threading.enumerate())

    work(rows)

    assert set(threading.enumerate()) <= before
    assert states(rows) == [("running", 1)] * 2


def test_where_the_first_take_long_the_others_go_back_as_they_were(recruiter, monkeypatch):
    rows = several(recruiter, 2)
    monkeypatch.setattr(working, "TOGETHER_SECONDS", -1.0)
    work(rows)
    assert states(rows) == [("queued", 0)] * 2
    assert next_batch() == [rows[0].pk]


def test_a_worker_takes_a_share_of_what_waits(recruiter):
    rows = several(recruiter, 11)
    assert next_batch() == [row.pk for row in rows[:2]]
    Screening.objects.filter(pk__gt=rows[2].pk).update(state="cancelled")
    assert next_batch() == [rows[0].pk]
    Screening.objects.update(state="cancelled")
    assert next_batch() == []


def test_one_that_was_tried_before_is_taken_alone(recruiter):
    rows = several(recruiter, 12)
    Screening.objects.filter(pk=rows[2].pk).update(attempts=1)
    assert next_batch() == [row.pk for row in rows[:2]]
    Screening.objects.filter(pk=rows[0].pk).update(attempts=1)
    assert next_batch() == [rows[0].pk]

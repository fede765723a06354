"""Scanned resumes: OCR reads their pages in a queue of its own, then they are screened like any other."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from celery import current_app
from django.core.management import call_command

from candidates.actions.screenings import (
    LeaseLost,
    cancel_screening,
    claim_screenings,
    next_due,
    queue_screening,
    retry_screening,
    sweep_screenings,
    work_on_scan,
    work_on_screening,
)
from candidates.actions.screenings.scans import keep_page
from candidates.choices import ScreeningState
from candidates.extraction import Document, locate
from candidates.models import ResumeDocument, ScannedPage, Screening
from candidates.tasks import read_scan
from recruiting.events.locks import free
from tests.candidates.extraction import samples
from tests.candidates.pipeline import let_lease_expire, open_a_job, queued
from tests.factories.candidates import RESUME

pytestmark = pytest.mark.django_db

READ, SCREEN = "candidates.read_scan", "candidates.screen_resume"
FIRST, SECOND = RESUME.split("\n\n", 1)
PAGES = samples.pdf(samples.column(FIRST.splitlines()), samples.column(SECOND.splitlines()))


@pytest.fixture(scope="module")
def scan() -> bytes:
    """Two pages."""
    return samples.scanned(PAGES)


def stubbed(monkeypatch, folder: Path, script: str = "exit 3") -> None:
    """A tesseract that does what the script says, and nothing else on the PATH."""
    folder.chmod(0o755)
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\n[ "$1" = --list-langs ] && echo List: && echo eng && exit\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


ONE_WORD = "printf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t1\\t1\\t40\\tTrivy\\n'"


@pytest.fixture
def one_word(monkeypatch, open_folder) -> None:
    """A tesseract that reads one word on each page, and is not sure of it."""
    stubbed(monkeypatch, open_folder, ONE_WORD)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def state(screening: Screening) -> tuple[str, int, int]:
    screening.refresh_from_db()
    return screening.state, screening.ocr_done, screening.ocr_pages


def work_off(screening: Screening) -> None:
    """Everything that workers of both queues do with it."""
    work_on_screening(screening.pk)
    while work_on_scan(screening.pk):
        pass
    work_on_screening(screening.pk)
    screening.refresh_from_db()


def test_a_scanned_resume_is_read_page_by_page_and_then_screened(
    recruiter, scan, rung, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        screening = queued(recruiter, content=scan, job=open_a_job(recruiter))
        text = queued(recruiter, content=PAGES)
    pk = screening.pk
    with django_capture_on_commit_callbacks(execute=True):
        work_on_screening(pk)
    assert state(screening) == (ScreeningState.QUEUED, 0, 2)
    assert rung[2:] == [(READ, pk)]
    assert (next_due(), next_due(ocr=True)) == (text.pk, pk)
    assert work_on_screening(pk) is False

    with django_capture_on_commit_callbacks(execute=True):
        assert work_on_scan(pk)
    assert state(screening) == (ScreeningState.QUEUED, 1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert work_on_scan(pk)
    assert state(screening) == (ScreeningState.QUEUED, 2, 2)
    assert rung[3:] == [(READ, pk), (SCREEN, pk)]
    assert work_on_scan(pk) is False

    work_on_screening(pk)
    work_on_screening(text.pk)
    text.refresh_from_db()
    assert state(screening) == (ScreeningState.DONE, 2, 2)
    assert (screening.months, screening.level, screening.attempts) == (text.months, text.level, 1)
    held = [{flag["code"] for flag in row.report["flags"] if flag["holds"]} for row in (screening, text)]
    assert held[0] == held[1] != set()
    assert (screening.report["ocr"]["pages"], screening.report["ocr"]["unread"]) == ([1, 2], [])
    assert screening.report["ocr"]["confidence"] > 75
    assert (text.report["ocr"], ScannedPage.objects.count()) == (None, 0)

    document = Document.from_json(ResumeDocument.objects.get(resume=screening.resume_id).content)
    evidence = [quote for flag in screening.report["flags"] for quote in flag["evidence"]]
    assert {quote["page"] for quote in evidence} == {2}
    pages = locate(scan, document=document, spans=[(quote["start"], quote["end"]) for quote in evidence])
    assert all(any(page.boxes[index] for page in pages) for index in range(len(evidence)))


def test_each_kind_of_work_has_its_queue():
    router = current_app.amqp.router
    assert [router.route({}, task)["queue"].name for task in (READ, SCREEN)] == ["ocr", "celery"]
    assert set(current_app.amqp.queues.consume_from) == {"celery", "ocr"}


def test_without_tesseract_it_says_so_and_is_read_once_there_is_one(
    recruiter, scan, monkeypatch, tmp_path, open_folder
):
    screening = queued(recruiter, content=scan)
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        work_on_screening(screening.pk)
        screening.refresh_from_db()
        assert (screening.state, screening.code, screening.retry_helps) == ("unreadable", "image_only", True)
        assert "tesseract-ocr" in screening.message
    stubbed(monkeypatch, open_folder, ONE_WORD)
    retry_screening(screening=screening, by=recruiter)
    work_off(screening)
    assert (screening.state, screening.report["ocr"]["pages"]) == ("done", [1, 2])


def test_a_page_that_ocr_is_unsure_of_is_named(recruiter, scan, one_word):
    screening = queued(recruiter, content=scan)
    work_off(screening)
    assert screening.report["ocr"] == {"pages": [1, 2], "confidence": 40, "doubtful": [1, 2], "unread": []}


def test_pages_that_ocr_fails_on_leave_the_reason(recruiter, scan, monkeypatch, open_folder):
    stubbed(monkeypatch, open_folder)
    screening = queued(recruiter, content=scan)
    work_off(screening)
    assert (screening.state, screening.code) == ("unreadable", "damaged")
    assert ScannedPage.objects.count() == 0


@pytest.mark.parametrize("there", [True, False])
def test_the_text_of_a_mixed_file_is_screened_whatever_becomes_of_the_picture(
    recruiter, monkeypatch, tmp_path, open_folder, there
):
    if there:
        stubbed(monkeypatch, open_folder)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    data = samples.scanned(samples.pdf(samples.column(RESUME.splitlines()), samples.column(["x"])), pages=[2])
    screening = queued(recruiter, content=data)
    work_off(screening)
    assert screening.state == "done"
    assert screening.report["ocr"] == {"pages": [], "confidence": None, "doubtful": [], "unread": [2]}
    assert screening.months > 48


def test_a_screening_that_is_cancelled_while_a_page_is_read_keeps_nothing(recruiter, scan, one_word):
    screening = queued(recruiter, content=scan)
    work_on_screening(screening.pk)
    (taken,) = claim_screenings([screening.pk], owner="reader", ocr=True)
    cancel_screening(screening=screening, by=recruiter)
    with pytest.raises(LeaseLost):
        keep_page(screening=taken, owner="reader", number=1, reading=Document("x", "pdf", (0,)))
    assert ScannedPage.objects.filter(reading__isnull=False).count() == 0
    assert state(screening)[0] == "cancelled"


def test_a_reader_that_died_costs_one_page(recruiter, scan, one_word, rung):
    screening = queued(recruiter, content=scan)
    work_on_screening(screening.pk)
    work_on_scan(screening.pk)
    claim_screenings([screening.pk], owner="dead", ocr=True)
    assert work_on_scan(screening.pk) is False
    sweep_screenings()
    assert rung == []
    let_lease_expire(screening)
    free("candidates.sweep")
    sweep_screenings()
    assert rung == [(READ, screening.pk)]
    assert work_on_scan(screening.pk)
    assert state(screening) == ("queued", 2, 2)


def test_two_screenings_of_one_scan_have_each_page_read_once(recruiter, scan, one_word):
    first = queued(recruiter, content=scan)
    second = queue_screening(resume=first.resume, as_of=date(2020, 1, 1), by=recruiter)
    for screening in (first, second):
        work_on_screening(screening.pk)
    work_on_scan(first.pk)
    work_on_scan(second.pk)
    assert (state(first), state(second)) == (("queued", 1, 2), ("queued", 2, 2))
    work_on_screening(second.pk)
    work_off(first)
    assert (state(first)[0], state(second)[0]) == ("done", "done")


def test_a_scan_that_kills_its_worker_each_time_is_given_up(recruiter, scan, one_word):
    screening = queued(recruiter, content=scan)
    work_on_screening(screening.pk)
    for attempt in range(10):
        assert claim_screenings([screening.pk], owner=f"dead {attempt}", ocr=True)
        let_lease_expire(screening)
    assert work_on_scan(screening.pk) is False
    assert state(screening)[0] == "failed"


def test_the_task_reads_a_page_and_one_message_follows(
    recruiter, scan, one_word, rung, django_capture_on_commit_callbacks
):
    screening = queued(recruiter, content=scan)
    work_on_screening(screening.pk)
    for following in (READ, SCREEN):
        rung.clear()
        with django_capture_on_commit_callbacks(execute=True):
            read_scan(screening.pk)
        assert rung == [(following, screening.pk)]
    assert state(screening) == ("queued", 2, 2)


def test_the_message_of_a_scan_that_is_read_goes_to_one_that_waits(recruiter, scan, one_word, rung):
    first, second = queued(recruiter, content=scan), queued(recruiter, content=scan + b"\n% another")
    for screening in (first, second):
        work_on_screening(screening.pk)
    work_on_scan(first.pk)
    rung.clear()
    read_scan(first.pk)
    assert rung == [(READ, second.pk)]


def test_a_message_about_a_scan_that_is_done_rings_for_one_that_waits(recruiter, scan, one_word, rung):
    waiting = queued(recruiter, content=scan)
    work_on_screening(waiting.pk)
    rung.clear()
    read_scan(0)
    assert rung == [(READ, waiting.pk)]


def test_pages_tell_how_far_it_is(recruiter, scan, one_word, client_for):
    job = open_a_job(recruiter)
    screening = queued(recruiter, content=scan, job=job)
    work_on_screening(screening.pk)
    work_on_scan(screening.pk)
    client = client_for(recruiter)
    assert "Reading scanned pages: 1 of 2 done" in client.get(f"/jobs/{job.pk}/").content.decode()
    work_off(screening)
    screening.resume.refresh_from_db()
    shown = client.get(f"/candidates/{screening.resume.candidate_id}/").content.decode()
    assert "Pages 1 and 2 were scanned." in shown
    assert "Pages 1 and 2 were hard to read" in shown


def test_the_command_line_reads_scans_too(scan, one_word, tmp_path, capsys):
    (tmp_path / "scan.pdf").write_bytes(scan)
    call_command("screen", str(tmp_path), "--json", "--text")
    assert '"text": "Trivy\\nTrivy"' in capsys.readouterr().out

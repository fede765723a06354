"""The command line and the worker give the same report for the same bytes, and every reason has its code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from candidates.actions.resumes import receive_resume
from candidates.actions.screenings import work_on_screening
from candidates.api.serializers.reports import report_of
from candidates.models import Screening
from rubrics.actions.rules import publish_shipped_rules
from tests.bench.resumes import resumes
from tests.candidates.extraction import samples
from tests.candidates.pipeline import open_a_job, queued
from tests.factories.candidates import RESUME
from tests.installation import ROOT

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 1, 1)
WRITTEN = RESUME + "\nRésumé of Kim, naïve façade, 日本語 \U0001f680\n"


def as_docx() -> bytes:
    hidden = samples.run_of(" and Falco", "<w:vanish/>")
    return samples.docx(
        "".join(samples.paragraph(line) for line in RESUME.split("\n")) + f"<w:p>{hidden}</w:p>"
    )


FILES: dict[str, Callable[[], bytes]] = {
    "plain.txt": WRITTEN.encode,
    "windows.txt": lambda: RESUME.replace("Kim Novak", "José Novák-Müller").encode("cp1252", "replace"),
    "two-pages.pdf": lambda: resumes(1)[0][1],
    "kim.docx": as_docx,
    "short.txt": lambda: b"Kim Novak, engineer",
}
REASONS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b" \n\t",
    "encrypted": lambda: samples.encrypted_pdf("secret"),
    "image_only": lambda: samples.docx("", {"word/media/scan.png": b"x"}),
    "wrong_type": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "damaged": lambda: b"%PDF-1.7 cut off",
    "limits": lambda: samples.many_pages(200_000),
    "unsupported": lambda: b"<?xml version='1.0'?><cv>Kim</cv>",
}


def from_command_line(folder: Path) -> dict[str, dict[str, Any]]:
    """What `manage.py screen` prints for each file of the folder, with database and queue pointing nowhere."""
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    ran = subprocess.run(
        [sys.executable, "manage.py", "screen", str(folder), "--json", "--as-of", AS_OF.isoformat()],
        cwd=ROOT,
        env=os.environ | nowhere | {"DJANGO_SETTINGS_MODULE": "recruiting.settings"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    found = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    return {Path(one.pop("path")).name: one for one in found}


def from_worker(name: str, data: bytes, by: Any) -> dict[str, Any]:
    """The report that the API gives once a worker has read the file."""
    publish_shipped_rules()
    received = receive_resume(data=data, name=name, by=by, as_of=AS_OF)
    work_on_screening(received.screening.pk)
    report = report_of(Screening.objects.select_related("resume", "revision").get(pk=received.screening.pk))
    assert report is not None
    return report


def as_bytes(report: dict[str, Any]) -> bytes:
    """PostgreSQL keeps an object's keys in an order of its own, so they are sorted."""
    return json.dumps(report, ensure_ascii=False, sort_keys=True).encode()


def test_the_command_line_and_the_worker_report_the_same_bytes(recruiter, tmp_path):
    files = {**FILES, **{f"{code}.pdf": make for code, make in REASONS.items()}}
    for name, make in files.items():
        (tmp_path / name).write_bytes(make())

    printed = from_command_line(tmp_path)

    assert sorted(printed) == sorted(files)
    assert {name: printed[name]["status"] for name in FILES} == dict.fromkeys(FILES, "done")
    for name in files:
        worked = from_worker(name, (tmp_path / name).read_bytes(), recruiter)
        assert as_bytes(worked) == as_bytes(printed[name]), name


@pytest.mark.parametrize("code", REASONS)
def test_a_file_that_gives_no_text_says_why_at_the_first_attempt(recruiter, code):
    screening = queued(recruiter, content=REASONS[code](), job=open_a_job(recruiter))
    work_on_screening(screening.pk)
    screening.refresh_from_db()
    assert (screening.state, screening.code, screening.attempts) == ("unreadable", code, 1)
    assert screening.message.endswith(".")


def test_a_file_larger_than_the_limit_that_was_lowered_meanwhile_is_too_large(recruiter, settings):
    screening = queued(recruiter, content=b"Kim Novak " * 150_000)
    settings.MAX_UPLOAD_MB = 1
    work_on_screening(screening.pk)
    screening.refresh_from_db()
    assert (screening.state, screening.code) == ("unreadable", "too_large")
    assert "1 MB" in screening.message


def test_a_reader_that_dies_is_the_files_outcome_at_once(recruiter):
    """Two kilobytes that inflate to 600 MB: PDFium ends its process where memory runs out."""
    bomb = queued(recruiter, content=samples.flate_bomb(2, megabytes=600))
    other = queued(recruiter)
    work_on_screening(bomb.pk)
    work_on_screening(other.pk)
    bomb.refresh_from_db()
    other.refresh_from_db()
    assert (bomb.state, bomb.code, bomb.attempts) == ("unreadable", "limits", 1)
    assert (other.state, other.attempts) == ("done", 1)


def test_a_name_that_is_no_text_doesn_t_break_the_line(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"kim\xff.txt"), "wb") as file:
        file.write(RESUME.encode())
    assert from_command_line(tmp_path)["kim\ufffd.txt"]["status"] == "done"

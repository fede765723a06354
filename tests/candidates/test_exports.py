"""Lists as CSV files: what is in them, for whom, and that no spreadsheet works anything out."""

import csv
import io

import pytest

from candidates.models import Candidate
from recruiting.events.models import Event
from recruiting.web.exports import cell
from rubrics.actions import load_guide
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def read(answer) -> list[dict[str, str]]:
    """The rows of a file by their headings."""
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert answer["Cache-Control"] == "private, no-store"
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r", "\n", "＝", "＋", "－", "＠", " ="])
def test_what_a_spreadsheet_would_work_out_is_text(first):
    assert cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"
    assert (cell("Ann - Lee"), cell(-5), cell(None), cell("a\x00b")) == ("Ann - Lee", "-5", "", "ab")


def test_people_as_they_are_found_and_written_down(recruiter, job, client_for, told):
    make.make_application(
        job, candidate=make.make_candidate(name="=cmd()", email="kim@example.org", phone="+420 601")
    )
    make.make_candidate(name='Ann "Q", Lee', email="ann@example.org")
    hidden = make.make_job(confidential=True)
    make.make_application(hidden, candidate=make.make_candidate(name="Hidden"))
    client = client_for(recruiter)
    rows = read(client.get("/candidates/?as=csv"))
    assert [(row["Name"], row["E-mail"], row["Phone"], row["Applications"]) for row in rows] == [
        ('Ann "Q", Lee', "ann@example.org", "", ""),
        ("'=cmd()", "kim@example.org", "'+420 601", f"{job.title} (Applied)"),
    ]
    assert [row["Name"] for row in read(client.get("/candidates/?q=ann&as=csv"))] == ['Ann "Q", Lee']
    assert [(event["verb"], event["codes"]) for event in told()] == [
        ("people.exported", {"list": "people", "rows": 2}),
        ("people.exported", {"list": "people", "rows": 1}),
    ]
    assert "as=csv&amp;q=ann" in client.get("/candidates/?q=ann").content.decode().replace(
        "q=ann&amp;as=csv", "as=csv&amp;q=ann"
    )


def test_a_job_s_people_with_the_address_s_filters(recruiter, application, job, interviewer, client_for):
    load_guide()
    other = make.make_application(job)
    client = client_for(recruiter)
    rows = read(client.get(f"/jobs/{job.pk}/?as=csv&view=board"))
    assert {row["Id"] for row in rows} == {str(application.pk), str(other.pk)}
    screened = next(row for row in rows if row["Id"] == str(application.pk))
    assert (screened["Level"], screened["Stage"], screened["Status"]) == (
        application.screening.level,
        application.stage.name,
        "Active",
    )
    assert float(screened["Years"]) == pytest.approx(float(application.screening.months) / 12, abs=0.05)
    found = read(client.get(f"/jobs/{job.pk}/?as=csv&level=unknown"))
    assert [row["Id"] for row in found] == [str(other.pk)]
    named = read(client.get(f"/jobs/{job.pk}/", {"as": "csv", "q": other.candidate.name}))
    assert [row["Id"] for row in named] == [str(other.pk)]
    assert Event.objects.filter(verb="people.exported", job_id=job.pk).count() == 3
    seen = read(client_for(interviewer).get(f"/jobs/{job.pk}/?as=csv"))
    assert [row["Id"] for row in seen] == [str(application.pk)]


def test_jobs_uploads_and_the_log(recruiter, admin, job, application, client_for):
    client = client_for(recruiter)
    assert [(row["Title"], row["Active people"]) for row in read(client.get("/jobs/?as=csv"))] == [
        (job.title, "1")
    ]
    archive = make.make_archive(recruiter)
    assert [row["State"] for row in read(client.get("/uploads/?as=csv"))][1:] == ["In the archive"] * 2
    assert archive
    log = read(client_for(admin).get("/log/?as=csv&verb=people.exported"))
    assert [(row["Who"], row["How"]) for row in log] == [(recruiter.name, "list: uploads; rows: 1")]
    assert client_for(recruiter).get("/log/?as=csv").status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queries_do_not_grow_with_the_list(recruiter, job, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_application(job)
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(13):
        assert len(read(client.get("/candidates/?as=csv"))) == rows == Candidate.objects.count()

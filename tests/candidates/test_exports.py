"""Lists as CSV files: what is in them, for whom, and that no spreadsheet works anything out."""

import csv
import io

import pytest

from candidates.actions.searching import index_people
from candidates.models import Candidate, Screening
from candidates.queries.identity import placeholder
from recruiting.events.models import Event
from recruiting.web.exports import cell
from tests.factories import candidates as make
from tests.guide import loaded_guide
from tests.rest.client import Api, problem

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
    loaded_guide()
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
    assert [(row["Who"], row["How"]) for row in log] == [(recruiter.name, "list: uploads; rows: 3")]
    assert client_for(recruiter).get("/log/?as=csv").status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queries_do_not_grow_with_the_list(recruiter, job, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_application(job)
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(13):
        assert len(read(client.get("/candidates/?as=csv"))) == rows == Candidate.objects.count()


def test_whom_a_search_finds_as_its_page_has_them(recruiter, job, client_for, told):
    loaded_guide()
    for name, on in (("Mara Ost", job), ("Mara West", make.make_job(confidential=True))):
        row = make.make_screened_application(
            on, candidate=make.make_candidate(name=name, email="m@example.org")
        )
        index_people([row.candidate_id])
    client = client_for(recruiter)
    assert ">Export<" in client.get("/search/?q=mara").content.decode()
    (row,) = read(client.get("/search/?q=mara&as=csv"))
    assert (row["Name"], row["E-mail"], row["Applications"]) == (
        "Mara Ost",
        "m@example.org",
        f"{job.title} (Applied)",
    )
    screening = Screening.objects.get(resume__candidate__name="Mara Ost")
    assert (row["Level"], row["Years"]) == (screening.level, f"{screening.months / 12:.1f}")
    assert read(client.get("/search/?as=csv")) == []
    exported = [event["codes"] for event in told() if event["verb"] == "people.exported"]
    assert exported == [{"list": "search", "rows": 1}, {"list": "search", "rows": 0}]


# By API

FILES = ("candidates", "applications", "search", "jobs", "uploads")
ALL = ("candidates:read", "applications:read", "screenings:read", "jobs:read")


@pytest.fixture
def known(recruiter, job):
    """Two people on a job, one of them on another too, and one on a job that hides who its people are."""
    loaded_guide()
    other, blind = (make.make_job(recruiter=recruiter, title=title) for title in ("Another", "Blind"))
    blind.blind_until = blind.stages.last()
    blind.save()
    for name, jobs in (("=Ada", [job]), ("Bea", [job, other]), ("Cleo", [blind])):
        person = make.make_candidate(name=name, email=f"{name[-3:].lower()}@example.org")
        for on in jobs:
            make.make_screened_application(on, candidate=person)
        index_people([person.pk])
    return {"other": other, "blind": blind}


def test_a_key_gets_the_lists_as_files(recruiter, job, known, told):
    api = Api(recruiter, *ALL)
    people = read(api.get("candidates/export"))
    assert [(row["Name"], row["E-mail"]) for row in people] == [
        (placeholder(Candidate.objects.get(name="Cleo").pk), ""),
        ("Bea", "bea@example.org"),
        ("'=Ada", "ada@example.org"),
    ]
    assert people[1]["Applications"] == f"Another (Applied); {job.title} (Applied)"
    rows = read(api.get("applications/export", job=job.pk))
    assert [(row["Job"], row["Name"]) for row in rows] == [(job.title, "Bea"), (job.title, "'=Ada")]
    assert [row["Name"] for row in read(api.get("search/export", q="bea"))] == ["Bea"]
    assert read(api.get("search/export", q="cleo")) == []
    assert {row["Title"] for row in read(api.get("jobs/export"))} == {job.title, "Another", "Blind"}
    make.make_archive(recruiter)
    assert len(read(api.get("uploads/export"))) == 3
    lists = [(event["codes"]["list"], event["codes"]["rows"]) for event in told() if event["codes"]]
    assert lists == [("people", 3), ("applications", 2), ("search", 1), ("search", 0), ("uploads", 3)]


def test_a_key_of_one_job_gets_that_job_s(recruiter, known):
    api = Api(recruiter, *ALL, jobs=[known["other"].pk])
    assert [row["Applications"] for row in read(api.get("candidates/export"))] == ["Another (Applied)"]
    assert [row["Job"] for row in read(api.get("applications/export"))] == ["Another"]
    assert [row["Applications"] for row in read(api.get("search/export", q="bea"))] == ["Another (Applied)"]
    assert [row["Title"] for row in read(api.get("jobs/export"))] == ["Another"]


@pytest.mark.parametrize(
    ("path", "lacking"),
    [
        ("candidates/export", "applications:read"),
        ("applications/export", "candidates:read"),
        ("applications/export", "screenings:read"),
        ("search/export?q=ada", "applications:read"),
        ("search/export?q=ada", "screenings:read"),
        ("uploads/export", "candidates:read"),
    ],
)
def test_a_file_takes_the_scopes_of_all_that_is_in_it(recruiter, known, path, lacking):
    answer = Api(recruiter, *(scope for scope in ALL if scope != lacking)).get(path)
    assert (problem(answer), answer.json()["scope"]) == ((403, "scope"), lacking)
    assert not Event.objects.filter(verb="people.exported").exists()


@pytest.mark.parametrize("noun", FILES)
def test_what_the_list_does_not_take_its_file_does_not_either(recruiter, known, noun):
    for query in ("limit=2", "nonsense=1"):
        assert problem(Api(recruiter, *ALL).get(f"{noun}/export?{query}")) == (400, "unknown_parameter")


@pytest.mark.parametrize("rows", [1, 30])
def test_nor_do_the_queries_of_a_key_s_file(recruiter, job, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_screened_application(job)
    index_people(list(Candidate.objects.values_list("pk", flat=True)))
    api = Api(recruiter, *ALL)
    api.get("jobs")
    for path, most in (("candidates", 13), ("applications", 14), ("search", 18)):
        with django_assert_num_queries(most):
            assert len(read(api.get(f"{path}/export"))) == rows

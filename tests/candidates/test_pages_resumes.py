"""A resume as it was laid out: pictures of its pages with the evidence marked where it was written."""

import re
from html import unescape

import pytest
from django.core.files.storage import default_storage

from candidates import extraction
from candidates.actions.screenings import work_on_screening
from candidates.models import Resume
from recruiting.accounts.choices import Role
from tests.candidates.extraction import samples
from tests.candidates.pipeline import open_a_job, queued
from tests.factories.accounts import make_user
from tests.factories.candidates import make_resume

pytestmark = pytest.mark.django_db

LINES = [
    "Kim Novak",
    "kim.novak@example.org",
    "Experience",
    "DevSecOps engineer, Harbour Freight, 2020 - 2025",
    "- Runs Trivy and Semgrep in every build of forty services.",
    "- Moved all secrets of the shop to HashiCorp Vault and rotates them.",
]
PDF = samples.pdf(samples.column(LINES), samples.column(["Preparing for the CKS exam.", "Second page."]))


@pytest.fixture
def resume(recruiter, settings, guide) -> Resume:
    settings.ALLOW_WEAK_SANDBOX = True
    screening = queued(recruiter, job=open_a_job(recruiter), content=PDF)
    work_on_screening(screening.pk)
    return Resume.objects.get(pk=screening.resume_id)


def test_every_mark_of_the_text_is_on_the_pages(resume, recruiter, client_for):
    client = client_for(recruiter)
    text = unescape(client.get(f"/candidates/{resume.candidate_id}/").content.decode())
    pages = unescape(client.get(f"/resumes/{resume.pk}/pages/").content.decode())
    in_text = set(re.findall(r'<mark class="\w" id="([\w-]+)"', text))
    assert {"e-scanning_tools-1", "e-secrets_management-1"} <= in_text
    assert set(re.findall(r'<g [^>]* id="([eu]-[\w-]+)"', pages)) == in_text
    assert pages.count('<figure class="sheet">') == 2


def test_a_mark_lies_over_its_words_and_leads_back_to_its_flag(resume, recruiter, client_for):
    here = f"/candidates/{resume.candidate_id}/"
    page = client_for(recruiter).get(f"/resumes/{resume.pk}/pages/?next={here}").content.decode()
    assert f'<a href="{here}#f-scanning_tools" class="mark g" aria-label="G1: evidence for' in page
    mark = re.search(
        r'<g class="mark g" data-flag="scanning_tools" id="e-scanning_tools-1".*?</g>', page, re.DOTALL
    )
    x, y, width, height = map(
        float, re.search(r'x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"', mark[0]).groups()
    )
    baseline = 841.89 - (780 - LINES.index(next(line for line in LINES if "Trivy" in line)) * samples.LINE)
    assert 49 < x < 60
    assert y < baseline < y + height < baseline + 5
    assert width > 100


def test_a_page_is_a_picture_that_nobody_keeps(resume, recruiter, client_for):
    answer = client_for(recruiter).get(f"/resumes/{resume.pk}/pages/2.png")
    assert answer.content.startswith(b"\x89PNG")
    names = ("Content-Type", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")
    assert [answer[name] for name in names] == [
        "image/png", "private, no-store", "sandbox; default-src 'none'", "nosniff",
    ]  # fmt: skip


def test_htmx_gets_the_pages_alone(resume, recruiter, client_for):
    part = (
        client_for(recruiter)
        .get(f"/resumes/{resume.pk}/pages/", headers={"HX-Request": "true"})
        .content.decode()
    )
    assert part.lstrip().startswith('<div class="sheets"')


def test_the_candidate_page_leads_there_only_where_there_are_pages(resume, recruiter, client_for):
    client = client_for(recruiter)
    assert (
        f'href="/resumes/{resume.pk}/pages/'
        in client.get(f"/candidates/{resume.candidate_id}/").content.decode()
    )
    screening = queued(recruiter, job=resume.job, content="\n".join(LINES).replace("kim.novak", "k"))
    work_on_screening(screening.pk)
    other = Resume.objects.get(pk=screening.resume_id)
    assert (
        f'href="/resumes/{other.pk}/pages/'
        not in client.get(f"/candidates/{other.candidate_id}/").content.decode()
    )
    for address in (f"/resumes/{other.pk}/pages/", f"/resumes/{other.pk}/pages/1.png"):
        answer = client.get(address)
        assert (answer.status_code, "no pages of its own" in answer.content.decode()) == (409, True)


def test_a_page_that_is_not_there_and_a_file_that_left(resume, recruiter, client_for):
    client = client_for(recruiter)
    assert client.get(f"/resumes/{resume.pk}/pages/3.png").status_code == 409
    default_storage.delete(resume.file.name)
    for address in (f"/resumes/{resume.pk}/pages/", f"/resumes/{resume.pk}/pages/1.png"):
        assert client.get(address).status_code == 409


def test_a_stranger_sees_neither(resume, client_for):
    for user in (make_user(Role.MEMBER), make_user(Role.AUDITOR)):
        client = client_for(user)
        for address in (f"/resumes/{resume.pk}/pages/", f"/resumes/{resume.pk}/pages/1.png"):
            assert client.get(address).status_code == 404


def test_a_weak_sandbox_draws_only_where_it_reads(resume, recruiter, client_for, settings, monkeypatch):
    settings.DEMO = settings.ALLOW_WEAK_SANDBOX = False
    with extraction.Sandbox(layers=()) as weak:
        monkeypatch.setattr(extraction, "_sandbox", weak)
        answer = client_for(recruiter).get(f"/resumes/{resume.pk}/pages/1.png")
    assert (answer.status_code, "can't draw pages safely" in unescape(answer.content.decode())) == (409, True)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same(resume, recruiter, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make_resume(resume.candidate, job=resume.job)
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(8):
        assert client.get(f"/resumes/{resume.pk}/pages/").status_code == 200

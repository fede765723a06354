"""A person as JSON Resume: what was read and nothing else, and our own reader reads the same back."""

import json

import pytest

from candidates.actions.people import change_candidate
from candidates.actions.resumes import receive_resume
from candidates.actions.screenings import work_on_screening
from candidates.extraction import Document
from candidates.extraction.formats import jsonresume
from candidates.models import Resume
from candidates.queries.json_resume import json_resume
from candidates.screening import screen
from recruiting.errors import Conflict
from recruiting.events.models import Event
from rubrics.ruledoc import shipped
from tests.factories import candidates as make
from tests.rest.client import Api

pytestmark = pytest.mark.django_db
TEXT = make.RESUME.replace("Education\n", "Certificates\nOSCP, CKS\n\nEducation\n")


@pytest.fixture
def resume(recruiter, settings) -> Resume:
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()
    received = receive_resume(data=TEXT.encode(), name="kim.txt", by=recruiter)
    work_on_screening(received.screening.pk)
    return Resume.objects.get()


def test_it_says_what_was_read_in_the_resume_s_words(resume, recruiter):
    change_candidate(
        candidate=resume.candidate, by=recruiter, name="Kim Corrected", email="other@example.org"
    )
    found = json_resume(Resume.objects.get())
    assert found["basics"] == {
        "name": "Kim Novak",
        "label": "DevSecOps Engineer",
        "email": "kim.novak@example.org",
    }
    assert found["work"] == [
        {"name": "Northwind", "position": "DevSecOps Engineer", "startDate": "2022-01"},
        {
            "name": "Kite Logistics",
            "position": "DevOps Engineer",
            "startDate": "2019-02",
            "endDate": "2021-12",
        },
    ]
    skills = [row["name"] for row in found["skills"]]
    assert {"Semgrep", "Trivy", "Terraform", "Kubernetes", "GitLab CI", "Vault", "Python", "Go"} <= set(
        skills
    )
    assert [row["name"] for row in found["certificates"]] == ["OSCP", "CKS"]
    assert all(words in TEXT for words in (*skills, "OSCP"))
    assert set(found) == {"basics", "work", "skills", "certificates", "meta"}
    assert found["meta"]["version"] == "v1.0.0"


def test_our_reader_reads_the_same_back(resume):
    found = json_resume(resume)
    document = jsonresume.read(json.dumps(found).encode())
    assert isinstance(document, Document)
    before, after = (
        screen(read, rules=shipped(), as_of=resume.received_at.date()).to_dict()
        for read in (Document(TEXT, "text"), document)
    )
    for name in ("title", "employer", "start", "end", "months"):
        assert [row[name] for row in after["positions"]] == [row[name] for row in before["positions"]]
    assert (after["years"], after["level"]) == (before["years"], before["level"])
    words = document.text
    assert all(row["name"] in words for part in ("skills", "certificates") for row in found[part])


def test_the_page_and_the_api_give_it_and_write_it_down(resume, recruiter, client_for):
    answer = client_for(recruiter).get(f"/resumes/{resume.pk}/resume.json")
    assert answer["Content-Disposition"] == f'attachment; filename="resume-{resume.pk}.json"'
    by_api = Api(recruiter).get(f"candidates/{resume.candidate_id}/json-resume").json()
    assert answer.json() == by_api == json_resume(resume)
    assert Event.objects.filter(verb="resume.downloaded", object_id=resume.pk).count() == 2


def test_what_was_not_read_is_not_exported(recruiter, client_for):
    unread = make.make_resume(document=False)
    with pytest.raises(Conflict):
        json_resume(unread)
    by_hand = make.make_candidate()
    assert Api(recruiter).get(f"candidates/{by_hand.pk}/json-resume").status_code == 404

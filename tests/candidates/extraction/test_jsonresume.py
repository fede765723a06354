"""JSON Resume: written out as on paper, whatever shape its values have."""

from __future__ import annotations

import json
from datetime import date

import pytest

from candidates.extraction import Document, Unreadable, parse
from candidates.screening.sections import split_lines
from candidates.screening.timeline import read_timeline

RESUME = {
    "basics": {
        "name": "Kim Novák",
        "label": "DevSecOps Engineer",
        "email": "kim@example.org",
        "location": {"city": "Brno", "countryCode": "CZ"},
        "profiles": [{"network": "GitHub", "username": "kim"}],
        "summary": "Builds pipelines.",
    },
    "work": [
        {
            "name": "Acme",
            "position": "Security Engineer",
            "startDate": "2021-03-01",
            "highlights": ["Ran Trivy"],
        },
        {"company": "Bolt", "position": "DevOps Engineer", "startDate": "2018-01", "endDate": "2021-02"},
    ],
    "education": [{"institution": "TU", "area": "Informatics", "studyType": "BSc", "endDate": "2017"}],
    "skills": [{"name": "Cloud", "level": "Master", "keywords": ["AWS", "GCP"]}, "Go"],
    "languages": [{"language": "Czech", "fluency": "Native"}],
    "certificates": [{"name": "CKS", "issuer": "CNCF", "date": "2023-05-01"}],
    "volunteer": [
        {"organization": "OWASP", "position": "Lead", "startDate": "2020-01", "endDate": "2020-12"}
    ],
}
TEXT = """Kim Novák
DevSecOps Engineer
Brno, CZ
kim@example.org
GitHub: kim

Summary
Builds pipelines.

Experience
Security Engineer, Acme\tMar 2021 - Present
• Ran Trivy

DevOps Engineer, Bolt\tJan 2018 - Feb 2021

Education
BSc Informatics, TU\t2017

Certificates
CKS, CNCF\tMay 2023

Skills
Cloud (Master): AWS, GCP
Go

Languages
Czech: Native

Volunteering
Lead, OWASP\tJan 2020 - Dec 2020"""


def read(resume: object, encoding: str = "utf-8") -> Document | Unreadable:
    return parse(json.dumps(resume, ensure_ascii=False).encode(encoding), name="cv.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_resume_reads_as_on_paper(encoding):
    assert read(RESUME, encoding) == Document(TEXT, "json")


def test_its_positions_are_understood():
    timeline = read_timeline(split_lines(TEXT), TEXT, as_of=date(2024, 1, 15))
    assert [(job.title, job.employer, job.start, job.end, job.present) for job in timeline.positions] == [
        ("Security Engineer", "Acme", "2021-03", None, True),
        ("DevOps Engineer", "Bolt", "2018-01", "2021-02", False),
    ]
    assert timeline.months == 72


@pytest.mark.parametrize(
    ("resume", "text"),
    [
        ({"basics": {"name": "Kim"}, "work": {"x": 1}, "skills": "Go"}, "Kim"),
        (
            {"basics": [1], "skills": [{"name": ["Go", None], "keywords": 7}, [], None, 3, ""]},
            "Skills\nGo: 7\n3",
        ),
        ({"work": [{"position": {"a": 1}, "name": True, "startDate": 2020}]}, "Experience\n2020 - Present"),
        (
            {"basics": {}, "awards": [{"title": "Prize\nof the year", "date": "2020-13-01"}]},
            "Awards\nPrize\nof the year\t2020-13-01",
        ),
    ],
)
def test_values_of_other_shapes_are_read_as_far_as_they_are_text(resume, text):
    assert read(resume).text == text


def test_json_of_other_kinds_is_refused_and_text_in_braces_is_text():
    assert read({"x": {"skills": 1}}).code == "wrong_type"
    assert parse(b'{ Jane Doe, "skills": Go }', name="cv.txt").kind == "text"


@pytest.mark.parametrize(
    "data",
    [b'{"work":' + b"[" * 100_000, b'{"work":' + b"9" * 10_000 + b"}", b'{"basics": {"name": "\\ud800"}}'],
)
def test_hostile_values_have_an_end(data):
    answer = parse(data, name="cv.json")
    assert isinstance(answer, Document) or answer.code in ("damaged", "empty", "wrong_type")

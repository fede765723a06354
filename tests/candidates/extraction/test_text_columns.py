"""Plain text whose columns stand beside each other, and plain text that only looks so."""

import pytest

from candidates.extraction import parse

SIDEBAR = """\
CONTACT               PROFILE
Porto, Portugal       Engineer with a background in operations.
ana@example.org
                      EXPERIENCE
SKILLS                Cloud Security Engineer
AWS, Azure            Banco Azul                05/2021 - now
Terraform             - Wrote policies that stop public buckets
Python, Bash          - Rotated all database passwords
Falco                 - Coach of 14 champions in product teams

LANGUAGES             Linux Administrator
English               Hosting Nord              02/2017 - 04/2021
"""
READ = """\
CONTACT
Porto, Portugal
ana@example.org

SKILLS
AWS, Azure
Terraform
Python, Bash
Falco

LANGUAGES
English

PROFILE
Engineer with a background in operations.

EXPERIENCE
Cloud Security Engineer
Banco Azul\t05/2021 - now
- Wrote policies that stop public buckets
- Rotated all database passwords
- Coach of 14 champions in product teams

Linux Administrator
Hosting Nord\t02/2017 - 04/2021"""


def read(text: str) -> str:
    return parse(text.encode(), name="cv.txt").text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sidebar_is_read_before_the_text_beside_it(end):
    assert read(SIDEBAR.replace("\n", end)) == READ


ROWS = {
    "a form": "\n".join(
        f"{label:18}{value}"
        for label, value in [
            ("Client", "The school of Fort town"),
            ("Type of project", "Set up of a network"),
            ("Role", "Network engineer"),
            ("Team", "Four people"),
            ("Place", "Gwalior"),
            ("Tools", "Routers and switches"),
            ("Result", "All rooms online"),
        ]
    ),
    "labels with colons": "\n".join(
        f"{label:16}: {value}" for label, value in [("Organisation", "Acme"), ("Role", "Tester")] * 4
    )
    + "\nMore\nText",
    "dates beside jobs": "\n".join(f"{year} - {year + 1}     Engineer at Acme" for year in range(2010, 2018))
    + "\nMore\nText",
    "items with wide bullets": "\n".join(
        f"-    Ran scanner number {number} for all teams" for number in range(9)
    )
    + "\nMore\nText",
    "numbered items": "\n".join(f"{number}.   Ran scanner {number}" for number in range(1, 9)) + "\nMore",
    "two spaces after a sentence": "\n".join(
        f"Ran scanner {'x' * number}.  Wrote the report." for number in range(1, 9)
    )
    + "\nMore\nText",
}


@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS.keys())
def test_rows_that_belong_together_stay_rows(text):
    assert [" ".join(line.split()) for line in read(text).split("\n")] == [
        " ".join(line.split()) for line in text.split("\n")
    ]

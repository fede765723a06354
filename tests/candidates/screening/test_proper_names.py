"""Names are no evidence: neither the person's nor the employer's."""

import pytest

from tests.candidates.screening.texts import ENDING, holding, report

WORK = "\n\nExperience\nWaiter, Bistro, Jan 2020 - Dec 2023\n- Served tables\n"


@pytest.mark.parametrize(
    "name", ["Mary Jenkins", "Robert Falco", "ANN CHEF", "Tom Packer", "Jo Vault", "Clair Burp"]
)
def test_the_persons_name_lifts_nothing_and_shows_nothing(name):
    text = f"{name}\nname@example.org{WORK}\nDeclaration\nAll of this is true.\n{name}\n{ENDING}"
    found = report(text)
    assert holding(found, "green") == set()
    assert holding(found, "yellow") == {"no_automation", "no_devops_cicd"}


def test_a_title_in_the_first_line_is_no_name():
    found = report(f"DevOps Engineer\nname@example.org{WORK}{ENDING}")
    assert "no_devops_cicd" not in holding(found, "yellow")


@pytest.mark.parametrize(
    "head",
    [
        "Software Engineer, Snyk Ltd, Jan 2020 - Dec 2023",
        "Backend Developer | Acme Cloud Security GmbH | Jan 2020 - Dec 2023",
        "Tenable Inc\nData Engineer\nJan 2020 - Dec 2023",
    ],
)
def test_the_employers_name_shows_nothing(head):
    found = report(f"Jo Doe\n\nExperience\n{head}\n- Built the billing service in Go\n")
    assert holding(found, "green") == set()


def test_work_on_the_employers_product_is_no_use_of_it():
    text = "Jo Doe\n\nExperience\nSoftware Engineer, Snyk Ltd, Jan 2020 - Dec 2023\n- Built the importer of Snyk in Go\n"
    assert holding(report(text), "green") == set()


def test_the_same_tool_at_another_employer_counts():
    text = (
        "Jo Doe\n\nExperience\nSoftware Engineer, Snyk Ltd, Jan 2022 - Dec 2023\n- Built the importer in Go\n\n"
        "Engineer, Other Bank, Jan 2019 - Dec 2021\n- Ran Snyk on all repositories\n"
    )
    assert holding(report(text), "green") == {"scanning_tools"}


def test_words_parted_at_the_end_of_a_line_are_whole():
    text = "Jo Doe\n\nExperience\nEngineer, Bank, Jan 2020 - Dec 2023\n- Led vulner-\n  ability scanning of all hosts\n"
    assert holding(report(text), "green") == {"scanning_tools"}

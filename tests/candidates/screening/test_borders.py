"""The guide's borders (section 7), line by line and resume by resume."""

import pytest

from rubrics.ruledoc import shipped
from tests.candidates.screening.texts import ENDING, holding, report, rows, with_line

GREEN = rows("green_lines.yaml")
YELLOW = rows("yellow_resumes.yaml")
ABSENCE = rows("absence_lines.yaml")


@pytest.mark.parametrize("row", GREEN, ids=[f"{row['in']}: {row['text']}" for row in GREEN])
def test_a_line_raises_its_green_flags_and_no_other(row):
    found = holding(report(with_line(row["text"], section=row["in"])), "green")
    assert found - set(row.get("may", [])) == set(row["holds"]) - set(row.get("may", []))


@pytest.mark.parametrize("row", ABSENCE, ids=[f"{row['in']}: {row['text']}" for row in ABSENCE])
def test_a_line_lifts_what_it_must_and_no_more(row):
    text = (
        with_line(row["text"], section=row["in"])
        .replace("Engineer, ", "Clerk, ")
        .replace("services", "things")
    )
    found = holding(report(text + ENDING), "yellow") & {"no_automation", "no_devops_cicd"}
    assert found - set(row.get("may", [])) == set(row["holds"]) - set(row.get("may", []))


@pytest.mark.parametrize("row", YELLOW, ids=[row["text"].split("\n")[1] for row in YELLOW])
def test_a_resume_raises_its_yellow_flags_and_no_other(row):
    found = holding(report(row["text"] + ENDING), "yellow")
    assert found - set(row.get("may", [])) == set(row["holds"]) - set(row.get("may", []))


@pytest.mark.parametrize("code", [flag.code for flag in shipped().flags if flag.polarity == "green"])
def test_every_green_flag_has_lines_that_raise_it_and_lines_that_do_not(code):
    raise_it = [row for row in GREEN if code in row["holds"]]
    leave_it = [row for row in GREEN if code not in row["holds"] and code not in row.get("may", [])]
    assert len(raise_it) >= 8
    assert len(leave_it) >= 8


@pytest.mark.parametrize("code", [flag.code for flag in shipped().flags if flag.polarity == "yellow"])
def test_every_yellow_flag_has_resumes_that_raise_it_and_resumes_that_do_not(code):
    assert sum(code in row["holds"] for row in YELLOW) >= 5
    assert sum(code not in row["holds"] and code not in row.get("may", []) for row in YELLOW) >= 5


@pytest.mark.parametrize(
    ("lines", "together"),
    [
        ("- We own the Jenkins pipelines of 40 shops. Semgrep was integrated last year.", True),
        ("- Grype looks into each image. The job belongs to our GitLab pipelines.", True),
        ("- Grype looks into each image.\n- We own the GitLab pipelines.", False),
        ("Grype looks into each image. We own the GitLab pipelines.", False),
        ("- Grype looks into each image. GitLab pipelines? The build team's.", False),
    ],
)
def test_a_bullet_belongs_together_with_all_of_its_sentences(lines, together):
    found = report(f"Experience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n{lines}\n")
    assert ("cicd_security" in holding(found, "green")) is together


def test_what_one_sentence_of_a_bullet_denies_is_not_denied_of_the_next():
    text = "Experience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n- No Vault at first. Trivy in all GitLab pipelines.\n"
    assert holding(report(text), "green") == {"scanning_tools", "cicd_security"}
    quotes = [
        flag["evidence"] for flag in report(text).to_dict()["flags"] if flag["code"] == "scanning_tools"
    ]
    assert [quote["quote"] for quote in quotes[0]] == ["Trivy in all GitLab pipelines."]


@pytest.mark.parametrize(
    ("first", "second", "flag", "holds"),
    [
        ("Runs OpenShift for 20 groups", "RBAC by group, default-deny network policies", "kubernetes_security", True),
        ("Upgraded nine EKS clusters", "PSA in restricted mode", "kubernetes_security", True),
        ("Runs OpenShift for 20 groups", "RBAC in the portal, by user", "kubernetes_security", False),
        ("Runs OpenShift for 20 groups", "Azure RBAC by group", "kubernetes_security", False),
        ("Runs 300 Windows servers", "RBAC by group", "kubernetes_security", False),
        ("Keeps 40 shops on AWS", "Tightened security groups", "cloud_security", True),
        ("Keeps 40 shops in the cellar", "Tightened user groups", "cloud_security", False),
    ],
)  # fmt: skip
def test_a_job_lends_its_platform_to_its_lines(first, second, flag, holds):
    found = report(f"Experience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n- {first}\n- {second}\n")
    assert (flag in holding(found, "green")) is holds


def test_the_platform_of_one_job_is_not_lent_to_another():
    jobs = (
        "Experience\nEngineer, Acme Ltd, Jan 2022 - Dec 2023\n- Upgraded nine EKS clusters\n"
        "Engineer, Other Ltd, Jan 2020 - Dec 2021\n- RBAC by group for the staff\n"
    )
    assert "kubernetes_security" not in holding(report(jobs), "green")


def test_what_goes_on_about_a_sentence_belongs_to_it():
    text = "Experience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\nI keep our Semgrep rules short. They run in GitLab pipelines.\n"
    assert "cicd_security" in holding(report(text), "green")


@pytest.mark.parametrize(
    ("title", "holds"), [("Product Security Engineer", True), ("Frontend Engineer", False)]
)
def test_what_developers_take_from_somebody_in_security_is_about_security(title, holds):
    text = f"Experience\n{title}, Acme Ltd, Jan 2020 - Dec 2023\n- The paved road that I laid was adopted by 14 squads\n"
    assert ("developer_enablement" in holding(report(text), "green")) is holds


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("Workshops for developers each quarter", True),
        ("Coached squads in 14 teams", True),
        ("Design reviews with nine product teams", True),
        ("Workshops on Docker for engineering teams", False),
        ("Lunch and learns about Terraform for developers", False),
        ("Trained 30 developers in Kubernetes and Terraform", False),
        ("Mentored developers on clean code and testing", False),
        ("A talk on Kafka to the developers of the house", False),
        ("Sessions about unit testing for squads", False),
        ("Helped developers with performance of the search", False),
    ],
)
def test_somebody_in_security_who_says_what_it_was_about_is_believed(line, holds):
    text = f"Experience\nSecurity Engineer, Acme Ltd, Jan 2020 - Dec 2023\n- {line}\n"
    assert ("developer_enablement" in holding(report(text), "green")) is holds

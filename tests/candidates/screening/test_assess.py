"""Level, background, the twenty activities, and what was looked at and not counted."""

import pytest

from candidates.screening.assess import level
from tests.candidates.screening.texts import ENDING, report, with_line


@pytest.mark.parametrize(
    ("months", "own", "near"),
    [
        (None, None, ()),
        (0, "junior", ("junior",)),
        (20.9, "junior", ("junior",)),
        (21, "junior", ("junior", "mid")),
        (23.5, "junior", ("junior", "mid")),
        (24, "mid", ("junior", "mid")),
        (27, "mid", ("junior", "mid")),
        (27.5, "mid", ("mid",)),
        (56.5, "mid", ("mid",)),
        (57, "mid", ("mid", "senior")),
        (60, "senior", ("mid", "senior")),
        (63, "senior", ("mid", "senior")),
        (64, "senior", ("senior",)),
    ],
)
def test_the_level_follows_from_months_and_near_a_border_both_are_named(months, own, near):
    assert level(months) == (own, near)


ACTIVITIES = {
    "sast": "Ran Semgrep on every commit",
    "dast": "Automated OWASP ZAP against staging",
    "dependency_scanning": "Dependency scanning with Snyk",
    "container_scanning": "Scanned container images with Trivy",
    "secrets_detection": "Gitleaks in all repositories",
    "iac_security": "Checkov on Terraform",
    "cloud_posture": "Owned CSPM for three clouds",
    "kubernetes": "Pod security standards on all clusters",
    "secrets": "Ran HashiCorp Vault",
    "network_security": "Configured the WAF and security groups on AWS",
    "policy_as_code": "Wrote Rego policies for Open Policy Agent",
    "guardrails": "Guardrails that keep developers from public buckets",
    "self_service": "Self-service security scans for developers",
    "vulnerability_management": "Led vulnerability management",
    "incident_automation": "Wrote SOAR playbooks that isolate hosts",
    "training": "Trained developers in secure coding",
    "documentation": "Wrote secure coding guidelines",
    "developer_tooling": "Pre-commit hooks with gitleaks for all developers",
    "consultation": "Threat modelling with product teams",
    "security_metrics": "Built a security dashboard for the board",
}


@pytest.mark.parametrize("code", ACTIVITIES)
def test_an_activity_is_done(code):
    activity = report(with_line(ACTIVITIES[code], section="experience")).to_dict()["activities"][code]
    assert activity["state"] == "done"
    assert activity["evidence"][0]["quote"] == ACTIVITIES[code]


@pytest.mark.parametrize(
    ("section", "line", "state"),
    [
        ("skills", "Trivy, Docker", "listed"),
        ("education", "Course on Trivy", "learnt"),
        ("skills", "Knowledge of Trivy", "learnt"),
        ("experience", "No experience with Trivy", "not_seen"),
        ("summary", "Keen to learn Trivy", "not_seen"),
    ],
)
def test_the_state_of_an_activity(section, line, state):
    activities = report(with_line(line, section=section)).to_dict()["activities"]
    assert activities["container_scanning"]["state"] == state


def test_all_twenty_are_named_and_nothing_is_seen_in_a_text_without_content():
    activities = report(with_line("Kept the garden tidy", section="experience")).to_dict()["activities"]
    assert list(activities) == list(ACTIVITIES)
    assert {item["state"] for item in activities.values()} == {"not_seen"}


@pytest.mark.parametrize(
    ("title", "background"),
    [
        ("Application Security Engineer", "security"),
        ("Head of Product Security", "security"),
        ("Director, Application Security", "security"),
        ("DevSecOps Engineer", "security"),
        ("DevOps Engineer", "devops"),
        ("Site Reliability Engineer", "devops"),
        ("Java Developer", "backend"),
        ("Waiter", "other"),
    ],
)
def test_the_background_follows_from_titles(title, background):
    text = f"Jo Doe\n\nExperience\n{title}, Acme Ltd, Jan 2018 - Dec 2023\n- Daily work in a team\n{ENDING}"
    assert report(text).background == background


def test_the_background_of_a_long_career_is_where_most_months_were():
    text = (
        "Jo Doe\n\nExperience\nSecurity Engineer, Acme Ltd, Jan 2023 - Dec 2023\n- Daily work\n"
        "Java Developer, Other Ltd, Jan 2012 - Dec 2022\n- Daily work\n"
    )
    assert report(text).background == "backend"


@pytest.mark.parametrize(
    ("section", "line", "code", "reason"),
    [
        ("experience", "No experience with Trivy", "scanning_tools", "negated"),
        ("summary", "Keen to learn HashiCorp Vault", "secrets_management", "wished"),
        ("education", "Course on Kyverno", "kubernetes_security", "learning"),
        ("certifications", "Preparing for OSCP", "security_certification", "preparing"),
        ("certifications", "CEH (expired 2021)", "security_certification", "expired"),
        ("experience", "Sold CyberArk subscriptions to banks", "secrets_management", "product"),
        ("experience", "The security team ran Nessus", "scanning_tools", "other_person"),
    ],
)
def test_what_is_not_counted_says_why(section, line, code, reason):
    found = report(with_line(line, section=section)).to_dict()
    assert {"code": code, "reason": reason, "quote": line} in [
        {key: item[key] for key in ("code", "reason", "quote")} for item in found["not_counted"]
    ]


def test_what_is_not_counted_is_said_once():
    found = report(with_line("No experience with Trivy, Grype or Trivy", section="experience")).to_dict()[
        "not_counted"
    ]
    assert found
    assert all(found.count(item) == 1 for item in found)


def test_a_title_of_two_trades_leaves_the_background_to_the_other_jobs():
    jobs = (
        "Jo Doe\n\nExperience\nSenior DevSecOps Engineer, Acme Ltd, Jan 2020 - Dec 2023\n- Daily work\n"
        "{}, Other Ltd, Jan 2018 - Dec 2019\n- Daily work\n"
    )
    assert report(jobs.format("DevOps Engineer")).background == "devops"
    assert report(jobs.format("Security Analyst")).background == "security"


@pytest.mark.parametrize(
    ("work", "background"),
    [
        ("Jenkins, Ansible and Terraform for 40 services, Docker images by Packer", "devops"),
        ("Ran Semgrep and Burp Suite, tuned the firewalls, kept Vault", "security"),
        ("Daily work", "security"),
    ],
)
def test_what_was_done_decides_where_all_titles_join_two_trades(work, background):
    text = f"Jo Doe\n\nExperience\nDevSecOps Engineer, Acme Ltd, Jan 2020 - Dec 2023\n- {work}\n"
    assert report(text).background == background


BOTH = (
    "- Ran Semgrep, Trivy and Burp Suite, tuned the firewalls, kept HashiCorp Vault, answered incidents\n"
    "- Jenkins, Ansible, Terraform, Argo CD and Helm for 40 services\n"
)


@pytest.mark.parametrize(
    ("work", "points"),
    [
        (BOTH, []),
        ("- Jenkins, Ansible, Terraform, Argo CD and Helm for 40 services\n", ["background:devops"]),
    ],
)
def test_the_usual_gap_of_a_background_is_asked_about_unless_work_fills_it(work, points):
    text = (
        f"Jo Doe\n\nExperience\nDevSecOps Engineer, Acme Ltd, Jan 2020 - Dec 2025\n{work}"
        "DevOps Engineer, Other Ltd, Jan 2016 - Dec 2019\n- Daily work\n"
    )
    found = report(text)
    assert found.background == "devops"
    assert [point.about for point in found.open_points if point.reason == "background"] == points


def test_developers_who_are_helped_are_no_background():
    text = (
        "Jo Doe\n\nExperience\nChief of the trusted zone, Acme Ltd, Jan 2018 - Dec 2023\n"
        "- Threat modelling with software engineers and backend developers\n- Ran Vault and the firewalls\n"
    )
    assert report(text).background == "security"

"""What a text shows of the guide's levels and roles, by work that was done, and what it leaves open."""

import pytest

from rubrics.ruledoc import shipped
from tests.candidates.screening.texts import report, with_line

CAPABILITIES = {
    "junior.1": "Configured Semgrep for forty repositories",
    "junior.2": "Added Trivy to the Jenkins pipeline",
    "junior.3": "Triaged the findings of three scanners with the teams",
    "junior.4": "Wrote the security policies for a clinic of 300 people",
    "junior.5": "Found and explained SQL injection and XSS in code reviews",
    "mid.1": "Designed the security automation roadmap with two product groups",
    "mid.2": "Moved the passwords of 60 services to HashiCorp Vault",
    "mid.3": "Ran GuardDuty and Security Hub in 40 AWS accounts",
    "mid.4": "Built pre-commit hooks with gitleaks for all developers",
    "mid.5": "Threat modelling with product teams every two weeks",
    "mid.6": "Incident response for the payment platform, on call one week of four",
    "senior.1": "Built up the application security programme for nine product lines",
    "senior.2": "Set the hardening standards that all teams of the group follow",
    "senior.3": "Led the response to a ransomware attack on two sites",
    "senior.4": "Grew a security champions network to 40 people",
    "senior.5": "Evaluated five vendors of secret scanners and chose to build our own",
    "senior.6": "Mentored four junior engineers",
}
ASPECTS = {
    ("devsecops_engineer", "tooling"): "Added Trivy to the Jenkins pipeline",
    ("devsecops_engineer", "compliance"): "Wrote Rego policies for Open Policy Agent",
    ("devsecops_engineer", "developers"): "Ran secure coding workshops for developers",
    ("devsecops_engineer", "also"): "Led vulnerability management",
    ("security_engineer", "focus"): "Ran the firewalls and the VPN of four plants",
    ("security_engineer", "tooling"): "Conducted ISO 27001 internal audits of five sites",
    ("devops_engineer", "focus"): "Built the landing zone with Terraform",
    ("devops_engineer", "tooling"): "Maintained Jenkins for 80 teams",
    ("devops_engineer", "also"): "Keeps Grafana boards and an error budget for the checkout",
}


def worked(line: str) -> dict:
    return report(with_line(line, section="experience")).to_dict()


def test_every_capability_and_aspect_of_the_rules_has_its_line_here():
    assert [item.code for item in shipped().capabilities] == list(CAPABILITIES)


@pytest.mark.parametrize("code", CAPABILITIES)
def test_a_capability_is_shown_by_work(code):
    found = worked(CAPABILITIES[code])["capabilities"][code]
    assert found["shown"] is True
    assert found["evidence"][0]["quote"] in CAPABILITIES[code]


@pytest.mark.parametrize("code", CAPABILITIES)
def test_what_was_not_done_shows_no_capability(code):
    line = f"I have not yet {CAPABILITIES[code][0].lower()}{CAPABILITIES[code][1:]}"
    assert worked(line)["capabilities"][code] == {"shown": False, "evidence": []}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("senior.3", "Took part in the response to a phishing wave"),
        ("senior.6", "Was mentored by senior engineers in the first year"),
        ("senior.5", "Knowledge of build-or-buy decisions from a course"),
        ("senior.2", "Followed the standards of the group"),
        ("junior.2", "Ran Nessus once a month by hand"),
    ],
)
def test_near_misses(code, line):
    assert worked(line)["capabilities"][code]["shown"] is False


def test_a_bare_list_shows_no_capability():
    found = report(with_line("Python, HashiCorp Vault, GuardDuty, Trivy", section="skills")).to_dict()
    assert [code for code in ("junior.1", "mid.2", "mid.3") if found["capabilities"][code]["shown"]] == []


@pytest.mark.parametrize(("role", "aspect"), ASPECTS)
def test_a_role_is_covered_aspect_by_aspect(role, aspect):
    line = ASPECTS[role, aspect]
    found = worked(line)["roles"][role][aspect]
    assert found["shown"] is True
    assert found["evidence"][0]["quote"] in line


def test_what_is_left_open_begins_with_what_contradicts():
    found = report(with_line("Python, Trivy, HashiCorp Vault", section="skills")).to_dict()
    points = [(point["about"], point["reason"]) for point in found["open_points"]]
    reasons = [reason for _, reason in points]
    assert reasons == sorted(
        reasons, key=["flag", "listed", "learnt", "not_seen", "not_shown", "background"].index
    )
    assert ("activity:secrets", "listed") in points
    assert ("activity:dast", "not_seen") in points
    assert {about for about, reason in points if reason == "flag"} == {
        f"flag:{flag['code']}" for flag in found["flags"] if flag["holds"] and flag["polarity"] == "yellow"
    }
    missing = {about for about, reason in points if reason == "not_shown"}
    assert missing == {
        f"capability:{code}"
        for code, shown in found["capabilities"].items()
        if code.startswith(f"{found['level']}.") and not shown["shown"]
    }

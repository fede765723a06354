"""How a text speaks of what it names: the assertion of one fact in one line."""

import pytest

from rubrics.ruledoc.model import ASSERTIONS
from tests.candidates.screening.texts import report, with_line

LINES = [
    ("experience", "Ran Trivy on all images", "tool.trivy", "done"),
    ("skills", "Docker, Trivy, Git", "tool.trivy", "listed"),
    ("skills", "Knowledge of Trivy", "tool.trivy", "known"),
    ("skills", "Strong knowledge of Trivy", "tool.trivy", "listed"),
    ("education", "Course on Trivy", "tool.trivy", "learnt"),
    ("experience", "Attended a workshop on Trivy", "tool.trivy", "learnt"),
    ("experience", "No experience with Trivy", "tool.trivy", "negated"),
    ("experience", "No experience with Clair, but ran Trivy daily", "tool.trivy", "done"),
    ("experience", "Not only Clair: ran Trivy on all images", "tool.trivy", "done"),
    ("experience", "Moved the scans without downtime to Trivy", "tool.trivy", "done"),
    ("summary", "Keen to learn Trivy", "tool.trivy", "wished"),
    ("experience", "Trivy is planned for next year", "tool.trivy", "wished"),
    ("experience", "The security team ran Trivy", "tool.trivy", "other_person"),
    ("experience", "The scans with Trivy were done by another team", "tool.trivy", "other_person"),
    ("experience", "Sold Trivy subscriptions to banks", "tool.trivy", "product"),
    ("experience", "You will work with Trivy every day", "tool.trivy", "advert"),
    ("experience", "Trivy? Only on my list", "tool.trivy", "negated"),
    ("skills", "Trivy: images", "tool.trivy", "heading"),
    ("certifications", "OSCP (2021)", "cert.oscp", "listed"),
    ("certifications", "Preparing for OSCP", "cert.oscp", "preparing"),
    ("certifications", "OSCP (expired 2021)", "cert.oscp", "expired"),
    ("experience", "Two of my engineers hold OSCP", "cert.oscp", "other_person"),
    ("certifications", "Certified in Nessus", "tool.nessus", "certificate"),
]


@pytest.mark.parametrize(("section", "line", "signal", "assertion"), LINES, ids=[row[1] for row in LINES])
def test_assertion(section, line, signal, assertion):
    facts = report(with_line(line, section=section)).facts
    assert {fact.assertion for fact in facts if fact.signal == signal} == {assertion}


def test_every_assertion_has_a_line_but_the_auditors():
    assert set(ASSERTIONS) - {row[3] for row in LINES} == {"audited"}


def test_what_an_auditor_looks_at_is_not_done():
    text = "Experience\nIT Auditor, Bank, 2018 - 2024\n- Reviewed firewall rules of three subsidiaries\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert facts["network.firewall"] == "audited"


def test_what_an_auditor_does_on_systems_is_done():
    text = "Experience\nIT Auditor, Bank, 2018 - 2024\n- Configured the firewall of the audit laboratory\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert facts["network.firewall"] == "done"


AUDITED = [
    ("IT Auditor, Bank", "Reviewed the administration of firewalls at two branches", "audited"),
    (
        "IT Auditor, Bank",
        "Confirmed that the firewall is managed as designed, and filed the evidence",
        "audited",
    ),
    ("IT Auditor, Bank", "Assessed patching, firewalls and monitoring of a clearing house", "audited"),
    ("IT Auditor, Bank", "Reviewed the rules and administered the firewall of our laboratory", "done"),
    ("Manager, Technology Risk, Bank", "Evaluated firewalls of six subsidiaries", "audited"),
    ("Compliance Specialist, Clinic Group", "Collected evidence on firewalls and scans", "audited"),
    ("Principal Consultant, PCI QSA", "Interviewed administrators who run firewalls", "audited"),
    ("Network Engineer, Bank", "Reviewed the administration of firewalls at two branches", "done"),
    ("Security Manager, Bank", "Maintained the policy on firewalls", "audited"),
    ("Security Manager, Bank", "Prepared slides on firewalls for the board", "audited"),
    ("Security Manager, Bank", "Collected screenshots of firewalls", "audited"),
    ("Security Manager, Bank", "Maintained the firewall by a policy", "done"),
]


@pytest.mark.parametrize(
    ("job", "line", "assertion"), AUDITED, ids=[f"{row[0]}: {row[1]}" for row in AUDITED]
)
def test_work_that_an_auditor_looks_at_is_not_done_by_them(job, line, assertion):
    facts = report(f"Experience\n{job}\nJan 2018 - Dec 2024\n- {line}\n").facts
    assert {fact.assertion for fact in facts if fact.signal == "network.firewall"} == {assertion}


@pytest.mark.parametrize(
    ("line", "signal", "assertion"),
    [
        ("Confirmed quarterly that approvals in the CI/CD toolchain work", "devops.ci_cd", "audited"),
        ("Tested access controls of a pension fund with Python", "language.python", "done"),
    ],
)
def test_an_auditor_s_pipelines_are_others_and_their_scripts_their_own(line, signal, assertion):
    facts = report(f"Experience\nIT Auditor, Bank, Jan 2018 - Dec 2024\n- {line}\n").facts
    assert {fact.assertion for fact in facts if fact.signal == signal} == {assertion}


@pytest.mark.parametrize(
    "heading",
    [
        "ACADEMIC PROJECTS",
        "Class projects:",
        "SELF STUDY",
        "Final year project",
        "What I know so far:",
        "WHAT I HAVE LEARNT",
    ],
)
def test_school_projects_and_self_study_are_learnt(heading):
    text = f"Education\nBSc Informatics 2024\n\n{heading}\nWrote detection rules for Snort and tuned them\n\nSkills\nGit\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert facts["network.detection"] == "learnt"


def test_projects_of_ones_own_are_done():
    text = "Education\nBSc Informatics 2024\n\nPersonal projects\nWrote detection rules for Snort and tuned them\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert facts["network.detection"] == "done"


def test_what_a_teacher_teaches_is_learnt():
    text = (
        "Experience\nLecturer, City University, 2018 - 2024\n- Taught courses on cryptography and firewalls\n"
    )
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert facts["network.firewall"] == "learnt"


def test_sales_positions_show_products():
    text = "Experience\nAccount Executive, Vendor, 2018 - 2024\n- CyberArk and Qualys for mid-sized firms\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert (facts["secret.cyberark"], facts["tool.qualys"]) == ("product", "product")


@pytest.mark.parametrize(
    ("heading", "assertion"),
    [
        ("What I have not done", "negated"),
        ("Tools I meet at clients (I do not operate them)", "negated"),
        ("From the advert", "advert"),
        ("Requirements of the role", "advert"),
        ("What I want to learn", "wished"),
        ("Next steps", "wished"),
    ],
)
def test_a_heading_says_how_all_below_it_is_meant(heading, assertion):
    text = f"Experience\nEngineer, Acme, 2018 - 2024\n- Kept servers running\n\n{heading}\nQualys, CyberArk\n\nSkills\nGit, Nessus\n"
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert (facts["tool.qualys"], facts["tool.nessus"]) == (assertion, "listed")


def test_who_only_ever_taught_tells_of_teaching_in_the_summary_too():
    text = (
        "Summary\nI have taught firewalls for eleven years.\nI run Nessus on my own server.\n\n"
        "Experience\nLecturer, City University, 2013 - 2024\n- Courses for second-year students\n"
    )
    facts = {fact.signal: fact.assertion for fact in report(text).facts}
    assert (facts["network.firewall"], facts["tool.nessus"]) == ("learnt", "done")


def test_in_a_security_position_lessons_for_developers_are_about_security():
    def codes(title):
        text = f"Experience\n{title}, Acme, 2018 - 2024\n- Monthly open door for all developers\n"
        return {fact.signal for fact in report(text).facts}

    assert "plain.taught_in_security" in codes("Security Engineer")
    assert "plain.taught_in_security" not in codes("Office Manager")

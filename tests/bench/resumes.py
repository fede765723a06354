"""Two-page resumes of invented people as PDF, the same ones each time."""

import io
from random import Random

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

_FIRST = [
    "Ada",
    "Bo",
    "Cem",
    "Dana",
    "Eli",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jun",
    "Kim",
    "Lea",
    "Mo",
    "Nia",
    "Ole",
    "Pia",
    "Raj",
    "Sol",
    "Tia",
    "Uma",
]
_LAST = [
    "Abel",
    "Brandt",
    "Castro",
    "Dietz",
    "Eriksen",
    "Fischer",
    "Green",
    "Haddad",
    "Ito",
    "Jansen",
    "Keller",
    "Lind",
    "Moreau",
    "Novak",
    "Okoye",
]
_TITLES = (
    "DevSecOps Engineer",
    "Security Engineer",
    "DevOps Engineer",
    "Platform Engineer",
    "Backend Developer",
)
_EMPLOYERS = (
    "Northwind",
    "Blue Harbour Bank",
    "Kite Logistics",
    "Meadow Health",
    "Orbit Games",
    "Civic Cloud",
)
_BULLETS = (
    "Integrated Semgrep and Trivy into the GitLab CI pipelines of {n} teams, failing builds on critical findings.",
    "Built Terraform modules with Checkov policies for {n} AWS accounts and moved state into encrypted buckets.",
    "Moved secrets of {n} services from environment files to HashiCorp Vault with short-lived credentials.",
    "Ran the vulnerability management process: triage within two days, {n} findings closed each month.",
    "Hardened Kubernetes clusters with Gatekeeper, network policies and pod security standards ({n} namespaces).",
    "Wrote secure coding guidelines and trained {n} developers in threat modelling workshops.",
    "Automated incident response with Python and GuardDuty events, cutting time to contain by {n} percent.",
    "Maintained Jenkins agents and Ansible playbooks for {n} virtual machines.",
    "Developed REST services in Go and Java for {n} internal customers.",
    "Introduced signed container images with cosign and an SBOM for each of {n} releases.",
)
_SKILLS = "Python, Go, Bash, Terraform, Ansible, Docker, Kubernetes, GitLab CI, Jenkins, AWS, Azure, Vault, Trivy, Semgrep"


def resumes(number: int, *, seed: int = 1) -> list[tuple[str, bytes]]:
    """`number` different files: name and bytes."""
    return [
        (f"resume-{index:04}.pdf", _pdf(Random(seed * 1_000_003 + index), index)) for index in range(number)
    ]


def lines_of(random: Random, index: int) -> list[str]:
    """The same kind of resume as lines of text."""
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    lines = [name, random.choice(_TITLES), f"person{index}@example.org", "", "Experience"]
    year = 2026
    for position in range(4):
        years = random.randint(1, 3)
        end = "Present" if position == 0 else f"Dec {year}"
        title = f"{random.choice(_TITLES)}, {random.choice(_EMPLOYERS)}"
        lines.append(f"{title} | Jan {year - years} - {end}")
        lines += ["• " + bullet.format(n=random.randint(3, 90)) for bullet in random.sample(_BULLETS, 6)]
        year -= years + 1
    lines += ["", "Skills", ", ".join(random.sample(_SKILLS.split(", "), 10)), "", "Education"]
    return [*lines, f"BSc Computer Science, {year - 4} - {year}"]


def _pdf(random: Random, index: int) -> bytes:
    styles = getSampleStyleSheet()
    text, head, small = styles["BodyText"], styles["Heading2"], styles["Heading4"]
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    story = [Paragraph(name, styles["Title"]), Paragraph(random.choice(_TITLES), head)]
    story.append(Paragraph(f"person{index}@example.org | +44 20 7946 {index % 10000:04}", text))
    story.append(Paragraph("Summary", head))
    story.append(
        Paragraph(f"Engineer with {random.randint(1, 15)} years between development and operations.", text)
    )
    story.append(Paragraph("Experience", head))
    year = 2026
    for position in range(4):
        years = random.randint(1, 3)
        end = "Present" if position == 0 else f"Dec {year}"
        title = f"{random.choice(_TITLES)}, {random.choice(_EMPLOYERS)}"
        story.append(Paragraph(f"{title} | Jan {year - years} - {end}", small))
        for bullet in random.sample(_BULLETS, 6):
            story.append(Paragraph("• " + bullet.format(n=random.randint(3, 90)), text))
        story.append(Spacer(1, 3 * mm))
        year -= years + 1
        if position == 1:
            story.append(PageBreak())
    story.append(Paragraph("Skills", head))
    story.append(Paragraph(", ".join(random.sample(_SKILLS.split(", "), 10)), text))
    story.append(Paragraph("Education", head))
    story.append(Paragraph(f"BSc Computer Science, {year - 4} - {year}", text))
    sheet = io.BytesIO()
    SimpleDocTemplate(sheet, invariant=1, title="Resume").build(story)
    return sheet.getvalue()

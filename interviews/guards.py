"""What in a resume points to each of the four hiring mistakes, or speaks against it. Pure; codes are the guide's.

After guide section 5: who cannot automate, who knows only tools, who would be the security police, whose security would
be bypassed. A sign is a reason to ask, never a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Signs:
    """yellow: flags that point to the mistake where they hold. green: flags that speak against it where they hold.
    backgrounds: whose usual gap it is. activities: work that speaks against it."""

    yellow: tuple[str, ...]
    green: tuple[str, ...]
    backgrounds: tuple[str, ...]
    activities: tuple[str, ...]


SIGNS: Mapping[str, Signs] = {
    "no_devops": Signs(
        yellow=("no_devops_cicd", "no_automation", "audit_compliance_only"),
        green=("cicd_security",),
        backgrounds=("security",),
        activities=("sast", "dast", "dependency_scanning", "container_scanning", "secrets_detection"),
    ),
    "shallow_security": Signs(
        yellow=("theoretical_only",),
        green=("cloud_security", "secrets_management", "kubernetes_security", "security_certification"),
        backgrounds=("devops", "backend"),
        activities=(
            "consultation",
            "cloud_posture",
            "kubernetes",
            "network_security",
            "vulnerability_management",
        ),
    ),
    "gatekeeper": Signs(
        yellow=("audit_compliance_only",),
        green=("developer_enablement",),
        backgrounds=(),
        activities=("guardrails", "self_service", "training", "consultation"),
    ),
    "developer_experience": Signs(
        yellow=(),
        green=("developer_enablement",),
        backgrounds=(),
        activities=("developer_tooling", "self_service", "documentation", "vulnerability_management"),
    ),
}

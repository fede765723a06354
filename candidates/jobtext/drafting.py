"""A first draft of a job's description, from its level and from what is a must and what is nice to have.

It passes its own guards: it enables rather than forbids, and asks for the years of the level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from candidates.jobtext.noting import LevelRange

DUTIES = {
    "sast": "You bring static analysis into the build pipeline and keep its findings few and clear.",
    "dast": "You let automated dynamic tests run against deployed apps, and feed what they find back to the teams.",
    "dependency_scanning": "You scan dependencies for vulnerable libraries and help teams to update them.",
    "container_scanning": "You scan container images in the pipeline and offer base images that are safe to build on.",
    "secrets_detection": "You find secrets in code before they are merged, and help to rotate those that were.",
    "iac_security": "You scan infrastructure as code, such as Terraform or CloudFormation, before it is applied.",
    "cloud_posture": "You find and mend misconfigurations in our cloud accounts.",
    "kubernetes": "You secure our clusters: pod security, RBAC and network policies.",
    "secrets": "You run secrets management, so that no password lives in code, and automate rotation.",
    "network_security": "You keep security groups and the web application firewall as tight as they can be, as code.",
    "policy_as_code": "You write policy as code, so that compliance is checked by the pipeline.",
    "guardrails": "You build guardrails that prevent insecure configurations without slowing teams down.",
    "self_service": "You build self-service security tools that developers use by themselves.",
    "vulnerability_management": "You automate how vulnerabilities are triaged and mended, together with the team that owns the code.",
    "incident_automation": "You automate incident response: playbooks, and containment that does not wait for somebody.",
    "training": "You teach developers secure coding, in workshops and in reviews.",
    "documentation": "You write guidelines and patterns that developers can copy.",
    "developer_tooling": "You bring checks to where developers work: IDE plugins and pre-commit hooks.",
    "consultation": "You model threats and review architecture together with product teams.",
    "security_metrics": "You show the security posture on dashboards that teams use to decide.",
}
"""What somebody does who does an activity of the guide (section 1), by its code."""

ALWAYS = (
    "You can say why a finding matters, when it does not, and how an attacker would use it.",
    "You have scripted or programmed, and worked in a CI/CD pipeline that others relied on.",
    "You made something easier for developers, and can tell us what changed for them.",
)
"""What answers the guide's hiring mistakes: security depth, DevOps, developer experience."""

_MOST_DUTIES = 10


@dataclass(frozen=True)
class Ability:
    """One of the twenty activities as the job needs it: must or nice."""

    code: str
    name: str
    need: str


def draft(
    *,
    title: str,
    level: LevelRange | None,
    look_for: str,
    can_do: Sequence[str],
    abilities: Sequence[Ability],
) -> str:
    """The text: what the person will do, what they bring, what is nice to have. Lines, headings without marks.

    look_for, can_do: what the guide says of the level.
    """
    musts = [ability for ability in abilities if ability.need == "must"]
    nice = [ability for ability in abilities if ability.need == "nice"]
    lines = [
        f"{title}: security built into how our teams develop and deliver, so that they ship safely by themselves.",
        "",
    ]
    lines += ["What you will do", *(_bullet(_duty(ability)) for ability in musts[:_MOST_DUTIES])]
    if not musts:
        lines.append(
            _bullet("You build security checks into our CI/CD pipelines, and help teams with what they find.")
        )
    lines += ["", "What you bring", *map(_bullet, ALWAYS)]
    if level is not None:
        lines.append(_bullet(_years(level)))
        if can_do:
            lines.append(
                _bullet(f"At this level people {_listed(can_do)}. Nobody does all of it on the first day.")
            )
    if look_for:
        lines.append(_bullet(f"What we look for: {look_for.rstrip('.').lower()}."))
    if nice:
        lines += ["", "Nice to have", *(_bullet(f"{ability.name}.") for ability in nice)]
    return "\n".join(lines)


def _duty(ability: Ability) -> str:
    return DUTIES.get(ability.code, f"You work on {ability.name}.")


def _years(level: LevelRange) -> str:
    if level.below is None:
        return f"{level.least / 12:g} years or more of paid technical work in security, DevOps or software."
    if level.least == 0:
        return f"Up to {level.below / 12:g} years of paid technical work in security, DevOps or software; none is fine."
    return f"About {level.least / 12:g} to {level.below / 12:g} years of paid technical work in security, DevOps or software."


def _listed(can_do: Sequence[str]) -> str:
    """ "implement secrets management, secure cloud infrastructure and handle incidents"."""
    small = [f"{text[:1].lower()}{text[1:]}" for text in can_do]
    return small[0] if len(small) == 1 else f"{', '.join(small[:-1])} and {small[-1]}"


def _bullet(text: str) -> str:
    return f"- {text}"

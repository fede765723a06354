"""What the intake shows of a job: which role the answers point to, and the templates a job may begin with."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from candidates.choices import Need
from candidates.jobtext import QUESTIONS, advise
from rubrics.models import RoleProfile


@dataclass(frozen=True)
class ShownAdvice:
    """Which role the answers point to, with reasons. title: "DevSecOps engineer: 3 of 4 answers". role: None where two
    are equal or nothing was answered."""

    title: str
    reasons: list[str]
    role: RoleProfile | None


def role_advice(answers: Mapping[str, str]) -> ShownAdvice:
    """The advice in the guide's words (section 2: when to hire which). One query."""
    advice = advise(answers)
    roles = {row.code: row for row in RoleProfile.objects.all()}
    if not advice.answered or not roles:
        return ShownAdvice("Answer the questions to see which role they point to", [], None)
    others = [_pointing(roles[code], what) for code, what in advice.others if code in roles]
    if not advice.role:
        title = f"Between {' and '.join(roles[code].name for code in advice.tied if code in roles)}"
        return ShownAdvice(title, [*others, "Decide by what most of the work will be."], None)
    role = roles[advice.role]
    reasons = [f"{role.name}: {_small(role.when_to_hire)}", *others]
    return ShownAdvice(f"{role.name}: {advice.count} of {len(QUESTIONS)} answers", reasons, role)


def _pointing(role: RoleProfile, what: str) -> str:
    return f"One answer points to a {_small(role.name)}: {what}. Hire one {_small(role.when_to_hire)}"


def _small(words: str) -> str:
    """Words as they stand inside a sentence: "When security…" as "when security…", DevOps as it is."""
    return words if words[1:2].isupper() or words[:3] == "Dev" else f"{words[:1].lower()}{words[1:]}"


def tally(needs: Mapping[str, str]) -> str:
    """ "6 must, 9 nice to have, 5 not needed"."""
    counts = Counter(needs.values())
    return ", ".join(f"{counts[need]} {need.label.lower()}" for need in Need)

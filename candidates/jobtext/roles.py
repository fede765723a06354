"""Which of the three roles is needed: four questions after the guide's comparison (section 2), one answer with reasons.

A question is about one aspect of the comparison; each of its answers is what the guide says of one role there.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("devsecops_engineer", "security_engineer", "devops_engineer")


@dataclass(frozen=True)
class Answer:
    role: str
    words: str
    points_to: str
    """What a person who answered so is told: "owning compliance"."""


@dataclass(frozen=True)
class Question:
    """code: the aspect of the guide's comparison."""

    code: str
    words: str
    answers: tuple[Answer, ...]


def _question(code: str, words: str, *answers: tuple[str, str]) -> Question:
    return Question(
        code, words, tuple(Answer(role, *words) for role, words in zip(ROLES, answers, strict=True))
    )  # fmt: skip


QUESTIONS = (
    _question(
        "focus",
        "What is most of the work?",
        ("Automate security inside development", "automating security"),
        ("A broader security programme", "a broader security programme"),
        ("Infrastructure and deployment", "infrastructure and deployment"),
    ),
    _question(
        "place",
        "Where does the person sit?",
        ("Embedded in development", "a place in development"),
        ("In a separate team, maybe", "a separate team"),
        ("Where general CI/CD and deployment are done", "general CI/CD and deployment"),
    ),
    _question(
        "compliance",
        "What happens with compliance?",
        ("Automates it", "automating compliance"),
        ("Owns it, with the policy work", "owning compliance"),
        ("No security focus needed", "no security focus"),
    ),
    _question(
        "developers",
        "What do developers get?",
        ("Help to build securely", "enabling developers"),
        ("An audit of what they built", "auditing developers"),
        ("Performance, reliability and delivery", "performance, reliability and delivery"),
    ),
)


@dataclass(frozen=True)
class RoleAdvice:
    """What the answers say. role: the one that most point to, "" where two are equal or nothing was answered.

    count: answers that point to it, of `answered`. others: (role, what points to it) for the rest, in the order of
    the questions.
    """

    role: str
    count: int
    answered: int
    tied: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def advise(answers: Mapping[str, str]) -> RoleAdvice:
    """What the answers (question's code -> role's code) say; those that are none of the questions' are left out."""
    given = [
        (question, answer)
        for question in QUESTIONS
        for answer in question.answers
        if answers.get(question.code) == answer.role
    ]
    counts = Counter(answer.role for _, answer in given)
    most = max(counts.values(), default=0)
    best = tuple(role for role in ROLES if counts[role] == most and most)
    role = best[0] if len(best) == 1 else ""
    others = tuple((answer.role, answer.points_to) for _, answer in given if answer.role != role)
    return RoleAdvice(role, counts[role] if role else 0, len(given), best if len(best) > 1 else (), others)

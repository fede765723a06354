"""Reading revisions: history, drafts, differences, what a draft still needs, and trying rules on a text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from candidates.extraction import Document
from candidates.screening import Fact, screen
from candidates.studio.comparing import Comparison, compare
from candidates.studio.documents import RulesInvalid, problems_of, read_rules, rules_of
from candidates.studio.snippets import Failure, run
from recruiting.accounts.permissions import allowed
from rubrics.models import RuleRevision, RuleSet
from rubrics.queries import rules_in_force


def history(user: Any, rule_set: RuleSet | None = None) -> QuerySet[RuleRevision]:
    """The revisions of a rule set (the default one if None) that the user sees, newest number first, without their
    texts. A page at a time: recruiting.web.lists.page_of."""
    rows = RuleRevision.objects.visible_to(user)
    rows = rows.filter(rule_set=rule_set) if rule_set else rows.filter(rule_set__is_default=True)
    rows = rows.select_related("rule_set", "author", "approver", "based_on")
    found: QuerySet[RuleRevision] = rows.defer("document", "based_on__document").order_by("-number")
    return found


def drafts_of(user: Any, rule_set: RuleSet | None = None) -> QuerySet[RuleRevision]:
    """The drafts among them."""
    rows = history(user, rule_set)
    return rows.filter(published_at=None)


def find_revision(user: Any, pk: int) -> RuleRevision | None:
    """One revision with its text, None for what the user doesn't see."""
    rows = RuleRevision.objects.visible_to(user).select_related("rule_set", "author", "approver", "based_on")
    row: RuleRevision | None = rows.filter(pk=pk).first()
    return row


def compare_revisions(old: RuleRevision, new: RuleRevision) -> Comparison:
    """What differs between two revisions. Raises RulesInvalid where one is not valid: `comparing.compare_texts` takes
    any text."""
    return compare(rules_of(old), rules_of(new), names=(f"version {old.number}", f"version {new.number}"))


@dataclass(frozen=True)
class Gate:
    """Something that must be so before a draft can be published. code: errors, tests, base, changed or second."""

    code: str
    open: bool
    words: str
    failures: tuple[Failure, ...] = ()


def gates(draft: RuleRevision, by: Any, *, with_tests: bool = True) -> list[Gate]:
    """What stands between a draft and its publication by this person. with_tests: run the draft's tests too, which
    takes seconds."""
    problems = problems_of(draft.document)
    count = f"{len(problems)} mistake{'s' if len(problems) != 1 else ''} in the text"
    found = [
        Gate(
            "errors",
            bool(problems),
            str(problems[0]) if len(problems) == 1 else count if problems else "No mistake in the text",
        )
    ]
    if with_tests and not problems:
        outcome = run(rules_of(draft))
        total = outcome.sentences + outcome.texts
        words = f"{total - len(outcome.failures)} of {total} tests give what they should"
        found.append(Gate("tests", not outcome.passed, words, outcome.failures))
    in_force = rules_in_force(draft.rule_set)
    if in_force is not None:
        moved = draft.based_on_id != in_force.pk
        since = f"Version {in_force.number} came into force since this draft began"
        found.append(Gate("base", moved, since if moved else f"Begun on version {in_force.number}, in force"))
        if not problems:
            same = rules_of(draft).content_hash == in_force.content_hash
            found.append(
                Gate(
                    "changed", same, "It says the same as the rules in force" if same else "It changes rules"
                )
            )
    may = allowed(by, "rubrics.publish_rules", draft)
    found.append(
        Gate(
            "second",
            not may,
            "You may publish it" if may else "A second person approves it, or an admin publishes it",
        )
    )
    return found


@dataclass(frozen=True)
class Tried:
    """A text screened by rules that are not in force. facts: every signal that was found, with its words."""

    report: dict[str, Any]
    facts: tuple[Fact, ...]
    text: str

    def words(self, fact: Fact) -> str:
        return self.text[fact.start : fact.end]


def try_rules(source: str, document: Document, *, as_of: date) -> Tried:
    """Screen a pasted text (`Document(text, "text")`) or a stored resume by a text of rules, as somebody types it.
    Nothing is stored. Raises RulesInvalid."""
    report = screen(document, rules=read_rules(source), as_of=as_of)
    return Tried(report.to_dict(), report.facts, document.text)


__all__ = [
    "Gate",
    "RulesInvalid",
    "Tried",
    "compare_revisions",
    "drafts_of",
    "find_revision",
    "gates",
    "history",
    "try_rules",
]

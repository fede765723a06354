"""Rule documents of revisions, read once a process, and what is wrong with a text as the actions' error."""

from functools import lru_cache

from candidates.actions import screenings
from recruiting.errors import Invalid
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from rubrics.ruledoc import Problem, RuleDocument, RuleError, editing, load

MOST_SAID = 5
"""Problems that a sentence names; `RulesInvalid.problems` has all."""


class RulesInvalid(Invalid):
    """A text that is no valid rule document. problems: each with its line, its field and how to mend it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        said = "; ".join(str(problem) for problem in problems[:MOST_SAID])
        more = len(problems) - MOST_SAID
        sentence = f"The rules can't be read: {said}" + (f"; and {more} more." if more > 0 else ".")
        super().__init__("document", "invalid_rules", sentence)
        self.problems = problems


def read_rules(source: str) -> RuleDocument:
    """The rules of a text. Raises RulesInvalid."""
    try:
        return _load(source)
    except RuleError as error:
        raise RulesInvalid(error.problems) from error


def problems_of(source: str) -> tuple[Problem, ...]:
    """What is wrong with a text, nothing for valid rules."""
    try:
        read_rules(source)
    except RulesInvalid as error:
        return error.problems
    return ()


def rules_of(revision: RuleRevision) -> RuleDocument:
    """The rules of a revision, published or draft. Raises RulesInvalid for a draft that is not valid yet."""
    if revision.state == RevisionState.PUBLISHED:
        return screenings.rules_of(revision)
    return read_rules(revision.document)


def rows_of(source: str, kind: editing.Kind) -> tuple[editing.Row, ...]:
    """The rows of a text as forms edit them, valid rules or not. Raises RulesInvalid where they can't be told apart."""
    try:
        return _rows(source, kind)
    except RuleError as error:
        raise RulesInvalid(error.problems) from error


@lru_cache(maxsize=24)
def _rows(source: str, kind: editing.Kind) -> tuple[editing.Row, ...]:
    return tuple(editing.rows(source, kind))


@lru_cache(maxsize=8)
def _load(source: str) -> RuleDocument:
    return load(source)

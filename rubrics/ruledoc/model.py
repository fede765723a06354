"""A rule document, read and checked: what the vocabulary is and what the flags mean (design, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rubrics.ruledoc.terms import Sequence, Word

ASSERTIONS = (
    "done",  # the person did it, in work or a project
    "listed",  # named as a skill
    "known",  # "knowledge of", "familiar with"
    "learnt",  # a course, a degree, a lab, a paper
    "certificate",  # part of a certificate's name or list
    "preparing",  # a certificate in progress
    "expired",  # a certificate no longer held
    "wished",  # "keen to learn", an objective
    "negated",  # "no experience with"
    "other_person",  # somebody else did it
    "product",  # the employer sells it
    "heading",  # a label or heading over a list
    "advert",  # words of a job advert
    "audited",  # looked at as an auditor, not done
)
"""How a text speaks of a thing, from the strongest evidence to none."""

COUNTED = frozenset({"done", "listed"})
CUE_MARKS = ("stop", "pseudo")
"""Cues that assert nothing: where a reach ends, and words that only look like a cue."""

CUE_SCOPES = ("after", "before", "sentence")
POLARITIES = ("green", "yellow")


def activity_name(code: str) -> str:
    """What an expression calls the signals of one of the guide's activities by."""
    return f"activity.{code}"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that a text can show, by any of its terms.

    `groups` are closed: a group's parents by dots and by `implies` are in it. `counts` "done" leaves out bare
    lists. Of `needs` one must stand in the sentence too, of `not_with` none; inside a phrase of `unless` a term
    does not count. `holds_in` and `not_in` are sentences that the tests run. `line` is where it begins.
    """

    code: str
    terms: tuple[Sequence, ...]
    groups: frozenset[str]
    activities: tuple[str, ...] = ()
    counts: str = "listed"
    needs: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    unless: tuple[Sequence, ...] = ()
    holds_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """What an expression may call this signal by: its groups, its activities and its own code."""

    def __post_init__(self) -> None:
        own = {*map(activity_name, self.activities), self.code}
        object.__setattr__(self, "names", self.groups | own)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell how a text speaks of what stands after or before them, or in their whole sentence.

    `reach` is the number of words the cue governs, None up to the end of its clause.
    """

    kind: str
    scope: str
    terms: tuple[Sequence, ...]
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Holds where at least `at_least` different signals of a group (or a signal) are asserted in one of `how`."""

    name: str
    how: frozenset[str] = COUNTED
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Combined:
    """`any`, `all` or `none` of its parts."""

    mode: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Every name asserted in one and the same sentence, by different words."""

    names: tuple[str, ...]
    how: frozenset[str] = COUNTED


Expression = Named | Combined | Together


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of the guide. An `absence` flag needs enough words in a covered language, and says what it looked for."""

    code: str
    polarity: str
    holds: Expression
    absence: bool = False
    looked_for: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Showing:
    """When a text shows a row of the guide: a capability of a level, or an aspect of a role. `code` is the row's."""

    code: str
    holds: Expression
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text with the flags that must hold in it and those that must not, kept with the rules as a test.

    `as_of`: the date it is screened at, None where it plays no part.
    """

    text: str
    flags: tuple[str, ...] = ()
    not_flags: tuple[str, ...] = ()
    as_of: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RuleDocument:
    """A whole rule document. `content_hash` is the SHA-256 of its meaning: comments and layout don't change it."""

    schema: int
    source: str
    content_hash: str
    signals: Mapping[str, Signal] = field(hash=False)
    flags: tuple[Flag, ...] = ()
    capabilities: tuple[Showing, ...] = ()
    aspects: tuple[Showing, ...] = ()
    cues: tuple[Cue, ...] = ()
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict, hash=False)
    groups: Mapping[str, str] = field(default_factory=dict, hash=False)
    tests: tuple[Snippet, ...] = ()
    named: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    """The codes of the signals that go by each name an expression may use."""
    codes: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Those of all signals, sorted."""

    def __post_init__(self) -> None:
        named: dict[str, set[str]] = {}
        for code, signal in self.signals.items():
            for name in signal.names:
                named.setdefault(name, set()).add(code)
        object.__setattr__(self, "named", {name: frozenset(codes) for name, codes in named.items()})
        object.__setattr__(self, "codes", tuple(sorted(self.signals)))

"""What the facts and positions come to: level, background, the twenty activities, what was not counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candidates.screening.facts import Fact
from candidates.screening.matcher import Matcher
from candidates.screening.rules import Index, Outcome, Shown
from candidates.screening.timeline import Timeline
from rubrics.ruledoc import expressions
from rubrics.ruledoc.model import COUNTED, Combined, Expression, Flag, RuleDocument

ACTIVITIES = (
    "sast", "dast", "dependency_scanning", "container_scanning", "secrets_detection",
    "iac_security", "cloud_posture", "kubernetes", "secrets", "network_security",
    "policy_as_code", "guardrails", "self_service", "vulnerability_management", "incident_automation",
    "training", "documentation", "developer_tooling", "consultation", "security_metrics",
)  # fmt: skip
"""The guide's twenty, section 1, in table order."""

LEVELS = (("junior", 0), ("mid", 24), ("senior", 60))
"""Each level and the months it begins at: guide, section 3."""

NEAR_MONTHS = 3
MANY_KINDS = 5
BACKGROUNDS = ("security", "devops", "backend")

_ROLE = "role."
_DONE = frozenset({"done"})
_JOINED = {"security": "technical", "devops": "devops"}
"""The trades that one title may join, each with the group of its work."""

_LEARNT = frozenset({"known", "learnt", "certificate", "preparing"})
_REASONS = {"known": "learning", "learnt": "learning", "listed": "no_context"}


@dataclass(frozen=True, slots=True)
class Activity:
    """How far a text shows one of the twenty activities: done, listed, learnt or not_seen."""

    code: str
    state: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Something that was looked at for a flag and not counted, with the reason."""

    code: str
    reason: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that the text leaves open and an interview can settle.

    `about`: a row of the guide, "activity:sast", "flag:no_automation", "capability:mid.2" or "background:devops", which
    questions of the bank probe. `reason`: flag (a yellow one holds), listed (named, never used), learnt, not_seen,
    not_shown (a capability of the suggested level), background (its usual gaps).
    """

    about: str
    reason: str


def level(months: float | None) -> tuple[str | None, tuple[str, ...]]:
    """The level of so many relevant months, and both levels within three months of a border."""
    if months is None:
        return None, ()
    own = [name for name, begins in LEVELS if months >= begins][-1]
    names = [name for name, _ in LEVELS]
    near = {own}
    for index, (_, begins) in enumerate(LEVELS):
        if index and abs(months - begins) <= NEAR_MONTHS:
            near |= {names[index - 1], names[index]}
    return own, tuple(name for name in names if name in near)


def activities(rules: RuleDocument, facts: Iterable[Fact]) -> tuple[Activity, ...]:
    """The twenty activities, each with the facts of its best state."""
    found: dict[str, dict[str, list[Fact]]] = {code: {} for code in ACTIVITIES}
    for fact in facts:
        signal = rules.signals.get(fact.signal)
        state = fact.assertion if fact.assertion in COUNTED else "learnt" if fact.assertion in _LEARNT else ""
        for code in signal.activities if signal is not None and state else ():
            if code in found:
                found[code].setdefault(state, []).append(fact)
    return tuple(_activity(code, found[code]) for code in ACTIVITIES)


def open_points(
    outcomes: Iterable[Outcome],
    activities: Sequence[Activity],
    capabilities: Iterable[Shown],
    level: str | None,
    background: str | None,
    *,
    filled: bool,
) -> tuple[OpenPoint, ...]:
    """What to ask about, the most telling first: contradictions, then claims, gaps, the level, where they come from.

    `filled`: the text shows what people of security and DevOps usually lack; see `rounded`.
    """
    yellow = [
        outcome.flag.code for outcome in outcomes if outcome.holds and outcome.flag.polarity == "yellow"
    ]
    found = [OpenPoint(f"flag:{code}", "flag") for code in yellow]
    for state in ("listed", "learnt", "not_seen"):
        found += [OpenPoint(f"activity:{item.code}", state) for item in activities if item.state == state]
    missing = [item.code for item in capabilities if not item.evidence and item.code.startswith(f"{level}.")]
    found += [OpenPoint(f"capability:{code}", "not_shown") for code in missing]
    if background in BACKGROUNDS and not (filled and background in _JOINED):
        found.append(OpenPoint(f"background:{background}", "background"))
    return tuple(found)


def _activity(code: str, states: dict[str, list[Fact]]) -> Activity:
    for state in ("done", "listed", "learnt"):
        if state in states:
            return Activity(code, state, tuple(states[state]))
    return Activity(code, "not_seen", ())


def background(timeline: Timeline, roles: Sequence[frozenset[str]], index: Index) -> str | None:
    """Where the person comes from: by the months in positions whose title says so, else by the weight of facts.

    `roles` are those that the titles of the timeline's positions name, in their order. A title that joins two trades,
    as "DevSecOps engineer" does, counts for both: the other jobs decide, and where there are none, what was done.
    "other" is a text with positions or content that are none of the three; None is a text that says nothing.
    """
    months = dict.fromkeys(BACKGROUNDS, 0.0)
    joint = 0.0
    for position, named in zip(timeline.positions, roles, strict=True):
        trades, length = _trades(named), max(float(position.months or 0), 0.5)
        joint += length * (len(trades) > 1)
        for name in trades:
            months[name] += length
    if any(months.values()):
        usual = max(BACKGROUNDS, key=lambda name: months[name])
        return _by_work(index) if usual in _JOINED and joint == months[usual] else usual
    if timeline.positions and timeline.months == 0:
        return "other"
    for names in (("role.{}", 1), ("{}", 2)):
        found = {name: index.find(names[0].format(name), COUNTED) for name in BACKGROUNDS}
        # Where titles of jobs name no trade, what is called a developer in their lines is somebody else.
        weights = {
            name: sum(not (timeline.positions and _in_a_job(fact)) for fact in facts)
            for name, facts in found.items()
        }
        if max(weights.values()) >= names[1]:
            return max(BACKGROUNDS, key=lambda name: weights[name])
    return "other" if timeline.positions or index.facts else None


def rounded(index: Index) -> bool:
    """Whether security and DevOps were done in so many ways that neither has the gap which is usual for the other."""
    return min(_kinds(index).values()) >= MANY_KINDS


def _by_work(index: Index) -> str:
    """Of the two trades of a joint title the one that shows in more kinds of work; security where none does."""
    kinds = _kinds(index)
    return max(kinds, key=lambda trade: kinds[trade])


def _kinds(index: Index) -> dict[str, int]:
    """How many signals of each trade were done, without those of rows that name a role: a title is no work."""
    titles = {fact.sentence for fact in index.facts if fact.signal.startswith(_ROLE)}
    return {
        trade: len({fact.signal for fact in index.find(name, _DONE) if fact.sentence not in titles})
        for trade, name in _JOINED.items()
    }


def _in_a_job(fact: Fact) -> bool:
    """Whether it is a kind of role that the lines of a job name."""
    return fact.signal.startswith(_ROLE) and fact.section == "experience"


def _trades(roles: frozenset[str]) -> tuple[str, ...]:
    """Of the three backgrounds those that a title counts for: security beside DevOps is both, else the first."""
    found = tuple(name for name in BACKGROUNDS if name in roles and "sales" not in roles)
    return found[:2] if found[:2] == BACKGROUNDS[:2] else found[:1]


def roles_of(matcher: Matcher, title: str | None) -> frozenset[str]:
    """The kinds of role that a title names: security, devops, backend, grc, auditor, sales, teaching."""
    words = matcher.words(title or "", 0, len(title or ""))
    roles: set[str] = set()
    for owner, _, _ in matcher.scan(words):
        groups = owner.signal.groups if owner.signal is not None else ()
        roles |= {group[5:] for group in groups if group.startswith("role.")}
    return frozenset(roles)


def not_counted(rules: RuleDocument, index: Index) -> tuple[NotCounted, ...]:
    """What a green flag would have held by, had the text spoken of it otherwise; each once."""
    found: dict[tuple[str, int, int], NotCounted] = {}
    for flag in rules.flags:
        for name in sorted(wanted(flag)):
            counted = set(index.find(name, COUNTED))
            for fact in index.named(name):
                key = (flag.code, fact.start, fact.end)
                if fact not in counted and key not in found:
                    found[key] = NotCounted(flag.code, _REASONS.get(fact.assertion, fact.assertion), fact)
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[1], key[2], key[0])))


def wanted(flag: Flag) -> set[str]:
    """Names whose presence makes a green flag hold."""
    return _positive(flag.holds) if flag.polarity == "green" else set()


def _positive(expression: Expression) -> set[str]:
    if isinstance(expression, Combined):
        if expression.mode == "none":
            return set()
        return set().union(*(_positive(part) for part in expression.parts)) if expression.parts else set()
    named = expressions.names(expression)
    return named if len(named) == 1 else set()

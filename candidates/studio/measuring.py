"""What changed rules would do to every stored resume: who gains and who loses which flag.

Measured against the current screenings, and equal to what re-screening then gives: flags that changed are judged
anew from stored facts; where words changed, only the sentences they touch are read again; what another engine
has read is read whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from candidates.screening import compile_rules
from candidates.screening.packing import signal_codes
from candidates.studio.changes import Change, change_of, reads_alike, runs_of
from candidates.studio.documents import rules_of
from candidates.studio.judging import Names, Seen, Truths, judge_flags
from candidates.studio.readers import ALWAYS, Found, Plan, Team
from candidates.studio.rows import Kept, read_facts, read_kept, read_known, read_results, read_texts
from rubrics.models import RuleRevision, RuleSet
from rubrics.ruledoc import RuleDocument
from rubrics.ruledoc.model import Flag

ALONE = 600
"""Texts that one process reads sooner than it could start others."""

SAMPLE = 200
TOGETHER = 2_000
"""Texts read again that are judged together."""

Tell = Callable[[int, int], None]
"""Told how many texts are read, of how many."""


class FlagChange(NamedTuple):
    """A resume gains a flag, or loses it."""

    resume: int
    screening: int
    flag: str
    gains: bool


class LevelChange(NamedTuple):
    """A resume has other relevant months or another level: only where another engine had read it."""

    resume: int
    screening: int
    months: float | None
    level: str
    new_months: float | None
    new_level: str


@dataclass
class Outcome:
    """resumes: how many were judged; again: those of them whose text the change touches."""

    resumes: int = 0
    again: set[int] = field(default_factory=set)
    flags: list[FlagChange] = field(default_factory=list)
    levels: list[LevelChange] = field(default_factory=list)
    evidenced: set[int] = field(default_factory=set)
    """Resumes whose text was not read again and in which one of the flags that differ holds, before or after."""


def processes_for(texts: int) -> int:
    """How many processes read so many texts: 0 for one that is this one."""
    return 0 if texts <= ALONE else len(os.sched_getaffinity(0))


def measure(
    rules: RuleDocument,
    *,
    rule_set: RuleSet,
    kept: Kept | None = None,
    tell: Tell | None = None,
    processes: int | None = None,
) -> Outcome:
    """What `rules` would change for the current screenings of the rule set, or for those given."""
    kept = read_kept(rule_set) if kept is None else kept
    former = _former(kept)
    changes = _changes(kept, former, rules)
    changed = {vocabulary for vocabulary, change in changes.items() if change}
    again = [
        (resume, vocabulary if fresh else ALWAYS)
        for resume, vocabulary, fresh in zip(kept.resumes, kept.vocabularies, kept.fresh, strict=True)
        if not fresh or vocabulary in changed
    ]
    outcome = Outcome(resumes=len(kept.resumes))
    if again:
        plan = Plan(rules.source, changes, {key: signal_codes(old) for key, old in former.items()})
        number = processes_for(len(again)) if processes is None else processes
        places = {resume: row for row, resume in enumerate(kept.resumes)}
        with Team(plan, processes=number) as team:
            for found in _gathered(team.read(read_texts(again), read_known), len(again), tell):
                outcome.again |= {item.key for item in found}
                _judge_found(outcome, kept, [places[item.key] for item in found], found, former, rules)
    _judge_quiet(outcome, kept, former, rules)
    outcome.flags.sort()
    return outcome


def _gathered(
    ended: Iterable[tuple[int, list[Found]]], total: int, tell: Tell | None
) -> Iterator[list[Found]]:
    """What is found, in parts that are worth judging together and small enough to hold."""
    done, waiting = 0, list[Found]()
    for count, found in ended:
        done += count
        waiting += found
        if tell is not None:
            tell(done, total)
        if len(waiting) >= TOGETHER:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _former(kept: Kept) -> dict[int, RuleDocument]:
    """The rules of the revisions that kept rows speak of."""
    ids = set(kept.packed) | set(kept.vocabularies)
    return {row.pk: rules_of(row) for row in RuleRevision.objects.filter(pk__in=ids)}


def _changes(kept: Kept, former: Mapping[int, RuleDocument], rules: RuleDocument) -> dict[int, Change]:
    """How each vocabulary in use differs from the new one."""
    differing = [key for key in dict.fromkeys(kept.vocabularies) if not reads_alike(former[key], rules)]
    found = dict.fromkeys(kept.vocabularies, Change())
    if differing:
        often, new = _often(kept.resumes), compile_rules(rules)
        found |= {key: change_of(compile_rules(former[key]), new, often) for key in differing}
    return found


def _often(resumes: Sequence[int]) -> dict[str, int]:
    """In how many texts of a sample each word stands."""
    step = max(1, len(resumes) // SAMPLE)
    counts: dict[str, int] = {}
    for batch in read_texts((resume, ALWAYS) for resume in resumes[::step]):
        for stored in batch:
            for word in runs_of(stored.content):
                counts[word] = counts.get(word, 0) + 1
    return counts


def _judge_quiet(
    outcome: Outcome, kept: Kept, former: Mapping[int, RuleDocument], rules: RuleDocument
) -> None:
    """Compare the flags that differ over the rows whose facts are the same by both."""
    again = np.fromiter(map(outcome.again.__contains__, kept.resumes), bool, len(kept.resumes))
    quiet, by = np.array(kept.fresh, bool) & ~again, np.array(kept.packed, np.int64)
    for packed in dict.fromkeys(kept.packed):
        rows = np.flatnonzero(quiet & (by == packed)).tolist()
        if not rows:
            continue
        before, after = differing_flags(former[packed], rules)
        held = _held(kept, rows, former[packed], former[packed], before)
        holds = _held(kept, rows, former[packed], rules, after)
        _compare(outcome, kept, rows, held, holds)
        if held or holds:
            any_of = np.any([*held.values(), *holds.values()], axis=0)
            outcome.evidenced |= {kept.resumes[rows[number]] for number in np.flatnonzero(any_of).tolist()}


def _judge_found(
    outcome: Outcome,
    kept: Kept,
    rows: Sequence[int],
    found: Sequence[Found],
    former: Mapping[int, RuleDocument],
    rules: RuleDocument,
) -> None:
    """Compare all flags of rows that were read again: with what the facts before say, or, where another engine found
    those, with what the screenings stored."""
    groups: dict[int | None, list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(kept.packed[row] if kept.fresh[row] else None, []).append(number)
    for packed, numbers in groups.items():
        some, items = [rows[number] for number in numbers], [found[number] for number in numbers]
        if packed is None:
            _compare_levels(outcome, kept, some, items)
            held = _stored(kept, some)
        else:
            held = _held(kept, some, former[packed], former[packed], former[packed].flags)
        _compare(outcome, kept, some, held, _found(kept, some, items, rules))


def _held(
    kept: Kept, rows: Sequence[int], packed: RuleDocument, rules: RuleDocument, flags: Sequence[Flag]
) -> dict[str, Truths]:
    """Which of the flags of `rules` hold by the facts that `packed` found."""
    if not flags:
        return {}
    seen = Seen([kept.seen[row] for row in rows], Names(signal_codes(packed), rules))
    return judge_flags(flags, seen, lambda numbers: read_facts([kept.resumes[rows[n]] for n in numbers]))


def _found(kept: Kept, rows: Sequence[int], found: Sequence[Found], rules: RuleDocument) -> dict[str, Truths]:
    """Which flags hold by the facts that were read again."""
    blobs = [
        item.seen if item.whole else with_head(item.seen, kept.seen[row])
        for item, row in zip(found, rows, strict=True)
    ]
    seen = Seen(blobs, Names(signal_codes(rules), rules))
    return judge_flags(rules.flags, seen, lambda numbers: [found[number].facts for number in numbers])


def with_head(seen: bytes, before: bytes) -> bytes:
    """Pairs of a text that was read in part, saying of silence what was known before: that the text decides."""
    return seen[:2] + before[2:3] + seen[3:]


def _stored(kept: Kept, rows: Sequence[int]) -> dict[str, Truths]:
    """Which flags hold by what the screenings stored: those that another engine has read."""
    screenings = read_results([kept.screenings[row] for row in rows])
    held: dict[str, Truths] = {}
    for number, row in enumerate(rows):
        for result in screenings[kept.screenings[row]].flags.all():
            held.setdefault(result.flag, np.zeros(len(rows), bool))[number] = result.holds
    return held


def _compare(
    outcome: Outcome,
    kept: Kept,
    rows: Sequence[int],
    before: Mapping[str, Truths],
    after: Mapping[str, Truths],
) -> None:
    nothing = np.zeros(len(rows), bool)
    for code in dict.fromkeys((*after, *before)):
        holds, held = after.get(code, nothing), before.get(code, nothing)
        for number in np.flatnonzero(holds != held).tolist():
            row = rows[number]
            outcome.flags.append(
                FlagChange(kept.resumes[row], kept.screenings[row], code, bool(holds[number]))
            )


def differing_flags(old: RuleDocument, new: RuleDocument) -> tuple[list[Flag], list[Flag]]:
    """The flags of either document that the same facts may hold in one and not in the other."""
    before, after = ({flag.code: flag for flag in rules.flags} for rules in (old, new))
    if _counts(old) != _counts(new):
        return list(old.flags), list(new.flags)

    def same(code: str) -> bool:
        a, b = before.get(code), after.get(code)
        return a is not None and b is not None and (a.holds, a.absence) == (b.holds, b.absence)

    return (
        [flag for flag in old.flags if not same(flag.code)],
        [flag for flag in new.flags if not same(flag.code)],
    )


def _counts(rules: RuleDocument) -> set[str]:
    return {code for code, signal in rules.signals.items() if signal.counts == "done"}


def _compare_levels(outcome: Outcome, kept: Kept, rows: Sequence[int], found: Sequence[Found]) -> None:
    """Months follow from dates, not from rules: only another engine can count others."""
    stored = read_results([kept.screenings[row] for row in rows])
    for row, item in zip(rows, found, strict=True):
        screening = stored[kept.screenings[row]]
        months = None if screening.months is None else float(screening.months)
        new = None if item.months is None else round(item.months, 1)
        if (months, screening.level) != (new, item.level):
            outcome.levels.append(
                LevelChange(item.key, screening.pk, months, screening.level, new, item.level)
            )

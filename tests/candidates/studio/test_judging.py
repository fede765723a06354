"""Flags judged over many resumes at once: what screening.rules says of each."""

from random import Random

import pytest

from candidates.screening import Fact, screen
from candidates.screening.packing import pack_facts, pack_seen, signal_codes
from candidates.screening.rules import Index, evaluate
from candidates.studio.judging import Names, Seen, judge_flags
from rubrics import ruledoc
from rubrics.ruledoc import RuleDocument
from tests.candidates.screening.texts import AS_OF
from tests.candidates.studio.vocabularies import random_change, texts

Row = tuple[tuple[Fact, ...], bool]
SHIPPED = ruledoc.shipped()


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The texts' facts, and random parts of them; with and without enough words for silence to prove anything."""
    random = Random(7)
    whole = [screen(document, rules=SHIPPED, as_of=AS_OF).facts for document in texts()]
    parts = [sorted(random.sample(facts, random.randint(0, len(facts)))) for facts in whole for _ in range(6)]
    return [(tuple(facts), random.random() < 0.8) for facts in (*whole, *parts)]


def judged(rules: RuleDocument, rows: list[Row], codes: tuple[str, ...]) -> dict[str, list[bool]]:
    seen = Seen(
        [pack_seen(facts, codes=codes, covered=covered) for facts, covered in rows],
        Names(codes, rules),
    )
    packed = [pack_facts(facts, codes=codes) for facts, _ in rows]
    found = judge_flags(rules.flags, seen, lambda numbers: [packed[number] for number in numbers])
    return {code: truths.tolist() for code, truths in found.items()}


def one_by_one(rules: RuleDocument, rows: list[Row]) -> dict[str, list[bool]]:
    outcomes = [evaluate(rules, Index(facts, rules), covered=covered) for facts, covered in rows]
    return {
        flag.code: [outcome[number].holds for outcome in outcomes] for number, flag in enumerate(rules.flags)
    }


def test_the_shipped_flags(rows):
    found = judged(SHIPPED, rows, signal_codes(SHIPPED))
    assert found == one_by_one(SHIPPED, rows)
    assert all(0 < sum(truths) < len(rows) for truths in found.values())


@pytest.mark.parametrize(
    "seed",
    [100, *(pytest.param(seed, marks=[pytest.mark.slow, pytest.mark.once]) for seed in range(101, 105))],
)
def test_changed_flags_over_the_facts_of_the_shipped_vocabulary(rows, seed):
    rules = random_change(seed)
    kept = [(tuple(f for f in facts if f.signal in rules.signals), covered) for facts, covered in rows]
    assert judged(rules, kept, signal_codes(SHIPPED)) == one_by_one(rules, kept)


@pytest.mark.parametrize(
    "holds",
    [
        "{together: [scan, pipe]}",
        "{together: [scan, pipe, act]}",
        "{together: [scan, scan]}",
        "{group: scan, at_least: 2}",
        "{group: scan, at_least: 3, as: [done, learnt]}",
        "{all: [scan, {none: [{together: [pipe, act], as: [listed]}]}]}",
        "{any: []}",
        "{all: []}",
        "{none: [nothing]}",
    ],
)
def test_facts_that_overlap_repeat_and_go_back(holds):
    """What screenings give is in order, mostly apart; the answers are the same for anything."""
    names = "scan: S\n  pipe: P\n  act: A\n  nothing: N"
    signals = "\n".join(
        f"  - {{code: {code}, terms: [{code}], groups: [{groups}], holds_in: a, not_in: b{more}}}"
        for code, groups, more in (
            ("a", "scan", ""),
            ("b", "scan", ", counts: done"),
            ("c", "pipe", ""),
            ("d", "scan, pipe", ""),
            ("e", "act", ""),
        )
    )
    rules = ruledoc.load(
        f"schema: 1\ngroups:\n  {names}\nsignals:\n{signals}\nflags:\n"
        f"  - {{code: f, polarity: green, holds: {holds}}}\n"
    )
    random = Random(holds)

    def some() -> tuple[Fact, ...]:
        found = [
            Fact(at, at + random.randint(1, 4), random.choice("abcde"), at // 9, "skills", random.choice(HOW))
            for at in (random.randint(0, 40) for _ in range(random.randint(0, 12)))
        ]
        return tuple(sorted(found) if random.random() < 0.9 else found)

    rows = [(some(), True) for _ in range(400)]
    assert judged(rules, rows, signal_codes(rules)) == one_by_one(rules, rows)


HOW = ("done", "listed", "learnt")

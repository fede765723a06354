"""Reading only what a change of the vocabulary touches gives what reading everything gives."""

import json

import pytest

from candidates.screening import Report, compile_rules, screen
from candidates.screening.outline import outline_of, pack_outline, unpack_outline
from candidates.screening.packing import pack_facts, pack_seen, signal_codes, unpack_facts
from candidates.studio.changes import change_of, reads_alike
from candidates.studio.readers import ALWAYS, Found, Known, Plan, Stored, Team
from rubrics import ruledoc
from rubrics.ruledoc import RuleDocument
from tests.candidates.screening.texts import AS_OF
from tests.candidates.studio.vocabularies import random_change, texts

SHIPPED = ruledoc.shipped()
CODES = signal_codes(SHIPPED)


def reports(rules: RuleDocument) -> list[Report]:
    return [screen(document, rules=rules, as_of=AS_OF) for document in texts()]


@pytest.fixture(scope="module")
def before() -> list[Report]:
    return reports(SHIPPED)


def reread(
    rules: RuleDocument, before: list[Report], *, processes: int = 0, size: int = 7
) -> dict[int, Found]:
    """What a team finds in the texts that the change from the shipped rules touches."""
    change = change_of(compile_rules(SHIPPED), compile_rules(rules))
    stored = [
        Stored(number, 1, json.dumps(report.document.to_json())) for number, report in enumerate(before)
    ]

    def known(keys: list[int]) -> list[Known]:
        return [
            Known(
                1,
                pack_facts(before[key].facts, codes=CODES),
                pack_outline(outline_of(before[key])),
                str(AS_OF),
            )
            for key in keys
        ]

    batches = [stored[at : at + size] for at in range(0, len(stored), size)]
    with Team(Plan(rules.source, {1: change}, {1: CODES}), processes=processes) as team:
        ended = list(team.read(batches, known))
    assert sum(count for count, _ in ended) == len(before)
    return {found.key: found for _, part in ended for found in part}


SEEDS = range(6)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=[pytest.mark.slow, pytest.mark.once]) for seed in SEEDS[1:])]
)
def test_every_text_has_the_facts_that_reading_all_of_it_gives(before, seed):
    rules = random_change(seed)
    codes, found = signal_codes(rules), reread(rules, before)
    for number, report in enumerate(reports(rules)):
        if number in found:
            facts = unpack_facts(found[number].facts, codes=codes)
            assert found[number].seen[4:] == pack_seen(report.facts, codes=codes, covered=True)[4:]
            assert unpack_outline(found[number].outline) == outline_of(report)
        else:
            facts = before[number].facts
        assert facts == report.facts, number


@pytest.mark.slow
@pytest.mark.once
def test_not_all_is_read_again(before):
    """A test of equality alone would pass if everything were."""
    seeds = SEEDS[:3]
    whole = [found.whole for seed in seeds for found in reread(random_change(seed), before).values()]
    assert len(whole) < len(seeds) * len(before) * 0.8
    assert 0 < sum(whole) < len(whole) * 0.8


@pytest.mark.slow
@pytest.mark.once
def test_a_team_of_processes_finds_the_same(before):
    rules = random_change(3)
    assert reread(rules, before, processes=2) == reread(rules, before)


@pytest.mark.slow
@pytest.mark.once
def test_whether_two_documents_have_one_vocabulary_is_told_without_compiling_them():
    def alike(seed: int) -> bool:
        return reads_alike(SHIPPED, random_change(seed))

    def touches_nothing(seed: int) -> bool:
        return not change_of(compile_rules(SHIPPED), compile_rules(random_change(seed)))

    told = [alike(seed) for seed in range(400, 404)]
    assert told == [touches_nothing(seed) for seed in range(400, 404)]
    assert set(told) == {True, False}


def test_rules_that_mean_the_same_touch_nothing():
    assert not change_of(compile_rules(SHIPPED), compile_rules(ruledoc.load("# A remark\n" + SHIPPED.source)))


def test_what_was_found_by_another_engine_is_read_whole(before):
    report = before[0]
    plan = Plan(SHIPPED.source, {}, {})
    stored = Stored(5, ALWAYS, json.dumps(report.document.to_json()))
    with Team(plan, processes=0) as team:
        ((count, (found,)),) = team.read([[stored]], lambda keys: [Known(0, b"", b"", str(AS_OF))])
    assert (count, found.key, found.whole, found.level) == (1, 5, True, report.level or "")
    assert unpack_facts(found.facts, codes=CODES) == report.facts


def test_a_reader_that_dies_is_said(before):
    broken = Stored(0, 1, "no JSON")
    plan = Plan(
        SHIPPED.source, {1: change_of(compile_rules(SHIPPED), compile_rules(random_change(1)))}, {1: CODES}
    )
    with Team(plan, processes=1) as team, pytest.raises(RuntimeError, match="died"):
        list(team.read([[broken]], lambda keys: []))

"""The shipped scorecard template: enough criteria, every one whole, no two anchors alike, each mistake guarded."""

import re
from collections import Counter
from itertools import combinations, pairwise, product

import pytest

from rubrics import guidefiles
from rubrics.choices import Score
from rubrics.models import FocusArea, HiringMistake, Level, ScorecardTemplate
from tests.rubrics.test_bank_files import alike, codes_of, words_of

LADDER = re.compile(
    r"\b(good|very good|excellent|poor|adequate|outstanding|exceeds|meets expectations)\b", re.I
)


def criteria():
    shipped = [row for row in guidefiles.read().rows if row.model is ScorecardTemplate]
    assert [row.code for row in shipped] == ["devsecops_engineer"]
    return shipped[0].content["criteria"]


def anchors():
    """(criterion, level, score) -> behaviour."""
    return {
        (entry["code"], level, score): text
        for entry in criteria()
        for level, texts in entry["anchors"].items()
        for score, text in enumerate(texts, start=1)
    }


def test_there_are_at_least_sixteen_criteria_four_or_five_for_each_focus_area():
    counts = Counter(entry["focus_area"] for entry in criteria())

    assert len(criteria()) >= 16
    assert {code: counts[code] for code in codes_of(FocusArea) if not 4 <= counts[code] <= 5} == {}


def test_every_criterion_has_an_anchor_for_each_level_and_score():
    wanted = set(product([entry["code"] for entry in criteria()], codes_of(Level), Score.values))

    assert set(anchors()) == wanted
    assert len(wanted) >= 192


def test_codes_begin_with_the_focus_area_and_stand_once():
    codes = [entry["code"] for entry in criteria()]

    assert [e["code"] for e in criteria() if e["code"].partition(".")[0] != e["focus_area"]] == []
    assert len(codes) == len(set(codes)) == len({entry["name"] for entry in criteria()})


def test_an_anchor_is_a_sentence_that_is_read_at_a_glance():
    wrong = {
        where: text
        for where, text in anchors().items()
        if not 12 <= len(text.split()) <= 36 or not text[0].isupper() or not re.search(r"[.?]”?$", text)
    }

    assert wrong == {}


def test_anchors_say_what_is_seen_and_grade_nothing():
    assert {where: text for where, text in anchors().items() if LADDER.search(text)} == {}


def test_no_two_anchors_are_alike():
    texts = [(where, words_of(text)) for where, text in anchors().items()]
    pairs = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if alike(one, other) > 0.25]

    assert pairs == []


def test_neighbouring_levels_and_scores_begin_differently():
    """Where an anchor only lengthens the one before, its first words repeat."""
    begun = {where: text.split()[:4] for where, text in anchors().items()}
    for entry in criteria():
        across = [begun[entry["code"], level, score] for level in codes_of(Level) for score in Score.values]
        assert [pair for pair in pairwise(across) if pair[0] == pair[1]] == [], entry["code"]
        assert len({tuple(words) for words in across}) == len(across), entry["code"]


def test_each_hiring_mistake_is_guarded_by_two_criteria_or_more():
    guarded = Counter(entry["mistake"] for entry in criteria())

    assert [code for code in codes_of(HiringMistake) if guarded[code] < 2] == []
    assert set(guarded) <= {"", *codes_of(HiringMistake)}


def test_weights_differ_so_that_they_say_something():
    weights = {entry["weight"] for entry in criteria()}

    assert weights <= set(range(1, 11))
    assert len(weights) > 1


LEVELS = (
    "levels:\n  - {code: junior, name: J, least_months: 0, look_for: l, capabilities: []}\n"
    "focus_areas:\n  - {code: knowledge, name: K, summary: s, questions: []}\n"
)
CRITERION = "criteria:\n  - {code: k.a, name: A, junior: [a, b, c, d]}\n"


def folder(tmp_path, **files):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "version.yaml").write_text("version: 1\n")
    (tmp_path / "guide" / "rows.yaml").write_text(LEVELS)
    home = tmp_path / "scorecards" / "sre"
    home.mkdir(parents=True)
    for name, text in ({"template": "name: SRE\n"} | files).items():
        (home / f"{name}.yaml").write_text(text)
    return tmp_path / "guide"


def test_a_template_is_a_folder_with_a_file_for_each_focus_area(tmp_path):
    row = guidefiles.read(folder(tmp_path, knowledge=CRITERION)).rows[-1]

    assert (row.model, row.code, row.position) == (ScorecardTemplate, "sre", 10)
    assert row.content == {
        "name": "SRE",
        "note": "",
        "criteria": [
            {
                "code": "k.a",
                "name": "A",
                "focus_area": "knowledge",
                "weight": 1,
                "mistake": "",
                "anchors": {"junior": ["a", "b", "c", "d"]},
            }
        ],
    }


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"cooking": CRITERION}, "no focus area is called cooking"),
        ({"knowledge": CRITERION.replace("junior", "guru")}, "criterion k.a: there is no guru"),
        (
            {"template": "name: SRE\ncolour: red\n"},
            "scorecard_templates sre: a row of this kind has no colour",
        ),
        ({"template": "note: n\n"}, "scorecard_templates sre: name is missing"),
    ],
)
def test_what_a_file_says_wrong_is_refused_by_name(tmp_path, files, said):
    with pytest.raises(ValueError, match=said):
        guidefiles.read(folder(tmp_path, **files))

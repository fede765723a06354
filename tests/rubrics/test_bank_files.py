"""The shipped question bank: enough of everything, every question whole, no two that ask the same."""

import re
from collections import Counter
from itertools import combinations, product

import pytest
import yaml

from rubrics import guidefiles
from rubrics.models import Activity, Background, Capability, Flag, FocusArea, HiringMistake, Level, Question

ANSWERS = ("strong", "fair", "weak")
PROBED = {
    "activity": Activity,
    "flag": Flag,
    "capability": Capability,
    "mistake": HiringMistake,
    "background": Background,
}
# Words that any two questions may share.
COMMON = frozenset(
    "about after again and any are before can could did does for from has have how into its last not one our out over "
    "says security shall show tell that the their them then there they this through time under what when where which "
    "who why will with would you your team teams developer developers".split()
)


def codes_of(model):
    return [row.code for row in guidefiles.read().rows if row.model is model]


def bank():
    return [row for row in guidefiles.read().rows if row.model is Question]


def lines(row, name):
    return row.content[name].splitlines()


def words_of(text):
    return {word for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in COMMON}


def alike(one, other):
    """The share of words that two texts have in common, from 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other)


def test_there_are_at_least_140_questions():
    assert len(bank()) >= 140


def test_each_focus_area_has_at_least_ten_for_each_level():
    cells = Counter((row.content["focus_area"], level) for row in bank() for level in row.content["levels"])

    assert [cell for cell in product(codes_of(FocusArea), codes_of(Level)) if cells[cell] < 10] == []


def test_codes_begin_with_the_focus_area_and_stand_once():
    codes = [row.code for row in bank()]

    assert [row.code for row in bank() if row.code.partition(".")[0] != row.content["focus_area"]] == []
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", PROBED)
def test_every_row_of_a_kind_is_probed_by_two_questions_or_more(kind):
    probed = Counter(about for row in bank() for about in row.content["probes"])

    assert [code for code in codes_of(PROBED[kind]) if probed[f"{kind}:{code}"] < 2] == []


def test_every_activity_is_probed_at_each_level():
    """What a resume leaves open can be asked, whoever the loop is for."""
    asked = {
        (about, level)
        for row in bank()
        for about, level in product(row.content["probes"], row.content["levels"])
    }

    activities = [f"activity:{code}" for code in codes_of(Activity)]
    assert [cell for cell in product(activities, codes_of(Level)) if cell not in asked] == []


def test_probes_name_what_the_guide_has_each_once():
    known = {f"{kind}:{code}" for kind, model in PROBED.items() for code in codes_of(model)}

    for row in bank():
        probes = row.content["probes"]
        assert set(probes) <= known, row.code
        assert 0 < len(probes) == len(set(probes)), row.code


def test_levels_are_the_guides():
    assert {level for row in bank() for level in row.content["levels"]} == set(codes_of(Level))


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_holds_two_to_four_things_of_one_or_two_lines(name):
    counts = {row.code: len(lines(row, name)) for row in bank()}
    lengths = [
        (row.code, line) for row in bank() for line in lines(row, name) if not 3 <= len(line.split()) <= 32
    ]

    assert {code: count for code, count in counts.items() if not 2 <= count <= 4} == {}
    assert lengths == []


def test_a_strong_answer_holds_more_than_a_weak_one():
    assert [row.code for row in bank() if len(row.content["strong"]) <= len(row.content["weak"])] == []


def test_each_question_has_two_or_three_follow_ups():
    assert [row.code for row in bank() if not 2 <= len(lines(row, "follow_ups")) <= 3] == []


def test_a_question_can_be_spoken():
    assert [row.code for row in bank() if not 5 <= len(row.content["text"].split()) <= 55] == []
    assert [row.code for row in bank() if len(re.findall(r"[.?!](?:\s|$)", row.content["text"])) > 3] == []


def test_minutes_are_those_of_a_conversation():
    assert {row.code: row.content["minutes"] for row in bank() if not 5 <= row.content["minutes"] <= 20} == {}


def test_no_two_questions_ask_the_same():
    texts = [(row.code, words_of(row.content["text"])) for row in bank()]
    pairs = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if alike(one, other) > 0.35]

    assert pairs == []


def test_no_line_of_an_answer_stands_twice():
    said = Counter(line for row in bank() for name in (*ANSWERS, "follow_ups") for line in lines(row, name))

    assert [line for line, times in said.items() if times > 1] == []


def test_a_file_whose_name_says_no_focus_area_and_level_is_refused(tmp_path):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "version.yaml").write_text("version: 1\n")
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "cooking_junior.yaml").write_text("questions: []\n")

    with pytest.raises(ValueError, match="no focus area and level is called cooking_junior"):
        guidefiles.read(tmp_path / "guide")


@pytest.mark.parametrize(
    ("own", "levels"), [({}, ["junior"]), ({"levels": ["mid", "junior"]}, ["junior", "mid"])]
)
def test_a_question_is_for_its_files_level_unless_it_names_levels(tmp_path, own, levels):
    for name, text in {
        "guide/version.yaml": "version: 1\n",
        "guide/areas.yaml": "focus_areas:\n  - {code: knowledge, name: K, summary: s, questions: []}\n",
        "guide/levels.yaml": "levels:\n  - {code: junior, name: J, least_months: 0, look_for: l, capabilities: []}\n",
        "bank/knowledge_junior.yaml": yaml.safe_dump(
            {"questions": [{"code": "knowledge.a", "text": "What?"} | own]}
        ),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    question = guidefiles.read(tmp_path / "guide").rows[-1]

    assert (question.code, question.content["focus_area"]) == ("knowledge.a", "knowledge")
    assert question.content["levels"] == levels

"""One row of a rule document is changed as a form does: the other lines stay."""

import pytest

from rubrics import ruledoc
from rubrics.ruledoc import RuleError, editing
from tests.rubrics.ruledoc.test_loader import TESTS, VALID

SOURCE = VALID.replace("  - code: word.pipeline", "  # --- words\n\n  - code: word.pipeline") + TESTS


def others(source: str, row: editing.Row) -> list[str]:
    lines = source.splitlines()
    return lines[: row.start] + lines[row.end :]


def test_a_row_is_found_with_its_lines_and_values():
    row = editing.find(SOURCE, "signals", "tool.trivy")
    lines = SOURCE.splitlines()[row.start : row.end]
    assert (lines[0], lines[-1], row.indent) == ("  - code: tool.trivy", '    not_in: "No Trivy."', 2)
    assert row.values["terms"] == ["trivy", "{scan} images"]
    assert [row.values["code"] for row in editing.rows(SOURCE, "flags")] == [
        "scanning_tools",
        "cicd_security",
        "no_scanning",
    ]
    assert editing.find(SOURCE, "tests", "1").values["text"] == "Trivy in the pipeline."
    assert [editing.find(SOURCE, "signals", "x"), editing.find(SOURCE, "tests", "7")] == [None, None]
    assert editing.find(SOURCE, "tests", "²") is None


def test_a_row_is_put_in_the_place_of_the_one_with_its_code():
    before = editing.find(SOURCE, "signals", "tool.trivy")
    values = {
        **before.values,
        "terms": ["trivy", "aqua: trivy", "=yes"],
        "counts": "done",
        "needs": [],
        "unless": "",
    }
    source = editing.put(SOURCE, "signals", "tool.trivy", values)
    after = editing.find(source, "signals", "tool.trivy")
    assert others(source, after) == others(SOURCE, before)
    assert after.values == {name: value for name, value in values.items() if name not in ("needs", "unless")}
    assert "  # --- words" in source.splitlines()
    assert ruledoc.load(source).signals["tool.trivy"].counts == "done"


def test_only_fields_that_change_are_written_anew():
    source = """signals:
  - code: a  # the first
    # its words
    terms:
      - "x (y|z)"
    groups: [ g ]
    # said
    holds_in: "X y."

  -   code: b
      terms: [b]
"""
    row = editing.find(source, "signals", "a")
    values = {**row.values, "groups": ["g", "h"], "counts": "done"}
    put = editing.put(source, "signals", "a", values)
    assert put == source.replace("[ g ]", "[g, h]").replace('"X y."\n', '"X y."\n    counts: done\n')
    renamed = editing.put(source, "signals", "b", {"code": "c", "terms": ["b"]})
    assert renamed == source.replace("code: b", "code: c")
    dropped = editing.put(source, "signals", "b", {"terms": ["b"]})
    assert dropped == source.replace("  -   code: b\n      terms", "  -   terms")


def test_a_row_in_braces_is_written_anew():
    source = "tests:\n  - {text: Trivy., flags: [a]}\n"
    put = editing.put(source, "tests", "0", {"text": "Trivy.", "flags": ["b"]})
    assert put == "tests:\n  - text: Trivy.\n    flags: [b]\n"


def test_a_new_row_comes_behind_the_others():
    values = {
        "code": "tool.grype",
        "terms": ["grype"],
        "groups": ["scanning"],
        "holds_in": "Ran Grype.",
        "not_in": "x",
    }
    source = editing.put(SOURCE, "signals", "tool.grype", values)
    assert list(ruledoc.load(source).signals) == ["tool.trivy", "word.pipeline", "tool.grype"]
    flag = {
        "code": "more",
        "polarity": "green",
        "holds": {"any": [{"group": "scanning"}, {"together": ["scanning", "pipeline"]}]},
    }
    assert [f.code for f in ruledoc.load(editing.put(source, "flags", "more", flag)).flags][-1] == "more"


def test_the_first_row_of_its_kind_gets_a_part_of_its_own():
    test = {"text": "Runs Trivy.\nEvery day.", "flags": ["scanning_tools"]}
    rules = ruledoc.load(editing.put(VALID, "tests", "0", test))
    assert [(found.text, found.flags) for found in rules.tests] == [
        ("Runs Trivy.\nEvery day.", ("scanning_tools",))
    ]


def test_a_row_is_removed():
    source = editing.remove(SOURCE, "tests", "0")
    assert [found.text for found in ruledoc.load(source).tests] == ["Trivy in the pipeline."]
    assert ruledoc.load(editing.remove(source, "tests", "0")).tests == ()
    assert editing.remove(SOURCE, "signals", "x") == SOURCE


@pytest.mark.slow
@pytest.mark.once
def test_rows_of_the_shipped_rules_can_be_put_as_they_are():
    """Written anew, a row says what it said, and its neighbours stay where they are."""
    shipped = ruledoc.shipped_source()
    digest = ruledoc.shipped().content_hash
    for kind in ("signals", "flags"):
        for row in editing.rows(shipped, kind)[::40]:
            source = editing.put(shipped, kind, row.values["code"], row.values)
            assert others(source, editing.find(source, kind, row.values["code"])) == others(shipped, row)
            assert ruledoc.load(source).content_hash == digest


def test_rows_in_brackets_are_left_to_the_text():
    with pytest.raises(RuleError, match="stand in brackets"):
        editing.rows("schema: 1\nsignals: [{code: a}]\n", "signals")
    with pytest.raises(RuleError, match="is not YAML"):
        editing.put("signals: ]", "signals", "a", {})

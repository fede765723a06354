"""Reading a rule document: what it holds, and every mistake with its line and field."""

from datetime import date

import pytest

from rubrics import ruledoc
from rubrics.ruledoc import RuleError, Snippet, loader
from rubrics.ruledoc.model import Combined, Named, Together

VALID = """\
schema: 1
groups:
  scanning: {means: "Scanning", implies: [security]}
  security: Security
  pipeline: Pipelines
words:
  scan: [scan~, scanner]
cues:
  - {kind: negated, scope: after, reach: 4, terms: ["no"]}
signals:
  - code: tool.trivy
    terms: [trivy, "{scan} images"]
    groups: [scanning]
    activity: container_scanning
    holds_in: "Runs Trivy."
    not_in: "No Trivy."
  - code: word.pipeline
    terms: [pipeline]
    groups: [pipeline]
    needs: [scanning]
    counts: done
    holds_in: "Trivy in the pipeline."
    not_in: "A pipeline."
flags:
  - code: scanning_tools
    polarity: green
    holds: scanning
  - code: cicd_security
    polarity: green
    holds: {together: [scanning, pipeline]}
  - code: no_scanning
    polarity: yellow
    absence: true
    looked_for: [a scanner]
    holds: {none: [{group: scanning, as: [done, listed, known]}]}
"""


def problems(source: str) -> list[tuple[int, str, str]]:
    with pytest.raises(RuleError) as caught:
        ruledoc.load(source)
    return [(problem.line, problem.field, problem.message) for problem in caught.value.problems]


def test_a_document_is_read():
    rules = ruledoc.load(VALID)
    trivy, pipeline = rules.signals.values()
    assert (trivy.code, trivy.groups, trivy.activities) == (
        "tool.trivy",
        {"scanning", "security"},
        ("container_scanning",),
    )
    assert (pipeline.counts, pipeline.needs) == ("done", ("scanning",))
    assert [type(flag.holds) for flag in rules.flags] == [Named, Together, Combined]
    assert (rules.flags[2].absence, rules.flags[2].looked_for) == (True, ("a scanner",))
    assert rules.source == VALID


def test_the_hash_is_of_the_meaning_not_of_the_layout():
    spaced = VALID.replace("signals:", "# a comment\n\nsignals:")
    assert ruledoc.load(spaced).content_hash == ruledoc.load(VALID).content_hash
    changed = VALID.replace("[trivy,", "[trivi,")
    assert ruledoc.load(changed).content_hash != ruledoc.load(VALID).content_hash


def test_several_documents_are_joined():
    head, tail = VALID.split("flags:")
    joined = ruledoc.load(f"{head}\n---\nschema: 1\nflags:{tail}")
    assert [flag.code for flag in joined.flags] == [flag.code for flag in ruledoc.load(VALID).flags]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("schema: 1", "schema: 2", 1, "schema", "must be 1"),
        ("polarity: green", "polarity: blue", 26, "flags[0].polarity", "'blue' is none of green, yellow"),
        ("groups: [scanning]\n", "groups: [scaning]\n", 13, "signals[0].groups[0]", "is not declared"),
        ("needs: [scanning]", "needs: [scaning]", 20, "signals[1].needs[0]", "neither a group nor a signal"),
        ("holds: scanning", "holds: scaning", 27, "flags[0].holds", "neither a group nor a signal"),
        ("counts: done", "counts: often", 21, "signals[1].counts", "'often' is none of listed, done"),
        ("[trivy,", "[(trivy,", 12, "signals[0].terms[0]", "a bracket is not closed"),
        (
            "{scan} images",
            "{scam} images",
            12,
            "signals[0].terms[1]",
            "the word class {scam} is not declared",
        ),
        ("code: word.pipeline", "code: tool.trivy", 17, "signals[1].code", "is defined twice"),
        ("code: word.pipeline", "code: Word Pipeline", 17, "signals[1].code", "a code is lower-case words"),
        ('    not_in: "A pipeline."\n', "", 17, "signals[1]", "needs the field 'not_in'"),
        ("    activity:", "    activty:", 14, "signals[0].activty", "is not a field here"),
        ("    looked_for: [a scanner]\n", "", 31, "flags[2]", "needs looked_for"),
        ("reach: 4", "reach: 99", 9, "cues[0].reach", "a whole number from 1 to 60"),
        ("reach: 4", "reach: ²", 9, "cues[0].reach", "a whole number from 1 to 60"),
        ("reach: 4", f"reach: {'9' * 5_000}", 9, "cues[0].reach", "a whole number from 1 to 60"),
        ("kind: negated", "kind: denied", 9, "cues[0].kind", "'denied' is none of"),
        ("absence: true", "absence: maybe", 33, "flags[2].absence", "'maybe' is none of true, false"),
        ("[scanning, pipeline]}", "[scanning]}", 30, "flags[1].holds.together", "needs 2 to 4 names"),
        ("{none: [", "{nor: [", 35, "flags[2].holds.nor", "is not a field here"),
        ("scan: [scan~, scanner]", 'scan: ["two words"]', 7, "words.scan[0]", "holds single words"),
        ("groups:\n", "groups: [a]\nwords2:\n", 2, "groups", "must be a mapping"),
        ("code: tool.trivy", f"code: {'t' * 81}", 11, "signals[0].code", "at most 80 characters"),
        ("code: scanning_tools", f"code: {'f' * 41}", 25, "flags[0].code", "at most 40 characters"),
    ],
)
def test_a_mistake_is_named_with_line_and_field(old, new, line, field, message):
    assert old in VALID
    found = problems(VALID.replace(old, new, 1))
    assert any((at, where) == (line, field) and message in sentence for at, where, sentence in found), found


TESTS = """\
tests:
  - text: "Runs Trivy."
    as_of: 2026-11-25
    flags: [scanning_tools]
    not_flags: [cicd_security]
  - {text: "Trivy in the pipeline.", flags: cicd_security}
"""


def test_texts_with_their_flags_are_kept_with_the_rules():
    assert ruledoc.load(VALID + TESTS).tests == (
        Snippet("Runs Trivy.", ("scanning_tools",), ("cicd_security",), date(2026, 11, 25)),
        Snippet("Trivy in the pipeline.", ("cicd_security",)),
    )
    assert [test.line for test in ruledoc.load(VALID + TESTS).tests] == [37, 41]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        (
            "flags: [scanning_tools]",
            "flags: [scaning]",
            39,
            "tests[0].flags[0]",
            "is no flag of this document",
        ),
        ("flags: cicd_security}", "not_flags: x}", 41, "tests[1].not_flags", "is no flag of this document"),
        (", flags: cicd_security", "", 41, "tests[1]", "needs flags or not_flags"),
        ("2026-11-25", "yesterday", 38, "tests[0].as_of", "'yesterday' is no date such as 2026-11-25"),
        ('text: "Runs Trivy."', "words: x", 37, "tests[0]", "needs the field 'text'"),
    ],
)
def test_a_mistake_in_a_test_is_named(old, new, line, field, message):
    source = VALID + TESTS
    assert old in source
    found = problems(source.replace(old, new, 1))
    assert any((at, where) == (line, field) and message in sentence for at, where, sentence in found), found


def test_lines_are_kept_and_mean_nothing():
    moved = ruledoc.load("# A remark\n" + VALID)
    assert [signal.line for signal in moved.signals.values()] == [12, 18]
    assert [flag.line for flag in moved.flags] == [26, 29, 32]
    assert moved.signals == ruledoc.load(VALID).signals


def test_every_mistake_is_reported_at_once():
    source = VALID.replace("polarity: green", "polarity: blue", 1).replace("counts: done", "counts: often")
    assert [(line, field) for line, field, _ in problems(source)] == [
        (21, "signals[1].counts"),
        (26, "flags[0].polarity"),
    ]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("", 1, "is empty"),
        ("schema: 1\nsignals: ]", 2, "is not YAML"),
        ("schema: 1\nflags: &a [*a]", 2, "aliases"),
        ("schema: 1\nsignals: " + "[" * 20 + "]" * 20, 2, "nested deeper"),
        ("schema: 1\n", 1, "needs at least one signal"),
        ("- a\n", 1, "must be a mapping"),
    ],
)
def test_what_is_no_rule_document_is_refused(source, line, message):
    assert any(at == line and message in sentence for at, _, sentence in problems(source))


def test_a_tag_of_a_programming_language_makes_nothing():
    assert problems("schema: 1\nsignals: !!python/object/apply:os.getcwd []\n") == [
        (1, "signals", "needs at least one signal")
    ]


def test_a_document_that_is_too_large_is_refused():
    assert "larger than" in problems("#" * 4_000_001)[0][2]


def test_there_are_at_most_5000_signals():
    signal = "  - {{code: s{0}, terms: [w{0}], groups: [g], holds_in: a, not_in: b}}\n"
    source = "schema: 1\ngroups: {g: G}\nsignals:\n" + "".join(signal.format(i) for i in range(5_001))
    assert problems(source) == [
        (5_004, "signals[5000]", "is one too many: a document has at most 5000 signals")
    ]


def test_all_terms_together_are_limited(monkeypatch):
    monkeypatch.setattr(loader, "MAX_SEQUENCES", 2)
    assert "all terms together" in problems(VALID)[0][2]


def test_an_error_reads_as_a_sentence():
    with pytest.raises(RuleError) as caught:
        ruledoc.load(VALID.replace("schema: 1", "schema: 2"))
    assert str(caught.value) == "line 1, schema: must be 1"
    assert (caught.value.line, caught.value.field, caught.value.message) == (1, "schema", "must be 1")

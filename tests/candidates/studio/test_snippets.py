"""The tests that a rule document carries are run, and say what came out wrong where."""

import pytest

from candidates.studio.snippets import run
from rubrics import ruledoc
from tests.candidates.studio.small import SMALL


@pytest.mark.parametrize(
    ("old", "new", "failures"),
    [
        ("", "", []),
        (
            'holds_in: "Runs Trivy."',
            'holds_in: "No Trivy."',
            [(10, "holds_in", "tool.trivy", "must hold in “No Trivy.”, but is read as negated")],
        ),
        (
            'holds_in: "Runs Trivy."',
            'holds_in: "Runs Grype."',
            [(10, "holds_in", "tool.trivy", "must hold in “Runs Grype.”, but is not found there")],
        ),
        (
            'not_in: "No Trivy."',
            'not_in: "Trivy."',
            [(10, "not_in", "tool.trivy", "must not hold in “Trivy.”, but does: listed")],
        ),
        (
            "activity: container_scanning",
            "activity: gardening",
            [(10, "activity", "tool.trivy", "'gardening' is none of the guide's twenty activities")],
        ),
        (
            "flags: [scanning_tools]\n    not_flags: [cicd_security]",
            "not_flags: [scanning_tools]\n    flags: [cicd_security, no_automation]",
            [
                (39, "flags", "cicd_security", "must hold in the text that begins “Ran Trivy on all images.” (too_short)"),
                (39, "flags", "no_automation", "must hold in the text that begins “Ran Trivy on all images.” (too_short)"),
                (39, "not_flags", "scanning_tools", "must not hold in the text that begins “Ran Trivy on all images.”"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_came_out_wrong_is_said_with_its_line(old, new, failures):
    found = run(ruledoc.load(SMALL.replace(old, new)))
    assert [(f.line, f.kind, f.code, f.message) for f in found.failures] == failures
    assert (found.sentences, found.texts, found.passed) == (6, 1, not failures)
    assert [str(f) for f in found.failures[:1]] == [
        f"line {line}, {kind}, {code}: {message}" for line, kind, code, message in failures[:1]
    ]


def test_a_test_is_screened_at_its_date():
    text = "Experience\\nEngineer, Acme Ltd, Jan 2020 - present\\n- Ran Trivy"
    source = SMALL + f'  - {{text: "{text}", flags: [scanning_tools], as_of: "2026-11-25"}}\n'
    assert [str(test.as_of) for test in ruledoc.load(source).tests] == ["None", "2026-11-25"]
    assert run(ruledoc.load(source)).passed

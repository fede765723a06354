"""What differs between two rule documents."""

from candidates.studio.comparing import Difference, compare
from rubrics import ruledoc
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL


def differences(new: str) -> list[Difference]:
    return list(compare(ruledoc.load(SMALL), ruledoc.load(new)).differences)


def test_signals_and_flags_that_changed_name_their_fields():
    assert differences(MORE_WORDS) == [Difference("signal", "tool.trivy", "changed", ("terms",), 10)]
    assert differences(OTHER_FLAG)[0] == Difference("flag", "cicd_security", "changed", ("holds",), 30)


def test_what_was_added_and_removed():
    added = '  - {code: tool.grype, terms: [grype], groups: [scanning], holds_in: "Ran Grype.", not_in: "No Grype."}\n'
    more = SMALL.replace("flags:\n", added + "flags:\n", 1).replace(
        "support: Company", "support: Others\n  extra: E"
    )
    assert differences(more) == [
        Difference("signal", "tool.grype", "added", (), 27),
        Difference("group", "support", "changed"),
        Difference("group", "extra", "added"),
    ]
    less = SMALL.replace(SMALL[SMALL.index("  - code: no_automation") : SMALL.index("tests:")], "")
    less = less.replace("Ran Trivy on all images.", "Ran Trivy on every image.").replace(", never]", "]")
    assert differences(less) == [
        Difference("flag", "no_automation", "removed", (), 33),
        Difference("cue", "negated", "added"),
        Difference("cue", "negated", "removed"),
        Difference("test", "Ran Trivy on every image.", "added", (), 34),
        Difference("test", "Ran Trivy on all images.", "removed", (), 39),
    ]


def test_layout_is_no_difference_but_of_lines():
    found = compare(
        ruledoc.load(SMALL), ruledoc.load(SMALL + "# A remark\n"), names=("version 1", "version 2")
    )
    assert found.differences == ()
    assert found.lines[:2] == ("--- version 1", "+++ version 2")
    assert found.lines[-1] == "+# A remark"

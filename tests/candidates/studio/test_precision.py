"""Measured precision: the interval, and what is counted."""

import pytest

from candidates.choices import Verdict
from candidates.models import Resume
from candidates.studio.precision import Interval, Precision, wilson
from candidates.studio.queries import judged_flags, measure_precision
from rubrics import ruledoc
from tests.candidates.studio.small import MORE_WORDS, resume
from tests.candidates.studio.stored import publish, screened, store
from tests.factories.candidates import make_flag_review

TRIVY = resume("Ran Trivy on all images")


@pytest.mark.parametrize(
    ("agreed", "reviewed", "low", "high"),
    [
        (61, 64, 0.871, 0.984),
        (10, 14, 0.454, 0.883),
        (0, 10, 0.0, 0.278),
        (10, 10, 0.722, 1.0),
        (81, 263, 0.255, 0.366),  # Newcombe (1998), table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(agreed, reviewed, low, high):
    found = wilson(agreed, reviewed)
    assert found.share == agreed / reviewed
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@pytest.mark.parametrize(("agreed", "reviewed"), [(0, 0), (3, 2), (-1, 5)])
def test_there_is_no_share_of_nothing(agreed, reviewed):
    with pytest.raises(ValueError, match="at least one review"):
        wilson(agreed, reviewed)


def test_a_share_is_shown_from_ten_reviews_on():
    assert Precision("f", 40, 9, 9).interval is None
    assert (
        Precision("f", 40, 10, 9).interval
        == wilson(9, 10)
        == Interval(0.9, wilson(9, 10).low, wilson(9, 10).high)
    )
    assert (Precision("f", 40, 10, 9).share_reviewed, Precision("f", 0, 0, 0).share_reviewed) == (0.25, None)


def review(screening, flag: str, verdict: str, by) -> None:
    make_flag_review(screening.flags.get(flag=flag), by, verdict=verdict, reason="So I think")


def test_each_resume_counts_once_by_its_newest_review(in_force, admin):
    first, second, third = (store(TRIVY, by=admin) for _ in range(3))
    review(first, "scanning_tools", Verdict.DISMISSED, admin)
    review(first, "scanning_tools", Verdict.CONFIRMED, admin)
    review(second, "scanning_tools", Verdict.DISMISSED, admin)
    review(third, "cicd_security", Verdict.DISMISSED, admin)  # doesn't hold, should
    assert measure_precision() == [
        Precision("scanning_tools", 3, 2, 1),
        Precision("cicd_security", 0, 0, 0),
        Precision("no_automation", 0, 0, 0),
    ]
    assert judged_flags([third.resume_id]) == {(third.resume_id, "cicd_security"): True}


def test_reviews_stay_when_a_resume_is_screened_again(in_force, admin):
    """What a person said is about the resume, whichever revision they read."""
    kept, lost = store(TRIVY, by=admin), store(resume("Ran Dependency-Track"), by=admin)
    review(kept, "scanning_tools", Verdict.CONFIRMED, admin)
    review(lost, "scanning_tools", Verdict.CONFIRMED, admin)  # agrees that it does not hold
    revision = publish(ruledoc.load(MORE_WORDS), after=in_force)
    for row in Resume.objects.all():
        screened(row, by=admin, revision=revision)
    assert measure_precision()[0] == Precision("scanning_tools", 2, 2, 1)


def test_deleted_resumes_and_no_rules_count_nothing(db):
    assert measure_precision() == []

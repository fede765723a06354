"""Which version of a scorecard template a loop takes, and who reads which."""

import pytest
from django.utils import timezone

from candidates.queries.scorecards import template_of_job
from rubrics import queries
from rubrics.models import ScorecardTemplate
from tests.factories.candidates import make_job
from tests.factories.rubrics import make_anchor, make_criterion, make_scorecard_template

pytestmark = pytest.mark.django_db


def test_a_loop_takes_the_version_in_use_of_the_jobs_template():
    make_scorecard_template(code="usual", position=10)
    old = make_scorecard_template(code="cloud", position=20, retired_at=timezone.now())
    new = make_scorecard_template(code="cloud", position=20, version=2)

    assert template_of_job(make_job(template=old)) == new


def test_a_job_without_a_template_takes_the_first_shared_one():
    make_scorecard_template(code="job.7", position=0)
    make_scorecard_template(code="cloud", position=20)
    usual = make_scorecard_template(code="usual", position=10)

    assert template_of_job(make_job()) == usual


def test_a_job_whose_template_is_retired_takes_the_first_shared_one():
    usual = make_scorecard_template(code="usual", position=10)
    retired = make_scorecard_template(code="cloud", position=5, retired_at=timezone.now())

    assert template_of_job(make_job(template=retired)) == usual


def test_without_any_template_there_is_none():
    make_scorecard_template(code="job.7")

    assert template_of_job(make_job()) is None


def test_a_jobs_own_template_is_not_among_the_shared_ones(member):
    shared = make_scorecard_template(code="usual")
    make_scorecard_template(code="job.7")

    assert list(ScorecardTemplate.objects.visible_to(member)) == [shared]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_template_comes_with_its_criteria_and_anchors_in_three_queries(rows, django_assert_num_queries):
    template = make_scorecard_template()
    for _ in range(rows):
        make_anchor(criterion=make_criterion(template=template))

    with django_assert_num_queries(3):
        whole = queries.with_criteria(ScorecardTemplate.objects.filter(pk=template.pk)).get()
        told = [
            (criterion.focus_area.name, criterion.mistake, anchor.level.name)
            for criterion in whole.criteria.all()
            for anchor in criterion.anchors.all()
        ]

    assert len(told) == rows

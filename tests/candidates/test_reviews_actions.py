"""Agreeing and disagreeing with flags: every exit."""

import pytest

from candidates.actions.reviews import review_flag
from candidates.models import FlagResult, FlagReview
from candidates.queries.people import read_flags
from recruiting.errors import Denied, Invalid
from tests.contracts.rows import fingerprint, nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def a_flag(application) -> FlagResult:
    return application.screening.flags.get(flag="scanning_tools")


def test_what_people_say_stands_beside_what_the_rules_found(recruiter, hiring_manager, application, told):
    result, before = a_flag(application), fingerprint()["candidates.flagresult"]
    review_flag(application=application, result=result, by=recruiter, verdict="confirmed")
    newest = review_flag(
        application=application,
        result=result,
        by=hiring_manager,
        verdict="dismissed",
        reason=" It was a course. ",
    )
    assert (newest.verdict, newest.reason) == ("dismissed", "It was a course.")
    assert fingerprint()["candidates.flagresult"] == before
    said = read_flags(application.screening)["scanning_tools"].said
    assert [(review.by, review.verdict) for review in said] == [
        (hiring_manager, "dismissed"),
        (recruiter, "confirmed"),
    ]
    codes = {"flag": "scanning_tools", "application": application.pk}
    assert [(event["verb"], event["object_id"], event["job_id"], event["codes"]) for event in told()] == [
        ("flag.reviewed", result.pk, application.job_id, {**codes, "verdict": "confirmed"}),
        ("flag.reviewed", result.pk, application.job_id, {**codes, "verdict": "dismissed"}),
    ]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_disagreement_needs_a_reason(recruiter, application, reason):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        review_flag(
            application=application,
            result=a_flag(application),
            by=recruiter,
            verdict="dismissed",
            reason=reason,
        )
    assert refused.value.message == "Say why you disagree: it helps to mend the rule."


def test_a_verdict_that_there_is_not(recruiter, application):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        review_flag(application=application, result=a_flag(application), by=recruiter, verdict="maybe")
    assert (refused.value.field, refused.value.code) == ("verdict", "invalid_choice")


def test_a_flag_of_another_screening(recruiter, application):
    other = make.make_screened_application(application.job)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        review_flag(application=application, result=a_flag(other), by=recruiter, verdict="confirmed")
    assert (refused.value.field, refused.value.code) == ("flag", "other_screening")


def test_interviewers_and_strangers_say_nothing(application, interviewer, member, auditor):
    for person in (interviewer, member, auditor, None):
        with nothing_changes(), pytest.raises(Denied):
            review_flag(application=application, result=a_flag(application), by=person, verdict="confirmed")


def test_a_review_counts_on_when_the_resume_is_screened_again(application, recruiter):
    """What a person said is about the resume: by the new result, which may be another."""
    old = application.screening.flags.get(flag="scanning_tools")
    review_flag(application=application, result=old, by=recruiter, verdict="confirmed")
    again = make.make_screening(application.resume, revision=make.next_revision())
    assert [review.verdict for review in read_flags(again)["scanning_tools"].said] == ["confirmed"]
    again.flags.filter(flag="scanning_tools").update(holds=not old.holds)
    assert [review.verdict for review in read_flags(again)["scanning_tools"].said] == ["dismissed"]
    assert FlagReview.objects.get().verdict == "confirmed"

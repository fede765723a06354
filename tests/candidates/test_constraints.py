"""What must never be untrue: each named constraint is violated once, in the database and in words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import models

from candidates.models import Decision, FlagReview, PipelineChange, RuleImpact
from recruiting.accounts.choices import Role
from tests.constraints import assert_refused, twice, with_
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 6, tzinfo=UTC)


def _decision() -> Decision:
    return make.make_decision(make.make_application())


def _review() -> FlagReview:
    return make.make_flag_review(make.make_screening().flags.first())


def _impact() -> RuleImpact:
    revision = make.shipped_revision()
    return RuleImpact.objects.create(
        revision=revision, version=1, document=revision.document, asked_by=make_user(Role.ADMIN)
    )


# Constraint -> a row that violates it and nothing else, and the sentence for people where people can do it.
VIOLATIONS: dict[str, tuple[Callable[[], models.Model], str]] = {
    "rejection_side_known": (lambda: with_(make.make_reason(), side="both"), ""),
    "application_one_active": (
        lambda: twice(make.make_application()),
        "This person has an active application for this job already.",
    ),
    "application_status_known": (lambda: with_(make.make_application(), status="lost", closed_at=NOW), ""),
    "application_hired_by_decision": (
        lambda: with_(make.make_application(), status="hired", closed_at=NOW),
        "A hire needs a decision that a person took.",
    ),
    "application_closed_has_date": (lambda: with_(make.make_application(), closed_at=NOW), ""),
    "application_rejected_with_reason": (
        lambda: with_(make.make_application(), status="rejected", closed_at=NOW),
        "Choose the reason for the rejection.",
    ),
    "stage_visit_one_open": (lambda: twice(make.make_application().visits.get()), ""),
    "pipeline_change_has_what_it_needs": (
        lambda: PipelineChange(bulk=make_bulk(make_user(Role.RECRUITER)), act="move"),
        "",
    ),
    "participant_once": (
        lambda: twice(make.make_participant(make.make_application())),
        "This person takes part already.",
    ),
    "decision_kind_known": (lambda: with_(_decision(), kind="perhaps"), ""),
    "decision_has_reason": (lambda: with_(_decision(), reason=""), "Give the reason."),
    "decision_taken_back_with_reason": (
        lambda: with_(_decision(), taken_back_at=NOW),
        "Say why the decision is taken back.",
    ),
    "decision_answers_four_guards": (
        lambda: with_(_decision(), kind="offer", gatekeeper=""),
        "Before an offer, say for each of the four hiring mistakes what was checked.",
    ),
    "job_has_title": (lambda: with_(make.make_job(), title=""), "Give the job a title."),
    "job_status_known": (lambda: with_(make.make_job(), status="asleep"), ""),
    "job_closed_with_reason": (
        lambda: with_(make.make_job(), status="closed"),
        "Say why the job is closed.",
    ),
    "job_headcount_positive": (
        lambda: with_(make.make_job(), headcount=0),
        "A job needs at least one opening.",
    ),
    "job_activity_once": (lambda: twice(make.make_job_activity(make.make_job())), ""),
    "job_activity_need_known": (lambda: with_(make.make_job_activity(make.make_job()), need="maybe"), ""),
    "job_member_once": (
        lambda: twice(make.make_member(make.make_job())),
        "This person has that role on this job already.",
    ),
    "job_member_role_known": (lambda: with_(make.make_member(make.make_job()), role="owner"), ""),
    "stage_name_once": (
        lambda: twice(make.make_stage(make.make_job())),
        "Two stages have the same name.",
    ),
    "stage_has_name": (lambda: with_(make.make_stage(make.make_job()), name=""), "Give the stage a name."),
    "stage_kind_known": (lambda: with_(make.make_stage(make.make_job()), kind="party"), ""),
    "candidate_not_merged_into_self": (
        lambda: (lambda person: with_(person, merged_into=person))(make.make_candidate()),
        "",
    ),
    "contact_once": (lambda: twice(make.make_contact(make.make_candidate(email=None))), ""),
    "contact_kind_known": (lambda: with_(make.make_contact(make.make_candidate()), kind="fax"), ""),
    "contact_corrected_was_read": (
        lambda: with_(make.make_contact(make.make_candidate(), from_resume=False), corrected=True),
        "",
    ),
    "external_id_once": (
        lambda: twice(make.make_external_id(make.make_candidate())),
        "This external id belongs to another record already.",
    ),
    "job_template_has_name": (
        lambda: with_(make.make_job_template(), name=""),
        "Give the template a name.",
    ),
    "referral_has_referrer": (
        lambda: with_(make.make_referral(make.make_candidate()), referrer_name=""),
        "Say who recommended the candidate.",
    ),
    "note_has_text": (lambda: with_(make.make_note(), text=""), "Write the note first."),
    "note_visibility_known": (lambda: with_(make.make_note(), visibility="world"), ""),
    "mention_once": (lambda: twice(make.make_mention(make.make_note())), ""),
    "saved_view_name_once": (
        lambda: twice(make.make_saved_view(make.make_note().author)),
        "You have a view of that name already.",
    ),
    "search_text_one_of_a_person": (lambda: twice(make.make_search_text(make.make_candidate())), ""),
    "search_text_says_whose": (lambda: with_(make.make_search_text(make.make_candidate()), kind="note"), ""),
    "screening_once": (lambda: twice(make.make_screening()), ""),
    "screening_state_known": (lambda: with_(make.make_screening(), state="lost"), ""),
    "screening_reads_no_more_pages_than_it_has": (
        lambda: with_(make.make_screening(), ocr_pages=1, ocr_done=2),
        "",
    ),
    "archive_has_files": (lambda: with_(make.make_archive(make_user(Role.RECRUITER)), count=1_001), ""),
    "scanned_page_once": (lambda: twice(make.make_scanned_page(make.make_resume())), ""),
    "screening_running_has_lease": (lambda: with_(make.make_screening(), state="running"), ""),
    "screening_done_has_report": (lambda: with_(make.make_screening(), report=None), ""),
    "screening_unreadable_has_code": (lambda: with_(make.make_screening(), state="unreadable"), ""),
    "flag_result_once": (lambda: twice(make.make_flag_result()), ""),
    "activity_result_once": (lambda: twice(make.make_activity_result()), ""),
    "activity_result_state_known": (lambda: with_(make.make_activity_result(), state="heard"), ""),
    "flag_review_verdict_known": (lambda: with_(_review(), verdict="maybe"), ""),
    "flag_review_disagreement_has_reason": (
        lambda: with_(_review(), verdict="dismissed"),
        "Say why you disagree: it helps to mend the rule.",
    ),
    "rule_impact_state_known": (lambda: with_(_impact(), state="lost"), ""),
    "rule_impact_done_whole": (lambda: with_(_impact(), state="done"), ""),
}


def test_no_constraint_is_without_a_test():
    named = {
        constraint.name
        for model in apps.get_app_config("candidates").get_models()
        for constraint in model._meta.constraints
    }
    assert named == VIOLATIONS.keys()


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses_it(name):
    make_row, sentence = VIOLATIONS[name]
    assert_refused(make_row(), name, sentence)

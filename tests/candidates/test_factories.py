"""The factories make rows that hold, one of every model."""

import pytest
from django.apps import apps

from candidates.choices import ApplicationStatus, DecisionKind, ScreeningState
from candidates.queries.integrity import CHECKS
from recruiting.accounts.models import User
from tests.factories import candidates as make
from tests.factories import studio

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(recruiter: User) -> None:
    job = make.make_job(recruiter=recruiter, department=make.make_department(), office=make.make_office())
    make.make_stage(job)
    make.make_job_activity(job)
    application = make.make_screened_application(job, owner=recruiter, source=make.make_source())
    make.make_participant(application)
    make.make_scanned_page(application.resume)
    make.make_archive(recruiter)
    make.make_people_import(recruiter)
    make.make_flag_review(application.screening.flags.first())
    make.make_mention(make.make_note(application=application))
    candidate = application.candidate
    for factory in (
        make.make_external_id,
        make.make_referral,
        make.make_attachment,
        make.make_search_text,
    ):
        factory(candidate)
    candidate.tags.add(make.make_tag())
    make.make_saved_view(recruiter)
    make.make_search_word()
    make.make_job_template(made_by=recruiter)
    make.make_channel_sheet()
    make.make_decision(application)
    make.make_pipeline_change(application.stage)
    studio.make_impact()
    studio.make_rescreening(make.shipped_revision())


def test_every_model_has_a_factory_whose_row_holds(one_of_each):
    for model in apps.get_app_config("candidates").get_models():
        rows = list(model.objects.all())
        assert rows, model.__name__
        for row in rows:
            row.full_clean()


def test_rows_in_every_state_hold_and_nothing_is_out_of_order(one_of_each):
    hire = make.make_decision(make.make_application(), kind=DecisionKind.HIRE)
    hired = hire.application
    hired.status, hired.hire_decision, hired.closed_at = ApplicationStatus.HIRED, hire, hire.decided_at
    hired.save()
    rows = [make.make_application(status=status) for status in ("rejected", "withdrawn")]
    rows += [make.make_screening(make.make_resume(), state=state) for state in ScreeningState]
    for row in (hired, *rows):
        row.full_clean()
    assert {name: list(find()) for name, find in CHECKS.items()} == {name: [] for name in CHECKS}

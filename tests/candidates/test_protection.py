"""People are told, on every page and by `manage.py check --deploy`, where files are read in a weak sandbox."""

import pytest
from django.core.checks import run_checks

from candidates import extraction
from candidates.extraction.limits import LEAST_LEVEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def weak_sandbox(monkeypatch):
    with extraction.Sandbox(layers=()) as sandbox:
        monkeypatch.setattr(extraction, "_sandbox", sandbox)
        assert extraction.sandbox_level() < LEAST_LEVEL
        yield


@pytest.mark.parametrize(
    ("accepted", "banner"),
    [(True, "Upload only files that you trust."), (False, "This server takes no uploads")],
)
def test_a_weak_sandbox_is_said_to_those_who_upload(
    weak_sandbox, settings, client_for, recruiter, admin, member, auditor, accepted, banner
):
    settings.DEMO, settings.ALLOW_WEAK_SANDBOX = False, accepted
    for user, told in ((recruiter, True), (admin, True), (member, False), (auditor, False)):
        assert (banner in client_for(user).get("/", follow=True).content.decode()) is told


def test_a_strong_one_is_not_worth_a_word(settings, client_for, recruiter):
    settings.DEMO, settings.ALLOW_WEAK_SANDBOX = False, True
    weak = extraction.sandbox_level() < LEAST_LEVEL
    page = client_for(recruiter).get("/", follow=True).content.decode()
    assert ("Upload only files that you trust." in page) is weak


@pytest.mark.parametrize(
    ("accepted", "effect"), [(True, "Uploads are taken all the same."), (False, "Uploads are refused.")]
)
def test_check_deploy_says_so(weak_sandbox, settings, accepted, effect):
    settings.ALLOW_WEAK_SANDBOX = accepted
    warning = next(
        check for check in run_checks(include_deployment_checks=True) if check.id == "greenflag.W001"
    )
    assert f"level 1 (limits). {effect}" in warning.msg

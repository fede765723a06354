"""What may be done with resumes: every exit of every action."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from candidates.actions.applications import create_application
from candidates.actions.resumes import delete_resume, receive_resume, record_download, restore_resume
from candidates.actions.screenings import queueing
from candidates.models import Application, Candidate, Resume, Screening
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.rubrics import make_rule_set

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 6, 23, 30, tzinfo=UTC)
DATA = make.RESUME.encode()


@pytest.fixture(autouse=True)
def rules(db, settings) -> None:
    """Rules are published and files are accepted, whatever this machine's sandbox can do."""
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()


def stored() -> int:
    """How many files the storage holds."""
    folders, files = default_storage.listdir("")
    return len(files) + sum(len(default_storage.listdir(folder)[1]) for folder in folders)


def test_a_file_is_kept_under_a_random_key_and_queued(recruiter, job, told):
    received = receive_resume(data=DATA, name="C:\\cv\\Kim\u202ecod.txt", by=recruiter, job=job, now=NOW)
    resume, screening = received.resume, received.screening
    assert (resume.file_name, resume.size, resume.job, resume.uploaded_by, resume.received_at) == (
        "Kimcod.txt",
        len(DATA),
        job,
        recruiter,
        NOW,
    )
    with default_storage.open(resume.file.name) as file:
        assert file.read() == DATA
    assert "kim" not in resume.file.name.lower()
    assert resume.sha256 not in resume.file.name
    assert (received.known, screening.state, screening.as_of) == (False, "queued", date(2026, 5, 6))
    assert [(event["verb"], event["object_id"], event["job_id"]) for event in told()] == [
        ("resume.received", resume.pk, job.pk),
        ("screening.queued", screening.pk, job.pk),
    ]


def test_the_same_bytes_on_the_same_job_are_recognised(recruiter, admin, job):
    first = receive_resume(data=DATA, name="kim.txt", by=recruiter, job=job)
    files = stored()
    with nothing_changes():
        again = receive_resume(data=DATA, name="other name.txt", by=admin, job=job)
    assert (again.known, again.resume, again.screening) == (True, first.resume, first.screening)
    assert stored() == files


def test_the_same_bytes_elsewhere_are_another_file_of_the_same_person(recruiter, application):
    elsewhere = make.make_job(recruiter=recruiter)
    received = receive_resume(data=DATA, name="kim.txt", by=recruiter, job=elsewhere)
    assert (received.known, received.resume.candidate) == (False, application.candidate)
    pool = receive_resume(data=DATA, name="kim.txt", by=recruiter)
    assert (pool.known, pool.resume.job, pool.resume.candidate) == (False, None, application.candidate)
    assert receive_resume(data=DATA, name="kim.txt", by=recruiter).resume == pool.resume


def test_what_was_only_screened_is_not_taken_for_a_person_s_file(recruiter):
    asked = receive_resume(data=DATA, name="kim.txt", by=recruiter, makes_candidate=False)
    uploaded = receive_resume(data=DATA, name="kim.txt", by=recruiter)
    assert (uploaded.known, asked.resume == uploaded.resume) == (False, False)


def test_a_hidden_job_s_file_is_not_recognised_for_others(recruiter, outsider):
    hidden = make.make_job(recruiter=recruiter, confidential=True)
    make.make_screened_application(hidden)
    received = receive_resume(data=DATA, name="kim.txt", by=outsider)
    assert (received.known, received.resume.candidate) == (False, None)


def test_the_jobs_recruiter_recognises_the_job_s_files(job, member):
    make.make_member(job, member, "recruiter")
    first = receive_resume(data=DATA, name="kim.txt", by=member, job=job)
    assert receive_resume(data=DATA, name="kim.txt", by=member, job=job).resume == first.resume


def test_who_may_not_upload_leaves_nothing(job, member, auditor, hiring_manager, interviewer):
    files = stored()
    for person in (member, auditor, hiring_manager, interviewer, None):
        for target in (job, None):
            with nothing_changes(), pytest.raises(Denied):
                receive_resume(data=DATA, name="kim.txt", by=person, job=target)
    assert stored() == files


def test_too_large_files_and_jobs_that_are_not_open_leave_nothing(recruiter, settings):
    settings.MAX_UPLOAD_MB = 1
    files = stored()
    with nothing_changes(), pytest.raises(Invalid) as large:
        receive_resume(data=b"x" * (1024 * 1024 + 1), name="big.pdf", by=recruiter)
    assert (large.value.field, large.value.code) == ("file", "too_large")
    for status in ("draft", "paused", "closed"):
        job = make.make_job(recruiter=recruiter, status=status, close_reason="Filled" * (status == "closed"))
        with nothing_changes(), pytest.raises(Conflict) as shut:
            receive_resume(data=DATA, name="kim.txt", by=recruiter, job=job)
        assert shut.value.code == f"job_{status}"
    assert receive_resume(data=b"x" * 1024 * 1024, name="big.pdf", by=recruiter).resume.size == 1024 * 1024
    assert stored() == files + 1


def test_without_published_rules_nothing_is_stored(recruiter):
    other = make.make_job(recruiter=recruiter, rule_set=make_rule_set())
    files = stored()
    with nothing_changes(), pytest.raises(Conflict) as refused:
        receive_resume(data=DATA, name="kim.txt", by=recruiter, job=other)
    assert refused.value.code == "no_rules"
    assert stored() == files


def test_a_machine_that_can_t_shield_a_reader_takes_no_files(recruiter, settings, monkeypatch):
    settings.ALLOW_WEAK_SANDBOX = settings.DEMO = False
    monkeypatch.setattr(queueing, "sandbox_level", lambda: 1)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        receive_resume(data=DATA, name="kim.txt", by=recruiter)
    assert refused.value.code == "sandbox_too_weak"


def test_a_download_is_written_down(interviewer, application, told):
    record_download(resume=application.resume, by=interviewer)
    assert [(event["verb"], event["object_id"], event["job_id"], event["actor_id"]) for event in told()] == [
        ("resume.downloaded", application.resume_id, application.job_id, interviewer.pk)
    ]


def present() -> tuple[int, int, int]:
    """Resumes, applications and people that are there."""
    models = (Resume, Application, Candidate)
    return tuple(model.objects.present().count() for model in models)


def test_a_wrong_upload_goes_with_what_it_began_and_comes_back(recruiter, application, told):
    delete_resume(resume=application.resume, by=recruiter, now=NOW)
    assert present() == (0, 0, 0)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        delete_resume(resume=application.resume, by=recruiter)
    assert refused.value.code == "gone"
    restore_resume(resume=Resume.objects.get(), by=recruiter)
    assert present() == (1, 1, 1)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        restore_resume(resume=Resume.objects.get(), by=recruiter)
    assert refused.value.code == "present"
    assert [(event["verb"], event["job_id"]) for event in told()] == [
        ("resume.deleted", application.job_id),
        ("resume.restored", application.job_id),
    ]


def test_a_person_with_anything_else_stays(recruiter, job):
    for more in (
        lambda person: make.make_note(person),
        lambda person: make.make_resume(person),
        lambda person: make.make_application(make.make_job(), person),
    ):
        application = make.make_screened_application(job)
        more(application.candidate)
        delete_resume(resume=application.resume, by=recruiter)
        application.candidate.refresh_from_db()
        assert application.candidate.deleted_at is None
        assert not Application.objects.present().filter(pk=application.pk).exists()


def test_a_file_that_was_not_read_yet_is_cancelled_and_queued_again(recruiter, job):
    resume = receive_resume(data=DATA, name="kim.txt", by=recruiter, job=job).resume
    delete_resume(resume=resume, by=recruiter)
    assert Screening.objects.get().state == "cancelled"
    restore_resume(resume=Resume.objects.get(), by=recruiter)
    assert Screening.objects.get().state == "queued"


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_what_was_decided_on_stays(recruiter, job, status):
    application = make.make_screened_application(job, status=status)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        delete_resume(resume=application.resume, by=recruiter)
    assert refused.value.code == "decided"


def test_a_resume_that_put_somebody_on_another_job_stays(recruiter, job):
    candidate = make.make_candidate()
    resume = make.make_screening(make.make_resume(candidate, job=None)).resume
    create_application(candidate=candidate, job=job, by=recruiter)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        delete_resume(resume=resume, by=recruiter)
    assert refused.value.code == "in_use"


def test_who_applied_again_meanwhile_keeps_the_new_application(recruiter, application):
    make.make_resume(application.candidate)
    delete_resume(resume=application.resume, by=recruiter)
    make.make_application(application.job, application.candidate)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        restore_resume(resume=Resume.objects.get(pk=application.resume_id), by=recruiter)
    assert refused.value.code == "applied_again"


def test_who_does_not_run_the_job_deletes_nothing(
    application, member, auditor, hiring_manager, interviewer, recruiter
):
    gone = make.make_resume(job=application.job, deleted_at=timezone.now())
    pool = make.make_resume()
    for person in (member, auditor, hiring_manager, interviewer, None):
        for step in (
            lambda by: delete_resume(resume=application.resume, by=by),
            lambda by: delete_resume(resume=pool, by=by),
            lambda by: restore_resume(resume=gone, by=by),
        ):
            with nothing_changes(), pytest.raises(Denied):
                step(person)
    delete_resume(resume=pool, by=recruiter)
    assert Event.objects.filter(verb="resume.deleted", job_id=None).count() == 1

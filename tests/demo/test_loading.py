"""manage.py demo: who and what it puts in, once."""

import json
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from candidates.actions.jobs import change_job
from candidates.actions.resumes import delete_resume
from candidates.choices import JobRole
from candidates.models import Job, Resume, Screening
from recruiting.accounts.models import User
from recruiting.checks import DEMO_MARKER
from recruiting.demo import loading
from recruiting.demo.loading import Loaded, load_demo
from recruiting.demo.resumes import file_of
from recruiting.events.models import Event
from tests.factories.accounts import make_user
from tests.guide import loaded_guide


def rows() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def accounts(folder) -> list[dict]:
    return json.loads((folder / DEMO_MARKER).read_text())


def test_the_accounts_file_is_the_contracts(demo_folder):
    load_demo()
    assert (demo_folder / DEMO_MARKER).stat().st_mode & 0o777 == 0o600
    written = accounts(demo_folder)
    assert {frozenset(row) for row in written} == {frozenset({"email", "password", "role"})}
    assert Counter(row["role"] for row in written) == {
        "admin": 1,
        "recruiter": 2,
        "hiring_manager": 2,
        "interviewer": 2,
        "auditor": 1,
    }
    assert len({row["password"] for row in written}) == len(written)
    for row in written:
        assert User.objects.get(email=row["email"]).check_password(row["password"])


def test_jobs_show_the_guide_s_roles_and_levels_and_have_their_teams(demo_folder):
    load_demo()
    jobs = list(Job.objects.select_related("role_profile", "level").order_by("requisition_id"))
    assert [(job.role_profile.code, job.level.code, job.status, job.confidential) for job in jobs] == [
        ("devsecops_engineer", "senior", "open", False),
        ("security_engineer", "mid", "open", False),
        ("devops_engineer", "junior", "open", False),
        ("devsecops_engineer", "mid", "open", True),
    ]
    for job in jobs:
        assert {member.role for member in job.members.all()} == set(JobRole.values)
    roles = {row["email"]: row["role"] for row in accounts(demo_folder)}
    for job in jobs:
        for member in job.members.select_related("user"):
            assert roles[member.user.email] == member.role


def test_forty_resumes_wait_for_the_worker(demo_folder):
    load_demo()
    assert Resume.objects.count() == 40
    assert set(Screening.objects.values_list("state", "attempts", "worker")) == {("queued", 0, "")}
    assert Counter(Resume.objects.values_list("job__requisition_id", flat=True)) == {
        "GF-101": 12,
        "GF-102": 10,
        "GF-103": 10,
        "GF-104": 8,
    }
    assert Event.objects.filter(verb="resume.received", actor__role="recruiter").count() == 40


def test_twice_changes_nothing(demo_folder):
    assert load_demo() == Loaded(people=8, jobs=4, resumes=40)
    before, written = rows(), (demo_folder / DEMO_MARKER).read_bytes()
    assert load_demo() == Loaded(people=0, jobs=0, resumes=0)
    assert (rows(), (demo_folder / DEMO_MARKER).read_bytes()) == (before, written)


def test_a_dry_run_counts_and_adds_nothing(demo_folder, capsys):
    before = rows()
    call_command("demo", dry_run=True)
    assert capsys.readouterr().out == "Would be added, nothing was: 8 people, 4 jobs, 40 resumes.\n"
    assert rows() == before
    assert list(demo_folder.iterdir()) == []


def test_what_people_changed_stays_changed(demo_folder):
    load_demo()
    recruiter = User.objects.get(email="recruiter@example.org")
    job = Job.objects.get(requisition_id="GF-101")
    change_job(job=job, by=recruiter, title="Another title", requisition_id="X-1")
    delete_resume(resume=Resume.objects.filter(job=job).first(), by=recruiter)
    before = rows()
    load_demo()
    assert rows() == before
    assert Resume.objects.present().count() == 39


def test_a_load_that_broke_off_is_completed(demo_folder, monkeypatch):
    """The process dies at the tenth resume: the next one adds the rest, and nothing twice."""
    made = []

    def die_at_the_tenth(person):
        made.append(person)
        if len(made) == 10:
            raise KeyboardInterrupt
        return file_of(person)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "file_of", die_at_the_tenth)
        with pytest.raises(KeyboardInterrupt):
            load_demo()
    assert load_demo() == Loaded(people=0, jobs=3, resumes=31)
    assert (Job.objects.count(), Resume.objects.count()) == (4, 40)


def test_lost_log_ins_are_made_anew(demo_folder):
    load_demo()
    old = accounts(demo_folder)
    (demo_folder / DEMO_MARKER).write_text(json.dumps(old[1:]))
    assert load_demo().people == 1
    new = accounts(demo_folder)
    assert new[1:] == old[1:]
    assert User.objects.get(email=new[0]["email"]).check_password(new[0]["password"])
    assert User.objects.count() == len(old)


def test_only_a_demo_gets_it(demo_folder, settings):
    settings.DEMO = False
    before = rows()
    with pytest.raises(CommandError, match="only with DEMO=1"):
        call_command("demo")
    assert rows() == before


def test_an_installation_with_people_of_its_own_gets_none(demo_folder):
    make_user("admin", email="real@example.com")
    before = rows()
    with pytest.raises(CommandError, match="people of its own"):
        call_command("demo")
    assert rows() == before
    assert not (demo_folder / DEMO_MARKER).exists()


def test_without_a_guide_it_says_what_to_do(db, settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    with pytest.raises(CommandError, match="load_guide"):
        call_command("demo")
    loaded_guide()
    call_command("demo", verbosity=0)
    assert Job.objects.count() == 4

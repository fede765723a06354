"""Uploads of many files: every exit of both actions."""

import pytest

from candidates.actions.uploads import add_file, start_upload
from candidates.queries.uploads import list_uploads
from recruiting.errors import Conflict, Denied
from recruiting.work.actions import start_bulk
from recruiting.work.models import Bulk
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db
KEY = "a-page-of-mine"
DATA = make.RESUME.encode()


@pytest.fixture(autouse=True)
def rules(db, settings) -> None:
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()


def test_the_files_of_one_page_join_one_upload(recruiter, job, told):
    first = start_upload(by=recruiter, job=job, key=KEY)
    assert start_upload(by=recruiter, job=job, key=KEY) == first
    assert (first.kind, first.job_id, first.state) == ("candidates.upload", job.pk, "done")
    assert [(event["verb"], event["object_id"], event["job_id"]) for event in told()] == [
        ("bulk.started", first.pk, job.pk)
    ]


def test_a_form_without_a_key_is_an_upload_of_its_own(recruiter):
    start_upload(by=recruiter, job=None, key="")
    start_upload(by=recruiter, job=None, key="")
    assert Bulk.objects.count() == 2


def test_a_key_of_other_work_is_refused(recruiter, job):
    start_upload(by=recruiter, job=job, key=KEY)
    start_bulk(kind="tests.work", by=recruiter, rows=[("a", 1)], job=job.pk, client_key="of-other-work")
    other_job = make.make_job(recruiter=recruiter)
    with nothing_changes():
        for other, key in ((None, KEY), (other_job, KEY), (job, "of-other-work")):
            with pytest.raises(Conflict) as raised:
                start_upload(by=recruiter, job=other, key=key)
            assert raised.value.code == "key_taken"


def test_two_people_may_use_one_key(recruiter, admin, job):
    assert start_upload(by=recruiter, job=job, key=KEY) != start_upload(by=admin, job=job, key=KEY)


def test_the_list_holds_one_s_own_uploads(recruiter, admin, job):
    own = start_upload(by=admin, job=job, key=KEY)
    start_upload(by=recruiter, job=job, key=KEY)
    assert list(list_uploads(admin)) == [own]


def test_each_file_has_a_row_whatever_became_of_it(recruiter, job):
    bulk = start_upload(by=recruiter, job=job, key=KEY)
    items = [
        add_file(bulk=bulk, by=recruiter, job=job, name=name, read=read)
        for name, read in (("kim.txt", lambda: DATA), ("kim again.txt", lambda: DATA), ("huge.pdf", None))
    ]
    assert [(item.position, item.name, item.state, item.code) for item in items] == [
        (1, "kim.txt", "done", ""),
        (2, "kim again.txt", "done", "duplicate"),
        (3, "huge.pdf", "failed", "too_large"),
    ]
    assert items[0].target_id == items[1].target_id
    assert "choose another file" in items[2].message
    bulk.refresh_from_db()
    assert bulk.total == 3


def test_who_may_not_upload_leaves_nothing(recruiter, member, auditor, job):
    bulk = start_upload(by=recruiter, job=job, key=KEY)
    with nothing_changes():
        for user in (member, auditor):
            with pytest.raises(Denied):
                start_upload(by=user, job=job, key="another")
            with pytest.raises(Denied):
                add_file(bulk=bulk, by=user, job=job, name="kim.txt", read=lambda: DATA)

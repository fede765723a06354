"""Archives of an upload and files that were announced: every resume has a row, whatever becomes of the others."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.actions.archives import GONE, sweep_archives, work_on_archive
from candidates.actions.uploads import MOST_EXPECTED, add_upload, expect_files, start_upload
from candidates.extraction.unpacking import NESTED
from candidates.models import Archive, Resume
from candidates.queries.uploads import UploadCount, count_files, list_uploads, read_rows
from candidates.tasks import unpack
from recruiting.accounts.actions import change_person
from recruiting.errors import Denied, Invalid
from recruiting.events.models import LockRow
from recruiting.work.models import Bulk
from tests.candidates.extraction import samples
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.rest.client import Api

pytestmark = pytest.mark.django_db
KEY = "a-page-of-mine"


@pytest.fixture(autouse=True)
def rules(db, settings) -> None:
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()


def resume(name: str) -> bytes:
    return make.RESUME.replace("kim.novak", name).encode()


def zipped(**members: bytes) -> io.BytesIO:
    return io.BytesIO(samples.zipped({name.replace("_", "."): content for name, content in members.items()}))


@pytest.fixture
def bulk(recruiter, job) -> Bulk:
    return start_upload(by=recruiter, job=job, key=KEY)


def add(bulk, recruiter, job, file, name="cvs.zip", **more):
    return add_upload(bulk=bulk, by=recruiter, job=job, name=name, file=file, **more)


def rows(bulk):
    return list(bulk.items.order_by("position").values_list("name", "state", "code"))


def test_each_file_of_an_archive_has_an_outcome_of_its_own(bulk, recruiter, job):
    inner = samples.zipped({"a.txt": b"x"})
    members = {
        "kim/cv.txt": resume("kim"),
        "../ann/cv.txt": resume("ann"),
        "again.txt": resume("kim"),
        "inner.zip": inner,
    }
    item = add(bulk, recruiter, job, io.BytesIO(samples.zipped({**members, "._kim": b"x"})))
    stored = str(Archive.objects.get().file)
    assert item.message == "4 files, a row each. Hidden files of the system were left out: 1."
    assert rows(bulk) == [
        ("cvs.zip", "done", "archive"),
        ("kim/cv.txt", "waiting", ""),
        ("ann/cv.txt", "waiting", ""),
        ("again.txt", "waiting", ""),
        ("inner.zip", "waiting", ""),
    ]
    assert [row.state for row in read_rows(recruiter, list(bulk.items.order_by("position")))] == [
        "running"
    ] + 4 * ["queued"]
    assert count_files(bulk) == UploadCount(total=5, final=0, missing=0, need_you=0)
    assert list_uploads(recruiter).get().reading == 4
    assert work_on_archive(Archive.objects.get().pk, most=1)
    unpack(Archive.objects.get().pk)
    assert [row[1:] for row in rows(bulk)] == [
        ("done", "archive"),
        ("done", ""),
        ("done", ""),
        ("done", "duplicate"),
        ("failed", "wrong_type"),
    ]
    assert bulk.items.get(name="inner.zip").message == NESTED
    assert list(Resume.objects.order_by("pk").values_list("file_name", "job")) == 2 * [("cv.txt", job.pk)]
    assert count_files(bulk) == UploadCount(total=5, final=2, missing=0, need_you=1)
    assert not Archive.objects.exists()
    assert not default_storage.exists(stored)
    assert not LockRow.objects.filter(name__startswith="candidates.unpack").exists()


def test_a_worker_that_died_half_way_is_followed_by_another(bulk, recruiter, job):
    add(bulk, recruiter, job, zipped(a_txt=resume("a"), b_txt=resume("b")))
    pk = Archive.objects.get().pk
    assert work_on_archive(pk, most=1)
    assert sweep_archives() == 1
    assert not work_on_archive(pk)
    assert not work_on_archive(pk)
    assert sweep_archives() == 0
    assert Resume.objects.count() == 2


def test_a_lost_archive_is_told_in_each_row(bulk, recruiter, job):
    add(bulk, recruiter, job, zipped(a_txt=b"a", b_txt=b"b"))
    archive = Archive.objects.get()
    default_storage.delete(str(archive.file))
    work_on_archive(archive.pk)
    assert {(row.code, row.message) for row in bulk.items.filter(state="failed")} == {
        (GONE.code, GONE.message)
    }
    assert not Archive.objects.exists()


def test_who_lost_the_right_meanwhile_takes_nothing_more_out(bulk, recruiter, admin, job):
    add(bulk, recruiter, job, zipped(a_txt=b"a"))
    change_person(person=recruiter, by=admin, role="auditor")
    work_on_archive(Archive.objects.get().pk)
    assert rows(bulk)[1][1] == "failed"
    assert not Resume.objects.exists()


def test_an_archive_that_is_refused_whole_is_one_row(bulk, recruiter, job):
    closed = make.make_job(recruiter=recruiter, status="closed", close_reason="Filled")
    add(bulk, recruiter, job, io.BytesIO(samples.zipped({f"{number}.txt": b"" for number in range(1_001)})))
    add(start_upload(by=recruiter, job=closed, key=""), recruiter, closed, zipped(a_txt=b"a"))
    assert [
        (row.state, row.code)
        for row in (Bulk.objects.order_by("pk")[0].items.get(), Bulk.objects.order_by("pk")[1].items.get())
    ] == [
        ("failed", "limits"),
        ("failed", "job_closed"),
    ]
    assert not Archive.objects.exists()


def test_a_document_of_an_office_program_is_one_resume(bulk, recruiter, job):
    add(bulk, recruiter, job, io.BytesIO(samples.docx(samples.paragraph("Kim Novak"))), name="cv.docx")
    assert rows(bulk) == [("cv.docx", "done", "")]


def test_the_page_takes_a_large_archive_and_no_large_resume(recruiter, job, client_for, settings):
    settings.MAX_UPLOAD_MB = 1
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(2):
            archive.writestr(f"{number}.txt", resume(f"p{number}") + b" " * 600_000)
    large = b"PK\x03\x04" + b"x" * (1 << 20)
    files = [SimpleUploadedFile("cvs.zip", stream.getvalue()), SimpleUploadedFile("no.docx", large)]
    answer = client_for(recruiter).post(f"/jobs/{job.pk}/upload/", {"files": files, "key": KEY})
    unpack(Archive.objects.get().pk)
    assert rows(Bulk.objects.get()) == [
        ("cvs.zip", "done", "archive"),
        ("0.txt", "done", ""),
        ("1.txt", "done", ""),
        ("no.docx", "failed", "too_large"),
    ]
    page = client_for(recruiter).get(answer["Location"]).content.decode()
    assert "Unpacked: 2 files, a row each." in page
    assert "2 of 4 done, 1 needs you" in page


# Files that a page is about to send


def test_what_never_arrives_is_told_as_missing_and_sent_later(bulk, recruiter, job):
    files = [("a.txt", 1), ("b.txt", 2), ("b.txt", 2), ("huge.pdf", 21 << 20), ("huge.zip", 21 << 20)]
    waiting = expect_files(bulk=bulk, by=recruiter, job=job, files=files)
    add(bulk, recruiter, job, io.BytesIO(resume("a")), name="a.txt", item=waiting[0])
    add(bulk, recruiter, job, io.BytesIO(resume("other")), name="a.txt", item=waiting[0])
    assert rows(bulk) == [
        ("a.txt", "done", ""),
        ("b.txt", "waiting", "expected"),
        ("b.txt", "waiting", "expected"),
        ("huge.pdf", "failed", "too_large"),
        ("huge.zip", "waiting", "expected"),
    ]
    assert count_files(bulk) == UploadCount(total=5, final=1, missing=3, need_you=1)
    assert list_uploads(recruiter).get().missing == 3
    again = expect_files(bulk=bulk, by=recruiter, job=job, files=[*files[:3], ("new.txt", 3)], again=True)
    assert [row.pk for row in again[:3]] == [row.pk for row in waiting[:3]]
    assert (again[3].position, again[3].code) == (6, "expected")


def test_who_may_not_upload_expects_nothing(bulk, recruiter, member, job):
    with nothing_changes():
        with pytest.raises(Denied):
            expect_files(bulk=bulk, by=member, job=job, files=[("a.txt", 1)])
        with pytest.raises(Invalid):
            expect_files(bulk=bulk, by=recruiter, job=job, files=[("a.txt", 1)] * (MOST_EXPECTED + 1))


def test_the_page_s_requests(recruiter, job, client_for):
    client, part = client_for(recruiter), {"HX-Request": "true"}
    address = f"/jobs/{job.pk}/upload/"
    answer = client.post(address, {"key": KEY, "expects": '[["a.txt", 7], ["b.txt", 8]]'}, headers=part)
    assert (answer.status_code, answer.content.count(b'data-state="waiting"')) == (201, 2)
    first = Bulk.objects.get().items.get(position=1)
    file = SimpleUploadedFile("a.txt", resume("a"))
    answer = client.post(address, {"key": KEY, "item": first.pk, "files": file}, headers=part)
    assert (answer.status_code, f'id="upload-{first.pk}"' in answer.content.decode()) == (201, True)
    page = client.get(f"/uploads/{Bulk.objects.get().pk}/").content.decode()
    assert "0 of 2 done, 1 not here yet" in page
    assert "data-upload-again" in page
    for nonsense in ("[1]", '{"a": 1}', '[["a", "b"]]', '[["a", -1]]', "x"):
        with nothing_changes():
            assert client.post(address, {"key": KEY, "expects": nonsense}, headers=part).status_code == 422


# The API


def test_an_archive_by_api(recruiter, job):
    api = Api(recruiter)
    archive = SimpleUploadedFile(
        "cvs.zip", samples.zipped({"a/cv.txt": resume("a"), "b.zip": samples.zipped({"c": b""})})
    )
    answer = api.upload({"file": archive, "job": job.pk, "key": "fair"}, "uploads")
    bulk = Bulk.objects.get()
    assert (answer.status_code, answer["Location"]) == (202, f"/api/v1/uploads/{bulk.pk}")
    assert answer.json()["files"] == {"total": 3, "final": 0, "missing": 0, "need_you": 0}
    unpack(Archive.objects.get().pk)
    api.upload({"file": SimpleUploadedFile("a.txt", resume("a")), "job": job.pk, "key": "fair"}, "uploads")
    files = api.get(f"uploads/{bulk.pk}/files").json()["results"]
    assert [(row["name"], row["state"], row["code"], row["status"]) for row in files] == [
        ("cvs.zip", "done", "archive", "done"),
        ("a/cv.txt", "done", "", "queued"),
        ("b.zip", "failed", "wrong_type", "unreadable"),
        ("a.txt", "done", "duplicate", "queued"),
    ]
    assert files[1]["resume"] == files[3]["resume"] == Resume.objects.get().pk
    assert api.get(f"uploads/{bulk.pk}/files?state=failed").json()["results"][0]["message"] == NESTED

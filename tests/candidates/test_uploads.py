"""Uploads of many files: the actions, the plain form, the script's requests, and what becomes of each file."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils.html import escape

from candidates.actions.resumes import delete_resume
from candidates.actions.screenings import work_on_screening
from candidates.actions.uploads import add_file, start_upload
from candidates.models import Application, Candidate, Resume, Screening
from recruiting.errors import Denied
from recruiting.work.models import Bulk, BulkItem
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db
KEY = "a-page-of-its-own"


@pytest.fixture(autouse=True)
def rules(db, settings) -> None:
    """Rules are published and files are accepted, whatever this machine's sandbox can do."""
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()


def resume_of(name: str, email: str = "") -> bytes:
    email = email or f"{name.lower().replace(' ', '.')}@example.org"
    return make.RESUME.replace("Kim Novak", name).replace("kim.novak@example.org", email).encode()


def files_named(*names: str) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(name, resume_of(f"Kim Novak{chr(97 + n % 26)}")) for n, name in enumerate(names)
    ]


def send(client: Client, path: str, files: list[SimpleUploadedFile], **more: Any):
    return client.post(path, {"files": files, "key": KEY}, **more)


def read_all() -> None:
    """What the worker does with everything that waits."""
    for pk in Screening.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True):
        assert work_on_screening(pk)


def items() -> list[tuple[str, str, str]]:
    return list(BulkItem.objects.order_by("pk").values_list("name", "state", "code"))


# The actions


def test_a_page_s_files_join_one_upload(recruiter, job, told):
    first = start_upload(by=recruiter, job=job, key=KEY)
    again = start_upload(by=recruiter, job=job, key=KEY)
    assert (first, first.job_id, first.total) == (again, job.pk, 0)
    assert start_upload(by=recruiter, job=job, key="") != start_upload(by=recruiter, job=job, key="")
    assert [(event["verb"], event["job_id"]) for event in told()] == [("bulk.started", job.pk)] * 3


def test_another_person_s_key_is_another_upload(recruiter, admin, job):
    mine = start_upload(by=recruiter, job=job, key=KEY)
    assert start_upload(by=admin, job=job, key=KEY) != mine
    with pytest.raises(IntegrityError):
        Bulk.objects.create(kind="x", actor=recruiter, client_key=KEY)


def test_who_may_not_upload_starts_nothing(recruiter, job, member, auditor, hiring_manager, interviewer):
    bulk = start_upload(by=recruiter, job=job, key=KEY)
    for person in (member, auditor, hiring_manager, interviewer):
        with nothing_changes(), pytest.raises(Denied):
            start_upload(by=person, job=job, key=KEY)
        with nothing_changes(), pytest.raises(Denied):
            add_file(bulk=bulk, by=person, job=job, name="a.txt", read=lambda: b"x")


def test_a_file_that_can_t_be_taken_is_a_row_with_the_reason(recruiter, settings):
    settings.MAX_UPLOAD_MB = 1
    closed = make.make_job(recruiter=recruiter, status="closed", close_reason="Filled")
    bulk = start_upload(by=recruiter, job=None, key=KEY)
    cut = add_file(bulk=bulk, by=recruiter, job=None, name="cut.pdf", read=None)
    large = add_file(bulk=bulk, by=recruiter, job=None, name="large.pdf", read=lambda: b"x" * 1048577)
    late = add_file(bulk=bulk, by=recruiter, job=closed, name="late.pdf", read=lambda: b"x")
    good = add_file(bulk=bulk, by=recruiter, job=None, name="good.txt", read=lambda: resume_of("Ann"))
    words = "Larger than 1 MB, so it was not kept. Save it smaller, or choose another file."
    assert [(row.position, row.state, row.code, row.message) for row in (cut, large, late, good)] == [
        (1, "failed", "too_large", words),
        (2, "failed", "too_large", words),
        (3, "failed", "job_closed", "This job is closed. Open it again to add people."),
        (4, "done", "", ""),
    ]
    assert Resume.objects.count() == 1


# The plain form


@pytest.mark.slow
def test_a_hundred_files_in_the_plain_form(recruiter, job, client_for):
    client = client_for(recruiter)
    files = [SimpleUploadedFile(f"{number}.txt", b"Resume %d" % number) for number in range(100)]
    answer = send(client, f"/jobs/{job.pk}/upload/", files)
    bulk = Bulk.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/uploads/{bulk.pk}/")
    assert (bulk.total, Resume.objects.filter(job=job).count(), Screening.objects.count()) == (100, 100, 100)
    page = client.get(answer["Location"])
    assert page.content.count(b'data-state="queued"') == 100
    assert b"0 of 100 done" in page.content


def test_a_hundred_and_one_are_refused_whole(recruiter, job, client_for):
    files = [SimpleUploadedFile(f"{number}.txt", b"Resume") for number in range(101)]
    with nothing_changes():
        answer = send(client_for(recruiter), f"/jobs/{job.pk}/upload/", files)
    assert answer.status_code == 413
    assert "Send a smaller file, or fewer at once" in answer.content.decode()


@pytest.mark.parametrize("data", [{}, {"key": KEY}, {"key": "x"}, {"key": "<script>alert(1)</script>"}])
def test_without_a_file_nothing_begins(recruiter, job, client_for, data):
    with nothing_changes():
        answer = client_for(recruiter).post(f"/jobs/{job.pk}/upload/", data)
    assert answer.status_code == 422
    assert "No file came along" in answer.content.decode()


def test_who_may_not_upload_is_refused_before_the_files_are_looked_at(
    job, hiring_manager, interviewer, member, auditor, client_for
):
    for person, status in ((hiring_manager, 403), (interviewer, 403), (member, 404), (auditor, 404)):
        client = client_for(person)
        with nothing_changes():
            for files in ([], files_named("a.txt")):
                assert send(client, f"/jobs/{job.pk}/upload/", files).status_code == status
                assert send(client, "/uploads/new/", files).status_code == 403


def test_of_a_too_large_file_only_the_row_stays_and_the_rest_go_on(recruiter, job, client_for, settings):
    settings.MAX_UPLOAD_MB = 1
    client = client_for(recruiter)
    before = set(default_storage.listdir("")[0])
    big = SimpleUploadedFile("big.pdf", b"x" * (1024 * 1024 + 1))
    answer = send(client, f"/jobs/{job.pk}/upload/", [big, *files_named("kim.txt")])
    assert items() == [("kim.txt", "done", ""), ("big.pdf", "failed", "too_large")]
    assert Resume.objects.count() == 1
    assert len(set(default_storage.listdir("")[0]) - before) <= 1
    page = client.get(answer["Location"]).content.decode()
    assert "Larger than 1 MB, so it was not kept" in page
    assert f'href="/jobs/{job.pk}/"' in page
    assert 'aria-label="Choose another file instead of big.pdf"' in page


# The script: one file a request


def test_the_script_gets_its_file_s_row(recruiter, job, client_for):
    client, path = client_for(recruiter), f"/jobs/{job.pk}/upload/"
    for number, name in enumerate(("a.txt", "b.txt"), start=1):
        answer = send(
            client, path, [SimpleUploadedFile(name, resume_of(name))], headers={"HX-Request": "true"}
        )
        assert answer.status_code == 201
        assert answer.content.count(b"<li ") == 1
        assert f'data-upload-page="/uploads/{Bulk.objects.get().pk}/?page=1"' in answer.content.decode()
        assert Bulk.objects.get().total == number


def test_the_script_is_told_of_a_refused_file(recruiter, job, client_for, settings):
    settings.MAX_UPLOAD_MB = 1
    big = SimpleUploadedFile("big.pdf", b"x" * (1024 * 1024 + 1))
    answer = send(client_for(recruiter), f"/jobs/{job.pk}/upload/", [big], headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert 'data-state="unreadable"' in answer.content.decode()
    assert "Choose another file" in answer.content.decode()


# What becomes of the files


def test_the_same_file_twice_is_recognised_and_leads_to_the_person(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt"))
    read_all()
    answer = send(client, f"/jobs/{job.pk}/upload/", files_named("again.txt"))
    assert items() == [("kim.txt", "done", ""), ("again.txt", "done", "duplicate")]
    assert (Resume.objects.count(), Screening.objects.count(), Candidate.objects.count()) == (1, 1, 1)
    page = client.get(answer["Location"]).content.decode()
    assert "Already here" in page
    assert f'href="/applications/{Application.objects.get().pk}/"' in page


def test_good_files_go_on_beside_bad_ones(recruiter, job, client_for):
    client = client_for(recruiter)
    bad = [
        SimpleUploadedFile("empty.pdf", b""),
        SimpleUploadedFile("picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        SimpleUploadedFile("broken.docx", b"PK\x03\x04" + b"\0" * 64),
    ]
    answer = send(client, f"/jobs/{job.pk}/upload/", [*bad, *files_named("kim.txt")])
    read_all()
    assert sorted(Screening.objects.values_list("resume__file_name", "state")) == [
        ("broken.docx", "unreadable"),
        ("empty.pdf", "unreadable"),
        ("kim.txt", "done"),
        ("picture.pdf", "unreadable"),
    ]
    page = client.get(answer["Location"]).content.decode()
    assert "4 of 4 done, 3 need you" in page
    for screening in Screening.objects.filter(state="unreadable"):
        assert escape(screening.message.split(".")[0]) in page
    job_page = client.get(f"/jobs/{job.pk}/").content.decode()
    for file in bad:  # to read the same bytes again can't help
        assert all(
            f'aria-label="Choose another file instead of {file.name}"' in each for each in (page, job_page)
        )
    assert "/retry/" not in page + job_page
    assert Application.objects.count() == 1


def test_a_retry_queues_the_file_again(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", [SimpleUploadedFile("empty.pdf", b"")])
    read_all()
    resume = Resume.objects.get()
    answer = client.post(f"/resumes/{resume.pk}/retry/", {"next": "/uploads/"}, follow=True)
    assert answer.redirect_chain == [("/uploads/", 302)]
    assert "empty.pdf is queued again." in answer.content.decode()
    assert Screening.objects.get().state == "queued"
    with nothing_changes():
        assert client.post(f"/resumes/{resume.pk}/retry/").status_code == 409


def test_a_file_without_any_screening_has_nothing_to_retry(recruiter, job, client_for):
    resume = make.make_resume(job=job)
    with nothing_changes():
        assert client_for(recruiter).post(f"/resumes/{resume.pk}/retry/").status_code == 409


def test_a_wrong_upload_is_deleted_and_comes_back(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt"))
    read_all()
    resume, application = Resume.objects.get(), Application.objects.get()
    asked = client.get(f"/resumes/{resume.pk}/delete/").content.decode()
    assert f"the application of <b>{application.candidate.name}</b>" in asked
    answer = client.post(f"/resumes/{resume.pk}/delete/", follow=True)
    assert answer.redirect_chain == [(f"/jobs/{job.pk}/", 302)]
    assert f'action="/resumes/{resume.pk}/restore/"' in answer.content.decode()
    for path in (f"/applications/{application.pk}/", f"/resumes/{resume.pk}/download/"):
        assert client.get(path).status_code == 404
    assert "This upload was deleted." in client.get(f"/uploads/{Bulk.objects.get().pk}/").content.decode()
    answer = client.post(f"/resumes/{resume.pk}/restore/")
    assert (answer.status_code, answer["Location"]) == (302, f"/applications/{application.pk}/")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("done", ["note", "move", "review"])
def test_what_somebody_worked_on_does_not_go_with_its_file(recruiter, job, client_for, done):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt"))
    read_all()
    application = Application.objects.get()
    page, stage = f"/applications/{application.pk}/", job.stages.get(name="Debrief")
    flag = application.screening.flags.first().flag
    path, sent = {
        "note": (f"{page}notes/", {"text": "Calm.", "visibility": "team"}),
        "move": (f"{page}move/", {"stage": stage.pk, "version": 1}),
        "review": (f"{page}flags/{flag}/", {"verdict": "confirmed"}),
    }[done]
    assert client.post(path, sent).status_code == 302
    delete = f"/resumes/{application.resume_id}/delete/"
    assert "so its resume can’t be deleted" in client.get(delete).content.decode()
    with nothing_changes():
        assert client.post(delete).status_code == 409


def test_an_upload_without_a_job_makes_people(recruiter, client_for):
    client = client_for(recruiter)
    answer = send(client, "/uploads/new/", files_named("kim.txt"))
    read_all()
    person = Candidate.objects.get()
    assert (person.resumes.get().job, Application.objects.count()) == (None, 0)
    page = client.get(answer["Location"]).content.decode()
    assert f'href="/candidates/{person.pk}/"' in page
    resume = person.resumes.get()
    assert client.post(f"/resumes/{resume.pk}/delete/")["Location"] == "/candidates/"
    assert client.post(f"/resumes/{resume.pk}/restore/")["Location"] == "/candidates/"
    assert client.get(f"/candidates/{person.pk}/").status_code == 200


def test_the_same_address_proposes_a_duplicate_and_merges_nothing(recruiter, job, client_for):
    client = client_for(recruiter)
    files = [
        SimpleUploadedFile("kim.txt", resume_of("Kim Novak", "kim@example.org")),
        SimpleUploadedFile("k.txt", resume_of("K Novak", "KIM@example.org")),
    ]
    send(client, f"/jobs/{job.pk}/upload/", files)
    read_all()
    first, second = Application.objects.order_by("pk")
    page = client.get(f"/applications/{second.pk}/").content.decode()
    assert "Perhaps the same person" in page
    assert f'href="/candidates/{first.candidate_id}/"' in page
    assert first.candidate_id != second.candidate_id


HOSTILE = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\boot.txt": "boot.txt",
    "<img src=x onerror=alert(1)>.txt": "<img src=x onerror=alert(1)>.txt",
    "kim\u202etxt.exe": "kimtxt.exe",
    "kim\u200b\u2066.txt": "kim.txt",
    'quote".txt': 'quote".txt',
    "r\u0065\u0301sum\u00e9.txt": "r\u00e9sum\u00e9.txt",
    "x" * 400 + ".txt": "x" * 196 + ".txt",
}


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: repr(name[:24]))
def test_a_hostile_name_is_only_data(recruiter, job, client_for, name):
    client = client_for(recruiter)
    bulk = start_upload(by=recruiter, job=job, key=KEY)
    add_file(bulk=bulk, by=recruiter, job=job, name=name, read=lambda: b"Resume")
    resume = Resume.objects.get()
    assert (resume.file_name, BulkItem.objects.get().name) == (HOSTILE[name], HOSTILE[name])
    assert default_storage.exists(resume.file.name)
    for path in (f"/uploads/{bulk.pk}/", f"/jobs/{job.pk}/"):
        assert "<img src=x" not in client.get(path).content.decode()
    download = client.get(f"/resumes/{resume.pk}/download/")
    assert b"".join(download.streaming_content) == b"Resume"
    assert "\n" not in download["Content-Disposition"]


def test_a_name_of_nothing_but_control_characters_gets_another(recruiter):
    bulk = start_upload(by=recruiter, job=None, key=KEY)
    assert add_file(bulk=bulk, by=recruiter, job=None, name="\u202e\x00", read=lambda: b"x").name == "resume"


# The pages of uploads


def test_one_s_uploads_are_one_s_own(recruiter, outsider, admin, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt"))
    bulk = Bulk.objects.get()
    assert f"/uploads/{bulk.pk}/" in client.get("/uploads/").content.decode()
    assert client_for(admin).get(f"/uploads/{bulk.pk}/").status_code == 200
    other = client_for(outsider)
    assert other.get(f"/uploads/{bulk.pk}/").status_code == 404
    assert f"/uploads/{bulk.pk}/" not in other.get("/uploads/").content.decode()


def test_a_row_says_no_more_than_one_may_still_see(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt"))
    read_all()
    job.members.all().delete()
    job.confidential = True
    job.save()
    page = client.get(f"/uploads/{Bulk.objects.get().pk}/").content.decode()
    assert Candidate.objects.get().name not in page
    assert f"/jobs/{job.pk}/" not in page


def test_file_names_of_a_blind_job_are_its_sender_s(recruiter, admin, job, client_for, settings):
    """Read or not, kept or refused: somebody else's eyes see no name of a file."""
    settings.MAX_UPLOAD_MB = 1
    job.blind_until = job.stages.last()
    job.save()
    client = client_for(recruiter)
    send(
        client,
        f"/jobs/{job.pk}/upload/",
        [*files_named("kim-novak.txt"), SimpleUploadedFile("ann-lee.txt", b"x" * 1048577)],
    )
    page = f"/uploads/{Bulk.objects.get().pk}/"
    assert "ann-lee.txt" in client.get(page).content.decode()
    for _ in ("waiting", "read"):
        shown = client_for(admin).get(page).content.decode()
        assert ("kim-novak" in shown, "ann-lee" in shown, "File 2" in shown) == (False, False, True)
        read_all()


def test_the_list_tells_uploads_from_each_other(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", files_named("kim.txt", "jo.txt"))
    page = client.get("/uploads/").content.decode()
    assert ("kim.txt</bdi> and 1 other file" in page, f">{job.title}</a>" in page) == (True, True)
    assert "2 to be read" in page or "1 to be read" in page
    read_all()
    assert "All read" in client.get("/uploads/").content.decode()
    client.post("/uploads/new/", {"files": [SimpleUploadedFile("empty.pdf", b"")], "key": f"{KEY}-2"})
    read_all()
    page = client.get("/uploads/").content.decode()
    assert ("empty.pdf" in page, "1 needs you" in page) == (True, True)


def test_a_text_without_a_name_asks_for_it_on_its_row(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", [SimpleUploadedFile("cv_kim_novak.txt", b"engineer, docker")])
    read_all()
    upload = f"/uploads/{Bulk.objects.get().pk}/"
    (row,) = client.get(upload).context["rows"]
    assert (row.words, row.lacks_name, row.candidate.shown_name) == ("Screened", True, "Name not found")
    edit = f"/candidates/{row.candidate.pk}/edit/"
    page = client.get(upload).content.decode()
    assert f'href="{edit}?next={upload}"' in page
    assert "The text says no name" in page
    form = client.get(edit).context["form"]
    assert (form["name"].value(), "cv_kim_novak.txt" in form.fields["name"].help_text) == ("Kim Novak", True)
    assert not row.screening.flags.filter(holds=True).exists()
    sent = {"name": "Kim Novak", "version": row.candidate.version, "next": upload}
    assert client.post(edit, sent)["Location"] == upload
    assert "Screened: <a" in (page := client.get(upload).content.decode())
    assert ("Kim Novak" in page, "The text says no name" in page) == (True, False)


def test_those_that_need_somebody_are_found_among_the_others(recruiter, job, client_for):
    client = client_for(recruiter)
    files = [*files_named("kim.txt", "jo.txt"), SimpleUploadedFile("empty.pdf", b"")]
    send(client, f"/jobs/{job.pk}/upload/", files)
    read_all()
    page = f"/uploads/{Bulk.objects.get().pk}/"
    assert "Show only the one that needs you" in client.get(page).content.decode()
    answer = client.get(f"{page}?show=needing")
    assert [row.item.name for row in answer.context["rows"]] == ["empty.pdf"]
    assert ("3 of 3 done" in answer.content.decode(), "Show all files" in answer.content.decode()) == (
        True,
    ) * 2
    BulkItem.objects.filter(name="empty.pdf").delete()
    assert "None of the files needs you." in client.get(f"{page}?show=needing").content.decode()


def test_a_deleted_file_needs_nobody(recruiter, job, client_for):
    client = client_for(recruiter)
    send(client, f"/jobs/{job.pk}/upload/", [SimpleUploadedFile("broken.docx", b"PK\x03\x04 no more")])
    read_all()
    needing = f"/uploads/{Bulk.objects.get().pk}/?show=needing"
    assert [row.item.name for row in client.get(needing).context["rows"]] == ["broken.docx"]
    delete_resume(resume=Resume.objects.get(), by=recruiter)
    assert client.get(needing).context["rows"] == []


@pytest.mark.parametrize("rows", [1, 30])
def test_an_upload_s_page_costs_the_same(recruiter, job, client_for, django_assert_num_queries, rows):
    bulk = start_upload(by=recruiter, job=job, key=KEY)
    for number in range(rows):
        application = make.make_screened_application(job)
        BulkItem.objects.create(
            bulk=bulk, position=number + 1, name="kim.txt", state="done", target_id=application.resume_id
        )
    client = client_for(recruiter)
    client.get("/uploads/")
    with django_assert_num_queries(12):
        assert client.get(f"/uploads/{bulk.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_uploads_costs_the_same(recruiter, client_for, django_assert_num_queries, rows):
    for number in range(rows):
        start_upload(by=recruiter, job=None, key=f"{KEY}-{number}")
    client = client_for(recruiter)
    client.get("/uploads/")
    with django_assert_num_queries(6):
        assert client.get("/uploads/").status_code == 200

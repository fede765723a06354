"""People out of CSV files: how a file is read, what becomes of each row, pages, undo."""

import codecs
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from candidates.actions.imports import keep_file, start_import, sweep_imports, undo_row, work_on_import
from candidates.csvfiles import MOST_ROWS, guess_columns, has_headings, read_rows, read_table
from candidates.models import Application, Candidate, PeopleImport
from candidates.queries.identity import placeholder
from candidates.queries.imports import preview, rows_of, table_of
from candidates.tasks import import_people
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.work.actions import cancel_bulk, pause_bulk, resume_bulk, undo_bulk
from recruiting.work.models import Bulk
from recruiting.work.queries import progress_of
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.rest.client import Api

HEADINGS = "Full name,E-mail,Mobile phone,Job title,Remarks\n"
KIM = "Kim Novák,kim@example.org,+420 601 234 567,Platform engineer,met at a fair\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "windows-1252"],
)
def test_encodings_and_delimiters_are_told_from_the_file(delimiter, encode):
    text = (HEADINGS + KIM).replace(",", delimiter).replace("\n", "\r\n")
    text = text.replace("Kim Novák", f'"Novák{delimiter} Kim"')
    table = read_table(encode(text))
    assert table.delimiter == delimiter
    assert guess_columns(table) == ["name", "email", "phone", "headline", ""]
    assert has_headings(table)
    name = f"Novák{delimiter} Kim".replace("\t ", " ")
    assert table.rows == (
        (name, "kim@example.org", "+420 601 234 567", "Platform engineer", "met at a fair"),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n,,\n", "empty"),
        (b"\x89PNG\r\n" + bytes(range(256)) * 9, "not_csv"),
        (b"PK\x03\x04 a spreadsheet", "not_csv"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
        (b"a\n" * (MOST_ROWS + 2), "too_many"),
        (b"a," * 101, "too_wide"),
    ],
)
def test_what_is_no_such_table_is_refused_with_what_to_do(data, code):
    with pytest.raises(Invalid) as raised:
        read_table(data)
    assert (raised.value.field, raised.value.code) == ("file", code)


def test_names_in_two_columns_and_no_headings():
    table = read_table(b"Vorname;Nachname;E-Mail-Adresse\nAnn;Lee;ann@example.org\n")
    assert guess_columns(table) == ["first_name", "last_name", "email"]
    assert [row.values["name"] for row in read_rows(table, guess_columns(table), headings=True)] == [
        "Ann Lee"
    ]
    bare = read_table(b"Ann Lee,ann@example.org\nBo Oh,bo@example.org\n")
    assert (guess_columns(bare), has_headings(bare)) == (["", "email"], False)
    assert len(list(read_rows(bare, ["name", "email"], headings=False))) == 2


def test_hostile_cells_are_text_and_each_error_is_told():
    cells = "=HYPERLINK(1),a@example.org\n<script>alert(1)</script>\x00\u202e,b@example.org\n,c@example.org\nAnn,nobody\n"
    rows = list(read_rows(read_table(("name,email\n" + cells).encode()), ["name", "email"], headings=True))
    assert [row.values["name"] for row in rows] == ["=HYPERLINK(1)", "<script>alert(1)</script>", "", "Ann"]
    assert [dict(row.errors) for row in rows] == [
        {},
        {},
        {"name": "The name is missing."},
        {"email": "Write an e-mail address such as name@example.org."},
    ]


# The work


def people(count: int, bad: int = 0) -> bytes:
    good = [f"Person {number},p{number}@example.org" for number in range(count - bad)]
    return "\n".join(["name,email", *good, *["Bad,nowhere"] * bad]).encode()


def begin(by, data, job=None) -> Bulk:
    return start_import(wanted=keep_file(by=by, data=data, name="people.csv", job=job), by=by)


@pytest.mark.django_db
def test_each_row_has_an_outcome_and_all_can_be_taken_back(recruiter, job, told):
    known = make.make_candidate(name="Kim", email="KIM@example.org")
    there = make.make_application(job).candidate
    email = there.contacts.filter(kind="email").first()
    address = email.value if email else "there@example.org"
    if email is None:
        there.contacts.create(kind="email", value=address, value_key=address)
    rows = f"name,email\nKim N,kim@example.org\nAnn,ann@example.org\nAnn again,ann@example.org\nThere,{address}\n,x@example.org\n"
    bulk = begin(recruiter, rows.encode(), job)
    assert Candidate.objects.filter(name="Ann").count() == 0
    import_people(bulk.pk)
    ann = Candidate.objects.get(name="Ann")
    assert list(bulk.items.order_by("position").values_list("state", "code", "target_id")) == [
        ("done", "known", known.pk),
        ("done", "", ann.pk),
        ("skipped", "known", ann.pk),
        ("skipped", "known", there.pk),
        ("failed", "row", None),
    ]
    assert bulk.items.get(position=5).message == "The name is missing."
    assert Application.objects.active().filter(job=job, candidate__in=[known, ann]).count() == 2
    assert "candidate.created" in [event["verb"] for event in told()]
    bulk.refresh_from_db()
    assert (bulk.state, undo_bulk(bulk=bulk, by=recruiter)) == ("done", 2)
    ann.refresh_from_db()
    known.refresh_from_db()
    assert (ann.deleted_at is None, known.deleted_at) == (False, None)
    assert not Application.objects.active().filter(candidate__in=[known, ann]).exists()
    assert told()[-2]["verb"] == "application.removed"


@pytest.mark.django_db
def test_an_import_confirms_nobody_who_is_hidden(recruiter, job):
    job.blind_until = job.stages.last()
    job.save()
    make.make_contact(make.make_application(job).candidate, value="kim@example.org")
    wanted = keep_file(by=recruiter, data=(HEADINGS + KIM).encode(), name="people.csv")
    assert preview(recruiter, rows_of(wanted, table_of(wanted))).known == 0
    bulk = start_import(wanted=wanted, by=recruiter)
    work_on_import(bulk.pk)
    assert bulk.items.get().message == "Added."


def test_the_rows_of_an_import_name_nobody_who_is_hidden(recruiter, admin, job, client_for):
    bulk = begin(recruiter, (HEADINGS + KIM).encode(), job)
    work_on_import(bulk.pk)
    page, rows = f"/work/{bulk.pk}/", f"imports/{bulk.people_import.pk}/rows"
    code = placeholder(bulk.items.get().target_id)
    assert "Kim" in client_for(admin).get(page).content.decode()
    assert Api(recruiter).get(rows).json()["results"][0]["name"].startswith("Kim")
    job.blind_until = job.stages.last()
    job.save()
    for reader in (recruiter, admin):
        shown = client_for(reader).get(page).content.decode()
        assert (code in shown, "Kim" in shown) == (True, False)
    assert Api(recruiter).get(rows).json()["results"][0]["name"] == code


def test_what_was_done_with_a_person_since_stays(recruiter):
    bulk = begin(recruiter, people(2))
    import_people(bulk.pk)
    first = Candidate.objects.get(name="Person 0")
    make.make_note(candidate=first, author=recruiter)
    bulk.refresh_from_db()
    assert undo_bulk(bulk=bulk, by=recruiter) == 1
    item = bulk.items.get(target_id=first.pk)
    assert (item.state, item.code) == ("done", "touched")
    with pytest.raises(Conflict):
        undo_row(item=item, by=recruiter)


@pytest.mark.django_db
def test_it_pauses_goes_on_and_leaves_out_the_rest(recruiter):
    bulk = begin(recruiter, people(4))
    assert work_on_import(bulk.pk, most=1)
    pause_bulk(bulk=bulk, by=recruiter)
    assert not work_on_import(bulk.pk)
    assert sweep_imports() == 0
    resume_bulk(bulk=bulk, by=recruiter)
    assert sweep_imports() == 1
    work_on_import(bulk.pk, most=1)
    cancel_bulk(bulk=bulk, by=recruiter)
    work_on_import(bulk.pk)
    assert (Candidate.objects.count(), progress_of(bulk).skipped) == (2, 2)


@pytest.mark.django_db
def test_files_are_forgotten_after_a_week(recruiter):
    wanted = keep_file(by=recruiter, data=people(1), name="people.csv")
    sweep_imports(now=timezone.now() + timedelta(days=6))
    assert PeopleImport.objects.exists()
    sweep_imports(now=timezone.now() + timedelta(days=8))
    assert not PeopleImport.objects.exists()
    assert not default_storage.exists(str(wanted.file))


@pytest.mark.django_db
def test_who_may_add_nobody_imports_nobody(recruiter, member, auditor, job):
    foreign = make.make_job(recruiter=member, confidential=True)
    with nothing_changes():
        for person, where in ((member, None), (auditor, None), (recruiter, foreign)):
            with pytest.raises(Denied):
                keep_file(by=person, data=people(1), name="people.csv", job=where)


@pytest.mark.django_db
def test_the_pages_from_the_file_to_the_people(recruiter, job, client_for, django_assert_max_num_queries):
    client = client_for(recruiter)
    file = SimpleUploadedFile("people.csv", people(20, bad=2).replace(b"name,email", b"Who,E-mail"))
    answer = client.post("/candidates/import/", {"file": file, "job": job.pk})
    page = client.get(answer["Location"]).content.decode()
    assert "Say which column holds the name." in page
    chosen = {"column_0": "email", "column_1": "email", "headings": "on"}
    assert client.post(answer["Location"], chosen).status_code == 422
    chosen["column_0"] = "name"
    assert client.post(answer["Location"], chosen)["Location"] == answer["Location"]
    with django_assert_max_num_queries(12):
        page = client.get(answer["Location"]).content.decode()
    assert "<strong>18 people</strong> of 20 rows can be imported" in page
    assert page.count('data-state="failed"') == 2
    started = client.post(answer["Location"], {**chosen, "start": "1"})
    bulk = Bulk.objects.get()
    assert started["Location"] == f"/work/{bulk.pk}/"
    import_people(bulk.pk)
    assert (progress_of(bulk).done, progress_of(bulk).failed) == (18, 2)
    assert client.get(answer["Location"])["Location"] == f"/work/{bulk.pk}/"
    assert client.post("/candidates/import/", {"file": SimpleUploadedFile("x.csv", b"")}).status_code == 422


@pytest.mark.django_db
def test_the_command_says_what_became_of_the_rows(recruiter, tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_bytes(people(3, bad=1))
    call_command("import_people", str(file), user=recruiter.email, dry_run=True)
    assert (capsys.readouterr().out, Candidate.objects.count()) == (
        "rows: 3  with errors: 1  here already: 0\n",
        0,
    )
    with pytest.raises(CommandError, match="1 row was not imported"):
        call_command("import_people", str(file), user=recruiter.email)
    assert "added: 2  here already: 0  failed: 1" in capsys.readouterr().out
    for options in (
        {"user": "nobody@example.org"},
        {"user": recruiter.email, "job": 9},
        {"user": recruiter.email, "columns": "name,name"},
    ):
        with pytest.raises(CommandError):
            call_command("import_people", str(file), **options)


@pytest.mark.django_db
def test_by_api(recruiter, job):
    api = Api(recruiter)
    file = SimpleUploadedFile("people.csv", people(3, bad=1).replace(b"name,", b"who,"))
    assert api.upload({"file": file}, "imports").status_code == 400
    file.seek(0)
    answer = api.upload({"file": file, "job": job.pk, "columns": "name,email"}, "imports")
    import_people(Bulk.objects.get().pk)
    found = api.get(answer["Location"].removeprefix("/api/v1/")).json()
    assert (found["state"], found["rows"]["done"], found["rows"]["failed"]) == ("done", 2, 1)
    rows = api.get(f"imports/{found['id']}/rows?state=failed").json()["results"]
    assert [row["message"] for row in rows] == ["Write an e-mail address such as name@example.org."]
    assert api.post(f"imports/{found['id']}/undo", {}).json()["rows"]["undone"] == 2
    assert not Candidate.objects.present().exists()

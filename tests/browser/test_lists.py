"""Lists in and out of the product, by keyboard."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from candidates.actions.imports import work_on_import
from candidates.models import Candidate
from recruiting.work.models import Bulk
from tests.browser.by_keys import press, reach
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_import_two_hundred_rows_with_six_bad_ones(page: Page, live_server, sign_in, recruiter):
    rows = [f"Person {number};p{number}@example.org" for number in range(194)]
    rows += ["No Address;nowhere", ";nameless@example.org", "A;b", "B;c", "C;d", "D;e"]
    data = "\r\n".join(["Kandidat;E-Mail", *rows]).encode("utf-16")
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/candidates/")
    press(page, page.get_by_role("link", name="Import"))
    with page.expect_file_chooser() as opened:
        press(page, page.get_by_label("CSV file"))
    opened.value.set_files([{"name": "people.csv", "mimeType": "text/csv", "buffer": data}])
    press(page, page.get_by_role("button", name="Read the file"))
    expect(page.get_by_role("status").first).to_contain_text("Say which column holds the name.")
    reach(page, page.get_by_label("Kandidat"))
    page.keyboard.type("Name")
    press(page, page.get_by_role("button", name="Show preview"))
    expect(page.locator("#preview + .body, [aria-labelledby=preview]").first).to_contain_text(
        "194 people of 200 rows"
    )
    expect(page.locator('[aria-label="Rows with errors"] tbody tr')).to_have_count(6)
    press(page, page.get_by_role("button", name="Import 194 people"))
    expect(page.locator("#bulk")).to_contain_text("0 of 200")
    while work_on_import(Bulk.objects.get().pk):
        pass
    expect(page.locator("#bulk")).to_contain_text("194 done · 6 need you")
    expect(page.get_by_role("button", name="Undo all")).to_be_visible()
    assert Candidate.objects.present().count() == 194


def test_export_the_list(page: Page, live_server, sign_in, recruiter):
    job = open_a_job(recruiter)
    make.make_application(job, candidate=make.make_candidate(name="=cmd()"))
    make.make_application(job, candidate=make.make_candidate(name="Ann Lee"))
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/?q=ann")
    with page.expect_download() as download:
        press(page, page.get_by_role("link", name="Export"))
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert [row["Name"] for row in csv.DictReader(io.StringIO(text))] == ["Ann Lee"]
    page.goto(f"{live_server.url}/candidates/")
    with page.expect_download() as download:
        press(page, page.get_by_role("link", name="Export"))
    assert "'=cmd()" in download.value.path().read_text(encoding="utf-8")

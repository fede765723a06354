"""The upload script on a job's page: one request a file, rows that follow the screening, what goes wrong on the way."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from candidates.actions.screenings import work_on_screening
from candidates.models import Application, Job, Resume, Screening
from candidates.queries import uploads
from recruiting.work.models import Bulk, BulkItem
from rubrics.actions import publish_shipped_rules
from tests.browser.worker import running_worker
from tests.candidates.extraction import samples
from tests.candidates.pipeline import open_a_job
from tests.factories.candidates import RESUME

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(recruiter, settings) -> Job:
    settings.ALLOW_WEAK_SANDBOX = True
    publish_shipped_rules()
    return open_a_job(recruiter)


@pytest.fixture
def job_page(page: Page, live_server, sign_in, recruiter, job) -> Page:
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    page.wait_for_selector("form[data-upload-ready]")
    return page


def files(*names: str) -> list[dict]:
    """Resumes of different people."""
    return [
        {
            "name": name,
            "mimeType": "text/plain",
            "buffer": RESUME.replace("kim.novak", f"person{number}").encode(),
        }
        for number, name in enumerate(names)
    ]


def choose(page: Page, chosen: list[dict]) -> None:
    page.locator("#files").set_input_files(chosen)


def fail_all(**which: str) -> None:
    """What a machine's fault leaves."""
    rows = Screening.objects.filter(state="queued", **which)
    message = "Reading this file was broken off 10 times by a fault of ours."
    rows.update(state="failed", code="gave_up", message=message, finished_at=timezone.now())


def read_all() -> None:
    """What a worker does, for every queued row."""
    for pk in list(Screening.objects.filter(state="queued").values_list("pk", flat=True)):
        work_on_screening(pk)


def test_each_file_goes_up_by_itself_and_the_lists_follow(job_page):
    posts = []
    job_page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    choose(job_page, files(*[f"person {number}.txt" for number in range(7)]))
    rows = job_page.locator("#upload-rows > li")
    expect(rows.filter(has_text="Queued")).to_have_count(7)
    assert len(posts) == 1 + 7  # the first says what is to come
    expect(job_page.locator("[data-upload-safe]")).to_contain_text("You can leave this page")
    expect(job_page.locator("[data-upload-count]")).to_have_text("0 of 7 done")
    read_all()
    expect(rows.filter(has_text="Screened: Kim Novak")).to_have_count(7)
    expect(job_page.locator("#applications tbody tr")).to_have_count(7)
    expect(job_page.locator("#stages")).to_contain_text("All active 7")
    expect(job_page.locator("#live")).to_have_text("7 of 7 done")


def test_at_most_three_are_on_their_way_at_once(job_page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        said = "expects" in (route.request.post_data_buffer or b"").decode(errors="replace")
        route.continue_() if said else held.append(route)

    job_page.route("**/upload/", hold)
    choose(job_page, files(*[f"{number}.txt" for number in range(5)]))
    expect(job_page.locator('[data-state="sending"]')).to_have_count(3)
    expect(job_page.locator('[data-state="waiting"]')).to_have_count(2)
    expect(job_page.locator("[data-upload-safe]")).to_contain_text("Stay on this page")
    assert len(held) == 3
    for route in held[:3]:
        route.continue_()
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_have_count(3)
    expect(job_page.locator('[data-state="sending"]')).to_have_count(2)
    for route in held[3:]:
        route.continue_()
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_have_count(5)


def test_dropped_files_go_up_wherever_they_fall(job_page):
    job_page.locator("h1").evaluate(
        """place => {
            const data = new DataTransfer();
            data.items.add(new File(["a resume"], "dropped.txt", {type: "text/plain"}));
            for (const type of ["dragover", "drop"]) {
                place.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
            }
        }"""
    )
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_contain_text("dropped.txt")


@pytest.mark.parametrize(
    ("trouble", "words", "noise"),
    [
        (lambda route: route.abort(), "No connection: this file was not sent", "ERR_FAILED"),
        (
            lambda route: route.fulfill(status=503, body="down"),
            "The server could not take it",
            "status of 503",
        ),
        (lambda route: route.fulfill(status=429, body=""), "Too many at once", "status of 429"),
    ],
    ids=["no-connection", "server-down", "too-many"],
)
def test_what_did_not_arrive_can_be_sent_again(job_page, trouble, words, noise):
    job_page.guard.expect(noise)
    job_page.route("**/upload/", trouble)
    choose(job_page, files("kim.txt"))
    row = job_page.locator("#upload-rows > li")
    expect(row).to_contain_text(words)
    expect(job_page.locator("[data-upload-count]")).to_have_text("1 of 1 done, 1 needs you")
    job_page.unroute("**/upload/")
    row.get_by_role("button", name="Try again: kim.txt").click()
    expect(row).to_contain_text("Queued")
    expect(row).to_have_count(1)


def test_a_file_that_is_too_large_is_not_sent(job_page):
    job_page.locator("form[data-upload]").evaluate("form => { form.dataset.uploadMaxMb = 0.00001; }")
    choose(job_page, files("big.txt"))
    expect(job_page.locator("#upload-rows > li")).to_have_text(
        re.compile(r"big\.txt\s*Larger than 0.00001 MB")
    )
    assert not Screening.objects.exists()


def test_a_file_that_failed_is_tried_again_in_its_place(job_page):
    choose(job_page, files("kim.txt"))
    row = job_page.locator("#upload-rows > li")
    expect(row).to_contain_text("Queued")
    fail_all()
    expect(row).to_contain_text("broken off")
    row.get_by_role("button", name="Try again: kim.txt").click()
    expect(row).to_contain_text("Queued")
    expect(job_page.locator(".toast")).to_have_count(0)
    read_all()
    expect(row).to_contain_text("Screened: Kim Novak")


def test_a_file_that_stays_unreadable_asks_for_another(job_page):
    locked = {"name": "locked.pdf", "mimeType": "application/pdf", "buffer": samples.encrypted_pdf("secret")}
    choose(job_page, [locked])
    row = job_page.locator("#upload-rows > li")
    expect(row).to_contain_text("Queued")
    read_all()
    expect(row).to_contain_text("protected by a password")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(row.get_by_role("link", name="Choose another file instead of locked.pdf")).to_be_visible()
    # Its row stands in the upload: no empty card beside it.
    expect(job_page.locator("#waiting section")).to_have_count(0)
    job_page.reload()
    expect(job_page.locator("#waiting li")).to_contain_text("locked.pdf")
    job_page.get_by_role("link", name="Choose another file instead of locked.pdf").click()
    expect(job_page.locator("#files")).to_be_focused()


def test_a_page_opened_again_shows_the_same_files_and_follows_them(job_page, job):
    choose(job_page, files("kim.txt"))
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_have_count(1)
    job_page.reload()
    expect(job_page.locator("#waiting li")).to_contain_text("kim.txt")
    expect(job_page.get_by_role("link", name="Uploads 1 files being read")).to_be_visible()
    read_all()
    expect(job_page.locator("#applications tbody tr")).to_have_count(1)
    expect(job_page.locator("#waiting li")).to_have_count(0)


def test_the_page_of_an_upload_follows_too_and_keeps_the_focus(job_page):
    other = {"name": "other.txt", "mimeType": "text/plain", "buffer": b"Jo Doe\nEngineer"}
    choose(job_page, [other, *files("kim.txt")])
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_have_count(2)
    fail_all(resume__file_name="other.txt")
    job_page.get_by_role("link", name="All my uploads").click()
    job_page.get_by_role("link", name=re.compile("and 1 other file")).click()
    again = job_page.get_by_role("button", name="Try again: other.txt")
    again.focus()
    read_all()
    expect(job_page.get_by_text("Screened: Kim Novak")).to_be_visible()
    expect(again).to_be_focused()


def test_the_tab_closed_half_way_loses_nothing_and_shows_what_is_missing(job_page, live_server):
    """U14: what had arrived goes on; coming back shows the rest, which is sent from there."""
    chosen = files(*[f"person {number:02}.txt" for number in range(12)])
    sent = 0

    def cut(route: Route) -> None:
        nonlocal sent
        if b'name="files"' in (route.request.post_data_buffer or b""):
            sent += 1
        route.continue_() if sent <= 4 else route.fulfill(status=503, body="")

    job_page.guard.expect("status of 503")
    job_page.route("**/upload/", cut)
    choose(job_page, chosen)
    expect(job_page.locator("[data-upload-count]")).to_have_text("8 of 12 done, 8 need you")
    context = job_page.context
    job_page.close()
    read_all()
    page = context.new_page()
    page.goto(f"{live_server.url}/uploads/")
    expect(page.locator("tbody")).to_contain_text("8 not here yet")
    page.locator("tbody a").first.click()
    expect(page.locator("#upload b")).to_have_text("4 of 12 done, 8 not here yet")
    page.wait_for_selector("form[data-upload-ready]")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    choose(page, chosen[:7])
    expect(page.locator("#upload b")).to_have_text("4 of 12 done, 5 not here yet")
    assert len(posts) == 1 + 3


def test_an_upload_is_followed_to_its_end_from_a_page_whose_files_are_read(job_page, monkeypatch):
    """Its page goes on asking for the files of the other pages after those that were missing came."""
    monkeypatch.setattr(uploads, "PER_PAGE", 1)
    chosen = files("first.txt", "second.txt")
    job_page.guard.expect("status of 503")
    job_page.route(
        "**/upload/",
        lambda route: (
            route.fulfill(status=503)
            if b'filename="second.txt"' in (route.request.post_data_buffer or b"")
            else route.continue_()
        ),
    )
    choose(job_page, chosen)
    expect(job_page.locator('#upload-rows > [data-state="queued"]')).to_have_count(1)
    expect(job_page.locator('#upload-rows > [data-state="failed"]')).to_have_count(1)
    job_page.unroute("**/upload/")
    read_all()
    job_page.goto(f"{job_page.url.partition('/jobs/')[0]}/uploads/{Bulk.objects.get().pk}/")
    expect(job_page.locator("#upload b")).to_have_text("1 of 2 done, 1 not here yet")
    job_page.wait_for_selector("form[data-upload-ready]")
    choose(job_page, chosen)
    expect(job_page.locator("#upload b")).to_have_text("1 of 2 done")
    read_all()
    expect(job_page.locator("#upload b")).to_have_text("2 of 2 done")


@pytest.mark.parametrize("width", [1400, 390])
def test_thirty_files_and_the_two_that_failed_by_keyboard(job_page, width):
    """The recruiter's task: upload 30 files and mend the two that failed."""
    chosen = files(*[f"person {number}.txt" for number in range(30)])
    bad = ("person 7.txt", "person 19.txt")
    sent = [{**file, "buffer": b""} if file["name"] in bad else file for file in chosen]
    job_page.set_viewport_size({"width": width, "height": 900})
    job_page.keyboard.press("u")
    expect(job_page.locator("#files")).to_be_focused()
    with job_page.expect_file_chooser() as opened:
        job_page.locator("#files").press("Enter")
    opened.value.set_files(sent)
    rows = job_page.locator("#upload-rows > li")
    expect(rows.filter(has_text="Queued")).to_have_count(30, timeout=60_000)
    read_all()
    expect(job_page.locator("[data-upload-count]")).to_have_text("30 of 30 done, 2 need you")
    only = job_page.get_by_role("link", name="Show only those that need you")
    expect(only).to_have_attribute("href", re.compile(r"^/uploads/\d+/\?show=needing$"))
    for name in bad:
        mend = rows.get_by_role("link", name=f"Choose another file instead of {name}")
        with job_page.expect_file_chooser() as opened:
            mend.press("Enter")
        opened.value.set_files([file for file in chosen if file["name"] == name])
        expect(rows.filter(has_text=name).filter(has_text="Queued")).to_have_count(1)
    read_all()
    expect(rows.filter(has_text="Screened")).to_have_count(30)


MANY, BAD = 500, ("person 047.txt", "person 250.pdf", "person 433.txt")
ALL_READ = 400_000
"""Milliseconds within which a worker reads them all: the machine may be doing other things."""


def many_files(folder: Path) -> list[Path]:
    """Resumes of as many people, every other one a PDF; three can't be read: two are empty, one is locked."""
    found = []
    for number in range(MANY):
        path = folder / f"person {number:03}.{('pdf', 'txt')[number % 2]}"
        lines = RESUME.replace("kim.novak", f"person{number:03}").splitlines()
        data = "\n".join(lines).encode()
        if path.suffix == ".pdf":
            data = samples.pdf(samples.column(lines))
        if path.name in BAD:
            data = samples.encrypted_pdf("secret") if path.suffix == ".pdf" else b""
        path.write_bytes(data)
        found.append(path)
    return found


@pytest.mark.slow
def test_five_hundred_files_with_the_tab_closed_half_way(job_page, live_server, job, tmp_path):
    """U14: nothing is lost, nobody comes twice, progress is told, what failed is named and mended."""
    chosen = many_files(tmp_path)
    arrived = BulkItem.objects.exclude(state="waiting")
    with running_worker(sweeps=True):
        job_page.locator("#files").set_input_files(chosen)
        expect(job_page.locator("#upload-rows > li")).to_have_count(MANY)
        while arrived.count() < MANY // 2:
            job_page.wait_for_timeout(100)
        expect(job_page.locator("[data-upload-count]")).to_contain_text(re.compile(r"[1-9]\d* of 500 done"))
        context = job_page.context
        job_page.close()
        assert MANY // 2 <= arrived.count() < MANY

        page = context.new_page()
        page.goto(f"{live_server.url}/uploads/")
        page.get_by_role("link", name="person 000.pdf and 499 other files").click()
        expect(page.locator("#upload b")).to_contain_text("not here yet")
        page.wait_for_selector("form[data-upload-ready]")
        page.locator("#files").set_input_files(chosen)
        done = page.locator("#upload b")
        expect(done).to_have_text("500 of 500 done, 3 need you", timeout=ALL_READ)
    assert page.locator("#upload progress").evaluate("bar => [bar.value, bar.max]") == [MANY, MANY]
    assert page.locator("*").count() < 3_000
    assert Bulk.objects.filter(kind="candidates.upload").count() == 1
    assert sorted(BulkItem.objects.values_list("name", flat=True)) == [path.name for path in chosen]
    kept = MANY - 1  # the locked one stays unreadable, and the empty two are the same bytes
    assert (Resume.objects.count(), Application.objects.count()) == (kept, MANY - len(BAD))

    page.get_by_role("link", name="Show only those that need you").click()
    rows = page.locator(".upload-rows > li")
    expect(rows.locator(".name")).to_have_text(list(BAD))
    rows.first.get_by_role("link", name=f"Choose another file instead of {BAD[0]}").click()
    expect(page.locator("#files")).to_be_focused()
    mended = chosen[47]
    mended.write_text(RESUME.replace("kim.novak", "person047"))
    page.locator("#files").set_input_files(mended)
    row = page.locator("#upload-rows > li")
    expect(row).to_contain_text("Queued")
    read_all()
    expect(row).to_contain_text("Screened: Kim Novak")
    assert Application.objects.count() == MANY - len(BAD) + 1

"""The main job from end to end, with a real worker: a person's files in, flags with their evidence out, a decision."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from playwright.sync_api import Page, expect

from candidates.models import Application, RejectionReason, Screening
from recruiting.accounts.models import User
from rubrics.actions import load_guide, publish_shipped_rules
from tests.bench.resumes import resumes
from tests.browser.by_keys import told
from tests.browser.worker import running_worker
from tests.candidates.extraction import samples
from tests.candidates.pipeline import open_a_job
from tests.factories.accounts import PASSWORD
from tests.factories.candidates import RESUME

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60_000  # for a worker that starts on a busy machine
PDFS = resumes(3)
DOCX = samples.docx("".join(samples.paragraph(line) for line in RESUME.splitlines()))
FILES = [
    *PDFS,
    ("kim-novak.docx", DOCX),
    ("kim-novak again.docx", DOCX),
    ("locked.pdf", samples.encrypted_pdf("secret")),
    ("a-picture.pdf", b"\x89PNG\r\n\x1a\n and no resume"),
]
EVIDENCE = "Integrated Semgrep and Trivy into the GitLab CI pipelines of twelve teams."


@pytest.fixture(autouse=True)
def _ready(settings):
    settings.ALLOW_WEAK_SANDBOX = True
    load_guide()
    publish_shipped_rules()
    RejectionReason.objects.get_or_create(name="Somebody else fits better", defaults={"side": "us"})


def payload(files: list[tuple[str, bytes]]) -> list[dict]:
    return [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]


def sign_in_by_hand(page: Page, site: str, person: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    page.goto(site + "/jobs/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")


def make_a_job(page: Page) -> None:
    page.get_by_role("link", name="New job").first.click()
    page.get_by_role("textbox", name="Title").fill("DevSecOps engineer")
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("button", name="Save and open the job").click()
    expect(page.locator(".toast")).to_contain_text("DevSecOps engineer is open.")


def move(page: Page, to: str) -> None:
    page.get_by_role("link", name=re.compile("^Move")).first.click()
    page.get_by_label(to).check()
    page.get_by_role("button", name="Move Kim Novak").click()
    expect(page.locator(".toast")).to_contain_text(f"Kim Novak moved from Applied to {to}.")


def write_a_note(page: Page) -> None:
    page.get_by_label("Note", exact=True).fill("Ask who owned the scanners.")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("#notes").locator("xpath=..").locator("xpath=..")).to_contain_text(
        "Ask who owned the scanners."
    )


def agree_and_disagree(page: Page) -> None:
    flag = page.locator('.flag[data-flag="cicd_security"]')
    flag.get_by_role("button", name="Agree").click()
    expect(flag).to_contain_text("Rui Recruiter agrees")
    flag.get_by_role("link", name="Disagree").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".errs")).to_be_visible()
    page.get_by_label("Reason").fill("Twelve teams, but only one scanner.")
    page.get_by_role("button", name="Save").click()
    expect(flag).to_contain_text("Twelve teams, but only one scanner.")


def reject(page: Page) -> None:
    page.get_by_role("link", name="Reject…").click()
    page.get_by_label("Reason").select_option(label="Somebody else fits better")
    page.get_by_role("button", name="Reject Kim Novak").click()
    expect(page.locator(".toast")).to_contain_text("Kim Novak was rejected.")


def see_the_evidence(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Kim Novak")
    flag = page.locator('.flag[data-flag="cicd_security"]')
    expect(flag.locator("blockquote").first).to_contain_text(EVIDENCE)
    marks = page.locator('mark[data-flag="cicd_security"]')
    expect(marks.first).to_contain_text(EVIDENCE)
    expect(marks.first).to_have_css("border-bottom-style", "solid")


def test_from_files_to_a_decision(page, live_server, recruiter):
    page.guard.expect("status of 422")  # a disagreement without a reason
    sign_in_by_hand(page, live_server.url, recruiter)
    make_a_job(page)
    page.locator('input[type="file"][name="files"]').set_input_files(payload(FILES))
    rows = page.locator("#upload-rows > li")
    expect(rows.and_(page.locator('[data-state="queued"]'))).to_have_count(len(FILES), timeout=PATIENCE)
    with running_worker():
        count = page.locator("[data-upload-count]")
        expect(count).to_have_text("7 of 7 done, 2 need you", timeout=PATIENCE)
    # They go up side by side: whichever of the two comes second is recognised.
    twins = rows.filter(has_text="kim-novak")
    expect(twins.filter(has_text="Screened: Kim Novak")).to_have_count(1)
    expect(twins.filter(has_text="Already here: Kim Novak")).to_have_count(1)
    expect(rows.filter(has_text="locked.pdf")).to_contain_text("protected by a password")
    expect(rows.filter(has_text="a-picture.pdf")).to_contain_text("Needs you: This is a picture")
    expect(page.locator("#applications tbody tr")).to_have_count(4)
    assert set(Screening.objects.filter(state="done").values_list("attempts", flat=True)) == {1}
    assert "" not in Screening.objects.values_list("worker", flat=True)

    rows.filter(has_text="kim-novak.docx").get_by_role("link").click()
    see_the_evidence(page)
    move(page, "Technical interview")
    write_a_note(page)
    agree_and_disagree(page)
    reject(page)
    expect(told(page)).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(".toast")).to_contain_text("active again")
    application = Application.objects.get(candidate__name="Kim Novak")
    assert (application.status, application.stage.name) == ("active", "Technical interview")


def test_the_same_without_a_script(browser, live_server, sign_in, recruiter):
    job = open_a_job(recruiter)
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, recruiter)
    page = context.new_page()
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    page.locator('input[type="file"][name="files"]').set_input_files(payload(FILES[3:6]))
    page.get_by_role("button", name="Upload").click()
    expect(page.locator('[data-state="queued"]')).to_have_count(3)
    with running_worker():
        until = time.monotonic() + PATIENCE / 1000
        while page.locator('[data-state="done"]').count() < 2 and time.monotonic() < until:
            page.wait_for_timeout(500)
            page.reload()
    expect(page.locator('[data-state="unreadable"]')).to_contain_text("protected by a password")
    page.locator("li").filter(has_text="Screened").first.get_by_role("link").click()
    see_the_evidence(page)
    move(page, "Recruiter screen")
    write_a_note(page)
    agree_and_disagree(page)
    reject(page)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("active again")
    assert Application.objects.get(candidate__name="Kim Novak").status == "active"
    context.close()

"""The pages within a sign-in and of the second factor, each with all checks, on the way that a person goes."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from playwright.sync_api import Page, expect

from recruiting.accounts import tasks
from recruiting.accounts.actions.invitations import hash_of
from tests.browser.checks import check_page
from tests.factories.accounts import PASSWORD, make_invitation, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def set_up_an_app(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up an authenticator app")
    check_page(page)
    secret = re.search(r"[A-Z2-7]{32}", page.inner_text("main")).group()
    page.get_by_label("Code").fill(code(secret, -1))
    page.get_by_role("button", name="Switch it on").click()
    return secret


def test_a_recruiter_s_first_and_second_sign_in(page, live_server):
    recruiter = make_user("recruiter", email="rui@example.org", name="Rui Recruiter")
    page.goto(live_server.url + "/candidates/")
    give_password(page, recruiter.email)
    secret = set_up_an_app(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    check_page(page)
    page.goto(live_server.url + "/accounts/2fa/recovery-codes/generate/")
    check_page(page)
    page.goto(live_server.url)
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto(live_server.url + "/candidates/")
    give_password(page, recruiter.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    check_page(page)
    page.guard.expect("status of 422")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".errs")).to_be_focused()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(live_server.url + "/candidates/")


def test_a_member_may_take_the_app_off_again(page, live_server):
    member = make_user(email="mia@example.org", name="Mia Member")
    page.goto(live_server.url + "/settings/security/")
    give_password(page, member.email)
    page.get_by_role("link", name="Set up an authenticator app").click()
    set_up_an_app(page)
    page.goto(live_server.url + "/settings/security/")
    page.get_by_role("link", name="Remove the app…").click()
    expect(page.get_by_role("button", name=re.compile("Remove"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name=re.compile("Remove")).click()
    expect(page.get_by_role("link", name="Set up an authenticator app")).to_be_visible()


def test_an_invited_person_joins(page, live_server):
    link = "a-secret-link-that-is-long-enough"
    invitation, _ = make_invitation(link, email="ines@example.org")
    assert invitation.token_hash == hash_of(link)
    page.goto(f"{live_server.url}/invitations/{link}/")
    page.guard.expect("status of 422")
    page.get_by_label("Your name").fill("Ines Invited")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    check_page(page)
    for label in page.locator('input[type="password"]').all():
        label.fill("twelve-quiet-lighthouses-east")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def test_a_forgotten_password_is_set_anew(page, live_server, mailoutbox):
    member = make_user(email="mia@example.org", name="Mia Member")
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill(member.email)
    page.locator("main").get_by_role("button").first.click()
    expect(page).to_have_url(live_server.url + "/accounts/password/reset/done/")
    tasks.send_reset_mail(member.pk)  # what the worker does
    path = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body).group()
    page.goto(live_server.url + path)
    check_page(page)
    for label in page.locator('input[type="password"]').all():
        label.fill("twelve-quiet-lighthouses-east")
    page.locator("main").get_by_role("button").first.click()
    expect(page).to_have_url(live_server.url + "/accounts/password/reset/key/done/")


def test_the_first_admin_sets_it_up(page, live_server, capsys):
    call_command("setup")
    path = re.search(r"/setup/\S+", capsys.readouterr().out).group()
    page.goto(live_server.url + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up Greenflag")
    check_page(page)
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("E-mail").fill("ada@example.org")
    for label in page.locator('input[type="password"]').all():
        label.fill("twelve-quiet-lighthouses-east")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up an authenticator app")

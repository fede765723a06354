"""Joining: invitations and the first admin's link (sec A9)."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from recruiting.accounts import actions
from recruiting.accounts.mails import send_invitation
from recruiting.accounts.models import Invitation, Organisation, User
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from recruiting.home.preparing import hold_folder
from tests.factories.accounts import make_invitation, make_user

pytestmark = pytest.mark.django_db
GOOD = "copper meadow walrus"
FORM = {"name": "Nia New", "password": GOOD, "password_again": GOOD}


def path_of(link: str) -> str:
    return link.removeprefix(settings.SITE_URL)


def test_inviting(admin):
    invited = actions.invite_person(email=" nia@example.org ", role="recruiter", by=admin)
    row = invited.invitation
    assert (row.email, row.role, row.invited_by) == ("nia@example.org", "recruiter", admin)
    assert timedelta(days=6, hours=23) < row.expires_at - timezone.now() <= timedelta(days=7)
    assert invited.link.startswith(f"{settings.SITE_URL}/invitations/")
    assert row.token_hash not in invited.link
    assert [e.verb for e in Event.objects.all()] == ["invitation.sent"]


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_only_admins_invite_and_withdraw(role):
    row, _ = make_invitation()
    with pytest.raises(Denied):
        actions.invite_person(email="nia@example.org", role="member", by=make_user(role))
    with pytest.raises(Denied):
        actions.revoke_invitation(invitation=row, by=make_user(role))
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    ("email", "role", "field", "code"),
    [("no address", "member", "email", "email"), ("nia@example.org", "king", "role", "unknown"),
     ("ADA@example.org", "member", "email", "taken"), ("OPEN@example.org", "member", "email", "invited")],
)  # fmt: skip
def test_invitations_that_can_t_be(admin, email, role, field, code):
    make_invitation(email="open@example.org")
    with pytest.raises(Invalid) as raised:
        actions.invite_person(email=email, role=role, by=admin)
    assert (raised.value.field, raised.value.code) == (field, code)
    assert Invitation.objects.count() == 1


def test_withdrawing_once(admin):
    row, secret = make_invitation()
    actions.revoke_invitation(invitation=row, by=admin)
    assert Client().get(f"/invitations/{secret}/").status_code == 410
    with pytest.raises(Conflict):
        actions.revoke_invitation(invitation=row, by=admin)


def test_accepting_makes_the_account_and_signs_in():
    row, secret = make_invitation(email="nia@example.org", role="member")
    client = Client()
    page = client.get(f"/invitations/{secret}/")
    assert (page.status_code, page["Referrer-Policy"]) == (200, "strict-origin")
    assert Invitation.objects.open().filter(pk=row.pk).exists()
    answer = client.post(f"/invitations/{secret}/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.email, user.name, user.role, user.zone) == ("nia@example.org", "Nia New", "member", "UTC")
    assert client.get("/").status_code == 200
    row.refresh_from_db()
    assert row.accepted_by == user
    assert [e.verb for e in Event.objects.order_by("pk")] == [
        "invitation.accepted", "user.created", "user.signed_in",
    ]  # fmt: skip


def test_a_recruiter_who_accepts_enrols_next_without_the_password_again():
    _, secret = make_invitation(role="recruiter")
    client = Client()
    client.post(f"/invitations/{secret}/", FORM)
    assert client.get("/")["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_used_link_is_gone():
    row, secret = make_invitation()
    Client().post(f"/invitations/{secret}/", FORM)
    assert Client().get(f"/invitations/{secret}/").status_code == 410
    assert Client().post(f"/invitations/{secret}/", FORM).status_code == 410
    with pytest.raises(Conflict):
        actions.accept_invitation(invitation=row, name="N", password=GOOD)
    assert User.objects.count() == 1


def test_expired_and_unknown_links():
    _, secret = make_invitation(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(f"/invitations/{secret}/").status_code == 410
    assert Client().get("/invitations/nonsense/").status_code == 404
    assert Client().get(f"/setup/{secret}/").status_code == 404


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"password": "short", "password_again": "short"}, {"password_again": "other"},
               {"password": "greenflag greenflag", "password_again": "greenflag greenflag"}],
)  # fmt: skip
def test_a_form_to_mend_keeps_the_link(change):
    row, secret = make_invitation()
    assert Client().post(f"/invitations/{secret}/", {**FORM, **change}).status_code == 422
    assert Invitation.objects.open().filter(pk=row.pk).exists()
    assert not User.objects.exists()


def test_an_address_taken_meanwhile(member):
    row, _ = make_invitation(email="MIA@example.org")
    with pytest.raises(Invalid) as raised:
        actions.accept_invitation(invitation=row, name="N", password=GOOD)
    assert raised.value.code == "taken"
    assert Invitation.objects.open().filter(pk=row.pk).exists()


def test_a_fresh_installation_has_no_account_and_setup_makes_one(capsys):
    assert User.objects.count() == 0
    call_command("setup")
    first = path_of(capsys.readouterr().out.split()[-1])
    call_command("setup")
    second = path_of(capsys.readouterr().out.split()[-1])
    assert Client().get(first).status_code == 410
    client = Client()
    assert client.get(second).status_code == 200
    assert client.post(second, FORM).status_code == 422
    assert client.post(second, {**FORM, "email": "nia@example.org"}).status_code == 302
    assert User.objects.get().is_admin
    assert client.get("/")["Location"] == "/accounts/2fa/totp/activate/"
    assert Client().post(second, {**FORM, "email": "eve@example.org"}).status_code == 410
    with pytest.raises(CommandError, match="There is an admin already"):
        call_command("setup")
    assert User.objects.count() == 1


def test_the_set_up_link_leads_to_the_installation_that_runs(tmp_path, settings, capsys):
    settings.DATA, settings.SITE_GIVEN = tmp_path, False
    with hold_folder(tmp_path, site="http://127.0.0.1:8766"):
        call_command("setup")
    told = capsys.readouterr()
    assert (told.out.split()[-1].startswith("http://127.0.0.1:8766/setup/"), told.err) == (True, "")
    call_command("setup")
    told = capsys.readouterr()
    assert told.out.split()[-1].startswith(f"{settings.SITE_URL}/setup/")
    assert "Neither SITE_URL nor PORT is given" in told.err
    settings.SITE_GIVEN = True
    call_command("setup")
    assert capsys.readouterr().err == ""


def test_an_invitation_names_the_organisation_once_it_has_a_name(admin):
    row, secret = make_invitation()
    page = Client().get(f"/invitations/{secret}/").content.decode()
    assert ("Join Greenflag" in page, "Your organisation" in page) == (True, False)
    send_invitation(actions.Invited(row, "https://x.example.org/"))
    Organisation.objects.update(name="Hollis & Daughters")
    assert "Join Hollis &amp; Daughters" in Client().get(f"/invitations/{secret}/").content.decode()
    send_invitation(actions.Invited(row, "https://x.example.org/"))
    assert [sent.subject for sent in mail.outbox] == [
        "Your account at Greenflag",
        "Your account at Hollis & Daughters",
    ]
    assert "to Greenflag, where" in mail.outbox[0].body
    assert "to Hollis & Daughters's Greenflag, where" in mail.outbox[1].body


def test_the_summary_says_that_passwords_are_typed_again():
    _, secret = make_invitation()
    page = Client().post(f"/invitations/{secret}/", {**FORM, "password_again": "other"}).content.decode()
    assert "Passwords have to be typed again; the rest is still here." in page
    assert "Nothing you typed is lost." not in page


def test_setup_before_the_database_is_prepared_says_what_to_do(tmp_path):
    made = subprocess.run(
        [sys.executable, "manage.py", "setup"],
        env={"PATH": os.environ["PATH"], "DATA": str(tmp_path), "DEMO": "0"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 1
    assert made.stdout == ""
    assert made.stderr.startswith("CommandError: The database can't be read or is not prepared.")
    assert "Traceback" not in made.stderr


def test_the_set_up_link_lasts_an_hour():
    link = path_of(actions.first_admin_link())
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 410


def test_an_old_set_up_link_is_worth_nothing_once_there_is_an_admin(admin):
    _, secret = make_invitation(email="", role="admin")
    answer = Client().post(f"/setup/{secret}/", {**FORM, "email": "eve@example.org"})
    assert answer.status_code == 409
    assert User.objects.count() == 1


def test_the_page_mails_the_link_and_shows_it_once(admin, client_for):
    client = client_for(admin)
    answer = client.post("/settings/invitations/", {"email": "nia@example.org", "role": "member"})
    assert answer.status_code == 201
    link = answer.content.decode().partition("<code data-link>")[2].partition("</code>")[0]
    assert mail.outbox[0].to == ["nia@example.org"]
    assert link in mail.outbox[0].body
    assert Client().get(path_of(link)).status_code == 200
    assert link not in client.get("/settings/invitations/").content.decode()


def test_a_mail_server_that_is_away_is_said(admin, client_for, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client_for(admin).post("/settings/invitations/", {"email": "nia@example.org", "role": "member"})
    assert answer.status_code == 201
    assert "could not be sent" in answer.content.decode()

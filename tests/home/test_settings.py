"""The settings pages do what they say."""

import pytest
from django.utils import timezone

from recruiting.accounts.models import ApiToken, Invitation, Organisation, User
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.installation import ROOT

pytestmark = pytest.mark.django_db


def test_saving_the_profile(member, client_for):
    client = client_for(member)
    values = {"name": "Mia New", "zone": "Asia/Tokyo", "theme": "dark"}
    assert client.post("/settings/", values).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.zone, member.theme, member.single_keys) == (
        "Mia New",
        "Asia/Tokyo",
        "dark",
        False,
    )
    page = client.get("/settings/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-single-keys="off"' in page


def test_mending_the_profile(member, client_for):
    client = client_for(member)
    for values in ({"name": "", "theme": "dark"}, {"name": "M", "zone": "Mars", "theme": "dark"}):
        answer = client.post("/settings/", values)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    member.refresh_from_db()
    assert member.name == "Mia Member"


def test_the_account_menu_changes_the_colours(member, client_for):
    client = client_for(member)
    answer = client.post("/settings/theme/", {"theme": "dark", "next": "/log/"})
    assert (answer.status_code, answer["Location"]) == (302, "/log/")
    assert User.objects.get(pk=member.pk).theme == "dark"
    assert client.post("/settings/theme/", {"theme": "pink"}).status_code == 422
    assert (
        client.post("/settings/theme/", {"theme": "light", "next": "//evil.example"})["Location"]
        == "/settings/"
    )


def test_zones_to_choose_are_places(admin, client_for):
    page = client_for(admin).get("/settings/").content.decode()
    assert ('value="Europe/Berlin"' in page, 'value="localtime"' in page, 'value="Factory"' in page) == (
        True,
        False,
        False,
    )


def test_times_are_shown_in_the_person_s_zone(admin, client_for):
    row, _ = make_invitation()
    Invitation.objects.filter(pk=row.pk).update(
        expires_at=timezone.now().replace(hour=12, minute=34) + timezone.timedelta(days=3)
    )
    for zone, shown in (("Asia/Tokyo", "21:34"), ("UTC", "12:34")):
        User.objects.update(zone=zone)
        assert shown in client_for(admin).get("/settings/invitations/").content.decode()
    User.objects.update(zone="")
    Organisation.objects.update(zone="Asia/Tokyo")
    assert "21:34" in client_for(admin).get("/settings/invitations/").content.decode()
    User.objects.update(zone="Nowhere/Land")
    assert client_for(admin).get("/settings/invitations/").status_code == 200


def test_ending_other_sessions_keeps_this_one(member, client_for):
    client, other = client_for(member), client_for(member)
    assert client.post("/settings/security/end-sessions/").status_code == 302
    assert client.get("/settings/").status_code == 200
    assert other.get("/settings/").status_code == 302


def test_a_key_is_shown_once(member, client_for):
    client = client_for(member)
    values = {"name": "CI", "scopes": ["jobs:read"], "days": 30, "networks": "192.0.2.0/24, 198.51.100.0/24"}
    answer = client.post("/settings/tokens/", values)
    assert answer.status_code == 201
    raw = answer.content.decode().partition("<code data-token>")[2].partition("</code>")[0]
    token = ApiToken.objects.get()
    assert raw.startswith(token.prefix)
    assert token.networks == ["192.0.2.0/24", "198.51.100.0/24"]
    assert raw not in client.get("/settings/tokens/").content.decode()


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"scopes": []}, {"scopes": ["x"]}, {"days": 0}, {"days": 400}, {"networks": "here"}],
)
def test_a_key_that_can_t_be_made(member, client_for, change):
    values = {"name": "CI", "scopes": ["jobs:read"], "days": 30, "networks": "", **change}
    assert client_for(member).post("/settings/tokens/", values).status_code == 422
    assert not ApiToken.objects.exists()


def test_withdrawing_a_key_asks_first(member, client_for):
    token, _ = make_token(member)
    client = client_for(member)
    path = f"/settings/tokens/{token.pk}/revoke/"
    assert "Withdraw the key" in client.get(path).content.decode()
    token.refresh_from_db()
    assert token.revoked_at is None
    assert client.post(path)["Location"] == "/settings/tokens/"
    assert client.post(path).status_code == 409


def test_an_admin_reads_which_version_runs(admin, client_for):
    page = client_for(admin).get("/settings/organisation/").content.decode()
    newest = (ROOT / "CHANGELOG.md").read_text().partition("\n## ")[2].split()[0]
    assert f"This is Greenflag {newest}." in page


def test_saving_the_organisation(admin, client_for):
    client = client_for(admin)
    values = {"name": "Acme", "site_address": "https://hire.example.org", "zone": "Europe/Paris"}
    assert client.post("/settings/organisation/", values).status_code == 302
    assert Organisation.objects.get().name == "Acme"
    assert client.post("/settings/organisation/", {**values, "site_address": "nowhere"}).status_code == 422


def test_changing_a_person(admin, member, client_for):
    client = client_for(admin)
    path = f"/settings/people/{member.pk}/"
    assert client.post(path, {"role": "recruiter", "active": "on"})["Location"] == "/settings/people/"
    member.refresh_from_db()
    assert (member.role, member.is_active) == ("recruiter", True)
    client.post(path, {"role": "recruiter"})
    member.refresh_from_db()
    assert not member.is_active
    assert client.post(path, {"role": "king", "active": "on"}).status_code == 422


def test_the_last_admin_is_told_why_not(admin, client_for):
    answer = client_for(admin).post(f"/settings/people/{admin.pk}/", {"role": "member", "active": "on"})
    assert answer.status_code == 409
    assert "last active admin" in answer.content.decode()


def test_signing_somebody_out_and_resetting_their_factor(admin, member, client_for):
    client, theirs = client_for(admin), client_for(member)
    assert client.post(f"/settings/people/{member.pk}/end-sessions/").status_code == 302
    assert theirs.get("/settings/").status_code == 302
    assert client.post(f"/settings/people/{member.pk}/reset-factor/")["Location"] == "/settings/people/"


def test_inviting_and_withdrawing(admin, client_for):
    client = client_for(admin)
    assert client.post("/settings/invitations/", {"email": "x", "role": "member"}).status_code == 422
    client.post("/settings/invitations/", {"email": "nia@example.org", "role": "member"})
    row = Invitation.objects.get()
    assert "nia@example.org" in client.get("/settings/invitations/").content.decode()
    path = f"/settings/invitations/{row.pk}/revoke/"
    assert "nia@example.org" in client.get(path).content.decode()
    assert client.post(path)["Location"] == "/settings/invitations/"
    assert client.post(path).status_code == 409
    client.get("/settings/")  # shows what was just done
    assert "nia@example.org" not in client.get("/settings/invitations/").content.decode()


def test_the_command_line_s_links_are_not_listed(admin, client_for):
    row, _ = make_invitation(email="", role="admin")
    client = client_for(admin)
    assert client.get(f"/settings/invitations/{row.pk}/revoke/").status_code == 404


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_names_are_escaped(admin, client_for, name, shown):
    make_user(name=name)
    page = client_for(admin).get("/settings/people/").content.decode()
    assert "<script>alert" not in page
    assert shown in page

"""Changing people: every way out of every action."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from recruiting.accounts import actions
from recruiting.accounts.models import User
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.factories.accounts import PASSWORD, make_token, make_user

pytestmark = pytest.mark.django_db


def events() -> list[tuple]:
    return [(e.verb, e.object_id, e.actor_id, e.fields, e.codes) for e in Event.objects.order_by("pk")]


def test_an_admin_gives_a_role(admin, member):
    changed = actions.change_person(person=member, by=admin, role="recruiter")
    assert (changed.role, changed.session_epoch) == ("recruiter", 1)
    assert events() == [("user.changed", member.pk, admin.pk, ["role"], {"role": "recruiter"})]


def test_an_admin_disables_and_enables(admin, member):
    actions.change_person(person=member, by=admin, active=False)
    assert not User.objects.get(pk=member.pk).is_active
    actions.change_person(person=member, by=admin, active=True)
    member.refresh_from_db()
    assert (member.is_active, member.session_epoch) == (True, 2)


def test_nothing_changed_is_no_event(admin, member):
    actions.change_person(person=member, by=admin, role="member", active=True)
    assert events() == []


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_only_admins_change_people(role, member):
    with pytest.raises(Denied):
        actions.change_person(person=member, by=make_user(role), role="admin")
    member.refresh_from_db()
    assert (member.role, events()) == ("member", [])


def test_an_unknown_role_is_refused(admin, member):
    with pytest.raises(Invalid) as raised:
        actions.change_person(person=member, by=admin, role="emperor")
    assert (raised.value.field, raised.value.code) == ("role", "unknown")


@pytest.mark.parametrize("change", [{"role": "recruiter"}, {"active": False}])
def test_the_last_active_admin_stays(admin, change):
    make_user("admin", is_active=False)
    with pytest.raises(Conflict) as raised:
        actions.change_person(person=admin, by=admin, **change)
    assert raised.value.code == "last_admin"
    admin.refresh_from_db()
    assert (admin.is_active, admin.role, events()) == (True, "admin", [])


def test_one_of_two_admins_may_go(admin):
    second = make_user("admin")
    actions.change_person(person=admin, by=second, active=False)
    assert not User.objects.get(pk=admin.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_demote_each_other_at_once_leave_one():
    pair = [make_user("admin"), make_user("admin")]
    barrier, outcomes = threading.Barrier(2), []

    def demote(by, person):
        barrier.wait()
        try:
            actions.change_person(person=person, by=by, role="member")
            outcomes.append("done")
        except (Conflict, Denied) as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=args) for args in (pair, reversed(pair))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in outcomes
    assert User.objects.active().filter(role="admin").count() == 1


@pytest.mark.parametrize("change", [{"role": "recruiter"}, {"active": False}])
def test_a_change_ends_sessions_at_once(admin, member, client_for, change):
    client = client_for(member)
    assert client.get("/settings/").status_code == 200
    actions.change_person(person=member, by=admin, **change)
    assert client.get("/settings/").status_code == 302
    actions.change_person(person=member, by=admin, role="member", active=True)
    assert client.get("/settings/").status_code == 302


def test_keys_of_a_disabled_person_stop(admin, member):
    token, _ = make_token(member)
    actions.change_person(person=member, by=admin, active=False)
    assert not type(token).objects.usable().filter(pk=token.pk).exists()


def test_a_profile_is_changed_by_its_person(member):
    changed = actions.change_profile(
        person=member,
        by=member,
        name="  Mia \t Muster ",
        zone="Europe/Berlin",
        theme="dark",
        single_keys=False,
    )
    assert (changed.name, changed.zone, changed.theme, changed.single_keys) == (
        "Mia Muster", "Europe/Berlin", "dark", False,
    )  # fmt: skip
    assert events() == [("user.changed", member.pk, member.pk, ["name", "single_keys", "theme", "zone"], {})]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("name", " ", "required"), ("name", "x" * 201, "too_long"), ("name", "a\0b", "characters"),
     ("zone", "Mars/Olympus", "unknown"), ("theme", "pink", "unknown")],
)  # fmt: skip
def test_a_profile_value_that_can_t_be(member, field, value, code):
    values = {"name": "Mia", "zone": "", "theme": "auto", "single_keys": True, field: value}
    with pytest.raises(Invalid) as raised:
        actions.change_profile(person=member, by=member, **values)
    assert (raised.value.field, raised.value.code, events()) == (field, code, [])


def test_nobody_changes_another_s_profile_or_password(admin, member):
    with pytest.raises(Denied):
        actions.change_profile(person=member, by=admin, name="X", zone="", theme="auto", single_keys=True)
    with pytest.raises(Denied):
        actions.set_password(person=member, by=admin, password="copper meadow walrus")
    with pytest.raises(Denied):
        actions.change_factor(person=member, by=admin)
    member.refresh_from_db()
    assert (member.name, member.check_password(PASSWORD), events()) == ("Mia Member", True, [])


def test_an_admin_resets_a_second_factor(admin, recruiter, client_for):
    Authenticator.objects.create(user=recruiter, type="totp", data={"secret": "x"})
    client = client_for(recruiter)
    actions.reset_factor(person=recruiter, by=admin)
    assert not Authenticator.objects.exists()
    assert client.get("/settings/").status_code == 302
    assert events() == [("user.changed", recruiter.pk, admin.pk, ["second_factor"], {})]
    with pytest.raises(Denied):
        actions.reset_factor(person=admin, by=recruiter)


def test_ending_sessions(admin, member, recruiter, client_for):
    client = client_for(member)
    with pytest.raises(Denied):
        actions.end_sessions(person=member, by=recruiter)
    assert client.get("/settings/").status_code == 200
    actions.end_sessions(person=member, by=admin)
    assert client.get("/settings/").status_code == 302
    actions.end_sessions(person=member, by=member)


def test_the_organisation_is_changed_by_admins(admin, recruiter):
    row = actions.change_organisation(
        by=admin, name="Acme", site_address="https://hire.example.org/", zone="Europe/Paris"
    )
    assert (row.name, row.site_address, row.zone) == ("Acme", "https://hire.example.org", "Europe/Paris")
    assert events() == [("organisation.changed", 1, admin.pk, ["name", "site_address", "zone"], {})]
    with pytest.raises(Denied):
        actions.change_organisation(by=recruiter, name="X", site_address="", zone="UTC")
    for field, value in (("name", ""), ("site_address", "javascript:x"), ("zone", "")):
        values = {"name": "Acme", "site_address": "", "zone": "UTC", field: value}
        with pytest.raises(Invalid) as raised:
            actions.change_organisation(by=admin, **values)
        assert raised.value.field == field


def test_demo_people_exist_only_in_a_demo(db, settings):
    with pytest.raises(Denied):
        actions.create_demo_user(email="d@example.org", name="Demo", role="admin")
    assert not User.objects.exists()
    settings.DEMO = True
    user, phrase = actions.create_demo_user(email="d@example.org", name="Demo", role="admin")
    assert user.check_password(phrase)
    assert len(phrase) >= 15
    again, other = actions.create_demo_user(email="D@example.org", name="Demo", role="admin")
    assert (again.pk, phrase != other, again.check_password(other)) == (user.pk, True, True)
    assert [e.verb for e in Event.objects.order_by("pk")] == ["user.created", "user.changed"]

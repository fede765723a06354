"""API keys: their shape, making, withdrawing, and what one opens."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from recruiting.accounts import actions, limits, tokens
from recruiting.accounts.choices import SCOPES
from recruiting.accounts.models import ApiToken
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.factories.accounts import make_token, make_user

pytestmark = pytest.mark.django_db


def test_the_shape_and_checksum():
    raw = tokens.make()
    assert re.fullmatch(r"gf_[0-9A-Za-z]{36}", raw)
    assert tokens.well_formed(raw)
    changed = raw[:10] + ("a" if raw[10] != "a" else "b") + raw[11:]
    assert not tokens.well_formed(changed)
    for other in ("", "gf_", raw + "0", raw.upper(), "x" + raw[1:], raw[:-1] + "é", raw + "\n"):
        assert not tokens.well_formed(other)


def test_the_checksum_is_crc32_in_base62():
    assert tokens.checksum("gf_" + "0" * 30) == tokens.checksum("gf_" + "0" * 30)
    number = 0
    for character in tokens.checksum("gf_abc"):
        number = number * 62 + tokens.ALPHABET.index(character)
    assert number == tokens.zlib.crc32(b"gf_abc")


def test_making_one(member):
    token, raw = actions.create_token(
        name="CI", by=member, scopes=["jobs:write", "jobs:read"], networks=["192.0.2.0/24"]
    )
    assert token.token_hash == tokens.hash_of(raw)
    assert (token.prefix, token.scopes, token.networks) == (
        raw[:10],
        ["jobs:read", "jobs:write"],
        ["192.0.2.0/24"],
    )
    assert abs(token.expires_at - timezone.now() - timedelta(days=90)) < timedelta(minutes=1)
    event = Event.objects.get()
    assert (event.verb, event.codes) == ("token.created", {"scopes": ["jobs:read", "jobs:write"]})


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"name": "x" * 101}, "name"), ({"scopes": ["jobs:fly"]}, "scopes"),
     ({"scopes": []}, "scopes"), ({"days": 0}, "days"), ({"days": 366}, "days"), ({"networks": ["here"]}, "networks"),
     ({"networks": ["192.0.2.1/24"]}, "networks")],
)  # fmt: skip
def test_keys_that_can_t_be(member, values, field):
    with pytest.raises(Invalid) as raised:
        actions.create_token(by=member, **{"name": "CI", **values})
    assert (raised.value.field, ApiToken.objects.count()) == (field, 0)


def test_an_auditor_gets_no_key(auditor):
    with pytest.raises(Denied):
        actions.create_token(name="CI", by=auditor)


def test_withdrawing(admin, member, recruiter):
    token, raw = make_token(member)
    with pytest.raises(Denied):
        actions.revoke_token(token=token, by=recruiter)
    assert tokens.authenticate_token(raw, "192.0.2.1") == token
    actions.revoke_token(token=token, by=member)
    assert tokens.authenticate_token(raw, "192.0.2.1") is None
    with pytest.raises(Conflict):
        actions.revoke_token(token=token, by=admin)
    other, _ = make_token(member)
    actions.revoke_token(token=other, by=admin)
    assert Event.objects.filter(verb="token.revoked").count() == 2


def test_a_key_opens_for_its_active_owner_until_it_expires(member):
    token, raw = make_token(member)
    found = tokens.authenticate_token(raw, "192.0.2.1")
    assert (found, found.owner) == (token, member)
    ApiToken.objects.update(expires_at=timezone.now())
    assert tokens.authenticate_token(raw, "192.0.2.1") is None
    _, raw = make_token(member)
    member.is_active = False
    member.save()
    assert tokens.authenticate_token(raw, "192.0.2.1") is None


@pytest.mark.parametrize(
    ("ip", "opens"),
    [("192.0.2.9", True), ("198.51.100.1", False), ("2001:db8::1", True), ("", False), ("x", False)],
)
def test_networks(member, ip, opens):
    _, raw = make_token(member, networks=["192.0.2.0/24", "2001:db8::/32"])
    assert (tokens.authenticate_token(raw, ip) is not None) == opens


def test_the_use_is_noted_once_a_minute(member, django_assert_num_queries):
    _, raw = make_token(member)
    with django_assert_num_queries(2):
        tokens.authenticate_token(raw, "192.0.2.1")
    first = ApiToken.objects.get().last_used_at
    with django_assert_num_queries(1):
        tokens.authenticate_token(raw, "192.0.2.1")
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    tokens.authenticate_token(raw, "192.0.2.1")
    assert ApiToken.objects.get().last_used_at > first


def test_a_mistyped_key_costs_no_lookup_of_keys(django_assert_num_queries):
    limits.take("token.address", "192.0.2.1", limit=50, seconds=300)
    with django_assert_num_queries(3):
        assert tokens.authenticate_token("gf_" + "0" * 36, "192.0.2.1") is None


def test_failures_are_limited_by_address_and_good_keys_are_not(member):
    _, raw = make_token(member)
    for _ in range(limits.TRIES_PER_ADDRESS):
        assert tokens.authenticate_token(tokens.make(), "192.0.2.1") is None
    with pytest.raises(limits.TooMany):
        tokens.authenticate_token(tokens.make(), "192.0.2.1")
    assert tokens.authenticate_token(raw, "192.0.2.1") is not None


def test_the_command_prints_the_key_as_the_last_word(member, capsys):
    call_command("create_token", "--user", "MIA@example.org", "--name", "CI")
    raw = capsys.readouterr().out.split()[-1]
    token = tokens.authenticate_token(raw, "192.0.2.1")
    assert (token.owner, token.name, token.scopes) == (member, "CI", list(SCOPES))


@pytest.mark.parametrize(
    "given",
    [["--scope", "jobs:read", "screenings:write"], ["--scope", "jobs:read", "--scope", "screenings:write"]],
)
def test_the_command_takes_scopes(member, given):
    call_command("create_token", "--user", member.email, "--name", "CI", *given)
    assert ApiToken.objects.get().scopes == ["jobs:read", "screenings:write"]


def test_the_command_refuses_unknown_people_and_scopes(member):
    for arguments in (["--user", "nobody@example.org"], ["--user", member.email, "--scope", "jobs:fly"]):
        with pytest.raises(CommandError) as raised:
            call_command("create_token", "--name", "CI", *arguments)
        assert raised.value.returncode == 1
    member.is_active = False
    member.save()
    with pytest.raises(CommandError):
        call_command("create_token", "--name", "CI", "--user", member.email)
    assert not ApiToken.objects.exists()


def test_everybody_sees_their_own_and_admins_all(admin, member):
    mine, _ = make_token(member)
    make_token(make_user())
    assert list(ApiToken.objects.visible_to(member)) == [mine]
    assert ApiToken.objects.visible_to(admin).count() == 2

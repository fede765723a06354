"""Signing in: the way in, the sentence for everybody kept out, and what a session is worth (sec A2, A8, A11, A12)."""

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from recruiting.accounts import limits, sign_in
from recruiting.accounts.models import RateWindow
from recruiting.events.models import Event
from recruiting.home.forms.sign_in import NOT_LET_IN
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
URL = "/accounts/login/"


def post(client, email, password, **extra):
    return client.post(URL, {"login": email, "password": password}, **extra)


def without_token(response) -> str:
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]*"', "", re.sub(r"\bu[0-9a-f]{8}\b", "", body(response))
    )


def body(response) -> str:
    return re.sub(r'"X-CSRFToken": "[^"]*"', "", response.content.decode())


def test_a_member_signs_in_and_lands_on_the_page_first_asked_for(member):
    client = Client()
    first = client.get("/settings/")
    assert (first.status_code, first["Location"]) == (302, "/accounts/login/?next=/settings/")
    answer = client.post(URL, {"login": "MIA@Example.org ", "password": PASSWORD, "next": "/settings/"})
    assert (answer.status_code, answer["Location"]) == (302, "/settings/")
    assert client.get("/settings/").status_code == 200


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page_not_to_its_own_address():
    page = {"Referer": "http://testserver/jobs/3/?stage=2"}
    assert sign_in_address("/jobs/3/pause/", page) == "/accounts/login/?next=/jobs/3/"
    for elsewhere in ({}, {"Referer": "https://evil.example/jobs/"}, {"Referer": "http://testserver"}):
        assert sign_in_address("/jobs/3/pause/", elsewhere) == "/accounts/login/?next=/"


def sign_in_address(path, headers):
    return Client().post(path, headers=headers)["Location"]


def test_labels_button_and_autocomplete_are_those_of_the_contract():
    page = Client().get(URL).content.decode()
    assert ">E-mail</label>" in page
    assert ">Password</label>" in page
    assert ">Sign in</button>" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


def test_next_to_another_site_is_ignored(member):
    for trick in (
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/%09/evil",
    ):
        client = Client()
        answer = client.post(URL, {"login": member.email, "password": PASSWORD, "next": trick})
        assert answer.status_code == 302
        assert "evil.example" not in answer["Location"].replace("/%09/evil", "")


def test_wrong_password_unknown_address_and_lock_out_say_the_same(member):
    unknown = post(Client(), "nobody@example.org", "x" * 20)
    wrong = post(Client(), member.email, "x" * 20)
    for _ in range(4):
        post(Client(), member.email, "x" * 20)
    locked = post(Client(), member.email, PASSWORD)
    assert (unknown.status_code, wrong.status_code, locked.status_code) == (422, 422, 429)
    assert 290 <= int(locked["Retry-After"]) <= 300
    pages = {
        without_token(r).replace(member.email, "E").replace("nobody@example.org", "E")
        for r in (unknown, wrong, locked)
    }
    assert len(pages) == 1
    # Django escapes the apostrophe.
    assert NOT_LET_IN.replace("'", "&#x27;") in pages.pop()


def test_an_unknown_address_is_locked_like_a_known_one(db):
    answers = [post(Client(), "nobody@example.org", "x" * 20).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_disabled_account_is_refused_like_an_unknown_one(member):
    member.is_active = False
    member.save()
    assert post(Client(), member.email, PASSWORD).status_code == 422


def test_a_success_forgets_the_tries_before_it(member):
    for _ in range(3):
        for _ in range(4):
            assert post(Client(), member.email, "x" * 20).status_code == 422
        assert post(Client(), member.email, PASSWORD).status_code == 302
    address = limits.hash_of("password.address", "127.0.0.1")
    assert RateWindow.objects.get(key_hash=address).count == 12


def test_many_good_sign_ins_from_one_address_are_no_attack(db):
    people = [make_user() for _ in range(3)]
    for _ in range(20):
        for person in people:
            assert post(Client(), person.email, PASSWORD).status_code == 302


def test_fifty_wrong_tries_lock_the_address_but_not_the_accounts(member):
    for number in range(50):
        post(Client(), f"nobody{number}@example.org", "x" * 20)
    assert post(Client(), member.email, PASSWORD).status_code == 429
    assert post(Client(REMOTE_ADDR="192.0.2.7"), member.email, PASSWORD).status_code == 302


def test_a_made_up_forwarded_address_changes_nothing(member):
    answers = [
        post(Client(), member.email, "x" * 20, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").status_code
        for number in range(6)
    ]
    assert answers == [422] * 5 + [429]
    assert not RateWindow.objects.filter(key_hash=limits.hash_of("password.address", "192.0.2.1")).exists()


def test_a_lock_ends_with_its_window(member):
    for _ in range(5):
        post(Client(), member.email, "x" * 20)
    for window in RateWindow.objects.all():
        window.started_at -= limits.timedelta(seconds=limits.WINDOW)
        window.save()
    assert post(Client(), member.email, PASSWORD).status_code == 302


def test_the_table_of_tries_holds_no_address(member):
    post(Client(), member.email, "x" * 20)
    stored = " ".join(f"{row.scope} {row.key_hash}" for row in RateWindow.objects.all())
    assert "mia" not in stored
    assert "127.0.0.1" not in stored


@pytest.mark.parametrize(
    "typed", ["correct horse battery", " correct horse battery", "CORRECT horse battery  "]
)
def test_a_password_counts_exactly_as_typed(typed):
    user = make_user(password="  correct horse battery  ")
    assert post(Client(), user.email, typed).status_code == 422
    assert post(Client(), user.email, "  correct horse battery  ").status_code == 302


def test_a_megabyte_of_password_is_refused_before_any_hashing(member, hashings):
    answer = post(Client(), member.email, "x" * 1_000_000)
    assert answer.status_code == 422
    assert hashings == []


def test_nul_in_the_fields_is_no_error_of_ours(member):
    assert post(Client(), "a\0@example.org", "b\0" * 10).status_code == 422


def test_outcomes_are_events_without_the_address(member):
    post(Client(), "nobody@example.org", "x" * 20)
    post(Client(), member.email, "x" * 20)
    post(Client(), member.email, PASSWORD)
    seen = [(e.verb, e.object_type, e.object_id, e.actor_id, e.codes) for e in Event.objects.order_by("pk")]
    assert seen == [
        ("user.sign_in_failed", "accounts.organisation", 1, None, {"step": "password"}),
        ("user.sign_in_failed", "accounts.user", member.pk, None, {"step": "password"}),
        ("user.signed_in", "accounts.user", member.pk, member.pk, {}),
    ]


def test_locked_tries_write_no_events(member):
    for _ in range(8):
        post(Client(), member.email, "x" * 20)
    assert Event.objects.filter(verb="user.sign_in_failed").count() == 5


def test_the_session_gets_a_new_id_at_sign_in(member):
    client = Client()
    session = client.session
    session["seen"] = True
    session.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    post(client, member.email, PASSWORD)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    old = Client()
    old.cookies[settings.SESSION_COOKIE_NAME] = before
    assert old.get("/settings/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(member):
    client = Client()
    post(client, member.email, PASSWORD)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert other.get("/settings/").status_code == 302


def test_cookies_carry_their_flags(member):
    client = Client()
    client.get(URL)
    post(client, member.email, PASSWORD)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            "Lax",
            "/",
            "",
        )


@pytest.mark.parametrize(
    ("path", "status"),
    [("/accounts/signup/", 404), ("/accounts/email/", 404), ("/accounts/", 404), ("/accounts/inactive/", 404),
     ("/accounts/confirm-email/", 404), ("/accounts/password/set/", 404), ("/accounts/login/code/", 404)],
)  # fmt: skip
def test_allauths_other_doors_are_closed(path, status):
    assert Client().get(path).status_code == status


def test_a_json_client_gets_the_same_page(member):
    answer = post(Client(), member.email, "x" * 20, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")


@pytest.mark.parametrize(("role", "minutes"), [("admin", 30), ("recruiter", 720), ("member", 720)])
def test_an_idle_session_ends(client_for, role, minutes):
    client = client_for(make_user(role))
    assert client.get("/settings/").status_code == 200
    for passed, status in ((minutes * 60 - 5, 200), (minutes * 60 + 5, 302)):
        session = client.session
        session["last_seen"] = int(time.time()) - passed
        session.save()
        assert client.get("/settings/").status_code == status
    assert client.get("/settings/").status_code == 302


def test_htmx_is_told_to_load_the_sign_in_page(db):
    answer = Client().get("/log/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/")


def test_the_demo_says_so_on_the_sign_in_page(db, settings):
    settings.DEMO = True
    assert "Demo" in Client().get(URL).content.decode()


def test_a_code_is_used_once(member):
    assert sign_in.use_code(member, "123 456")
    assert not sign_in.use_code(member, "123456")

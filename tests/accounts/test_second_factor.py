"""The second factor: who needs one, that nothing else opens before, and that a code works once (sec A5, A6)."""

import html
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from recruiting.accounts import factors, sign_in
from recruiting.accounts.middleware import ENROLMENT
from recruiting.events.models import Event
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def signed_in(user) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def enrol(client) -> str:
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/recovery-codes/")
    return secret


def every_path():
    """One address for each pattern without arguments, and for those with a number or a word."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here, pattern

    examples = {"pk": 1, "token": "t", "verb": "pause", "uidb36": "1", "key": "k", "code": "c", "kind": "k"}
    for route, pattern in walk(get_resolver().url_patterns):
        converters = pattern.pattern.converters if hasattr(pattern.pattern, "converters") else {}
        path = route
        for name, converter in converters.items():
            example = examples.get(name, 1 if converter.__class__.__name__ == "IntConverter" else "x")
            path = path.replace(f"<int:{name}>", str(example)).replace(f"<str:{name}>", str(example))
            path = path.replace(f"<slug:{name}>", str(example)).replace(f"<{name}>", str(example))
        if "(" not in path and "<" not in path:
            yield "/" + path.strip("^$?"), pattern


@pytest.mark.parametrize("role", ["admin", "recruiter"])
def test_without_a_factor_every_page_leads_to_enrolment(role):
    client = signed_in(make_user(role))
    walked = 0
    for path, pattern in every_path():
        if (
            path.startswith("/api/")
            or pattern.name in ENROLMENT
            or not getattr(pattern.callback, "login_required", True)
        ):
            continue
        for method in (client.get, client.post):
            answer = method(path)
            assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/"), path
        walked += 1
    assert walked > 20


@pytest.mark.parametrize(
    ("role", "status"), [("member", 200), ("auditor", 200), ("admin", 302), ("recruiter", 302)]
)
def test_who_needs_a_factor(role, status):
    assert signed_in(make_user(role)).get("/settings/").status_code == status


def test_a_demo_asks_for_none(admin, settings):
    settings.DEMO = True
    assert signed_in(admin).get("/settings/").status_code == 200


def test_enrolling_opens_the_rest_and_ends_other_sessions(admin):
    other, client = signed_in(admin), signed_in(admin)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = client.get("/accounts/2fa/totp/activate/")
    assert "data:image/svg+xml;base64," in page.content.decode()
    enrol(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    codes = client.get("/accounts/2fa/recovery-codes/")
    assert codes.content.decode().count("<li><code>") == 10
    assert client.get("/settings/").status_code == 200
    assert other.get("/settings/")["Location"].startswith("/accounts/login/")
    assert Event.objects.filter(verb="user.changed", fields=["second_factor"]).count() == 1


def test_the_secret_is_stored_encrypted(admin):
    secret = enrol(signed_in(admin))
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert factors.decrypt(stored) == secret


def test_an_old_secret_key_still_opens_secrets(settings):
    stored = factors.encrypt("seed")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 50
    assert factors.decrypt(stored) == "seed"


def test_a_wrong_first_code_is_refused(admin):
    client = signed_in(admin)
    client.get("/accounts/2fa/totp/activate/")
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_sign_in_takes_both_steps(recruiter):
    secret = with_app(recruiter)
    client = Client()
    first = client.post(
        "/accounts/login/", {"login": recruiter.email, "password": PASSWORD, "next": "/settings/"}
    )
    assert (first.status_code, first["Location"]) == (302, "/accounts/2fa/authenticate/")
    assert client.get("/settings/").status_code == 302
    assert not Event.objects.filter(verb="user.signed_in").exists()
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    second = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert (second.status_code, second["Location"]) == (302, "/settings/")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert client.get("/settings/").status_code == 200
    assert Event.objects.filter(verb="user.signed_in").count() == 1


def test_a_code_works_once(recruiter):
    secret = with_app(recruiter)
    code = code_of(secret)
    first, second = signed_in(recruiter), signed_in(recruiter)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-1, 302), (1, 302), (-3, 422), (3, 422)])
def test_one_step_of_clock_drift_is_allowed(recruiter, steps, status):
    secret = with_app(recruiter)
    answer = signed_in(recruiter).post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps)})
    assert answer.status_code == status


def test_codes_are_limited_like_passwords(recruiter):
    secret = with_app(recruiter)
    client = signed_in(recruiter)
    statuses = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    locked = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) > 0


def test_a_recovery_code_works_once(recruiter):
    client = signed_in(recruiter)
    enrol(client)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = page.partition("<li><code>")[2].partition("</code>")[0]
    recruiter.refresh_from_db()
    assert signed_in(recruiter).post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert signed_in(recruiter).post("/accounts/2fa/authenticate/", {"code": code}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_twenty_posts_with_one_code_one_wins():
    user = make_user()

    def use(_):
        try:
            return sign_in.use_code(user, "123456")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(use, range(20))) == 1


def test_those_who_need_a_factor_can_t_remove_it(recruiter):
    client = signed_in(recruiter)
    enrol(client)
    page = client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "can't be removed" in html.unescape(page)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=recruiter, type="totp").exists()


def test_a_member_may_set_one_up_and_remove_it(member):
    client, other = signed_in(member), signed_in(member)
    enrol(client)
    assert other.get("/settings/").status_code == 302
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert (answer.status_code, answer["Location"]) == (302, "/settings/security/")
    assert not Authenticator.objects.exists()
    assert client.get("/settings/security/").status_code == 200


def test_sensitive_pages_ask_for_the_password_again(member):
    client = signed_in(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/accounts/reauthenticate/", {"password": "x" * 20}).status_code == 422
    good = client.post(answer["Location"], {"password": PASSWORD})
    assert (good.status_code, good["Location"]) == (302, "/accounts/2fa/totp/activate/")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_password_asked_again_is_limited_too(member):
    client = signed_in(member)
    statuses = [
        client.post("/accounts/reauthenticate/", {"password": "x" * 20}).status_code for _ in range(6)
    ]
    assert statuses == [422] * 5 + [429]


def test_a_session_from_before_enrolment_is_not_enough(admin, client_for):
    with_app(admin)
    client = Client()
    client.force_login(admin)
    assert client.get("/settings/")["Location"] == "/accounts/login/"
    assert client_for(admin).get("/settings/").status_code == 200

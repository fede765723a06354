"""Counting tries, also sixty at once (sec D7)."""

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from recruiting.accounts import limits
from recruiting.accounts.models import RateWindow
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_tries_run_out_and_come_back():
    first = [limits.take("door", "k", limit=2, seconds=60) for _ in range(3)]
    assert [(one.allowed, one.remaining) for one in first] == [(True, 1), (True, 0), (False, 0)]
    assert 59 <= first[2].retry_after <= 60
    RateWindow.objects.update(started_at=timezone.now() - timedelta(seconds=60))
    assert limits.take("door", "k", limit=2, seconds=60) == limits.Limit(True, 1, 0)


def test_scopes_and_keys_don_t_mix():
    limits.take("door", "k", limit=1, seconds=60)
    assert limits.take("door", "other", limit=1, seconds=60).allowed
    assert limits.take("window", "k", limit=1, seconds=60).allowed
    assert not limits.take("door", "k", limit=1, seconds=60).allowed


def test_a_limit_of_none_lets_nothing_through():
    assert not limits.take("door", "k", limit=0, seconds=60).allowed


def test_giving_back_and_clearing():
    limits.take("door", "k", limit=1, seconds=60)
    limits.give_back("door", "k")
    limits.give_back("door", "k")
    assert RateWindow.objects.get().count == 0
    assert limits.take("door", "k", limit=1, seconds=60).allowed
    limits.clear("door", "k")
    assert not RateWindow.objects.exists()


def test_a_full_address_costs_the_account_nothing():
    for number in range(limits.TRIES_PER_ADDRESS):
        limits.take_or_raise("door", f"k{number}", "192.0.2.1")
    with pytest.raises(limits.TooMany) as raised:
        limits.take_or_raise("door", "mine", "192.0.2.1")
    assert raised.value.retry_after > 0
    assert RateWindow.objects.get(scope="door", key_hash=limits.hash_of("door", "mine")).count == 0


def test_old_windows_are_forgotten():
    limits.take("door", "old", limit=1, seconds=60)
    RateWindow.objects.update(started_at=timezone.now() - timedelta(days=2))
    limits.take("door", "new", limit=1, seconds=60)
    assert limits.forget_old() == 1
    assert RateWindow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sixty_takes_at_once_take_exactly_the_limit():
    barrier = threading.Barrier(60)

    def one(_):
        barrier.wait()
        try:
            return limits.take("door", "k", limit=7, seconds=300).allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(60) as pool:
        assert sum(pool.map(one, range(60))) == 7
    assert RateWindow.objects.get().count == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_sixty_sign_ins_at_once_try_exactly_five_passwords(live_server):
    user = make_user()
    host = urlsplit(live_server.url).netloc
    barrier = threading.Barrier(60)

    def fresh() -> tuple[str, str]:
        """A CSRF cookie and the form's token."""
        link = http.client.HTTPConnection(host, timeout=60)
        link.request("GET", "/accounts/login/")
        answer = link.getresponse()
        page = answer.read().decode()
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        link.close()
        return cookie, page.split('name="csrfmiddlewaretoken" value="')[1].partition('"')[0]

    cookie, token = fresh()
    form = urlencode({"login": user.email, "password": "x" * 20, "csrfmiddlewaretoken": token})
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": live_server.url,
    }

    # All are connected before the first one sends: the test server's queue of connections is short.
    links = []
    for _ in range(60):
        links.append(http.client.HTTPConnection(host, timeout=60))
        links[-1].connect()

    def post(number: int) -> int:
        barrier.wait()
        spoofed = {"X-Forwarded-For": f"192.0.2.{number}"}
        links[number].request("POST", "/accounts/login/", form, {**headers, **spoofed})
        status = links[number].getresponse().status
        links[number].close()
        return status

    with ThreadPoolExecutor(60) as pool:
        statuses = sorted(pool.map(post, range(60)))
    assert statuses == [422] * 5 + [429] * 55

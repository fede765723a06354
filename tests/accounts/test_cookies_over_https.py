"""On a real site's address cookies travel by https alone and can't be set by a neighbour (sec A15)."""

import json
import os
import subprocess
import sys

import pytest

from tests.installation import ROOT

PROGRAM = """
import json, django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from tests.factories.accounts import PASSWORD, make_user
user = make_user()
client = Client(headers={"host": "hiring.example.org"})
client.get("/accounts/login/", secure=True)
answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, secure=True)
assert answer.status_code == 302, answer.content
keys = ("secure", "httponly", "samesite", "path", "domain")
print(json.dumps({
    "cookies": {name: [cookie[key] for key in keys] for name, cookie in client.cookies.items()},
    "hsts": answer.get("Strict-Transport-Security"),
}))
"""


pytestmark = [pytest.mark.slow, pytest.mark.once]  # it starts a site, on SQLite


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What a process with a real site's settings sends."""
    ours = ("DATABASE_URL", "REDIS_URL", "DEMO", "STATIC_STORAGE", "STORAGE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in ours} | {
        "DATA": str(tmp_path_factory.mktemp("https")),
        "SITE_URL": "https://hiring.example.org",
        "DJANGO_SETTINGS_MODULE": "recruiting.settings",
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_cookies_are_the_hosts_own(answer):
    flags = [True, True, "Lax", "/", ""]
    assert answer["cookies"] == {"__Host-session": flags, "__Host-csrf": flags}


def test_browsers_are_told_to_come_by_https(answer):
    assert answer["hsts"] == "max-age=31536000; includeSubDomains"

"""Settings come from the environment: nonsense is refused by the variable's name, secrets may come from files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from recruiting import env
from tests.installation import ROOT


def start(data: Path, show: str = "''", **variables: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process that has these variables and no other of ours, and print `show`."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"from recruiting import settings; print({show})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA": str(data), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "perhaps"),
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("SITE_URL", "hiring.example.org"),
        ("SITE_URL", "http://hiring.example.org"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://127.0.0.1/greenflag"),
        ("WORKERS", "65"),
        ("STORAGE_URL", "s3://bucket"),
        ("MAX_UPLOAD_MB", "21"),
        ("TRUSTED_PROXIES", "6"),
        ("EMAIL_URL", "pigeon://loft"),
        ("SECRET_KEY_FILE", "/proc/nowhere"),
    ],
)
def test_nonsense_stops_the_start_by_its_name(tmp_path, name, value):
    ran = start(tmp_path, **{name: value})
    assert ran.returncode == 1
    last = ran.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name}")


def test_an_empty_variable_is_one_that_nobody_set(tmp_path):
    ran = start(tmp_path, "settings.DATABASES['default']['ENGINE'], settings.PORT", DATABASE_URL="", PORT="")
    assert ran.stdout.strip() == "django.db.backends.sqlite3 8000", ran.stderr


def test_what_the_database_address_asks_for_is_kept(tmp_path):
    options = "settings.DATABASES['default']['OPTIONS']"
    show = f"{options}['sslmode'], {options}['options'].split(' -c ')"
    address = "postgres://u:p@127.0.0.1/greenflag?sslmode=require&options=-c%20statement_timeout%3D9000"
    ran = start(tmp_path, show, DATABASE_URL=address)
    kept = ["-c statement_timeout=9000", "jit=off", "pg_trgm.similarity_threshold=0.2"]
    assert ran.stdout.strip() == f"require {kept}", ran.stderr


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 587), ("smtps", 465)])
def test_a_mail_server_is_read_from_its_address(tmp_path, scheme, port):
    show = "settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD"
    ran = start(tmp_path, show, EMAIL_URL=f"{scheme}://jobs%40example.org:a%2Fb@mail.example.org")
    assert ran.stdout.strip() == f"{port} jobs@example.org a/b", ran.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("k" * 60 + "\n")
    ran = start(tmp_path, "settings.SECRET_KEY", SECRET_KEY_FILE=str(file))
    assert ran.stdout.strip() == "k" * 60
    assert not (tmp_path / "secret-key").exists()


def test_a_key_is_made_once_and_kept_for_its_owner(tmp_path):
    first, second = (start(tmp_path, "settings.SECRET_KEY").stdout.strip() for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_demo_s_folder_stays_a_demo_for_commands_that_don_t_say(tmp_path):
    (tmp_path / "demo-accounts.json").write_text("[]")
    assert start(tmp_path, "settings.DEMO").stdout.strip() == "True"
    assert start(tmp_path, "settings.DEMO", DEMO="0").stdout.strip() == "False"


def test_readers_split_and_bound(monkeypatch):
    monkeypatch.setenv("KEYS", " a, b ,,")
    monkeypatch.setenv("COUNT", "7")
    assert env.words("KEYS") == ["a", "b"]
    assert env.number("COUNT", default=1, most=7) == 7
    with pytest.raises(ImproperlyConfigured, match="COUNT must be a whole number from 0 to 6"):
        env.number("COUNT", default=1, most=6)

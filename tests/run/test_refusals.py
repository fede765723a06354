"""What keeps `manage.py run` from starting: each is one line that begins with error, and nothing is left running."""

import os
import shutil
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from recruiting.home import preparing
from recruiting.home.preparing import CantStart, check_port, check_settings, hold_folder, running_site
from recruiting.home.processes import Processes, Program
from tests.installation import ROOT, free_port
from tests.run.running import refused


def test_a_busy_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CantStart, match=f"Port {port} is busy"):
            check_port(port)
    check_port(port)


def test_a_folder_is_held_by_one(tmp_path):
    with hold_folder(tmp_path / "data"), pytest.raises(CantStart, match="Another run uses"):
        hold_folder(tmp_path / "data")
    hold_folder(tmp_path / "data").close()


def test_a_folder_that_is_held_says_where_the_site_is(tmp_path):
    assert running_site(tmp_path) == ""
    with hold_folder(tmp_path, site="http://127.0.0.1:8766"):
        with pytest.raises(CantStart):
            hold_folder(tmp_path, site="http://127.0.0.1:9999")
        assert running_site(tmp_path) == "http://127.0.0.1:8766"
    assert running_site(tmp_path) == ""


def test_a_folder_that_can_t_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CantStart, match="Can't write into DATA"):
        hold_folder(tmp_path / "file" / "data")


def test_a_demo_is_for_this_machine_alone(settings):
    settings.DEMO = settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    with pytest.raises(CantStart, match="this machine alone"):
        check_settings()


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"PORT": "abc"}, "error: PORT must be a whole number"),
        ({"DEMO": "perhaps"}, "error: DEMO must be 1 or 0"),
        ({"SITE_URL": "http://hiring.example.org"}, "error: SITE_URL must begin with https://"),
        ({"SECRET_KEY": "short"}, "error: SECRET_KEY must have at least 50 characters"),
    ],
)
def test_settings_that_can_t_be_read_are_named_in_one_line(tmp_path, variables, says):
    code, lines = refused(tmp_path / "data", 8000, **variables)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(says)


def migrated(path, *targets) -> None:
    """Migrate the SQLite database at the path to the targets (all the way without any)."""
    environment = {"PATH": os.environ["PATH"], "DATA": str(path.parent), "DEMO": "0"}
    words = [ROOT / ".venv/bin/python", "manage.py", "migrate", "--verbosity", "0", *targets]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, timeout=120)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A SQLite database of this release."""
    path = tmp_path_factory.mktemp("whole") / "greenflag.sqlite3"
    migrated(path)
    return path


def an_old_one(path) -> None:
    migrated(path, "candidates", "0001")


def a_newer_one(path) -> None:
    with sqlite3.connect(path) as link:
        link.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('candidates', '9999_later', '2099-01-01')"
        )


def a_foreign_one(path) -> None:
    path.unlink()
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE notes (id integer)")


def no_database(path) -> None:
    path.write_bytes(b"This is no database at all, but a letter. " * 50)


def a_real_one(path) -> None:
    with sqlite3.connect(path) as link:
        link.execute(
            "INSERT INTO accounts_user (password, email, email_key, name, role, zone, theme, single_keys, is_active,"
            " joined_at, session_epoch) VALUES ('x', 'a@example.org', 'a@example.org', 'A', 'admin', '', 'auto', 1, 1,"
            " '2026-01-01', 0)"
        )


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (an_old_one, "error: This database is older than this release. Back it up, then: "),
        (a_newer_one, "error: This database is newer than this release, "),
        (a_foreign_one, "error: This database holds something else."),
        (no_database, "error: The database does not work (DatabaseError"),
        (a_real_one, "error: This database is no demo: it has people."),
    ],
)
@pytest.mark.slow
@pytest.mark.once
def test_databases_that_it_leaves_alone(tmp_path, whole, make, says):
    data = tmp_path / "data"
    data.mkdir()
    path = data / whole.name
    shutil.copy(whole, path)
    make(path)
    code, lines = refused(data, free_port(), DEMO="1")
    assert (code, len(lines)) == (1, 1), lines
    assert lines[0].startswith(says)
    assert not (data / "demo-accounts.json").exists()


def test_a_server_that_doesn_t_answer(tmp_path):
    address = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    code, lines = refused(tmp_path / "data", free_port(), DATABASE_URL=address, DEMO="1")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("error: The database does not work (OperationalError at 127.0.0.1)")


@pytest.mark.slow
@pytest.mark.once
def test_a_process_that_does_not_keep_running_is_an_error_with_its_last_words(
    tmp_path, settings, monkeypatch
):
    settings.PORT, settings.DEMO = free_port(), False
    broken = Program("web", ("/bin/sh", "-c", "echo 'no such module: 100%'; exit 3"))
    monkeypatch.setattr("recruiting.home.processes.programs", lambda: [broken])
    with Processes(tmp_path) as processes, pytest.raises(CantStart) as error:
        processes.wait_until_ready()
    assert str(error.value).startswith("web does not keep running.")
    assert str(error.value).endswith("no such module: 100%")
    assert processes.supervisor.poll() is not None


def test_static_files_are_collected_once(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    preparing.collect_static()
    mark = settings.STATIC_ROOT / ".sources"
    (settings.STATIC_ROOT / "left.css").write_text("kept while nothing changed")
    preparing.collect_static()
    assert (settings.STATIC_ROOT / "left.css").exists()
    mark.write_text("of another release")
    preparing.collect_static()
    assert not (settings.STATIC_ROOT / "left.css").exists()
    assert (settings.STATIC_ROOT / "css").is_dir()

"""`make run` as a newcomer types it: one process group, a printed address, log-ins that work, Ctrl-C."""

import html
import json
import os
import re
import signal
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.installation import wait_for
from tests.run.running import Run, is_alive, left_behind, pids_of, readers_of, refused

pytestmark = pytest.mark.slow
SCREEN_SECONDS = 240


class Browser:
    """Pages over HTTP, with cookies; forms are sent with their token."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, the address it led to, and the page."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.site + path, data, {"Referer": self.site + path})
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.url.removeprefix(self.site), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, path, error.read().decode()

    def sign_in(self, email: str, password: str) -> tuple[int, str, str]:
        _, path, page = self.open("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        return self.open(path, {"login": email, "password": password, "csrfmiddlewaretoken": token[1]})


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run = Run(tmp_path_factory.mktemp("run") / "data")
    yield run
    run.end()


def ask(run: Run, question: str) -> list[tuple]:
    with sqlite3.connect(f"file:{run.data / 'greenflag.sqlite3'}?mode=ro", uri=True, timeout=20) as link:
        return link.execute(question).fetchall()


def test_it_says_where_it_is_and_who_can_sign_in(run):
    assert run.until("Ready:") == f"Ready: http://127.0.0.1:{run.port}/"
    assert Browser(run.port).open("/readyz")[0] == 200
    accounts = json.loads((run.data / "demo-accounts.json").read_text())
    for row in accounts:
        assert run.until(f"  {row['role']}").split() == [row["role"], row["email"], row["password"]]


def test_the_folder_is_its_owner_s(run):
    modes = {
        name: (run.data / name).stat().st_mode & 0o777
        for name in ("demo-accounts.json", "secret-key", "greenflag.sqlite3")
    }
    assert modes == {"demo-accounts.json": 0o600, "secret-key": 0o600, "greenflag.sqlite3": 0o600}


def test_each_printed_log_in_works_without_a_second_factor(run):
    for row in json.loads((run.data / "demo-accounts.json").read_text()):
        status, path, page = Browser(run.port).sign_in(row["email"], row["password"])
        assert (status, path) == (200, "/"), row["role"]
        assert "enter real people" in html.unescape(page)


def test_the_page_s_styles_and_scripts_are_served(run):
    browser = Browser(run.port)
    _, _, page = browser.open("/accounts/login/")
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page))
    assert addresses
    assert {browser.open(address)[0] for address in addresses} == {200}


def test_the_worker_screens_all_forty(run):
    def done() -> bool:
        return ask(run, "SELECT count(*) FROM candidates_screening WHERE state = 'done'") == [(40,)]

    wait_for(done, SCREEN_SECONDS, "40 screenings", every=0.5)
    rows = ask(run, "SELECT attempts, worker, lease_owner FROM candidates_screening")
    assert {(attempts, lease) for attempts, _, lease in rows} == {(1, "")}
    workers = {int(worker.rpartition(":")[2]) for _, worker, _ in rows}
    assert workers <= pids_of(run.data)
    assert ask(run, "SELECT count(*) FROM candidates_application") == [(40,)]


def test_the_team_takes_its_first_steps_by_itself(run):
    def stepped() -> bool:
        return ask(run, "SELECT count(*) FROM candidates_application WHERE status = 'rejected'") == [(2,)]

    wait_for(stepped, SCREEN_SECONDS, "the demo's rejections", every=0.5)


def test_it_stays_ready_when_only_beat_rings(run):
    """Ready without what the worker said at its start: the heartbeat on the schedule arrives too."""
    started = ask(run, "SELECT at FROM work_heartbeat WHERE name = 'queue'")

    def rung() -> bool:
        return ask(run, "SELECT at FROM work_heartbeat WHERE name = 'queue'") != started

    wait_for(rung, 60, "the next heartbeat", every=0.5)
    assert Browser(run.port).open("/readyz")[0] == 200


def test_another_start_is_refused_while_it_runs(run):
    code, lines = refused(run.data.parent / "other", run.port, DEMO="1")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"error: Port {run.port} is busy.")
    code, lines = refused(run.data, run.port + 1, DEMO="1")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("error: Another run uses ")


def test_a_process_that_dies_is_started_again(run):
    log = run.data / "logs" / "supervisord.log"

    def beats() -> list[str]:
        return re.findall(r"spawned: 'beat' with pid (\d+)", log.read_text())

    os.kill(int(beats()[-1]), signal.SIGKILL)
    wait_for(lambda: len(beats()) == 2, 60, "beat to be started again")


def test_ctrl_c_ends_everything(run):
    readers = readers_of(pids_of(run.data))
    assert readers, "the worker keeps a process that reads files"
    assert "Stopped." in run.interrupt()
    assert left_behind(run.data) == []
    wait_for(lambda: not any(map(is_alive, readers)), 20, "the readers of files to end")


def test_the_second_start_finds_everything_as_it_was(run):
    before = (run.data / "demo-accounts.json").read_bytes(), ask(run, "SELECT count(*) FROM events_event")
    again = Run(run.data)
    try:
        again.until("Ready:")
        assert (run.data / "demo-accounts.json").read_bytes() == before[0]
        assert ask(run, "SELECT count(*) FROM events_event") == before[1]
    finally:
        again.end()
    assert left_behind(run.data) == []


def test_a_demo_s_folder_is_refused_for_real_use(run):
    code, lines = refused(run.data, run.port, DEMO="0")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("error: DATA is a demo's folder")
    assert "DEMO=0 DATA=/another/folder make run" in lines[0]


def test_for_real_it_starts_without_anybody_and_says_how_to_get_in(tmp_path):
    real = Run(tmp_path / "data", DEMO="0")
    try:
        real.until("Ready:")
        assert real.until("There is no admin yet:").endswith("manage.py setup")
        assert ask(real, "SELECT count(*) FROM accounts_user") == [(0,)]
        assert not (real.data / "demo-accounts.json").exists()
        code, lines = refused(real.data.parent / "x", real.port, DEMO="0")
        assert (code, lines[0][:6]) == (1, "error:")
    finally:
        real.end()

"""Each service of docker-compose.yml, run natively: its own command, its own environment, its own health check.

No container engine is needed. On the embedded run the database is SQLite and the queue a folder; where DATABASE_URL
and REDIS_URL name servers, those are used, and the health checks of the database and of Redis run as well.
"""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.installation import ROOT, free_port, on_postgresql, redis_beside, scratch_database, wait_for
from tests.ops import compose
from tests.ops.test_compose import SECRETS


def place_of(url: str, usual_port: int) -> tuple[str, int]:
    """Host and port of a server's URL; without a port the usual one."""
    parts = urlsplit(url)
    return str(parts.hostname), parts.port or usual_port


pytestmark = pytest.mark.slow
REDIS_URL = redis_beside(15)
OURS = ("web", "worker", "beat")
SERVERS = {
    "postgres": [place_of(os.environ["DATABASE_URL"], 5432)] if on_postgresql() else [],
    "redis": [place_of(REDIS_URL, 6379)] if REDIS_URL else [],
}
START_SECONDS, STOP_SECONDS = 90, 40


class Natively:
    """The services as processes of this machine, in a folder and a database of their own."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database, self.port = folder, database, free_port()
        self.services: dict[str, Any] = compose.fill_in(compose.load(), SECRETS)["services"]
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, name: str) -> dict[str, str]:
        """What the file gives the service, with this machine's places put in for the containers'."""
        given = {key: str(value) for key, value in self.services[name].get("environment", {}).items()}
        here = {
            "DATA": str(self.folder),
            "DATABASE_URL": self.database,
            "REDIS_URL": REDIS_URL,
            "EMAIL_URL": f"file://{self.folder / 'mail'}",
            "PORT": str(self.port),
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return given | {key: value for key, value in here.items() if key in given} | {"PATH": path}

    def run(self, name: str) -> subprocess.CompletedProcess[bytes]:
        """A service that ends by itself."""
        words = self.services[name]["command"]
        return subprocess.run(words, cwd=ROOT, env=self.environment(name), capture_output=True, timeout=120)

    def start(self, name: str) -> None:
        environment = self.environment(name)
        program, *rest = self.services[name]["command"]
        found = shutil.which(program, path=environment["PATH"])
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [str(found), *rest], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def is_healthy(self, name: str) -> bool:
        """What the service's health check says: exit 0."""
        kind, *words = self.services[name]["healthcheck"]["test"]
        environment = self.environment(name)
        words = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        found = shutil.which(words[0], path=environment["PATH"])
        ran = subprocess.run(
            [str(found), *words[1:]], cwd=ROOT, env=environment, capture_output=True, timeout=30, check=False
        )
        return ran.returncode == 0

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def end(self) -> None:
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Iterator[Natively]:
    folder = tmp_path_factory.mktemp("services")
    with scratch_database(folder) as database:
        natively = Natively(folder, database)
        ran = natively.run("migrate")
        assert ran.returncode == 0, ran.stderr.decode()[-3000:]
        try:
            yield natively
        finally:
            natively.end()


@pytest.fixture(scope="module")
def running(migrated) -> Natively:
    assert [migrated.is_healthy(name) for name in OURS] == [False, False, False]
    for name in OURS:
        migrated.start(name)
    return migrated


@pytest.mark.parametrize("name", OURS)
def test_its_command_runs_and_its_health_check_says_so(running, name):
    try:
        wait_for(lambda: running.is_healthy(name), START_SECONDS, f"{name} to be healthy", every=1)
    except TimeoutError as error:
        pytest.fail(f"{error}\n{running.log(name)}")
    assert running.processes[name].poll() is None


@pytest.mark.parametrize("name", OURS)
def test_it_ends_when_it_is_told_to(running, name):
    process = running.processes[name]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=STOP_SECONDS) == 0, running.log(name)


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_servers_health_check_tells_whether_it_answers(name):
    """Asked of the servers that the suite runs on, by the clients' own variables, and of a port without one."""
    kind, *words = compose.fill_in(compose.load(), SECRETS)["services"][name]["healthcheck"]["test"]
    line = words[0] if kind == "CMD-SHELL" else shlex.join(words)
    assert not _answers(line, "127.0.0.1", free_port())
    for host, port in SERVERS[name]:
        assert _answers(line, host, port)


def _answers(line: str, host: str, port: int) -> bool:
    here = {"PGHOST": host, "PGPORT": str(port), "PATH": os.environ["PATH"]}
    line = line.replace("redis-cli", f"redis-cli -h {host} -p {port}")
    return subprocess.run(["sh", "-c", line], env=here, capture_output=True, timeout=30).returncode == 0

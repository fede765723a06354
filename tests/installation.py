"""A whole installation of its own for kill tests and benchmarks: data folder, database, queue, real processes.

`Installation` is used by programs (`python -m tests.chaos.drive`, `python -m tests.bench.bench`), not inside pytest's
process: they become the web side of the installation, and start its workers and beat.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


class Missing(Exception):
    """What was asked for is not on this machine."""


class RedisServer:
    """A redis-server on a free port that keeps nothing; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise Missing("redis-server")
        words = f"{program} --port {self.port} --bind 127.0.0.1 --save  --appendonly no".split(" ")
        self.process = subprocess.Popen([*words, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)
        wait_for(self.answers, 10, "redis-server to answer")

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as link:
            link.sendall(b"PING\r\n")
            return link.recv(16).startswith(b"+PONG")
        return False

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


class Installation:
    """Enter it once a process: sets the environment, then Django, then an empty migrated database.

    queue: "filesystem" or "redis". demo: whether it runs with DEMO=1. The database is a scratch_database.
    """

    def __init__(self, *, queue: str, demo: bool = False) -> None:
        self.queue = queue
        self.demo = demo
        self.data = Path(tempfile.mkdtemp(prefix="greenflag-"))
        self.redis: RedisServer | None = None
        self.processes: list[subprocess.Popen[bytes]] = []
        self._until_exit = contextlib.ExitStack()

    @property
    def database(self) -> str:
        return "postgresql" if on_postgresql() else "sqlite"

    def __enter__(self) -> "Installation":
        try:
            self._prepare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            kill_group(process)
        if self.redis:
            self.redis.stop()
        self._until_exit.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def _prepare(self) -> None:
        database = self._until_exit.enter_context(scratch_database(self.data))
        environment = {"DATA": str(self.data), "DATABASE_URL": database, "ALLOW_WEAK_SANDBOX": "1"}
        if self.queue == "redis":
            self.redis = RedisServer(self.data)
        for name in ("STORAGE_URL", "SITE_URL", "DEMO", "EMAIL_URL"):
            os.environ.pop(name, None)
        os.environ |= environment | {
            "DEMO": "1" if self.demo else "0",
            "REDIS_URL": self.redis.url if self.redis else "",
            # Not pytest's: those give each process a data folder of its own, and these share one.
            "DJANGO_SETTINGS_MODULE": "recruiting.settings",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)

    def start_worker(self, processes: int = 2) -> subprocess.Popen[bytes]:
        """A worker with its pool, in a process group of its own, so that one kill ends all of it."""
        return self._start("worker", "--concurrency", str(processes))

    def start_beat(self) -> subprocess.Popen[bytes]:
        return self._start("beat")

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.data / f"{words[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "recruiting", *words],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the process and all that belongs to its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(condition: Callable[[], bool], seconds: float, what: str, every: float = 0.1) -> float:
    """Wait until the condition holds and return the seconds it took. Raises TimeoutError."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(every)
    return time.monotonic() - start


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def on_postgresql() -> bool:
    """Whether DATABASE_URL names a PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextlib.contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The URL of an empty database: beside the one of DATABASE_URL and dropped at the end, or a file in the folder."""
    if not on_postgresql():
        yield f"sqlite:///{folder / 'greenflag.sqlite3'}"
        return
    server, name = os.environ["DATABASE_URL"], f"greenflag_scratch_{secrets.token_hex(4)}"
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def redis_beside(number: int) -> str:
    """The database of this number in the Redis that REDIS_URL names, "" without one: in the suite's own, other tests
    ring for rows that stand elsewhere."""
    given = os.environ.get("REDIS_URL", "")
    return urlunsplit(urlsplit(given)._replace(path=f"/{number}")) if given else ""


def _execute(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)

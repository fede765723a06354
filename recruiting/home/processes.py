"""The processes of `manage.py run`, held by supervisord: web, worker, beat, and for a demo what follows its screenings."""

import contextlib
import ctypes
import http.client
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from recruiting.home.preparing import HOST, CantStart

READY_SECONDS = 180
POLL_SECONDS = 0.25
STOP_SECONDS = 60  # supervisord gives each process ten
SHOWN_LINES = 5
PR_SET_PDEATHSIG = 1
_GAVE_UP = re.compile(r"gave up: (\w+) entered FATAL state")


@dataclass(frozen=True)
class Program:
    """A process that supervisord holds. lasting: it is started again whenever it ends."""

    name: str
    words: tuple[str, ...]
    lasting: bool = True


def programs() -> list[Program]:
    """What runs with these settings."""
    python = sys.executable
    # Its warning about root: whoever runs all of it as root on their own machine has decided that.
    celery = (python, "-W", "ignore::UserWarning:celery.platforms", "-m", "celery", "-A", "recruiting")
    web = (
        *(python, "-m", "gunicorn", "recruiting.wsgi", "--bind", f"{HOST}:{settings.PORT}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "8", "--preload"),
        *("--graceful-timeout", "5", "--no-control-socket"),
    )
    follow_up = Program("demo", (python, "manage.py", "demo", "--follow-up"), lasting=False)
    return [
        Program("web", web),
        Program("worker", (*celery, "worker", "--loglevel", "WARNING")),
        Program("beat", (*celery, "beat", "--loglevel", "WARNING", "--pidfile=")),
        *([follow_up] if settings.DEMO else []),
    ]


class Processes:
    """Use as a context: started on entry, all ended on exit, however that comes about."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.logs = data / "logs"
        self.log = self.logs / "supervisord.log"

    def __enter__(self) -> "Processes":
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self.log.write_text("")  # what an earlier run gave up is no news
        configuration = self.data / "supervisord.conf"
        configuration.write_text(self._configuration(programs()))
        environment = os.environ | {
            "DATA": str(self.data),
            "PORT": str(settings.PORT),
            "DEMO": str(int(settings.DEMO)),
            "PYTHONUNBUFFERED": "1",
        }
        with (self.logs / "supervisord.out").open("w") as output:
            self.supervisor = subprocess.Popen(  # noqa: S603 - our interpreter, our words
                [sys.executable, "-m", "supervisor.supervisord", "--configuration", str(configuration)],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C comes here first, a closed terminal doesn't make it reload
                preexec_fn=_end_with_parent,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.supervisor.wait(STOP_SECONDS)

    def wait_until_ready(self) -> None:
        """Return when /readyz first answers 200. Raises CantStart."""
        until = time.monotonic() + READY_SECONDS
        while (answer := ready_answer()) != "ok":
            self.check()
            if time.monotonic() > until:
                raise CantStart(f"Not ready after {READY_SECONDS} s: {answer}. The logs are in {self.logs}")
            time.sleep(POLL_SECONDS)

    def check(self) -> None:
        """Raise CantStart if a process could not be kept running, or supervisord itself ended."""
        if gave_up := _GAVE_UP.search(self.log.read_text(errors="replace")):
            raise CantStart(self._ended(gave_up[1], self.logs / f"{gave_up[1]}.log"))
        if self.supervisor.poll() is not None:
            raise CantStart(self._ended("supervisord", self.logs / "supervisord.out"))

    def _ended(self, name: str, log: Path) -> str:
        lines = log.read_text(errors="replace").splitlines()[-SHOWN_LINES:] if log.exists() else []
        return "\n  ".join([f"{name} does not keep running. The end of {log}:", *lines])

    def _configuration(self, wanted: list[Program]) -> str:
        """supervisord's file. No socket: nothing talks to it but signals. 077: all that is written is the owner's."""
        parts = [
            "[group:greenflag]",  # one group is ended at once, several one after the other
            f"programs={','.join(program.name for program in wanted)}",
            "\n[supervisord]",
            "nodaemon=true",
            "silent=true",
            "umask=077",
            f"logfile={_escaped(self.log)}",
            f"pidfile={_escaped(self.data / 'supervisord.pid')}",
        ]
        for program in wanted:
            parts += [
                f"\n[program:{program.name}]",
                f"command={_escaped(shlex.join(program.words))}",
                f"stdout_logfile={_escaped(self.logs / program.name)}.log",
                "stdout_logfile_maxbytes=5MB",
                "stdout_logfile_backups=2",
                "redirect_stderr=true",
                "stopwaitsecs=10",
                "killasgroup=true",  # a worker's pool goes with it
                *(
                    ["startsecs=3", "autorestart=true"]
                    if program.lasting
                    else ["startsecs=0", "autorestart=false"]
                ),
            ]
        return "\n".join(parts) + "\n"


def _end_with_parent() -> None:
    """In supervisord before it begins: Linux sends it SIGTERM when this process dies, even by SIGKILL."""
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _escaped(value: object) -> str:
    """supervisord expands %(names)s."""
    return str(value).replace("%", "%%")


def ready_answer() -> str:
    """ "ok", or what /readyz says of each part that is not, or that nothing answers."""
    link = http.client.HTTPConnection(HOST, settings.PORT, timeout=5)
    try:
        link.request("GET", "/readyz")
        answer = link.getresponse()
        parts = json.loads(answer.read())
        if answer.status == 200:
            return "ok"
        return ", ".join(
            f"{name}: {said}" for name, said in parts.items() if isinstance(said, str) and said != "ok"
        )
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"no answer ({type(error).__name__})"
    finally:
        link.close()

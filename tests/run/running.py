"""`make run` as a process of its own, and whatever it left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.installation import ROOT, free_port, redis_beside

READY_SECONDS, STOP_SECONDS = 240, 90
INSTALLED = ROOT / ".venv" / "installed"


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    """Nothing of this test run's: what a new shell has, the folder, the port, and the queue that the suite is on."""
    home = {"HOME": str(data.parent), "PATH": os.environ["PATH"], "REDIS_URL": redis_beside(14)}
    return {**home, "DATA": str(data), "PORT": str(port), **more}


def refused(data: Path, port: int, **more: str) -> tuple[int, list[str]]:
    """Exit code and lines on standard error of a `manage.py run` that must not start."""
    ran = subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", "run"],
        cwd=ROOT,
        env=environment(data, port, **more),
        capture_output=True,
        text=True,
        timeout=READY_SECONDS,
        check=False,
    )
    return ran.returncode, ran.stderr.splitlines()


class Run:
    """`make run` in a process group of its own; `lines` is what it has printed until it was ready."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data, self.port = data, free_port()
        self.process = subprocess.Popen(
            ["make", "--old-file", str(INSTALLED.relative_to(ROOT)), "run"],
            cwd=ROOT,
            env=environment(data, self.port, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []

    def until(self, beginning: str) -> str:
        """Read on to the line that begins so. AssertionError with all output if it ends before."""
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip("\n"))
            if line.startswith(beginning):
                return self.lines[-1]
        raise AssertionError("\n".join(self.lines))

    def interrupt(self) -> str:
        """Ctrl-C: SIGINT to the group. Returns what it still printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        rest, _ = self.process.communicate(timeout=STOP_SECONDS)
        return rest

    def end(self) -> None:
        """Whatever state it is in; supervisord sees its parent's death and ends the rest."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
        until = time.monotonic() + STOP_SECONDS
        while left_behind(self.data) and time.monotonic() < until:
            time.sleep(0.2)


def left_behind(data: Path) -> list[str]:
    """Command lines of living processes that were started for this folder: its name stands in their environment."""
    mark = f"DATA={data}".encode()
    return [row["command"] for row in _processes() if mark in row["environment"].split(b"\0")]


def readers_of(pids: set[int]) -> list[int]:
    """Processes that read resumes and whose parent is one of these: they inherit no environment."""
    return [row["pid"] for row in _processes() if row["parent"] in pids and "zygote" in row["command"]]


def pids_of(data: Path) -> set[int]:
    mark = f"DATA={data}".encode()
    return {row["pid"] for row in _processes() if mark in row["environment"].split(b"\0")}


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _processes() -> list[dict[str, Any]]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            row = {"pid": int(folder.name), "parent": int(state[1]), "command": command}
            row["environment"] = (folder / "environ").read_bytes()
        except (OSError, ValueError):
            continue  # it ended, or is somebody else's
        if state[0] != "Z":
            found.append(row)
    return found

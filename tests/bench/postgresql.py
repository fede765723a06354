"""A PostgreSQL for long runs: the one that DATABASE_URL names, else one of its own on a free port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installation import Missing, free_port

OPTIONS = "-c listen_addresses=127.0.0.1 -c max_connections=100"


@contextmanager
def postgresql() -> Iterator[str]:
    """Its URL. Raises Missing where there is neither a server nor the programs to start one."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="greenflag-postgresql-"))
    try:
        yield from _own(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own(folder: Path) -> Iterator[str]:
    programs = _programs()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root: it runs as the user that its package made
        shutil.chown(folder, "postgres")
    data, port = folder / "data", free_port()
    _do(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--no-sync",
    )
    start = f"-p {port} -c unix_socket_directories={folder} {OPTIONS}"
    _do(programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log", "-o", start, "start")
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        _do(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _programs() -> Path:
    """Where the newest version's programs are: on PATH, or where Debian puts them."""
    found = [Path(path) for path in [shutil.which("initdb")] if path]
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found += sorted(versions, key=lambda path: int(path.parts[-3].partition(".")[0]), reverse=True)
    if not found:
        raise Missing("postgresql")
    return found[0].parent


def _do(*words: str | Path) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, words)], cwd="/", stdout=subprocess.DEVNULL, check=True)

"""What `manage.py run` sees to before any process starts: port, folder, settings, database, static files."""

import fcntl
import hashlib
import io
import socket
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from recruiting.accounts.models import User
from recruiting.checks import DEMO_MARKER
from recruiting.version import version

HOST = "127.0.0.1"
LOCK = "run.lock"


class CantStart(Exception):
    """Why it can't start and what to do, in one line for people."""


def check_settings() -> None:
    """Raise CantStart for the first thing that is wrong with the settings, or a demo that others could reach."""
    for found in run_checks():
        if found.is_serious() and not found.is_silenced():
            raise CantStart(f"{found.msg.removeprefix('error: ')} {found.hint or ''}".strip())
    if settings.DEMO and settings.HTTPS:
        raise CantStart("A demo is for this machine alone: leave SITE_URL out, or start with DEMO=0.")


def check_port(port: int) -> None:
    """Raise CantStart unless the port of this machine can be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server will
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise CantStart(f"You may not use port {port}. Choose one above 1023: PORT=8001") from error
        except OSError as error:
            other = port + 1 if port < 65535 else port - 1
            raise CantStart(
                f"Port {port} is busy. Stop what uses it, or choose another: PORT={other}"
            ) from error


def hold_folder(data: Path, *, site: str = "") -> IO[str]:
    """Make the folder and keep it for this process while the returned file is open, which says where the site is.
    Raises CantStart if another one holds it: two beats and two queues in one folder would wake everything twice."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (data / LOCK).open("a")  # not "w": a second run must not empty the first one's
    except OSError as error:
        raise CantStart(
            f"Can't write into DATA, {data} ({error.strerror}). Choose another folder."
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise CantStart(
            f"Another run uses {data}. Stop it, or choose another folder: DATA=/another"
        ) from error
    file.truncate(0)
    file.write(site)
    file.flush()
    return file


def running_site(data: Path) -> str:
    """The address of the run that holds the folder now, "" if there is none."""
    try:
        with (data / LOCK).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read()
    except OSError:
        pass
    return ""


def prepare_database() -> None:
    """Make the tables of a new database, and bring the guide and the rules up to this release.

    Raises CantStart for a database that doesn't answer, that another release made, or a real one in a demo: an
    upgrade is a decision of whoever runs it, after a backup.
    """
    try:
        if _is_new():
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO and not (settings.DATA / DEMO_MARKER).exists() and User.objects.exists():
            raise CantStart("This database is no demo: it has people. Start it with DEMO=0.")
        call_command("load_guide", stdout=io.StringIO())
        call_command(
            "search_index", missing=True, verbosity=0
        )  # nobody is missing unless it was just upgraded
    except DatabaseError as error:
        where = connection.settings_dict.get("HOST") or connection.settings_dict["NAME"]
        raise CantStart(
            f"The database does not work ({type(error).__name__} at {where}). Look at DATABASE_URL or DATA."
        ) from error
    except CommandError as error:
        raise CantStart(str(error)) from error
    finally:
        connection.close()


def _is_new() -> bool:
    """Whether the database is empty. Raises CantStart if it is another release's, or something else's."""
    if not connection.introspection.table_names():
        return True
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations.keys()
    if not applied:
        raise CantStart("This database holds something else. Give Greenflag one of its own.")
    if applied - executor.loader.disk_migrations.keys():
        raise CantStart(f"This database is newer than this release, {version()}. Install the newer release.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CantStart(
            "This database is older than this release. Back it up, then: "
            f"DATA={settings.DATA} .venv/bin/python manage.py migrate"
        )
    return False


def collect_static() -> None:
    """Hash and compress the static files into DATA, unless those there are of just these sources."""
    wanted = _fingerprint()
    mark = settings.STATIC_ROOT / ".sources"
    if mark.exists() and mark.read_text() == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(wanted)


def _fingerprint() -> str:
    """Of every source's name, size and time of change, and of the code that stores them."""
    digest = hashlib.sha256(f"{version()} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()

"""One migrated SQLite file for all workers of a run: the first that needs one migrates, the others take copies."""

import fcntl
import shutil
from pathlib import Path

from django.db import connection

SUFFIX = "migrated"


class Migrated:
    """The copy that is kept for the others; its name stands in a file of the run's folder.

    From take() to keep() this worker has the lock: the others wait for what it migrates.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = (folder / "migrated.lock").open("w")
        self._name = folder / "migrated.name"
        self._is_first = False

    def take(self) -> bool:
        """Put the copy where the test database belongs, if there is one. True if so."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if not self._name.exists():
            self._is_first = True
            return False
        shutil.copy(self._name.read_text(), connection.settings_dict["TEST"]["NAME"])
        return True

    def keep(self) -> None:
        """Copy what was migrated, before any test writes to it."""
        if self._is_first:
            connection.close()
            connection.creation.clone_test_db(SUFFIX, verbosity=0, autoclobber=True)
            self._name.write_text(connection.creation.get_test_db_clone_settings(SUFFIX)["NAME"])
        fcntl.flock(self._lock, fcntl.LOCK_UN)

    def forget(self) -> None:
        """Drop the copy: whoever needs one from now on migrates."""
        with self._lock:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if self._is_first:
                self._name.unlink()
                connection.creation.destroy_test_db(suffix=SUFFIX, verbosity=0)

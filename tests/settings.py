"""The product's settings with a data folder of this test run's own.

pytest-django loads settings before any conftest, so the environment is prepared here. DATABASE_URL is taken
as given: the suite passes on SQLite (the default) and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

_DATA = tempfile.mkdtemp(prefix="greenflag-tests-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.mkdir(os.path.join(_DATA, "static"))
os.environ["DATA"] = _DATA
os.environ["STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
for _name in (
    "DEMO",
    "SITE_URL",
    "BEHIND_PROXY",
    "TRUSTED_PROXIES",
    "EMAIL_URL",
    "STORAGE_URL",
    "SECRET_KEY",
):
    os.environ.pop(_name, None)
# Playwright's synchronous interface keeps an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from recruiting.settings import *  # noqa: E402, F403 - after the environment is prepared
from recruiting.settings import DATABASES  # noqa: E402

# Argon2 is slow on purpose; tests of hashing itself ask for it.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
# A file, not memory: threads of live_server each need a connection of their own, as in production.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_DATA, "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0

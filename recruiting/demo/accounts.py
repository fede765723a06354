"""The demo's log-ins: made once an installation, kept in $DATA/demo-accounts.json, which only its owner may read."""

import json
import os
from pathlib import Path
from typing import Any

from recruiting.accounts.actions import create_demo_user
from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key

# What the file calls a role, and what its person is in the installation.
ROLES = {
    "admin": Role.ADMIN,
    "recruiter": Role.RECRUITER,
    "hiring_manager": Role.MEMBER,
    "interviewer": Role.MEMBER,
    "auditor": Role.AUDITOR,
}


def missing_people(people: list[dict[str, Any]], file: Path) -> list[dict[str, Any]]:
    """Those without an account, or whose pass phrase the file doesn't have."""
    written = {row["email"] for row in _read(file)}
    present = set(User.objects.values_list("email_key", flat=True))
    return [row for row in people if row["email"] not in written or email_key(row["email"]) not in present]


def load_people(people: list[dict[str, Any]], file: Path) -> int:
    """Make the accounts that are missing and write their log-ins. Returns how many. Raises Denied without DEMO."""
    missing = missing_people(people, file)
    if not missing:
        return 0
    rows = {row["email"]: row for row in _read(file)}
    _write(file, list(rows.values()))  # marks the folder as a demo's before the first account exists
    for row in missing:
        _, phrase = create_demo_user(email=row["email"], name=row["name"], role=ROLES[row["role"]])
        rows[row["email"]] = {"email": row["email"], "password": phrase, "role": row["role"]}
    _write(file, [rows[row["email"]] for row in people])
    return len(missing)


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return rows


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    """Replace the file as a whole; at no moment may others read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        json.dump(rows, out, indent=2)
    draft.replace(file)

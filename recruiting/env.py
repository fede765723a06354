"""Typed readers of the environment. Each refuses nonsense by the variable's name.

Any variable NAME may be given as NAME_FILE instead: the path of a file that holds the value (for secrets).
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's value, or its file's content without surrounding white space. An empty one counts as not
    given: that is how compose files and shells hand on what nobody set.

    Raises ImproperlyConfigured if NAME_FILE can't be read.
    """
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name) or default
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE: can't read the file it names ({error.strerror})."
        ) from error


def flag(name: str, *, default: bool = False) -> bool:
    """A yes/no variable. Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off."""
    value = text(name, "1" if default else "0").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, *, default: int, least: int = 0, most: int = 2**31) -> int:
    """A whole number within [least, most]. Raises ImproperlyConfigured otherwise."""
    value = text(name, str(default)).strip()
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(data: Path) -> str:
    """SECRET_KEY of the environment, else the one generated once under `data` (mode 600).

    Raises ImproperlyConfigured if the given key is shorter than 50 characters.
    """
    given = text("SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured(
                "SECRET_KEY must have at least 50 characters. Make one: openssl rand -base64 48"
            )
        return given
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _new_secret_key(path)


def _new_secret_key(path: Path) -> str:
    """Write a new key so that of several processes that start at once exactly one's key stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA: can't write into {path.parent} ({error.strerror}).") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # atomic, and fails if another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")

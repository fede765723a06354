"""docker-compose.yml as a container engine would read it: merged, with its variables filled in."""

import re
from typing import Any

import yaml

from tests.installation import ROOT

FILE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


class Unset(Exception):
    """A variable without a default is not given: the engine would refuse to start."""


def load() -> dict[str, Any]:
    """The file as it is written."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def fill_in(value: Any, given: dict[str, str]) -> Any:
    """Replace ${NAME}, ${NAME:-default} and ${NAME:?why} by the Compose Specification's rules, $$ by $.

    Raises Unset.
    """
    if isinstance(value, dict):
        return {key: fill_in(inner, given) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill_in(inner, given) for inner in value]
    return _VARIABLE.sub(lambda found: _value(found, given), value) if isinstance(value, str) else value


def _value(found: re.Match[str], given: dict[str, str]) -> str:
    if found.group() == "$$":
        return "$"
    value = given.get(found["name"], "")
    if value:
        return value
    if found["kind"] == "-":
        return found["rest"]
    raise Unset(found["name"])

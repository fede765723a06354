"""access.yaml: who may do what at every address. Read here, walked by test_access.py, shown in docs/access.md.

`.venv/bin/python -m tests.contracts.access > docs/access.md` writes the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("access.yaml")
PAGE = Path(__file__).parents[2] / "docs/access.md"
COLUMNS = {
    "pages": ("anonymous", "admin", "recruiter", "hiring_manager", "interviewer", "member", "auditor"),
    "api": (
        "anonymous",
        "no_scope",
        "read",
        "admin",
        "recruiter",
        "hiring_manager",
        "interviewer",
        "member",
        "auditor",
    ),
}
WHOSE = ("any", "own", "other", "missing")
LOGIN = "login"


class _Strict(yaml.CSafeLoader):
    """A key that stands twice would hide the first row."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise ValueError(f"twice in {self.name}: {sorted(map(str, keys))}")
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Step:
    """One kind of request to an address, and the answer per whose thing it is about and per column.

    send: the body, or "{name}" for a whole one; in it "{name}" stands for a thing's key, "@resume" and "@people" for files. keeps: it succeeds without changing a
    row. writes: a GET that writes an event. told: a refusal is written down as an event, and nothing else.
    """

    title: str
    send: dict[str, Any] | str
    keeps: bool
    writes: bool
    told: bool
    answers: dict[str, tuple[int | str, ...]]

    @property
    def method(self) -> str:
        return self.title.split()[0]


@dataclass(frozen=True)
class Address:
    """One URL name. at: its arguments, each the name of a thing, or "=" and the value itself."""

    section: str
    name: str
    at: dict[str, str]
    query: dict[str, Any]
    steps: tuple[Step, ...]


@lru_cache(maxsize=1)
def addresses() -> dict[str, Address]:
    """Every row of access.yaml. Raises ValueError for what doesn't fit."""
    with FILE.open() as file:
        content = yaml.load(file, _Strict)
    if content.keys() != COLUMNS.keys():
        raise ValueError(f"sections are {sorted(COLUMNS)}")
    found = {}
    for section, rows in content.items():
        for name, row in rows.items():
            found[name] = _address(section, name, dict(row))
    return found


def _address(section: str, name: str, row: dict[str, Any]) -> Address:
    at, query = row.pop("at", {}), row.pop("query", {})
    steps = tuple(_step(section, name, title, dict(step)) for title, step in row.items())
    if not steps:
        raise ValueError(f"{name}: no request")
    return Address(section, name, at, query, steps)


def _step(section: str, name: str, title: str, step: dict[str, Any]) -> Step:
    send = step.pop("send", {})
    keeps, writes, told = (step.pop(key, False) for key in ("keeps", "writes", "told"))
    wrong = [
        whose
        for whose, answers in step.items()
        if whose not in WHOSE or len(answers) != len(COLUMNS[section])
    ]
    if wrong or not step:
        raise ValueError(f"{name} {title}: {wrong or 'no answers'}")
    return Step(title, send, keeps, writes, told, {whose: tuple(answers) for whose, answers in step.items()})


HEAD = """# Who may do what

Each address of the product, and what it answers to whom. The rows stand in `tests/contracts/access.yaml`, written by
hand; `tests/contracts/test_access.py` makes the people and their things, sends every request below and compares: the
answer, and that a refused one left every row of the database as it was. An address without a row fails the tests.
This page is made by `.venv/bin/python -m tests.contracts.access > docs/access.md`.

- **own**: a thing on a job that admin, recruiter, hiring manager and interviewer work on (the interviewer takes part in
  its one application), or the person's own. **other**: a thing of a confidential job, or a person, unknown to all but
  the admin. **missing**: there is none of that number. **any**: the address names no thing.
- *member* is on no job. Columns of the API are keys with all scopes of a person of that role; *no scope* and *read* are
  a recruiter's keys with no scopes, and with those for reading only.
- 200 and 201: yes. 202: accepted. 302: done, and on to a page. login: to the sign-in page. 400 and 422: not acceptable.
  401: no key. 403: seen, but not allowed. 404: as if it were not there. 409: not possible now. 410: the link is over.
  503: not ready (in tests no worker runs).
"""
TITLES = {"pages": "Pages", "api": "API (`/api/v1/`)"}


def render() -> str:
    """docs/access.md."""
    parts = [HEAD]
    for section, columns in COLUMNS.items():
        names = [name.replace("_", " ") for name in columns]
        parts.append(f"## {TITLES[section]}\n")
        parts.append(f"| address | request | whose | {' | '.join(names)} |")
        parts.append("|" + " --- |" * (3 + len(columns)))
        parts += list(_lines(section))
        parts.append("")
    return "\n".join(parts)


def _lines(section: str) -> Iterator[str]:
    for address in addresses().values():
        if address.section != section:
            continue
        for step in address.steps:
            for whose, answers in step.answers.items():
                cells = " | ".join(str(answer) for answer in answers)
                yield f"| `{address.name}` | {step.title} | {whose} | {cells} |"


if __name__ == "__main__":
    print(render(), end="")

"""Every address x every role x own, another's and missing things: what access.yaml says happens, and nothing else."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.contracts import access
from tests.contracts.access import LOGIN, Address, Step
from tests.contracts.asking import Asker
from tests.contracts.rows import fingerprint, watching
from tests.contracts.world import PEOPLE, RESUME, World, make_world

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
EVENTS = {"events.event", "events.outbox"}


def _named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern.url_patterns, inner)


def test_every_address_has_its_row_and_every_row_its_address():
    names = list(_named(get_resolver().url_patterns))
    assert sorted(names) == sorted(access.addresses())


def test_the_page_shows_the_rows():
    made = access.render()
    assert access.PAGE.read_text() == made, "run: .venv/bin/python -m tests.contracts.access > docs/access.md"


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction around the module: its world is made once, and every request is rolled back before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> Iterator[World]:
    with override_settings(ALLOW_WEAK_SANDBOX=True):
        yield make_world()


@pytest.fixture(scope="module")
def before(world: World) -> dict[str, tuple[int, str]]:
    """What stands before each request: every one is rolled back."""
    return fingerprint()


def filled(value: Any, things: dict[str, Any]) -> Any:
    """What is sent: "{name}" is a thing's key, "@resume" and "@people" are files."""
    if isinstance(value, dict):
        return {name: filled(part, things) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, things) for part in value]
    if value == "@resume":
        return SimpleUploadedFile("ada.txt", RESUME)
    if value == "@people":
        return SimpleUploadedFile("people.csv", PEOPLE)
    if isinstance(value, str) and value.startswith("{"):
        return things[value.strip("{}")]
    return value


def path_of(address: Address, things: dict[str, Any]) -> str:
    if address.name == "api:nothing-here":
        return "/api/v1/nowhere"
    arguments = {
        name: source.removeprefix("=") if source.startswith("=") else things[source]
        for name, source in address.at.items()
    }
    return reverse(address.name, kwargs=arguments)


def send(world: World, address: Address, step: Step, whose: str, column: str) -> Any:
    """The answer to one request. A body names another's or missing things as its address does; where the address
    takes none, only what stands in the body differs."""
    things = world.things(whose, column)
    path = path_of(address, things)
    inside = things if whose != "missing" or not address.at else world.things("own", column)
    body, query = filled(step.send, inside), filled(address.query, inside)
    headers, client = {}, Asker()
    if address.section == "api":
        if column != "anonymous":
            headers["Authorization"] = f"Bearer {world.keys[column]}"
        if step.method in ("PATCH", "POST"):
            headers["If-Match"] = "*"
        if not any(isinstance(value, SimpleUploadedFile) for value in body.values()):
            return _as_json(client, step, path, body, query, headers)
    elif column != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[column]
    if step.method == "GET":
        return client.get(path, query_params=query, headers=headers)
    return client.post(path, body, query_params=query, headers=headers)


def _as_json(client: Asker, step: Step, path: str, body: Any, query: Any, headers: dict[str, str]) -> Any:
    if step.method == "GET":
        return client.get(path, query_params=query, headers=headers)
    return client.generic(
        step.method, path, json.dumps(body), content_type="application/json", headers=headers
    )


def said(answer: Any) -> int | str:
    """The status, or "login" for being led to the sign-in page."""
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next="):
        return LOGIN
    return int(answer.status_code)


def is_refused(told: int | str) -> bool:
    return told == LOGIN or (isinstance(told, int) and told >= 400)


THERE, MISSING = ("any", "own", "other"), ("missing",)


def _asked() -> Iterator[Any]:
    """Each address for what is there, and for what is not: that is a third of the requests and gives nothing away, so
    CI asks it."""
    for name, address in access.addresses().items():
        kinds = {whose for step in address.steps for whose in step.answers}
        if kinds & set(THERE):
            yield pytest.param(name, THERE, id=name)
        if kinds & set(MISSING):
            yield pytest.param(name, MISSING, id=f"{name}-missing", marks=pytest.mark.slow)


@pytest.mark.parametrize(("name", "things"), [*_asked()])
def test_what_each_role_is_answered(world, before, name, things):
    address = access.addresses()[name]
    told, changed = {}, {}
    for step in address.steps:
        asked = [whose for whose in step.answers if whose in things]
        for whose, column in product(asked, access.COLUMNS[address.section]):
            case = (step.title, whose, column)
            with transaction.atomic():
                with watching() as touched:
                    answer = send(world, address, step, whose, column)
                    if answer.streaming:
                        b"".join(answer.streaming_content)
                told[case] = said(answer)
                now = fingerprint(touched)
                changed[case] = {table for table in now if now[table] != before[table]}
                transaction.set_rollback(True)
    assert told == expected_of(address, things)
    for step in address.steps:
        of_step = {case: tables for case, tables in changed.items() if case[0] == step.title}
        refused = {case: tables for case, tables in of_step.items() if is_refused(told[case])}
        spared = EVENTS if step.told else set()
        assert {case: tables for case, tables in refused.items() if tables - spared} == {}
        # What succeeds does something exactly if it is to: else its refusal would prove nothing.
        changes = step.writes or (step.method != "GET" and not step.keeps)
        idle = {case for case, tables in of_step.items() if case not in refused and bool(tables) != changes}
        assert idle == set()


def expected_of(address: Address, things: tuple[str, ...]) -> dict[tuple[str, str, str], int | str]:
    return {
        (step.title, whose, column): answer
        for step in address.steps
        for whose, answers in step.answers.items()
        if whose in things
        for column, answer in zip(access.COLUMNS[address.section], answers, strict=True)
    }


@pytest.mark.parametrize("section", access.COLUMNS)
@pytest.mark.slow
def test_other_methods_are_not_taken(world, before, section):
    """Sign-in pages are django-allauth's: they answer any method as a GET or a POST without fields."""
    for address in access.addresses().values():
        known = {step.method for step in address.steps}
        for method in sorted(METHODS - known) if address.section == section else ():
            with transaction.atomic():
                with watching() as touched:
                    answer = _bare(world, address, method)
                changed = {label for label, rows in fingerprint(touched).items() if rows != before[label]}
                assert changed == set(), (address.name, method)
                transaction.set_rollback(True)
            if not address.name.startswith(("account_", "mfa_")):
                status = 404 if address.name == "api:nothing-here" else 405
                assert answer.status_code == status, (address.name, method)


def _bare(world: World, address: Address, method: str) -> Any:
    """The admin's request without a body, about their own thing."""
    path = path_of(address, world.things("own", "admin"))
    client = Asker()
    headers = {}
    if address.section == "api" and not address.name.startswith("api:"):
        headers["Authorization"] = f"Bearer {world.keys['admin']}"
    else:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions["admin"]
    return client.generic(method, path, headers=headers)

"""Log lines: JSON, one line each, and nothing in them that somebody could use or that names a person."""

import io
import json
import logging

import pytest

from recruiting.events.logs import JsonFormatter


@pytest.fixture
def lines():
    """Reads what was logged so far, through the formatter that the product uses."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_an_invitations_secret_stays_out_of_the_log(client, admin, lines):
    from recruiting.accounts.actions import invite_person

    link = invite_person(email="new@example.org", role="member", by=admin).link
    secret = link.rstrip("/").rpartition("/")[2]
    answer = client.post(f"/invitations/{secret}/", {"name": "New Person", "password": "short"})
    assert answer.status_code == 422
    (line,) = [line for line in lines() if line["logger"] == "django.request"]
    assert secret not in json.dumps(line)
    assert (line["message"], line["status"], line["method"]) == ("answered", 422, "POST")
    assert line["route"] == "invitations/<str:token>/"


@pytest.mark.django_db
def test_an_address_that_nothing_matches_is_not_quoted(client, lines):
    assert client.get("/jane.doe@example.org").status_code == 404
    (line,) = [line for line in lines() if line["logger"] == "django.request"]
    assert (line["status"], line["route"]) == (404, None)
    assert "jane" not in json.dumps(line)


def test_a_broken_task_is_named_without_its_errors_text(lines):
    from celery import Celery

    app = Celery("logs", set_as_current=False)

    @app.task(name="tests.breaks")
    def breaks() -> None:
        raise ValueError("jane.doe@example.org")

    breaks.apply()
    (line,) = [line for line in lines() if line["logger"] == "celery.app.trace"]
    assert (line["task"], line["error"]) == ("tests.breaks", "ValueError")
    assert "jane" not in json.dumps(line)


def test_a_message_of_many_lines_is_one_line(lines):
    logging.getLogger("tests").warning(
        "first\n%s", '{"event": "login"}\u2028', extra={"code": "x", "secret": "y"}
    )
    (line,) = lines()
    assert line["message"] == 'first\n{"event": "login"}\u2028'
    assert (line["code"], "secret" in line) == ("x", False)

"""Error pages and headers. No test here may touch the database: pages of errors must work without it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError
from django.http import HttpResponseNotAllowed
from django.test import RequestFactory

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.web import middleware, views


def request(path="/jobs/", **headers):
    made = RequestFactory().get(path, headers=headers)
    made.id = "abc123def456"
    made.user = AnonymousUser()
    return made


@pytest.mark.parametrize("status", sorted(views.PAGES))
def test_each_says_what_happened_what_was_kept_and_the_way_on(status):
    response = views.error_page(request(), status)
    html = response.content.decode()
    words = views.PAGES[status]
    assert response.status_code == status
    assert f"<h1>{words.title}</h1>" in html
    assert words.kept in html
    assert 'class="btn primary" href="/"' in html
    assert "Reference <code>abc123def456</code>" in html


def test_a_message_takes_the_place_of_the_stock_sentence_and_is_escaped():
    html = views.error_page(request(), 409, "<b>Bram</b> was first.").content.decode()
    assert "&lt;b&gt;Bram&lt;/b&gt; was first." in html
    assert views.PAGES[409].what not in html


@pytest.mark.parametrize(
    ("error", "status"), [(Denied(), 403), (Conflict("x", "Moved."), 409), (Invalid("a", "x", "Bad."), 422)]
)
def test_errors_of_actions_become_pages(error, status):
    answer = middleware.ActionErrors(lambda r: None).process_exception(request(), error)
    assert answer.status_code == status
    assert error.message.replace("'", "&#x27;") in answer.content.decode()


def test_two_at_once_on_one_constraint_is_a_conflict_without_the_databases_words():
    error = IntegrityError("Key (email)=(jane@example.org) already exists")
    answer = middleware.ActionErrors(lambda r: None).process_exception(request(), error)
    assert answer.status_code == 409
    assert "Somebody else was faster." in answer.content.decode()
    assert "jane" not in answer.content.decode()


def test_other_errors_are_left_to_django():
    assert middleware.ActionErrors(lambda r: None).process_exception(request(), ValueError()) is None


def test_htmx_gets_a_message_instead_of_a_page():
    response = views.error_page(request(**{"HX-Request": "true"}), 403)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#toasts", "beforeend")
    assert "<html" not in response.content.decode()


def test_the_api_gets_a_problem_document():
    response = views.error_page(request("/api/v1/x"), 404)
    assert response["Content-Type"] == "application/problem+json"
    assert b'"request_id": "abc123def456"' in response.content


@pytest.mark.parametrize(("error", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413)])
def test_bad_requests_are_told_apart(error, status):
    assert views.bad_request(request(), error).status_code == status


def test_a_crash_shows_nothing_of_its_cause():
    assert "Traceback" not in views.server_error(request()).content.decode()


def test_a_crash_of_the_crash_page_still_answers(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(views, "render_to_string", broken)
    response = views.server_error(request())
    assert (response.status_code, response["Content-Type"]) == (500, "text/plain")


def test_an_old_form_says_how_to_go_on():
    response = views.csrf_failure(request(), reason="no cookie")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Load the page again" in html
    assert "can give you the right" not in html


def test_an_address_for_forms_alone_answers_with_a_page():
    answer = middleware.ActionErrors(lambda r: HttpResponseNotAllowed(["POST"]))(request())
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address shows no page" in answer.content.decode()


def test_a_limit_says_when_to_come_back():
    assert views.error_page(request(), 429, retry_after=60)["Retry-After"] == "60"

import pytest
from django.test import RequestFactory
from django.urls import reverse

from recruiting.web.shortcuts import addresses_of, back_or, page_or_part

PAGE = "candidates/detail.html"


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, PAGE),
        ({"HX-Request": "true"}, "candidates/_detail.html"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, PAGE),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, PAGE),
    ],
)
def test_htmx_gets_the_part(headers, template):
    assert page_or_part(RequestFactory().get("/", headers=headers), PAGE) == template


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/jobs/1/?page=2", "/jobs/1/?page=2"),
        ("http://testserver/jobs/", "/default/"),
        ("", "/default/"),
        ("https://evil.example/", "/default/"),
        ("//evil.example/", "/default/"),
        ("javascript:alert(1)", "/default/"),
        ("\\\\evil.example", "/default/"),
        ("no-such-name", "/default/"),
    ],
)
def test_next_stays_on_this_site(target, location):
    assert back_or(RequestFactory().post("/", {"next": target}), "/default/").url == location


def test_addresses_of_many_rows_are_those_of_each():
    address_of = addresses_of("candidates:application-move")
    for key in (1, 20, 10**17):
        assert address_of(key) == reverse("candidates:application-move", args=[key])

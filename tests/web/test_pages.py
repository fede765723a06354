"""The frame through the whole stack: headers, CSRF, navigation, toasts."""

import re

import pytest

from recruiting.web import registry

pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def nav():
    items = [
        registry.NavItem("Pages", "web-page", "list", order=2, count=lambda user: 3, key="g p"),
        registry.NavItem("Start", "web-home", "home", order=1),
        registry.NavItem("Admins only", "web-page", "lock", visible=lambda user: False),
        registry.NavItem("Missing", "no-such-url", "x"),
    ]
    for item in items:
        registry.nav.register(item)
    yield items
    for item in items:
        registry.nav.unregister(item)


def html_of(response) -> str:
    return response.content.decode()


def test_every_answer_has_the_headers(client_for, member):
    client = client_for(member)
    for path in ("/page/", "/done/", "/nothing/", "/broken/denied/"):
        response = client.get(path)
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
            "X-Frame-Options": "DENY",
        }.items():
            assert response[name] == value, path
        assert "camera=()" in response["Permissions-Policy"]
        assert "HX-Request" in response["Vary"]
        csp = response["Content-Security-Policy"]
        assert "default-src 'none'" in csp
        assert "unsafe" not in csp


@pytest.mark.parametrize(("kind", "status"), [("denied", 403), ("conflict", 409), ("invalid", 422)])
def test_errors_of_actions_answer_with_their_page(client_for, member, kind, status):
    response = client_for(member).get(f"/broken/{kind}/")
    assert response.status_code == status
    assert response.headers["X-Request-ID"] in html_of(response)


def test_a_crash_answers_500_without_its_cause(client_for, member):
    client = client_for(member)
    client.raise_request_exception = False
    response = client.get("/broken/crash/")
    assert response.status_code == 500
    assert "secret detail" not in html_of(response)


def test_navigation_shows_what_this_person_may_see(client_for, member, nav):
    html = html_of(client_for(member).get("/page/"))
    links = re.findall(r'<a class="nav-item" href="([^"]+)"( aria-current="page")?', html)
    assert ("/", "") in links
    assert ("/page/", ' aria-current="page"') in links
    assert "Admins only" not in html
    assert "Missing" not in html
    assert '<span class="n">3<span class="vh"> waiting</span></span>' in html
    assert 'data-key="g p"' in html


def test_the_theme_is_the_persons(client_for, member):
    client = client_for(member)
    assert "data-theme" not in html_of(client.get("/page/"))
    type(member).objects.filter(pk=member.pk).update(theme="dark")
    assert '<html lang="en" data-theme="dark">' in html_of(client.get("/page/"))


def test_single_keys_can_be_switched_off(client_for, member):
    type(member).objects.filter(pk=member.pk).update(single_keys=False)
    assert 'data-single-keys="off"' in html_of(client_for(member).get("/page/"))


def test_what_was_done_is_said_once_with_undo(client_for, member):
    client = client_for(member)
    html = html_of(client.get("/done/", follow=True))
    assert "Moved Mara Lindqvist." in html
    assert '<form action="/undo/1/" method="post">' in html
    assert "Moved Mara Lindqvist." not in html_of(client.get("/page/"))


def test_the_demo_says_so(client_for, member, settings):
    client = client_for(member)
    assert "enter real people" not in html_of(client.get("/page/"))
    settings.DEMO = True
    assert "don’t enter real people" in html_of(client.get("/page/"))


def test_a_banner_speaks_when_it_has_something_to_say(client_for, member):
    banner = registry.Banner(
        "weak", lambda request: "Weak sandbox." if "weak" in request.GET else None, ("Why", "/x/")
    )
    registry.banners.register(banner)
    client = client_for(member)
    try:
        assert "Weak sandbox." in html_of(client.get("/page/?weak"))
        assert "Weak sandbox." not in html_of(client.get("/page/"))
    finally:
        registry.banners.unregister(banner)


def test_the_live_region_is_there_from_the_start(client_for, member):
    assert '<p class="vh" id="live" role="status" aria-live="polite"></p>' in html_of(
        client_for(member).get("/page/")
    )


def test_a_form_without_its_token_is_explained(client_for, member):
    client = client_for(member)
    client.handler.enforce_csrf_checks = True
    response = client.post("/page/")
    assert response.status_code == 403
    assert "Load the page again" in html_of(response)

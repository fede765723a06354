"""Who may open which page, and what a page costs."""

import pytest
from django.test import Client

from recruiting.events import names
from recruiting.events.models import Event
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db
ROLES = ("admin", "recruiter", "member", "auditor")

# Path, then the answer to GET for admin, recruiter, member, auditor.
MATRIX = [
    ("/", 200, 200, 200, 200),
    ("/settings/", 200, 200, 200, 200),
    ("/settings/security/", 200, 200, 200, 200),
    ("/settings/tokens/", 200, 200, 200, 403),
    ("/settings/organisation/", 200, 403, 403, 403),
    ("/settings/people/", 200, 403, 403, 403),
    ("/settings/people/{person}/", 200, 403, 403, 403),
    ("/settings/people/{person}/reset-factor/", 200, 403, 403, 403),
    ("/settings/people/999999/", 404, 403, 403, 403),
    ("/settings/invitations/", 200, 403, 403, 403),
    ("/settings/invitations/{invitation}/revoke/", 200, 403, 403, 403),
    ("/settings/tokens/{token}/revoke/", 200, 404, 404, 404),
    ("/log/", 200, 403, 403, 200),
    ("/work/{bulk}/", 200, 404, 404, 404),
    ("/settings/theme/", 405, 405, 405, 405),
    ("/settings/security/end-sessions/", 405, 405, 405, 405),
    ("/settings/people/{person}/end-sessions/", 405, 405, 405, 405),
    ("/work/{bulk}/undo/", 405, 405, 405, 405),
    ("/work/{bulk}/pause/", 405, 405, 405, 405),
]


@pytest.fixture
def world(db) -> dict[str, int]:
    """Somebody else's things."""
    person = make_user()
    return {
        "person": person.pk,
        "invitation": make_invitation()[0].pk,
        "token": make_token(person)[0].pk,
        "bulk": make_bulk(person).pk,
    }


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row[0])
def test_each_page_per_role(world, client_for, row):
    path, *expected = row
    answers = [client_for(make_user(role)).get(path.format(**world)).status_code for role in ROLES]
    assert answers == expected


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row[0])
def test_a_stranger_is_sent_to_sign_in(world, row):
    """And back to the page afterwards; a form is not sent again, its page would be the one it came from."""
    path = row[0].format(**world)
    answers = [Client().get(path), Client().post(path)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"/accounts/login/?next={path}"),
        (302, "/accounts/login/?next=/"),
    ]


@pytest.mark.parametrize(
    "path",
    ["/settings/organisation/", "/settings/people/{person}/", "/settings/people/{person}/reset-factor/",
     "/settings/people/{person}/end-sessions/", "/settings/invitations/", "/settings/invitations/{invitation}/revoke/"],
)  # fmt: skip
@pytest.mark.parametrize("role", ROLES[1:])
def test_what_admins_do_nobody_else_does(world, client_for, role, path):
    data = {"email": "n@example.org", "role": "admin", "active": "on", "name": "X", "zone": "UTC"}
    answer = client_for(make_user(role)).post(path.format(**world), data)
    assert answer.status_code == 403
    assert not Event.objects.exists()


def test_another_s_key_and_work_are_out_of_reach(world, client_for, recruiter):
    client = client_for(recruiter)
    paths = (
        f"/settings/tokens/{world['token']}/revoke/",
        f"/work/{world['bulk']}/cancel/",
        f"/work/{world['bulk']}/undo/",
    )
    assert [client.post(path).status_code for path in paths] == [404, 404, 404]
    assert not Event.objects.exists()


def add_people(admin, number):
    for _ in range(number):
        make_user()


def add_invitations(admin, number):
    for _ in range(number):
        make_invitation(invited_by=make_user("admin"))


def add_tokens(admin, number):
    for _ in range(number):
        make_token(admin)


def add_events(admin, number):
    for row in range(number):
        Event.objects.create(
            actor=make_user(),
            verb=names.USER_CHANGED,
            object_type="accounts.user",
            object_id=row,
            fields=["role"],
        )


# Session and person, then the page's own; the shell's navigation counts come on top as apps register them.
LISTS = [
    ("/settings/people/", add_people, 4),
    ("/settings/invitations/", add_invitations, 4),
    ("/settings/tokens/", add_tokens, 4),
    ("/log/", add_events, 4),
]


@pytest.mark.parametrize(("path", "add", "queries"), LISTS, ids=[row[0] for row in LISTS])
@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_with_one_row_and_thirty(
    admin, client_for, django_assert_num_queries, bare_shell, path, add, queries, rows
):
    add(admin, rows)
    client = client_for(admin)
    client.get(path)
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_progress_costs_the_same(recruiter, client_for, django_assert_num_queries, bare_shell, rows):
    bulk = make_bulk(recruiter, rows=rows)
    client = client_for(recruiter)
    client.get("/settings/")
    with django_assert_num_queries(6):
        assert client.get(f"/work/{bulk.pk}/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/settings/people/", "/settings/invitations/", "/settings/tokens/", "/log/"]
)
def test_lists_are_paged(admin, client_for, path):
    for add in (add_people, add_invitations, add_tokens, add_events):
        add(admin, 51)
    client = client_for(admin)
    first = client.get(path).content.decode()
    assert 'rel="next"' in first
    assert 'rel="prev"' in client.get(path, {"page": 2}).content.decode()
    assert client.get(path, {"page": "x"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/settings/", "/settings/security/", "/settings/tokens/", "/log/",
                                  "/settings/people/", "/settings/invitations/", "/settings/organisation/",
                                  "/accounts/password/change/", "/accounts/logout/"])  # fmt: skip
def test_pages_hold_no_inline_code(admin, client_for, path):
    page = client_for(admin).get(path)
    text = page.content.decode()
    assert page.status_code == 200
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count("<script src=")
    assert text.count("<h1") == 1
    assert "unsafe" not in page["Content-Security-Policy"]

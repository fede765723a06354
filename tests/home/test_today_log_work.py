"""Today, the log, and the progress of long work."""

import re
from dataclasses import replace

import pytest

from recruiting.accounts.models import User
from recruiting.events import names
from recruiting.events.models import Event
from recruiting.home.forms.log import ABOUT, object_types
from recruiting.web import registry
from recruiting.work import registry as handlers
from recruiting.work.actions import finish_item, work_on_undo
from recruiting.work.models import Bulk
from tests.factories.accounts import make_user
from tests.factories.candidates import make_job
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_items(monkeypatch):
    monkeypatch.setattr(registry.home_items, "_items", [])


@pytest.mark.parametrize(
    ("role", "says"),
    [("admin", "Resumes to review"), ("recruiter", "Resumes to review"), ("member", "scorecards"), ("auditor", "Open the log")],
)  # fmt: skip
def test_an_empty_day_says_what_will_be_here(client_for, no_items, role, says):
    page = client_for(make_user(role)).get("/").content.decode()
    assert "Nothing waits for you" in page
    assert says in page


def test_what_apps_register_stands_on_today(member, client_for, no_items):
    def load(user, keys):
        return {pk: registry.Waiting("Meet", user.name, "a job", "/guide/", {}, user) for pk in keys}

    item = registry.HomeItem(
        "meet", "To meet", "people", lambda user: User.objects.filter(pk=user.pk), "joined_at", load,
        "components/term.html",
    )  # fmt: skip
    registry.home_items.register(item)
    registry.home_items.register(replace(item, code="secret", heading="Secret", visible=lambda user: False))
    page = client_for(member).get("/").content.decode()
    assert "1 waits for you" in page
    assert f'id="w-meet-{member.pk}"' in page
    assert "secret" not in page
    assert "To meet" in client_for(member).get("/?kind=meet").content.decode()


def test_today_s_part_for_htmx(member, client_for):
    part = client_for(member).get("/", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part


@pytest.fixture
def history(admin, member):
    def add(verb, **values):
        return Event.objects.create(
            **{"actor": member, "verb": verb, "object_type": "accounts.user", "object_id": 7, **values}
        )

    add(names.USER_CHANGED, fields=["role"], codes={"role": "admin"})
    add(
        names.TOKEN_CREATED,
        object_type="accounts.apitoken",
        object_id=8,
        codes={"scopes": ["jobs:read", "jobs:write"]},
    )
    add(names.USER_SIGN_IN_FAILED, actor=None)
    old = add(names.JOB_CREATED, object_type="gone.model", object_id=9)
    Event.objects.filter(pk=old.pk).update(at="2020-02-02T12:00:00Z")


def rows_of(page: str) -> int:
    return page.count('<th scope="row">')


def test_an_admin_reads_names_and_an_auditor_numbers(admin, auditor, member, history, client_for):
    named = client_for(admin).get("/log/").content.decode()
    assert "Mia Member" in named
    assert "role: admin" in named
    assert "jobs:read, jobs:write" in named
    assert "the system" in named
    blind = client_for(auditor).get("/log/").content.decode()
    assert "Mia" not in re.sub(r'<(nav|div) class="(nav|menu)".*?</\1>', "", blind, flags=re.S)
    assert f"person {member.pk}" in blind
    assert rows_of(blind) == rows_of(named) == 4


@pytest.mark.parametrize(
    ("query", "rows"),
    [("", 4), ("verb=user.changed", 1), ("object_type=accounts.apitoken", 1), ("object_type=accounts.user&object_id=7", 2),
     ("object_id=9", 1), ("since=2020-02-03", 3), ("until=2020-02-02", 1), ("since=2020-02-02&until=2020-02-02", 1),
     ("until=2020-02-01", 0)],
)  # fmt: skip
def test_filtering(auditor, history, client_for, query, rows):
    page = client_for(auditor).get(f"/log/?{query}")
    assert (page.status_code, rows_of(page.content.decode())) == (200, rows)


def test_ids_are_shown_by_name(admin, auditor, member, client_for):
    job = make_job()
    first, second = job.stages.all()[:2]
    for verb, codes in (
        (names.APPLICATION_MOVED, {"from": first.pk, "to": second.pk}),
        (names.APPLICATION_MOVED, {"from": 999_999, "to": second.pk}),
        (names.JOB_MEMBER_ADDED, {"user": member.pk, "role": "interviewer"}),
        (names.NOTE_ADDED, {"candidate": 12, "visibility": "team"}),
    ):
        Event.objects.create(verb=verb, object_type="candidates.job", object_id=1, codes=codes)
    shown = {
        who.role: re.findall(
            r'data-label="How" class="wrap">(.*?)</td>', client_for(who).get("/log/").content.decode()
        )
        for who in (admin, auditor)
    }
    told = [
        "candidate 12 · visibility: team",
        "role: interviewer · person: Mia Member",
        "from stage 999999 · to stage: Recruiter screen",
        "from stage: Applied · to stage: Recruiter screen",
    ]
    assert shown["admin"] == told
    assert shown["auditor"] == [told[0], f"role: interviewer · person {member.pk}", *told[2:]]


def test_the_filter_offers_what_events_are_about():
    nouns = {name.partition(".")[0] for name in names.ALL}
    assert nouns == {*ABOUT, "guide_row"}
    offered = {label for _, label in object_types()}
    assert {"Job", "Application", "User"} <= offered
    assert not offered & {"Heartbeat", "Lock row", "Rate window", "Outbox", "Stage visit"}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_log_costs_the_same(auditor, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        stage = make_job().stages.first()
        codes = {"from": stage.pk, "to": stage.pk, "reason": 1}
        Event.objects.create(
            verb=names.APPLICATION_MOVED, object_type="candidates.job", object_id=1, codes=codes
        )
    client = client_for(auditor)
    client.get("/log/")
    with django_assert_num_queries(7):
        assert client.get("/log/").status_code == 200


@pytest.mark.parametrize(
    "query", ["verb=made.up", "object_type=x", "object_id=0", "object_id=99999999999999999999", "since=soon"]
)
def test_a_filter_that_makes_no_sense(auditor, history, client_for, query):
    assert client_for(auditor).get(f"/log/?{query}").status_code == 422


def test_a_filter_that_hides_all_says_so(auditor, history, client_for):
    assert (
        "The filter hides every event" in client_for(auditor).get("/log/?until=2020-02-01").content.decode()
    )


def test_the_log_s_part_for_htmx(auditor, history, client_for):
    part = client_for(auditor).get("/log/", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert rows_of(part) == 4


def test_progress_asks_again_until_it_is_over(recruiter, client_for):
    bulk = make_bulk(recruiter)
    client = client_for(recruiter)
    page = client.get(f"/work/{bulk.pk}/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "0 of 2" in page
    assert page.count('data-state="waiting"') == 2
    for item in bulk.items.all():
        finish_item(item=item, state="failed", code="empty", message="The file is empty.")
    part = client.get(f"/work/{bulk.pk}/", HTTP_HX_REQUEST="true").content.decode()
    assert "hx-trigger" not in part
    assert "<html" not in part
    assert "2 of 2" in part
    assert "2 need you" in part
    assert "The file is empty." in part


def test_the_rows_that_need_somebody_stand_alone(recruiter, client_for):
    bulk = make_bulk(recruiter)
    good, bad = bulk.items.order_by("position")
    finish_item(item=good, state="done")
    finish_item(item=bad, state="failed", code="empty", message="The file is empty.")
    client = client_for(recruiter)
    assert '<a href="?state=failed">1 needs you</a>' in client.get(f"/work/{bulk.pk}/").content.decode()
    page = client.get(f"/work/{bulk.pk}/?state=failed").content.decode()
    assert page.count('data-state="failed"') == 1
    assert 'data-state="done"' not in page.partition("<tbody>")[2]


def test_buttons_pause_resume_and_cancel(recruiter, client_for):
    bulk = make_bulk(recruiter)
    client = client_for(recruiter)
    for verb, state in (("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")):
        assert client.post(f"/work/{bulk.pk}/{verb}/")["Location"] == f"/work/{bulk.pk}/"
        assert Bulk.objects.get().state == state
    assert client.post(f"/work/{bulk.pk}/pause/").status_code == 409
    assert client.post(f"/work/{bulk.pk}/explode/").status_code == 404


def test_undo_and_links_come_from_the_handler(recruiter, client_for):
    handler = handlers.Handler(
        "tests.linked", "Moving people", link=lambda item: "/settings/", undo=lambda item, by: None
    )
    handlers.register(handler)
    try:
        bulk = make_bulk(recruiter, kind="tests.linked")
        client = client_for(recruiter)
        for item in bulk.items.all():
            finish_item(item=item, state="done")
        page = client.get(f"/work/{bulk.pk}/").content.decode()
        assert "Moving people" in page
        assert '<a href="/settings/">row 1</a>' in page
        assert "Undo all" in page
        client.post(f"/work/{bulk.pk}/undo/")
        assert {item.state for item in bulk.items.all()} == {"undone"}
        assert "Undo all" not in client.get(f"/work/{bulk.pk}/").content.decode()
    finally:
        handlers._handlers.pop("tests.linked")


def test_many_rows_are_taken_back_while_the_page_shows_how_far(recruiter, client_for):
    handlers.register(handlers.Handler("tests.many", "Moving people", undo=lambda item, by: None))
    try:
        bulk = make_bulk(recruiter, kind="tests.many", rows=60, state="done")
        bulk.items.update(state="done")
        client, page = client_for(recruiter), f"/work/{bulk.pk}/"
        assert client.post(f"{page}undo/")["Location"] == page
        work_on_undo(bulk.pk, most=20)
        shown = client.get(page).content.decode()
        assert "20 taken back" in shown
        assert '<progress id="bulk-progress" max="60" value="20">' in shown
        assert ("every 2s" in shown, "Undo all" in shown) == (True, False)
        while work_on_undo(bulk.pk):
            pass
        shown = client.get(page).content.decode()
        assert ("60 taken back" in shown, "every 2s" in shown) == (True, False)
    finally:
        handlers._handlers.pop("tests.many")


def test_work_with_a_page_of_its_own(recruiter, client_for):
    handlers.register(handlers.Handler("tests.own", "Own", page=lambda bulk: "/log/"))
    try:
        bulk = make_bulk(recruiter, kind="tests.own")
        assert client_for(recruiter).get(f"/work/{bulk.pk}/")["Location"] == "/log/"
    finally:
        handlers._handlers.pop("tests.own")


def test_an_open_progress_page_keeps_no_session_alive(recruiter, client_for):
    bulk = make_bulk(recruiter)
    client = client_for(recruiter)
    client.get(f"/work/{bulk.pk}/")
    assert "last_seen" not in client.session
    client.get("/settings/")
    assert "last_seen" in client.session

"""A job's board and table: the same people by the same address, and one change to many of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from candidates.models import Application, SavedView
from candidates.queries.pipeline import CARDS
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


def on_board(answer: Any) -> dict[str, list[str]]:
    """Stage -> names on its cards."""
    return {
        column.stage.name: [card.application.candidate.name for card in column.cards]
        for column, _ in answer.context["columns"]
    }


def shown(answer: Any) -> set[str]:
    """The people of either view."""
    if answer.context["view"] == "board":
        return {name for names in on_board(answer).values() for name in names}
    return {row.candidate.name for row, *_ in answer.context["rows"]}


def named(job: Any, name: str, **values: Any) -> Application:
    return make.make_screened_application(job, candidate=make.make_candidate(name=name), **values)


@pytest.fixture
def client(client_for, recruiter):
    return client_for(recruiter)


# The board


def test_people_stand_in_their_stages_longest_waiting_first(client, job):
    stages = list(job.stages.all())
    now = timezone.now()
    for name, stage, days in (("Ada", 0, 1), ("Bo", 0, 4), ("Cy", 1, 2)):
        named(job, name, stage=stages[stage], stage_since=now - timedelta(days=days))
    make.make_application(job, status="rejected")
    columns = on_board(client.get(f"/jobs/{job.pk}/?view=board"))
    assert columns["Applied"] == ["Bo", "Ada"]
    assert columns["Recruiter screen"] == ["Cy"]
    assert sum(map(len, columns.values())) == 3


def test_a_card_shows_what_a_name_says_and_runs_none_of_it(client, job):
    row = named(job, "<b>Bo</b>")
    page = text(client.get(f"/jobs/{job.pk}/?view=board"))
    assert f'<a href="/applications/{row.pk}/">&lt;b&gt;Bo&lt;/b&gt;</a>' in page
    assert f'href="/applications/{row.pk}/move/?next=%2Fjobs%2F{job.pk}%2F%3Fview%3Dboard"' in page
    assert "<b>Bo" not in page


def test_who_manages_no_one_gets_cards_without_buttons(job, client_for, hiring_manager):
    row = named(job, "Bo")
    page = text(client_for(hiring_manager).get(f"/jobs/{job.pk}/?view=board"))
    assert f'<a href="/applications/{row.pk}/">Bo</a>' in page
    assert f"/applications/{row.pk}/move/" not in page
    assert 'draggable="true"' not in page


def test_a_column_says_how_many_and_how_many_wait_too_long(client, job):
    now = timezone.now()
    for days in (0, 3, 4, 9):
        named(job, f"Waits {days}", stage_since=now - timedelta(days=days, minutes=1))
    answer = client.get(f"/jobs/{job.pk}/?view=board")
    first = answer.context["columns"][0][0]
    assert (first.total, first.count, first.over) == (4, 4, 2)
    page = text(answer)
    assert "2 over 3 days" in page
    assert "9 days, over 3" in page
    assert "0 over" not in page


def test_a_column_begins_with_25_and_shows_25_more_at_each_asking(client, job):
    for _ in range(CARDS + 3):
        make.make_application(job)
    stage = job.stages.first()
    first = client.get(f"/jobs/{job.pk}/?view=board")
    assert "Show 3 more" in text(first)
    [column, more] = first.context["columns"][0]
    assert (len(column.cards), column.count) == (CARDS, CARDS + 3)
    assert more == f"?view=board&more={stage.pk}"
    rest = client.get(f"/jobs/{job.pk}/{more}").context["columns"][0][0]
    assert len(rest.cards) == CARDS + 3


@pytest.mark.parametrize(
    ("make_it", "words"),
    [
        (lambda job, user: make.make_application(job), "Candidate:</b> sends a resume"),
        (lambda job, user: named(job, "Ada", owner=user), "You:</b> read the resume"),
        (lambda job, user: named(job, "Ada", owner=make_user(name="Bo")), "Bo:</b> read the resume"),
        (lambda job, user: named(job, "Ada", owner=None), "Nobody yet:</b> read the resume"),
    ],
)
def test_a_card_says_who_is_to_do_what(client, job, recruiter, guide, make_it, words):
    make_it(job, recruiter)
    assert words in text(client.get(f"/jobs/{job.pk}/?view=board"))


def test_a_card_asks_for_yellow_flags_until_somebody_judged_them(client, job, recruiter, guide):
    application = named(job, "Ada", owner=recruiter)
    result = application.screening.flags.get(flag="no_automation")
    result.holds = True
    result.save()
    assert "review 1 yellow flag" in text(client.get(f"/jobs/{job.pk}/?view=board"))
    make.make_flag_review(result)
    assert "review 1 yellow flag" not in text(client.get(f"/jobs/{job.pk}/?view=board"))


def test_an_interviewer_s_board_has_their_people_no_totals_and_no_moves(
    client_for, job, application, interviewer
):
    named(job, "Somebody else")
    answer = client_for(interviewer).get(f"/jobs/{job.pk}/?view=board")
    assert shown(answer) == {application.candidate.name}
    assert {column.total for column, _ in answer.context["columns"]} == {None}
    assert "/move/" not in text(answer)
    assert 'class="pick"' not in text(answer)


@pytest.mark.parametrize(
    ("months", "words"),
    [(80, "Senior · 6.7 years"), (58, "Mid or senior · 4.8 years"), (30, "Mid · 2.5 years")],
)
def test_both_levels_are_named_near_a_border(client, job, months, words):
    row = named(job, "Ada")
    row.screening.months, row.screening.level = months, "senior" if months > 60 else "mid"
    row.screening.save()
    assert words in text(client.get(f"/jobs/{job.pk}/?view=board"))
    assert words.split(" ·")[0] in text(client.get(f"/jobs/{job.pk}/"))


# One address for both views


@pytest.fixture
def various(job, guide):
    """Three people who differ in everything that can be asked for."""
    now = timezone.now()
    stages = list(job.stages.all())
    ada = named(job, "Ada", stage=stages[0], owner=make_user(name="Rui"), applied_at=now - timedelta(days=40))
    bo = named(job, "Bo", stage=stages[1], source=make.make_source(name="Meetup"), applied_at=now)
    person = make.make_candidate(name="Cy", email="cy@example.net")
    cy = make.make_application(job, candidate=person, applied_at=now)
    ada.screening.flags.all().delete()
    ada.screening.activities.all().delete()
    make.make_flag_result(ada.screening, flag="audit_compliance_only", holds=True)
    for row, level, months, background in ((ada, "junior", 10, "security"), (bo, "senior", 80, "devops")):
        row.screening.level, row.screening.months, row.screening.background = level, months, background
        row.screening.save()
    return ada, bo, cy


@pytest.mark.parametrize("view", ["board", "table"])
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Ada", "Bo", "Cy"}),
        ("flag=audit_compliance_only", {"Ada"}),
        ("without=audit_compliance_only", {"Bo"}),
        ("unreviewed=audit_compliance_only", {"Ada"}),
        ("flag=audit_compliance_only&flag=scanning_tools", set()),
        ("level=junior", {"Ada"}),
        ("level=junior&level=senior", {"Ada", "Bo"}),
        ("level=unknown", {"Cy"}),
        ("background=devops", {"Bo"}),
        ("years_from=2", {"Bo"}),
        ("years_to=2", {"Ada"}),
        ("q=CY%40example", {"Cy"}),
        ("q=bo", {"Bo"}),
        ("level=nonsense", {"Ada", "Bo", "Cy"}),
        ("years_from=much", {"Ada", "Bo", "Cy"}),
    ],
)
def test_both_views_show_the_same_people(client, job, various, view, query, names):
    assert shown(client.get(f"/jobs/{job.pk}/?view={view}&{query}")) == names


def test_rows_of_the_job_filter_too(client, job, various):
    ada, bo, cy = various
    tag = make.make_tag(name="Relocates")
    cy.candidate.tags.add(tag)
    day = timezone.localdate() - timedelta(days=40)
    for query, names in (
        (f"stage={bo.stage_id}", {"Bo"}),
        (f"owner={ada.owner_id}", {"Ada"}),
        (f"source={bo.source_id}", {"Bo"}),
        (f"tag={tag.pk}", {"Cy"}),
        (f"applied_to={day}", {"Ada"}),
        (f"applied_from={day + timedelta(days=1)}", {"Bo", "Cy"}),
        (f"activity={bo.screening.activities.filter(state='done').first().activity}", {"Bo"}),
    ):
        assert shown(client.get(f"/jobs/{job.pk}/?view=board&{query}")) == names, query


def test_a_filter_that_is_not_understood_is_named_and_the_others_hold(client, job, various):
    page = client.get(f"/jobs/{job.pk}/?view=board&level=junior&tag=99")
    assert shown(page) == {"Ada"}
    assert "99 is not there any more, so it filters nothing." in text(page)


def test_each_filter_that_is_on_can_be_taken_off_alone(client, job, various):
    page = client.get(f"/jobs/{job.pk}/?view=board&level=junior&level=senior&q=a&more=1")
    filters = {(each.label, each.words): each.without for each in page.context["filters"]}
    assert filters["Level", "Junior"] == "?view=board&level=senior&q=a"
    assert len(filters) == 3


def test_empty_fields_leave_the_address(client, job):
    answer = client.get(f"/jobs/{job.pk}/?view=board&q=&level=&level=junior")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}/?view=board&level=junior")


def test_filters_can_be_chosen_on_a_page_of_their_own(client, job, various):
    page = text(client.get(f"/jobs/{job.pk}/filters/?view=board&level=junior"))
    assert '<input type="hidden" name="level" value="junior">' in page
    for words in ("Only audit or compliance", "Meetup", "Rui", "Recruiter screen"):
        assert words in page, words


def test_a_filter_that_stands_twice_is_one(client, job, various):
    once, often = (
        client.get(f"/jobs/{job.pk}/filters/?" + "&".join(["without=audit_compliance_only"] * times))
        for times in (1, 900)
    )
    assert len(often.context["form"].wanted().lacking) == len(once.context["form"].wanted().lacking) == 1
    page = client.get(f"/jobs/{job.pk}/?" + "&".join(["without=audit_compliance_only"] * 900))
    assert shown(page) == {"Bo"}


def test_an_interviewer_is_told_no_owners_of_other_people(client_for, job, various, interviewer):
    page = text(client_for(interviewer).get(f"/jobs/{job.pk}/filters/"))
    assert "Rui Recruiter" in page
    assert ">Rui<" not in page


def test_nobody_under_a_filter_says_so(client, job, various):
    assert "The filter hides the others." in text(client.get(f"/jobs/{job.pk}/?view=board&q=zzz"))


@pytest.mark.parametrize("view", ["board", "table"])
def test_what_people_are_called_is_no_html(client, job, view):
    person = make.make_candidate(name="<i>Ann</i> O'Neil", headline="<i>Dev</i>")
    make.make_application(
        job, person, owner=make_user(name="<i>Rui</i>"), stage_since=timezone.now() - timedelta(days=99)
    )
    page = client.get(f"/jobs/{job.pk}/?view={view}").content.decode()
    assert page.count("&lt;i&gt;Ann&lt;/i&gt; O&#x27;Neil") > 1
    assert "<i>" not in page


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize(
    ("filters", "queries"),
    [("", 20), ("&level=mid&level=senior&flag=scanning_tools", 23)],
    ids=["all", "some"],
)
def test_a_board_costs_the_same(
    client, job, guide, recruiter, django_assert_num_queries, people, filters, queries
):
    for _ in range(people):
        make.make_screened_application(job, owner=recruiter)
    path = f"/jobs/{job.pk}/?view=board{filters}"
    client.get(path)
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


# Saved views


def test_a_view_is_saved_chosen_and_deleted(client, job, various, told):
    board = f"/jobs/{job.pk}/?view=board&level=junior&stage={job.stages.first().pk}"
    assert "Save view" in text(client.get(board))
    new = f"/jobs/{job.pk}/views/new/?view=board&level=junior&stage={job.stages.first().pk}&more=1"
    assert "Junior" in text(client.get(new))
    assert client.post(new, {"name": "Young ones"}).status_code == 302
    saved = SavedView.objects.get()
    assert (saved.query, saved.shared) == ("view=board&level=junior", False)
    page = client.get(f"/jobs/{job.pk}/?{saved.query}")
    assert [(each.view.name, each.current) for each in page.context["saved"]] == [("Young ones", True)]
    assert "Only you have it." in text(client.get(f"/views/{saved.pk}/delete/"))
    client.post(f"/views/{saved.pk}/delete/")
    assert not SavedView.objects.exists()
    assert [row["verb"] for row in told()][-2:] == ["view.saved", "view.deleted"]


def test_a_shared_view_is_everybody_s_to_choose_and_its_owner_s_to_delete(
    client_for, job, recruiter, outsider
):
    new = f"/jobs/{job.pk}/views/new/?level=mid"
    client_for(recruiter).post(new, {"name": "Mid", "shared": "on"})
    client_for(recruiter).post(new, {"name": "Mine"})
    other = client_for(outsider)
    names = [each.view.name for each in other.get(f"/jobs/{job.pk}/").context["saved"]]
    assert names == ["Mid"]
    pks = dict(SavedView.objects.values_list("name", "pk"))
    assert other.post(f"/views/{pks['Mid']}/delete/").status_code == 403
    assert other.post(f"/views/{pks['Mine']}/delete/").status_code == 404


def test_a_view_that_names_somebody_is_one_s_own(client, job):
    new = f"/jobs/{job.pk}/views/new/?q=Ada"
    refused = client.post(new, {"name": "Ada", "shared": "on"})
    assert (refused.status_code, SavedView.objects.count()) == (422, 0)
    assert "is for yourself only" in text(refused)
    assert client.post(new, {"name": "Ada"}).status_code == 302


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("level=mid", "", "Fill this in."),
        ("level=mid", "Taken", "You have a view of that name already."),
        ("stage=1", "Nothing", "Filter or sort the list first"),
    ],
)
def test_a_view_that_can_not_be_saved_says_why(client, job, recruiter, query, name, words):
    make.make_saved_view(recruiter, name="Taken", page="candidates:job")
    refused = client.post(f"/jobs/{job.pk}/views/new/?{query}", {"name": name})
    assert refused.status_code == 422
    assert words in text(refused)


# Moving from the board


def test_a_move_leads_back_to_where_it_was_asked_for(client, job, application):
    board = f"/jobs/{job.pk}/?view=board&level=mid"
    path = f"/applications/{application.pk}/move/?next={board.replace('&', '%26')}"
    stage = job.stages.get(name="Debrief")
    answer = client.post(path, {"stage": stage.pk, "version": application.version})
    assert (answer.status_code, answer["Location"]) == (302, board)


# One change to many


def chosen(*rows: Application) -> str:
    return "&".join(f"p={row.pk}-{row.version}" for row in rows)


@pytest.fixture
def three(job, recruiter):
    return [make.make_screened_application(job, owner=recruiter) for _ in range(3)]


def stage_names(rows: list[Application]) -> list[str]:
    return [Application.objects.get(pk=row.pk).stage.name for row in rows]


def test_many_move_at_once_and_come_back_with_one_undo(client, job, three, told):
    path = f"/jobs/{job.pk}/many/?act=move&next=/jobs/{job.pk}/%3Fview%3Dboard&{chosen(*three)}"
    assert "Move 3 people" in text(client.get(path))
    stage = job.stages.get(name="Debrief")
    answer = client.post(path, {"stage": stage.pk}, follow=True)
    assert answer.redirect_chain == [(f"/jobs/{job.pk}/?view=board", 302)]
    assert "3 people were moved." in text(answer)
    assert stage_names(three) == ["Debrief"] * 3
    assert [row["verb"] for row in told()].count("application.moved") == 3
    [undo] = [
        row.split('"')[0] for row in text(answer).split('action="')[1:] if "/undo/" in row.split('"')[0]
    ]
    since = [row.stage_since for row in three]
    client.post(undo)
    assert stage_names(three) == ["Applied"] * 3
    assert [Application.objects.get(pk=row.pk).stage_since for row in three] == since


def test_who_was_changed_meanwhile_is_left_and_named(client, job, three):
    path = f"/jobs/{job.pk}/many/?act=move&{chosen(*three)}"
    debrief, offer = job.stages.get(name="Debrief"), job.stages.get(name="Offer")
    client.post(f"/applications/{three[0].pk}/move/", {"stage": offer.pk, "version": three[0].version})
    page = text(client.post(path, {"stage": debrief.pk}, follow=True))
    assert stage_names(three) == ["Offer", "Debrief", "Debrief"]
    assert "Somebody else changed this application meanwhile." in page
    assert "2 done" in page


def test_many_are_rejected_only_with_a_reason_and_can_be_reopened(client, job, three):
    path = f"/jobs/{job.pk}/many/?act=reject&{chosen(*three)}"
    refused = client.post(path, {"note": "Told by phone."})
    assert refused.status_code == 422
    assert "Told by phone." in text(refused)
    reason = make.make_reason(name="No automation")
    page = text(client.post(path, {"reason": reason.pk, "note": "Told by phone."}, follow=True))
    rows = Application.objects.filter(job=job)
    assert set(rows.values_list("status", "reason", "reason_note")) == {
        ("rejected", reason.pk, "Told by phone.")
    }
    [undo] = [row.split('"')[0] for row in page.split('action="')[1:] if "/undo/" in row.split('"')[0]]
    client.post(undo)
    assert set(rows.values_list("status", flat=True)) == {"active"}


def test_many_come_on_another_job_and_whoever_is_on_it_stays_as_they_are(client, job, three, recruiter):
    other = make.make_job(recruiter=recruiter, title="Platform engineer")
    make.make_application(other, candidate=three[0].candidate)
    path = f"/jobs/{job.pk}/many/?act=apply&{chosen(*three)}"
    assert "Platform engineer" in text(client.get(path))
    page = text(client.post(path, {"other_job": other.pk}, follow=True))
    assert Application.objects.filter(job=other).count() == 3
    assert "This person has an active application for this job already." in page


def test_many_are_assigned_to_one_of_the_team_or_to_nobody(client, job, three, recruiter):
    for view in ("board", "table"):
        assert 'value="assign"' in text(client.get(f"/jobs/{job.pk}/?view={view}"))
    stranger = make_user("recruiter", name="Otto Outsider")
    path, rows = f"/jobs/{job.pk}/many/?act=assign&{chosen(*three)}", Application.objects.filter(job=job)
    page = text(client.get(path))
    assert (recruiter.name in page, "Otto Outsider" in page, "Assign 3 people" in page) == (True, False, True)
    for wrong in ("", stranger.pk, "x"):
        assert client.post(path, {"owner": wrong}).status_code == 422
    before = list(rows.order_by("pk").values_list("owner", flat=True))
    page = text(client.post(path, {"owner": recruiter.pk}, follow=True))
    assert "3 people were assigned." in page
    assert set(rows.values_list("owner", flat=True)) == {recruiter.pk}
    [undo] = [row.split('"')[0] for row in page.split('action="')[1:] if "/undo/" in row.split('"')[0]]
    client.post(undo)
    assert list(rows.order_by("pk").values_list("owner", flat=True)) == before
    newer = f"/jobs/{job.pk}/many/?act=assign&{chosen(*rows)}"
    client.post(newer, {"owner": "nobody"})
    assert set(rows.values_list("owner", flat=True)) == {None}


def test_sending_a_change_twice_does_it_once(client, job, three):
    path = f"/jobs/{job.pk}/many/?act=move&{chosen(*three)}"
    sent = {"stage": job.stages.get(name="Debrief").pk, "client_key": "k" * 24}
    client.post(path, sent)
    versions = list(Application.objects.order_by("pk").values_list("version", flat=True))
    client.post(path, sent)
    assert list(Application.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_nobody_chosen_says_what_to_do(client, job):
    page = client.get(f"/jobs/{job.pk}/many/?act=move&p=x-1&p=9-&p=77-1")
    assert "Nobody is chosen" in text(page)
    refused = client.post(f"/jobs/{job.pk}/many/?act=move", {"stage": job.stages.first().pk})
    assert (refused.status_code, Application.objects.count()) == (422, 0)


def test_another_job_s_people_are_not_changed(client, job, recruiter):
    other = make.make_application(make.make_job(recruiter=recruiter))
    stage = job.stages.get(name="Debrief")
    assert (
        client.post(f"/jobs/{job.pk}/many/?act=move&{chosen(other)}", {"stage": stage.pk}).status_code == 422
    )

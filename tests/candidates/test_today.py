"""What of jobs and candidates stands on Today, for whom, and what each row offers to do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.actions.jobs import add_member, pause_job
from candidates.actions.notes import add_note, delete_note
from candidates.models import Application, FlagReview, Screening
from candidates.queries.today import load_people
from recruiting.accounts.choices import Role
from recruiting.home.models import Postponed
from recruiting.home.queries import WaitingList
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, ids, problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]

NO_CICD = "Ann Lee\nann@example.org\n\nExperience\nSecurity Analyst, Acme | Jan 2020 - Dec 2023\n" + (
    "- Wrote policies, ran awareness training and answered audits for the whole company.\n" * 12
)


def seen(user) -> list[tuple[str, int]]:
    """Kind and key of all that waits for the user, in its order."""
    return [(entry.item.code, entry.pk) for entry in WaitingList(user)[:100]]


@pytest.fixture
def five(job, recruiter):
    """One thing of each kind, and two people to read; who waits longest comes first."""
    start, now = timezone.now() - timedelta(days=40), timezone.now()
    late = make.make_application(job, owner=recruiter, stage=job.stages.get(name="Offer"), stage_since=start)
    first, second = (
        make.make_screened_application(job, stage_since=start + timedelta(days=days), text=text)
        for days, text in ((1, NO_CICD), (3, make.RESUME))
    )
    file = make.make_screening(
        make.make_resume(job=job, uploaded_by=recruiter, document=False),
        state="unreadable",
        finished_at=start + timedelta(days=2),
    )
    make.make_application(job, owner=recruiter, stage=job.stages.get(name="Offer"), stage_since=now)
    note = add_note(
        candidate=first.candidate, application=first, by=make_user("admin"), text=f"Ask @{recruiter.name}."
    )
    return {"late": late, "first": first, "file": file, "second": second, "mention": note.mentions.get()}


def test_one_list_of_all_kinds_longest_waiting_first(five, recruiter, client_for):
    wanted = [
        ("late", "late"),
        ("people", "first"),
        ("files", "file"),
        ("people", "second"),
        ("mentions", "mention"),
    ]
    assert seen(recruiter) == [(kind, five[name].pk) for kind, name in wanted]
    page = client_for(recruiter).get("/").content.decode()
    assert "5 wait for you" in page
    part = client_for(recruiter).get("/", {"kind": "people"}).content.decode()
    assert (part.count('id="w-people-'), part.count('id="w-')) == (2, 2)


def test_what_was_paused_moved_or_deleted_waits_no_longer(five, recruiter, job):
    delete_note(note=five["mention"].note, by=five["mention"].note.author)
    Application.objects.filter(pk=five["second"].pk).update(stage=job.stages.get(name="Recruiter screen"))
    assert [kind for kind, _ in seen(recruiter)] == ["late", "people", "files", "late"]
    pause_job(job=job, by=recruiter)
    assert [kind for kind, _ in seen(recruiter)] == ["files"]


def test_each_sees_what_waits_for_them(five, admin, job, recruiter):
    manager = make_user(Role.MEMBER)
    add_member(job=job, by=recruiter, user=manager, role="hiring_manager")
    others = [admin, manager, make_user(Role.RECRUITER), make_user(Role.AUDITOR)]
    assert [seen(user) for user in others] == [[]] * 4
    add_note(
        candidate=five["first"].candidate, application=five["first"], by=recruiter, text=f"@{manager.name}"
    )
    assert [kind for kind, _ in seen(manager)] == ["mentions"]


def test_a_row_is_done_from_today_and_comes_back_with_undo(five, recruiter, client_for, job):
    client, row = client_for(recruiter), five["second"]
    stage = job.stages.get(name="Recruiter screen")
    sent = {"stage": stage.pk, "version": row.version, "next": "/"}
    page = client.post(reverse("candidates:application-move", args=[row.pk]), sent, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert ("people", row.pk) not in seen(recruiter)
    undo = reverse("candidates:application-move-back", args=[row.pk])
    assert f"{undo}?version={row.version + 1}" in page.content.decode()
    client.post(f"{undo}?version={row.version + 1}", {"next": "/"})
    assert ("people", row.pk) in seen(recruiter)


def test_a_yellow_flag_is_agreed_with_in_its_row_and_taken_back(five, recruiter, client_for):
    client, row = client_for(recruiter), five["first"]
    [waiting] = load_people(recruiter, [row.pk]).values()
    code = waiting.row.unsaid.code
    assert waiting.what == f"Review: {waiting.row.unsaid.name}"
    sent = {"verdict": "confirmed", "next": "/"}
    client.post(reverse("candidates:flag-review", args=[row.pk, code]), sent)
    review = FlagReview.objects.get()
    left = load_people(recruiter, [row.pk])[row.pk].row
    assert left.unsaid is None or left.unsaid.code != code
    client.post(reverse("candidates:flag-review-undo", args=[row.pk, review.pk]), {"next": "/"})
    assert load_people(recruiter, [row.pk])[row.pk].row.unsaid.code == code


def test_put_off_until_tomorrow_and_taken_up_again(five, recruiter, client_for):
    client, pk = client_for(recruiter), five["late"].pk
    page = client.post(reverse("home:today-postpone", args=["late", pk]), follow=True)
    assert ("late", pk) not in seen(recruiter)
    assert "It stands here again tomorrow." in page.content.decode()
    row = Postponed.objects.visible_to(recruiter).get()
    assert timedelta(0) < row.until - timezone.now() <= timedelta(days=1)
    client.post(reverse("home:today-take-up", args=[row.pk]))
    assert ("late", pk) in seen(recruiter)
    assert client.post(reverse("home:today-postpone", args=["late", 999_999])).status_code == 404


def test_the_same_by_api(five, recruiter):
    api = Api(recruiter)
    first = api.get("waiting?limit=3").json()
    assert [row["kind"] for row in first["results"]] == ["late", "people", "files"]
    rest = api.get(first["next"].rpartition("/api/v1/")[2]).json()
    assert ([row["kind"] for row in rest["results"]], rest["next"]) == (["people", "mentions"], None)
    assert first["results"][1]["about"]["application"] == five["first"].pk
    assert ids(api.get("waiting?kind=files")) == [five["file"].pk]
    assert problem(api.get("waiting?kind=nonsense")) == (400, "invalid")
    made = api.post("postponed", {"kind": "files", "id": five["file"].pk, "until": "2026-01-01T00:00:00Z"})
    assert problem(made) == (400, "range")
    made = api.post("postponed", {"kind": "files", "id": five["file"].pk})
    assert (made.status_code, ids(api.get("waiting?kind=files"))) == (201, [])
    assert api.post(f"postponed/{made.json()['id']}/take-up", {}).status_code == 200
    mention = five["mention"].pk
    assert api.post(f"mentions/{mention}/seen", {}).json()["seen_at"] is not None
    assert problem(api.post(f"mentions/{mention}/seen", {})) == (409, "seen")
    assert ids(api.get("waiting?kind=mentions")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_today_costs_the_same_with_one_and_with_three(
    recruiter, job, client_for, django_assert_num_queries, number
):
    for _ in range(number):
        make.make_screened_application(job, text=NO_CICD)
    client = client_for(recruiter)
    client.get("/")  # notes when the person was last seen
    with django_assert_num_queries(22):
        page = client.get("/").content.decode()
    assert page.count('id="w-people-') == number


def test_of_ten_thousand_only_a_page_is_loaded(recruiter, job, client_for):
    one = make.make_screened_application(job, owner=recruiter)
    person, stage, since = one.candidate, one.stage, timezone.now()
    people = type(person).objects.bulk_create(type(person)(name=f"Person {n}") for n in range(9_999))
    Application.objects.bulk_create(
        Application(
            candidate=each,
            job=job,
            stage=stage,
            screening=one.screening,
            resume=one.resume,
            applied_at=since,
            stage_since=since,
        )
        for each in people
    )
    page = client_for(recruiter).get("/", {"page": "400"}).content.decode()
    assert page.count('id="w-people-') == 25
    assert "9,976 to 10,000 of 10,000" in page or "9976 to 10000 of 10000" in page
    assert Screening.objects.count() == 1

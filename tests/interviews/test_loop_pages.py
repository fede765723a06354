"""The loop's pages: planning, dealing, starting, who sees what."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.actions.applications import withdraw_application
from candidates.choices import JobRole
from interviews.actions.deals import plan_loop
from interviews.models import Interview, KitQuestion, Loop, Panelist
from interviews.queries.kits import kits_of
from rubrics.models import FocusArea
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
# Session, person, uploads being read; the loop, who is hidden; the panel, its areas, kits, probes, the guide's areas
# and mistakes.
LOOP_QUERIES = 11


def page(client, name, *args, **query):
    return unescape(client.get(reverse(f"interviews:{name}", args=args), query).content.decode())


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def client(recruiter, client_for):
    return client_for(recruiter)


def test_the_application_page_offers_to_plan_and_then_shows_who_sits(
    client, screened, panel, manager, client_for
):
    address = reverse("candidates:application", args=[screened.pk])
    assert "None yet: choose who interviews" in client.get(address).content.decode()
    assert "None yet: choose who interviews" not in client_for(manager).get(address).content.decode()

    answer = client.post(
        reverse("interviews:loop-new", args=[screened.pk]),
        {
            "level": screened.job.level_id,
            "person_2": panel[1].name,
            "minutes_2": "45",
            "person_1": panel[0].name,
        },
    )

    loop = Loop.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, loop.get_absolute_url())
    assert [(kit.panelist.user, kit.interview.minutes) for kit in kits_of(loop)] == [
        (panel[0], 60),
        (panel[1], 45),
    ]
    for reader in (client, client_for(manager), client_for(panel[0])):
        shown = unescape(reader.get(address).content.decode())
        assert "Aisha Bello" in shown
        assert loop.get_absolute_url() in shown
        assert "Card awaited" not in shown


def test_a_running_loop_says_whose_card_is_in_and_nothing_of_it(client, screened, panel):
    loop = make.make_loop(
        screened, level=screened.job.level, template=make.make_whole_template(screened.job.level)
    )
    seats = [make.make_panelist(make.make_interview(loop), user) for user in panel[:2]]
    make.make_scorecard(seats[0], submitted=True, reason="Zebra crossing.")
    shown = text_of(
        unescape(client.get(reverse("candidates:application", args=[screened.pk])).content.decode())
    )
    assert "1 of 2 scorecards in" in shown
    assert "Card in" in shown
    assert "Card awaited" in shown
    assert "Zebra" not in shown


def test_a_card_in_is_a_link_for_whoever_may_read_it(client_for, screened, panel):
    loop = make.make_loop(
        screened, level=screened.job.level, template=make.make_whole_template(screened.job.level)
    )
    seats = [make.make_panelist(make.make_interview(loop), user) for user in panel[:2]]
    make.make_scorecard(seats[0], submitted=True)
    page = reverse("candidates:application", args=[screened.pk])
    link = reverse("interviews:scorecard", args=[seats[0].pk])
    assert link in client_for(panel[0]).get(page).content.decode()
    assert link not in client_for(panel[1]).get(page).content.decode()
    make.make_scorecard(seats[1], submitted=True)
    assert link in client_for(panel[1]).get(page).content.decode()


def test_the_form_begins_with_the_job_s_interviewers_and_keeps_what_was_typed(client, screened, manager):
    address = reverse("interviews:loop-new", args=[screened.pk])
    assert 'name="person_1" value="Hanna Manager"' in client.get(address).content.decode()
    empty = client.post(address, {"level": screened.job.level_id})
    assert empty.status_code == 422
    assert "Name at least one person who interviews." in empty.content.decode()
    twice = client.post(
        address,
        {
            "level": screened.job.level_id,
            "person_1": manager.name,
            "person_2": manager.email,
            "minutes_2": "25",
        },
    )
    assert twice.status_code == 422
    assert "Hanna Manager stands in an earlier row already." in unescape(twice.content.decode())
    assert 'value="25"' in twice.content.decode()
    assert not Loop.objects.exists()


def test_a_second_plan_leads_to_the_first(client, dealt):
    address = reverse("interviews:loop-new", args=[dealt.application_id])
    assert client.get(address)["Location"] == dealt.get_absolute_url()


def test_the_recruiter_reads_all_kits_and_the_cover(client, dealt):
    shown = page(client, "loop", dealt.pk)
    for kit in kits_of(dealt):
        assert kit.panelist.user.name in shown
        assert all(item.question.text in shown and item.reason in shown for item in kit.questions)
    assert "Every focus area and every hiring mistake is asked about." in shown
    assert kits_of(dealt)[0].in_words in shown


def test_the_plan_says_who_answered_what(client, dealt):
    accepted, declined = Panelist.objects.filter(interview__loop=dealt).order_by("pk")[:2]
    starts = timezone.now() + timedelta(days=2)
    scheduled = {
        "state": "scheduled",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "zone": "UTC",
    }
    dealt.interviews.update(**scheduled)
    Panelist.objects.filter(pk=accepted.pk).update(response="accepted")
    Panelist.objects.filter(pk=declined.pk).update(response="declined")
    shown = page(client, "loop", dealt.pk)
    assert (shown.count("· accepted<"), shown.count("Declined")) == (1, 1)


def test_a_panel_member_reads_their_own_kit_and_of_the_others_the_topics(dealt, panel, client_for):
    shown = page(client_for(panel[0]), "loop", dealt.pk)
    mine, *others = kits_of(dealt)
    assert all(item.question.text in shown and item.reason in shown for item in mine.questions)
    assert not any(item.question.text in shown for kit in others for item in kit.questions)
    assert all(area.name in shown for kit in others for area in kit.areas)
    assert "Deal again" not in shown
    assert "Give up" not in shown


def test_a_hiring_manager_reads_all_and_changes_nothing(dealt, manager, client_for):
    client = client_for(manager)
    shown = page(client, "loop", dealt.pk)
    assert all(item.question.text in shown for kit in kits_of(dealt) for item in kit.questions)
    assert "Deal again" not in shown
    for name, pk in (("loop-deal", dealt.pk), ("loop-begin", dealt.pk), ("loop-cancel", dealt.pk)):
        assert client.post(reverse(f"interviews:{name}", args=[pk])).status_code == 403
    dealt.refresh_from_db()
    assert dealt.state == "draft"


def test_a_stranger_finds_nothing(dealt, member, client_for):
    assert client_for(member).get(dealt.get_absolute_url()).status_code == 404


def test_quotes_of_a_hidden_person_name_nobody(client, dealt):
    stage = dealt.application.job.stages.last()
    dealt.application.job.blind_until = stage
    dealt.application.job.save()
    name = dealt.application.candidate.name
    KitQuestion.objects.update(reason=f"“{name} ran it” (line 3).")
    shown = page(client, "loop", dealt.pk)
    assert name not in shown
    assert "ran it" in shown


def test_dealing_again_says_what_goes_and_can_be_taken_back(client, dealt):
    first = KitQuestion.objects.order_by("position").first()
    first.delete()
    left = KitQuestion.objects.count()
    asked = text_of(page(client, "loop-deal", dealt.pk))
    assert f"{left} questions go out of the kits" in asked
    dealt_again = client.post(
        reverse("interviews:loop-deal", args=[dealt.pk]), {"keep_areas": "on"}, follow=True
    )
    assert KitQuestion.objects.count() == left + 1
    assert "The questions are dealt." in dealt_again.content.decode()
    client.post(reverse("interviews:loop-deal-undo", args=[dealt.pk]))
    assert KitQuestion.objects.count() == left
    again = client.post(reverse("interviews:loop-deal-undo", args=[dealt.pk]))
    assert again.status_code == 409


def test_the_session_keeps_no_words_of_the_resume(client, dealt):
    KitQuestion.objects.update(reason="Quoted words")
    client.post(reverse("interviews:loop-deal", args=[dealt.pk]), {})
    assert "Quoted" not in str(dict(client.session))


def test_a_whole_plan_starts_at_once_and_one_with_holes_asks(client, dealt):
    KitQuestion.objects.filter(question__focus_area__code="incident").delete()
    begin = reverse("interviews:loop-begin", args=[dealt.pk])
    asked = client.post(begin)
    assert (asked.status_code, "Start with holes" in asked.content.decode()) == (409, True)
    assert "Incident response: nobody asks about it." in page(client, "loop", dealt.pk)
    client.post(begin, {"despite": "holes"})
    dealt.refresh_from_db()
    assert dealt.state == "running"
    assert client.post(begin, {"despite": "holes"}).status_code == 409


def test_starting_without_holes_asks_nothing(client, dealt):
    answer = client.post(reverse("interviews:loop-begin", args=[dealt.pk]))
    dealt.refresh_from_db()
    assert (answer.status_code, dealt.state) == (302, "running")


def test_giving_up_asks_first_and_a_loop_that_is_over_stays_as_it_is(client, dealt):
    assert "can’t be undone" in page(client, "loop-cancel", dealt.pk)
    client.post(reverse("interviews:loop-cancel", args=[dealt.pk]))
    shown = page(client, "loop", dealt.pk)
    assert "This loop is cancelled" in shown
    assert "Deal again" not in shown
    assert client.post(reverse("interviews:loop-deal", args=[dealt.pk])).status_code == 409


def test_a_rejected_person_s_plan_stays_as_it_is(client, dealt, recruiter):
    withdraw_application(application=dealt.application, by=recruiter)
    shown = page(client, "loop", dealt.pk)
    assert "nobody is invited any more" in shown
    assert "Deal again" not in shown
    assert (
        client.post(
            reverse("interviews:loop-people", args=[dealt.pk]), {"user": make_user().name}
        ).status_code
        == 409
    )


def test_people_come_on_in_an_interview_of_their_own_or_beside_somebody(client, dealt):
    address = reverse("interviews:loop-people", args=[dealt.pk])
    assert client.get(address).status_code == 200
    alone, beside = make_user(name="Ines"), make_user(name="Jo")
    client.post(address, {"user": alone.name, "minutes": "30"})
    first = dealt.interviews.first()
    client.post(address, {"user": beside.name, "interview": first.pk})
    assert Panelist.objects.get(user=alone).interview.minutes == 30
    assert Panelist.objects.get(user=beside).interview == first
    again = client.post(address, {"user": beside.name, "interview": first.pk})
    assert (again.status_code, "on the interview already" in again.content.decode()) == (422, True)


def test_what_somebody_covers_is_changed(client, dealt):
    seat = Panelist.objects.order_by("pk").first()
    area = FocusArea.objects.last()
    address = reverse("interviews:panelist", args=[seat.pk])
    assert "Covers" in client.get(address).content.decode()
    answer = client.post(address, {"focus_areas": [area.pk], "title": "Talk", "minutes": "45"})
    seat.interview.refresh_from_db()
    assert answer.status_code == 302
    assert (list(seat.focus_areas.all()), seat.interview.title, seat.interview.minutes) == (
        [area],
        "Talk",
        45,
    )
    assert client.post(address, {"title": "", "minutes": "0"}).status_code == 422


def test_taking_somebody_off_asks_first_and_takes_their_interview_along(client, dealt):
    seat = Panelist.objects.order_by("pk").first()
    assert "Their kit goes with them" in page(client, "panelist-remove", seat.pk)
    client.post(reverse("interviews:panelist-remove", args=[seat.pk]))
    assert not Panelist.objects.filter(pk=seat.pk).exists()
    assert not Interview.objects.filter(pk=seat.interview_id).exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same(screened, panel, recruiter, client_for, django_assert_num_queries, people):
    loop = plan_loop(application=screened, by=recruiter, panel=[(user, 240) for user in panel[:people]])
    client = client_for(recruiter)
    client.get(loop.get_absolute_url())
    with django_assert_num_queries(LOOP_QUERIES):
        client.get(loop.get_absolute_url())


@pytest.mark.parametrize("many", [3, 500])
@pytest.mark.parametrize(("where", "queries"), [("loop-new", 9), ("loop-people", 8)])
def test_choosing_a_panel_is_as_small_with_500_colleagues(
    client, screened, recruiter, django_assert_num_queries, where, queries, many
):
    if where == "loop-people":
        loop = make.make_loop(screened, created_by=recruiter)
    for number in range(many):
        people.make_member(screened.job, make_user(name=f"Colleague {number:03}"), JobRole.INTERVIEWER)
    address = reverse(f"interviews:{where}", args=[loop.pk if where == "loop-people" else screened.pk])
    client.get(address)
    with django_assert_num_queries(queries):
        shown = client.get(address).content.decode()
    assert len(shown) < 35_000
    assert ("Colleague 002" in shown, "Colleague 020" in shown) == (True, False)


def test_who_is_no_colleague_is_asked_after(client, screened, manager):
    address = reverse("interviews:loop-new", args=[screened.pk])
    answer = client.post(address, {"level": screened.job.level_id, "person_1": "hanna"})
    assert answer.status_code == 422
    assert "Do you mean Hanna Manager?" in unescape(answer.content.decode())
    assert not Loop.objects.exists()

"""Kits on pages: read by their asker and by who leads the job, changed by who plans, each change taken back."""

import re
from html import unescape

import pytest
from django.urls import reverse

from interviews.actions.deals import plan_loop
from interviews.models import KitQuestion, Loop, Panelist
from interviews.queries.kits import kits_of
from rubrics.models import Question
from tests.factories import interviews as make

pytestmark = pytest.mark.django_db
# Session, person, uploads being read; the loop, who is hidden; the panel, its areas, kits, probes; the glossary.
KIT_QUERIES = 10
# Session, person, uploads; the seat, who is hidden; the panel, areas, kits, probes; what may be chosen; count, rows,
# levels, probes; what is open: probings, needs, the report's flags, their reviews, mistakes.
ADD_QUERIES = 20


def at(name, *args):
    return reverse(f"interviews:{name}", args=args)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def undo_of(answer):
    return unescape(re.findall(r'<form action="([^"]+)" method="post">', answer.content.decode())[-1])


def asked(seat):
    return list(KitQuestion.objects.filter(panelist=seat).values_list("question__code", flat=True))


@pytest.fixture
def client(recruiter, client_for):
    return client_for(recruiter)


@pytest.fixture
def seats(dealt) -> list[Panelist]:
    return [kit.panelist for kit in kits_of(dealt)]


@pytest.fixture
def unasked(dealt) -> Question:
    codes = KitQuestion.objects.values("question__code")
    return Question.objects.current().filter(levels=dealt.level, minutes=10).exclude(code__in=codes).first()


def test_a_kit_holds_all_that_its_asker_needs(dealt, seats, panel, client_for):
    shown = text_of(client_for(panel[0]).get(at("kit", dealt.pk, seats[0].pk)))
    for item in seats[0].kit.all():
        words = [
            item.question.text,
            item.reason,
            *item.question.strong.splitlines(),
            *item.question.follow_up_lines,
        ]
        assert all(" ".join(line.split()) in shown for line in words if "“" not in line), item
    others = [area.name for seat in seats[1:] for area in seat.focus_areas.all()]
    assert all(name in shown for name in others)
    assert not any(item.question.text in shown for seat in seats[1:] for item in seat.kit.all())


def test_a_kit_leads_its_own_asker_to_the_card(dealt, seats, panel, client, client_for):
    kit, card = at("kit", dealt.pk, seats[0].pk), f'href="{at("scorecard", seats[0].pk)}"'
    assert card in client_for(panel[0]).get(kit).content.decode()
    assert card not in client.get(kit).content.decode()


def test_who_reads_which_kits(dealt, seats, panel, manager, member, client, client_for):
    mine, other = at("kit", dealt.pk, seats[0].pk), at("kit", dealt.pk, seats[1].pk)
    for reader, answers in (
        (client, (200, 200, 200)),
        (client_for(manager), (200, 200, 200)),
        (client_for(panel[0]), (200, 404, 200)),
        (client_for(member), (404, 404, 404)),
    ):
        addresses = (mine, other, at("kits", dealt.pk))
        assert tuple(reader.get(address).status_code for address in addresses) == answers
    whole = text_of(client_for(panel[0]).get(at("kits", dealt.pk)))
    assert "Kit of Aisha Bello" in whole


def test_adding_takes_one_click_and_says_where_it_went(client, dealt, seats, unasked):
    chosen = client.get(at("kit-add", seats[0].pk), {"level": "mid", "q": unasked.text[:20]})
    assert unasked.text in unescape(chosen.content.decode())
    answer = client.post(at("kit-add", seats[0].pk), {"question": unasked.pk}, follow=True)
    kit = kits_of(dealt)[0]
    assert f"is in Aisha Bello’s kit: {kit.in_words}." in text_of(answer)
    assert asked(seats[0])[-1] == unasked.code
    again = client.post(at("kit-add", seats[1].pk), {"question": unasked.pk})
    assert (again.status_code, "Somebody asks this in the loop already." in text_of(again)) == (422, True)


def test_the_list_begins_with_the_level_and_says_who_asks_what_already(client, dealt, seats):
    shown = text_of(client.get(at("kit-add", seats[0].pk)))
    assert "Aisha Bello asks it" in shown
    assert 'value="mid" selected' in client.get(at("kit-add", seats[0].pk)).content.decode()
    nothing = text_of(client.get(at("kit-add", seats[0].pk), {"q": "zzzz"}))
    assert "No question matches" in nothing


def test_taking_out_is_undone_in_its_place(client, dealt, seats):
    before = asked(seats[0])
    item = list(seats[0].kit.all())[1]
    answer = client.post(at("kit-question-remove", item.pk), follow=True)
    assert asked(seats[0]) == [before[0], *before[2:]]
    client.post(undo_of(answer))
    assert asked(seats[0]) == before
    assert KitQuestion.objects.get(panelist=seats[0], question=item.question).reason == item.reason


def test_moves_are_undone_too(client, dealt, seats):
    before, there = asked(seats[0]), asked(seats[1])
    item = seats[0].kit.first()
    down = client.post(at("kit-question-move", item.pk), {"step": "1"}, follow=True)
    assert asked(seats[0]) == [before[1], before[0], *before[2:]]
    assert "is Aisha Bello’s question 2." in text_of(down)
    client.post(undo_of(down))
    assert asked(seats[0]) == before
    away = client.post(at("kit-question-move", item.pk), {"panelist": seats[1].pk, "place": "0"}, follow=True)
    assert (asked(seats[0]), asked(seats[1])) == (before[1:], [before[0], *there])
    client.post(undo_of(away))
    assert (asked(seats[0]), asked(seats[1])) == (before, there)


def test_a_move_into_another_loop_leads_nowhere(client, dealt, seats):
    other = make.make_panelist()
    item = seats[0].kit.first()
    assert (
        client.post(at("kit-question-move", item.pk), {"panelist": other.pk, "place": "0"}).status_code == 404
    )
    item.refresh_from_db()
    assert item.panelist == seats[0]


def test_one_form_changes_person_place_and_time(client, dealt, seats):
    item = seats[0].kit.first()
    shown = text_of(client.get(at("kit-question", item.pk)))
    assert all(f"{kit.panelist.user.name}: {kit.in_words}" in shown for kit in kits_of(dealt))
    answer = client.post(
        at("kit-question", item.pk), {"panelist": seats[2].pk, "number": "1", "minutes": "7"}
    )
    item.refresh_from_db()
    assert answer.status_code == 302
    assert (asked(seats[2])[0], item.minutes) == (item.question.code, 7)
    bad = client.post(at("kit-question", item.pk), {"panelist": seats[2].pk, "number": "0", "minutes": "999"})
    assert bad.status_code == 422
    for words in ("From 1 to 100.", "A question takes from 1 to 120 minutes."):
        assert words in text_of(bad)


def test_a_swap_is_undone(client, dealt, seats, unasked):
    before = asked(seats[0])
    item = seats[0].kit.first()
    assert "In place of" in text_of(client.get(at("kit-question-swap", item.pk)))
    answer = client.post(at("kit-question-swap", item.pk), {"question": unasked.pk}, follow=True)
    assert asked(seats[0]) == [unasked.code, *before[1:]]
    client.post(undo_of(answer))
    assert asked(seats[0]) == before


def test_a_hole_is_closed_by_one_click(client, dealt, seats):
    seat = next(seat for seat in seats if seat.focus_areas.get().code == "incident")
    KitQuestion.objects.filter(panelist=seat).delete()
    shown = client.get(dealt.get_absolute_url()).content.decode()
    [question, *_] = re.findall(r'name="question" value="(\d+)"', shown)
    client.post(at("kit-add", seat.pk), {"question": question})
    assert "Incident response: nobody asks about it." not in text_of(client.get(dealt.get_absolute_url()))


def test_from_the_bank_a_question_goes_into_a_chosen_kit(client, dealt, seats, unasked):
    page = reverse("rubrics:question", args=[unasked.code])
    shown = text_of(client.get(page))
    assert "Not asked in any interview that you see." in shown
    assert "Aisha Bello" in shown
    answer = client.post(at("question-to-kit", unasked.code), {"panelist": seats[0].pk}, follow=True)
    assert "is in Aisha Bello’s kit" in text_of(answer)
    Loop.objects.update(state="running")
    assert "Asked in 1 kit." in text_of(client.get(page))
    client.post(undo_of(answer))
    assert unasked.code not in asked(seats[0])


def test_the_bank_offers_no_kits_to_who_plans_none(dealt, unasked, panel, manager, auditor, client_for):
    for user in (panel[0], manager, auditor):
        shown = text_of(client_for(user).get(reverse("rubrics:question", args=[unasked.code])))
        assert "Add it to a kit" not in shown


def test_the_bank_names_no_hidden_person(client, dealt, unasked):
    job = dealt.application.job
    job.blind_until = job.stages.last()
    job.save()
    shown = text_of(client.get(reverse("rubrics:question", args=[unasked.code])))
    assert dealt.application.candidate.name not in shown
    assert "Candidate " in shown


def test_a_kit_whose_card_is_in_is_not_offered_changes(client, dealt, seats):
    make.make_scorecard(seats[0], submitted=True)
    shown = client.get(dealt.get_absolute_url()).content.decode()
    item = seats[0].kit.first()
    assert at("kit-question-remove", item.pk) not in shown
    assert client.post(at("kit-question-remove", item.pk)).status_code == 409
    assert client.post(at("kit-question-move", item.pk), {"step": "1"}).status_code == 409


@pytest.mark.parametrize("people", [1, 3])
def test_pages_cost_the_same(screened, panel, recruiter, client_for, django_assert_num_queries, people):
    loop = plan_loop(application=screened, by=recruiter, panel=[(user, 240) for user in panel[:people]])
    seat = kits_of(loop)[0].panelist
    client = client_for(recruiter)
    for address, queries in (
        (at("kit", loop.pk, seat.pk), KIT_QUERIES),
        (at("kits", loop.pk), KIT_QUERIES),
        (at("kit-add", seat.pk), ADD_QUERIES),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)

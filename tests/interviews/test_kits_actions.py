"""Changing kits by hand: every way in, every refusal, and that a refusal changes nothing."""

import pytest

from candidates.models import Job
from interviews.actions.kits import add_question, change_question, remove_question, swap_question
from interviews.actions.loops import add_interview, change_interview, remove_interview
from interviews.actions.seats import add_seat, change_seat, remove_seat
from interviews.models import Interview, KitQuestion, Loop, Panelist
from interviews.queries.kits import kits_of, targets_for, use_counts
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from rubrics.models import FocusArea, Question
from tests.factories import interviews as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def asked(panelist: Panelist) -> list[int]:
    return list(KitQuestion.objects.filter(panelist=panelist).values_list("pk", flat=True))


def unasked(loop: Loop, **narrows) -> Question:
    codes = KitQuestion.objects.filter(panelist__interview__loop=loop).values("question__code")
    return Question.objects.current().filter(levels=loop.level, **narrows).exclude(code__in=codes).first()


@pytest.fixture
def seats(dealt) -> list[Panelist]:
    return [kit.panelist for kit in kits_of(dealt)]


def test_an_added_question_says_what_it_would_find_out(dealt, seats, recruiter):
    question = unasked(dealt, probes__mistake__code="gatekeeper")
    item = add_question(panelist=seats[0], by=recruiter, question=question)
    assert asked(seats[0])[-1] == item.pk
    assert (item.minutes, bool(item.reason), item.why != "chosen") == (question.minutes, True, True)
    event = Event.objects.get(verb="kit_question.added")
    assert event.codes == {
        "loop": dealt.pk,
        "application": dealt.application_id,
        "user": seats[0].user_id,
        "question": question.pk,
    }


def test_a_question_about_nothing_open_was_chosen_by_a_person(dealt, seats, recruiter):
    question = make.make_question(levels=(dealt.level,), focus_area=FocusArea.objects.first())
    item = add_question(panelist=seats[0], by=recruiter, question=question, place=0, minutes=3)
    assert (item.why, item.reason, item.minutes, asked(seats[0])[0]) == ("chosen", "", 3, item.pk)


def test_nobody_asks_what_somebody_asks_already_in_any_version(dealt, seats, recruiter):
    taken = seats[1].kit.first().question
    taken.retired_at = dealt.created_at
    taken.save()
    newer = Question.objects.create(
        code=taken.code, version=9, focus_area=taken.focus_area, text="Better worded", minutes=5
    )
    before = asked(seats[0])
    for question, code in ((newer, "asked_already"), (taken, "retired")):
        with pytest.raises(Invalid) as error:
            add_question(panelist=seats[0], by=recruiter, question=question)
        assert error.value.code == code
    assert asked(seats[0]) == before


def test_a_swap_keeps_the_place(dealt, seats, recruiter):
    before = asked(seats[0])
    item = swap_question(
        kit_question=KitQuestion.objects.get(pk=before[1]), by=recruiter, question=unasked(dealt)
    )
    assert asked(seats[0]) == [before[0], item.pk, *before[2:]]


def test_a_swap_that_is_refused_takes_nothing_out(dealt, seats, recruiter):
    before = asked(seats[0])
    taken = seats[1].kit.first().question
    with pytest.raises(Invalid):
        swap_question(kit_question=KitQuestion.objects.get(pk=before[1]), by=recruiter, question=taken)
    assert asked(seats[0]) == before


def test_questions_move_in_a_kit_and_to_somebody_else(dealt, seats, recruiter):
    first, second, *rest = asked(seats[0])
    item = KitQuestion.objects.get(pk=first)
    change_question(kit_question=item, by=recruiter, place=1)
    assert asked(seats[0]) == [second, first, *rest]
    there = asked(seats[1])
    change_question(
        kit_question=KitQuestion.objects.get(pk=first), by=recruiter, panelist=seats[1], minutes=4
    )
    assert asked(seats[0]) == [second, *rest]
    assert asked(seats[1]) == [*there, first]
    assert KitQuestion.objects.get(pk=first).minutes == 4
    change_question(kit_question=KitQuestion.objects.get(pk=first), by=recruiter, minutes=5)
    assert asked(seats[1]) == [*there, first]


def test_a_question_stays_in_its_loop_and_takes_some_time(dealt, seats, recruiter):
    item, other = KitQuestion.objects.get(pk=asked(seats[0])[0]), make.make_panelist()
    for values in ({"panelist": other}, {"minutes": 500}):
        with pytest.raises(Invalid):
            change_question(kit_question=KitQuestion.objects.get(pk=item.pk), by=recruiter, **values)
    item.refresh_from_db()
    assert (item.panelist, item.minutes == 500) == (seats[0], False)


def test_what_was_answered_stays_and_a_card_that_is_in_freezes_its_kit(dealt, seats, recruiter):
    card = make.make_scorecard(seats[0])
    answered = seats[0].kit.first()
    make.make_answer(card, kit_question=answered)
    before = asked(seats[0])
    for call in (
        lambda: remove_question(kit_question=answered, by=recruiter),
        lambda: change_question(kit_question=answered, by=recruiter, panelist=seats[1]),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert error.value.code == "answered"
    make.make_scorecard(seats[1], submitted=True)
    seat = Panelist.objects.get(pk=seats[1].pk)
    for call in (
        lambda: add_question(panelist=seat, by=recruiter, question=unasked(dealt)),
        lambda: remove_question(kit_question=seat.kit.first(), by=recruiter),
        lambda: change_question(kit_question=seats[2].kit.first(), by=recruiter, panelist=seat),
        lambda: change_seat(
            panelist=seat, by=recruiter, focus_areas=[], title=seat.interview.title, minutes=60
        ),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert error.value.code == "card_in"
    assert asked(seats[0]) == before


def test_a_question_that_was_taken_out_meanwhile_stays_out(dealt, seats, recruiter):
    item = seats[0].kit.first()
    remove_question(kit_question=KitQuestion.objects.get(pk=item.pk), by=recruiter)
    before = [asked(seat) for seat in seats]
    for call in (
        lambda: remove_question(kit_question=item, by=recruiter),
        lambda: swap_question(kit_question=item, by=recruiter, question=unasked(dealt)),
        lambda: change_question(kit_question=item, by=recruiter, minutes=7),
        lambda: change_question(kit_question=item, by=recruiter, panelist=seats[1]),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert error.value.code == "gone"
    assert [asked(seat) for seat in seats] == before


def test_a_card_that_came_in_meanwhile_freezes_its_kit(dealt, seats, recruiter):
    assert not hasattr(seats[0], "scorecard")
    make.make_scorecard(Panelist.objects.get(pk=seats[0].pk), submitted=True)
    before = asked(seats[0])
    with pytest.raises(Conflict) as error:
        add_question(panelist=seats[0], by=recruiter, question=unasked(dealt))
    assert (error.value.code, asked(seats[0])) == ("card_in", before)


def test_a_time_that_was_set_meanwhile_is_not_overwritten(dealt, seats, recruiter):
    interview = seats[0].interview
    set_now = {"starts_at": make.PLANNED, "ends_at": make.PLANNED.replace(hour=23), "minutes": 30}
    Interview.objects.filter(pk=interview.pk).update(**set_now)
    for call in (
        lambda: change_interview(interview=interview, by=recruiter, title="Talk", minutes=45),
        lambda: remove_interview(interview=interview, by=recruiter),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert error.value.code == "scheduled"
    kept = Interview.objects.filter(pk=interview.pk).values(*set_now).get()
    assert kept == set_now


def test_an_interview_that_was_taken_out_meanwhile_can_not_be_changed(dealt, seats, recruiter):
    interview = seats[0].interview
    remove_interview(interview=Interview.objects.get(pk=interview.pk), by=recruiter)
    for call in (
        lambda: change_interview(interview=interview, by=recruiter, title="Talk", minutes=45),
        lambda: remove_interview(interview=interview, by=recruiter),
    ):
        with pytest.raises(Conflict) as error:
            call()
        assert error.value.code == "gone"


def test_only_who_plans_changes_kits(dealt, seats, manager, panel):
    before = [asked(seat) for seat in seats]
    item, question = seats[0].kit.first(), unasked(dealt)
    for by in (manager, panel[0]):
        for call in (
            lambda by=by: add_question(panelist=seats[0], by=by, question=question),
            lambda by=by: remove_question(kit_question=item, by=by),
            lambda by=by: swap_question(kit_question=item, by=by, question=question),
            lambda by=by: change_question(kit_question=item, by=by, place=1),
            lambda by=by: add_seat(loop=dealt, by=by, user=manager),
            lambda by=by: remove_seat(panelist=seats[0], by=by),
            lambda by=by: remove_interview(interview=seats[0].interview, by=by),
        ):
            with pytest.raises(Denied):
                call()
    assert [asked(seat) for seat in seats] == before


def test_an_interview_with_a_time_is_cancelled_not_removed(dealt, seats, recruiter):
    interview = seats[0].interview
    Interview.objects.filter(pk=interview.pk).update(
        starts_at=make.PLANNED, ends_at=make.PLANNED.replace(hour=23)
    )
    interview.refresh_from_db()
    with pytest.raises(Conflict) as error:
        remove_interview(interview=interview, by=recruiter)
    assert error.value.code == "scheduled"
    with pytest.raises(Conflict):
        change_interview(interview=interview, by=recruiter, title="Talk", minutes=30)
    change_interview(interview=interview, by=recruiter, title="Talk", minutes=interview.minutes)
    interview.refresh_from_db()
    assert interview.title == "Talk"
    seats[0].interview.refresh_from_db()
    remove_seat(panelist=seats[0], by=recruiter)
    assert Interview.objects.filter(pk=interview.pk).exists()


def test_an_interview_is_removed_with_its_kits_unless_a_card_was_begun(dealt, seats, recruiter):
    make.make_scorecard(seats[1])
    with pytest.raises(Conflict) as error:
        remove_interview(interview=seats[1].interview, by=recruiter)
    assert error.value.code == "has_card"
    remove_interview(interview=seats[0].interview, by=recruiter)
    assert not Panelist.objects.filter(pk=seats[0].pk).exists()
    assert Event.objects.filter(verb="interview.removed").count() == 1


def test_a_person_sits_only_in_interviews_of_the_loop(dealt, recruiter):
    with pytest.raises(Invalid) as error:
        add_seat(loop=dealt, by=recruiter, user=make_user(), interview=make.make_interview())
    assert error.value.code == "other_loop"
    assert add_interview(loop=dealt, by=recruiter, title="Coffee").minutes == 60


def test_only_kits_of_loops_that_began_count_as_use(dealt, seats, recruiter):
    question = seats[0].kit.first().question
    assert use_counts(recruiter, question.code) == {}
    Loop.objects.filter(pk=dealt.pk).update(state="running")
    assert use_counts(recruiter, question.code) == {question.version: 1}


def test_a_confidential_job_s_kits_are_counted_for_nobody_else(dealt, seats, recruiter):
    question = seats[0].kit.first().question
    Loop.objects.filter(pk=dealt.pk).update(state="running")
    Job.objects.filter(pk=dealt.application.job_id).update(confidential=True)
    readers = (make_user("admin"), make_user("recruiter"), make_user("member"), make_user("auditor"))
    counts = [use_counts(user, question.code) for user in (seats[0].user, *readers)]
    assert counts == [{question.version: 1}, {question.version: 1}, {}, {}, {}]


def test_a_question_goes_into_kits_that_one_plans_and_nobody_asks_it_in(
    dealt, seats, recruiter, manager, panel
):
    question = unasked(dealt)
    short = add_seat(loop=dealt, by=recruiter, user=make_user(), minutes=10)
    targets = targets_for(recruiter, question)
    assert {target.panelist for target in targets} == {*seats, short}
    kits = {kit.panelist: kit.left for kit in kits_of(dealt)}
    assert {target.panelist: target.left for target in targets} == kits
    fits = [target.left >= question.minutes for target in targets]
    assert fits == sorted(fits, reverse=True)
    for user in (manager, panel[0], make_user("auditor"), make_user("recruiter", is_active=False)):
        assert targets_for(user, question) == []
    assert targets_for(recruiter, seats[0].kit.first().question) == []

"""The deal, from plain data: nobody is asked twice, no area has two askers, the minutes hold."""

import random

import pytest

from interviews.dealing import Point, Question, Seat, deal, minutes_for_questions, share_areas

AREAS = ("knowledge", "automation", "enablement", "incident")
MISTAKES = ("no_devops", "shallow_security", "gatekeeper", "developer_experience")
OTHERWISE = Point("", "capability", "Asked of everybody.", 0)


def guards() -> list[Point]:
    return [
        Point(f"mistake:{code}", "mistake", f"Guards against {code}.", 4, guard=True) for code in MISTAKES
    ]


def bank(rng: random.Random, each: int = 12) -> list[Question]:
    """Questions of every area; each probes up to four things, a mistake among them now and then."""
    things = [f"activity:a{n}" for n in range(20)] + [f"mistake:{code}" for code in MISTAKES]
    rows = [(area, number) for area in AREAS for number in range(each)]
    return [
        Question(
            key,
            f"{area}.{number}",
            area,
            rng.choice((7, 8, 10, 12, 15)),
            tuple(rng.sample(things, rng.randint(0, 4))),
        )
        for key, (area, number) in enumerate(rows)
    ]


def points(rng: random.Random) -> list[Point]:
    about = rng.sample(range(20), rng.randint(0, 20))
    return [
        Point(f"activity:a{n}", "activity", f"a{n}: not seen.", rng.randint(1, 8)) for n in about
    ] + guards()


@pytest.mark.parametrize("seed", range(200))
def test_whatever_is_dealt_keeps_the_promises(seed):
    rng = random.Random(seed)
    questions, open_points = bank(rng), points(rng)
    seats = [
        Seat(key, minutes_for_questions(rng.choice((20, 45, 60, 90)))) for key in range(rng.randint(1, 6))
    ]
    asked = {question.code for question in rng.sample(questions, rng.randint(0, 10))}

    kits = deal(seats, questions, open_points, areas=AREAS, otherwise=OTHERWISE, asked=asked)

    by_key = {question.key: question for question in questions}
    dealt = [by_key[item.question] for kit in kits for item in kit.questions]
    owned = [area for kit in kits for area in kit.areas]
    assert len({question.code for question in dealt}) == len(dealt)
    assert not asked & {question.code for question in dealt}
    assert set(owned) == set(AREAS) if seats else not owned
    assert len(owned) == max(len(AREAS), len(seats))
    for seat, kit in zip(seats, kits, strict=True):
        spent = sum(item.minutes for item in kit.questions)
        assert spent <= seat.minutes
        assert {by_key[item.question].area for item in kit.questions} <= set(kit.areas)
        left = [
            question
            for question in questions
            if question.area in kit.areas and question.code not in asked and question not in dealt
        ]
        assert all(question.minutes > seat.minutes - spent for question in left)
        assert all(item.reason and item.why for item in kit.questions)
    again = deal(seats, questions, open_points, areas=AREAS, otherwise=OTHERWISE, asked=asked)
    assert again == kits


@pytest.mark.parametrize("seed", range(50))
def test_every_mistake_that_the_bank_probes_is_guarded_where_there_is_time(seed):
    rng = random.Random(seed)
    questions = bank(rng)
    seats = [Seat(key, 50) for key in range(4)]
    kits = deal(seats, questions, points(rng), areas=AREAS, otherwise=OTHERWISE)
    probed = {question.key: question.probes for question in questions}
    guarded = {about for kit in kits for item in kit.questions for about in probed[item.question]}
    possible = {about for probes in probed.values() for about in probes if about.startswith("mistake:")}
    assert possible <= guarded


def test_what_is_open_comes_first_each_with_its_reason():
    flag = Point("flag:no_devops_cicd", "flag", "No DevOps background.", 8)
    unseen = Point("activity:sast", "activity", "SAST: not seen.", 3)
    questions = [
        Question(1, "plain", "automation", 10),
        Question(2, "sast", "automation", 10, ("activity:sast",)),
        Question(3, "flag", "automation", 10, ("flag:no_devops_cicd", "activity:sast")),
    ]
    [kit] = deal([Seat(7, 30)], questions, [unseen, flag], areas=("automation",), otherwise=OTHERWISE)
    assert [(item.question, item.reason) for item in kit.questions] == [
        (3, "No DevOps background."),
        (1, "Asked of everybody."),
        (2, "SAST: not seen."),
    ]


def test_with_more_people_than_areas_the_heaviest_is_asked_by_two():
    weights = {"knowledge": 1, "automation": 9, "enablement": 5, "incident": 0}
    seats = [Seat(key, 50) for key in range(6)]
    owned = share_areas(seats, AREAS, weights)
    assert [owned[key] for key in range(6)] == [
        ("automation",), ("enablement",), ("knowledge",), ("incident",), ("automation",), ("enablement",),
    ]  # fmt: skip


def test_with_fewer_people_everything_has_an_owner_and_who_has_time_has_more():
    owned = share_areas([Seat(1, 20), Seat(2, 80)], AREAS, dict.fromkeys(AREAS, 1))
    assert owned == {1: ("automation",), 2: ("knowledge", "enablement", "incident")}


def test_what_a_person_chose_stays_and_nobody_else_gets_it():
    seats = [Seat(1, 50, ("incident",)), Seat(2, 50)]
    assert share_areas(seats, AREAS, dict.fromkeys(AREAS, 1)) == {
        1: ("incident",),
        2: ("knowledge", "automation", "enablement"),
    }
    chosen = [Seat(1, 50, ("incident",)), Seat(2, 50, ("incident",))]
    assert share_areas(chosen, AREAS, dict.fromkeys(AREAS, 1)) == {1: ("incident",), 2: ("incident",)}


def test_what_others_cover_already_is_left_to_them():
    questions = [Question(1, "a", "automation", 10), Question(2, "k", "knowledge", 10)]
    [kit] = deal(
        [Seat(1, 30)], questions, guards(), areas=AREAS[:2], otherwise=OTHERWISE, covered={"knowledge"}
    )
    assert (kit.areas, [item.question for item in kit.questions]) == (("automation",), [1])


def test_a_short_interview_leaves_no_time_and_gets_no_question():
    assert minutes_for_questions(8) == 0
    assert minutes_for_questions(60, people=2) == 25
    [kit] = deal(
        [Seat(1, 0)], [Question(1, "a", "automation", 10)], guards(), areas=AREAS, otherwise=OTHERWISE
    )
    assert kit.questions == ()
    assert deal([], [], [], areas=AREAS, otherwise=OTHERWISE) == ()

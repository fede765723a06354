"""What must never be untrue: each named constraint is violated once, in the database and in words."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models

from tests.constraints import assert_refused, twice, with_
from tests.factories import interviews as make

pytestmark = pytest.mark.django_db


# Constraint -> a row that violates it and nothing else, and the sentence for people where people can do it.
VIOLATIONS: dict[str, tuple[Callable[[], models.Model], str]] = {
    "loop_one_open": (lambda: twice(make.make_loop()), "This application has an interview loop already."),
    "loop_state_known": (lambda: with_(make.make_loop(), state="lost"), ""),
    "interview_state_known": (lambda: with_(make.make_interview(), state="lost"), ""),
    "interview_has_title": (
        lambda: with_(make.make_interview(), title=""),
        "Give the interview a title.",
    ),
    "interview_minutes": (
        lambda: with_(make.make_interview(), minutes=4),
        "An interview takes from 5 to 480 minutes.",
    ),
    "interview_ends_after_it_starts": (
        lambda: with_(make.make_interview(), starts_at=make.PLANNED, ends_at=make.PLANNED),
        "An interview ends after it starts.",
    ),
    "interview_scheduled_has_time": (
        lambda: with_(make.make_interview(), state="scheduled"),
        "Say when the interview starts.",
    ),
    "interview_mail_once": (lambda: twice(make.make_mail()), "This person is told of it already."),
    "interview_mail_kind_known": (lambda: with_(make.make_mail(), kind="lost"), ""),
    "interview_mail_state_known": (lambda: with_(make.make_mail(), state="lost"), ""),
    "interview_mail_sent_has_time": (lambda: with_(make.make_mail(), state="sent"), ""),
    "interview_mail_failed_has_fault": (lambda: with_(make.make_mail(), state="failed"), ""),
    "panelist_once": (lambda: twice(make.make_panelist()), "This person is on the interview already."),
    "panelist_response_known": (lambda: with_(make.make_panelist(), response="lost"), ""),
    "kit_question_once": (
        lambda: twice(make.make_kit_question()),
        "This question is in the kit already.",
    ),
    "kit_question_minutes": (
        lambda: with_(make.make_kit_question(), minutes=0),
        "A question takes from 1 to 120 minutes.",
    ),
    "kit_question_why_known": (lambda: with_(make.make_kit_question(), why="lost"), ""),
    "record_choice_number_once": (
        lambda: twice(make.make_record_choice()),
        "Somebody else chose meanwhile what stands in the record.",
    ),
    "scorecard_recommendation_known": (
        lambda: with_(make.make_scorecard(), recommendation=5),
        "A recommendation is 1, 2, 3 or 4.",
    ),
    "scorecard_submitted_is_whole": (
        lambda: with_(make.make_scorecard(submitted=True), reason=""),
        "Before submitting, recommend and say why.",
    ),
    "rating_once": (lambda: twice(make.make_rating()), "This card rates the criterion already."),
    "rating_is_a_score_or_none": (
        lambda: with_(make.make_rating(), not_assessed="No time."),
        "A criterion is rated 1 to 4 or not assessed, never both.",
    ),
    "answer_once": (lambda: twice(make.make_answer()), "This card has an answer to the question already."),
    "amendment_has_text": (lambda: with_(make.make_amendment(), text=""), "Write what is to be added."),
    "reading_once": (
        lambda: twice(make.make_reading()),
        "That this person read the card is written down already.",
    ),
    "debrief_closed_by_somebody": (lambda: with_(make.make_debrief(), closed_at=make.PLANNED), ""),
    "debrief_reopened_with_reason": (
        lambda: with_(make.make_debrief(), reopened_because="Talked again."),
        "Say why the debrief is opened again.",
    ),
    "feed_link_one_standing": (
        lambda: twice(make.make_feed_link(), secret_hash="f" * 64),
        "You have a calendar link already.",
    ),
}


def test_no_constraint_is_left_out():
    named = {
        constraint.name
        for model in apps.get_app_config("interviews").get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(VIOLATIONS)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses_it(name):
    make_row, sentence = VIOLATIONS[name]
    assert_refused(make_row(), name, sentence)

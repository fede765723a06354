"""Blindness of scorecards (design.md section 6): whoever may not read a card yet is answered the same whatever stands on it.

Every GET of access.yaml, so addresses that are added later too, is asked twice by each role; between the two, others'
cards are rewritten: other recommendation, ratings, words, more rows, other times. Nothing in an answer may move: no
word, count, order or colour. Nor in any mail about an interview, its calendar included.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import override_settings

from interviews import mails
from interviews.actions.loops import add_panelist
from interviews.actions.mails import work_on_mail
from interviews.actions.reminders import remind_of_cards
from interviews.actions.scheduling import cancel_interview, schedule_interview
from interviews.actions.scorecards import amend_scorecard, save_draft, submit_scorecard
from interviews.models import Interview, InterviewMail, Scorecard
from interviews.models.querysets import ScorecardQuerySet
from recruiting.events.models import Event
from tests.contracts import access
from tests.contracts.asking import Asker
from tests.contracts.test_access import filled, path_of
from tests.contracts.world import AHEAD, World, make_world
from tests.factories import interviews as make

# What differs between two answers to one question, and says nothing: secrets of forms, made-up ids, a request's number.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|"token": "\w+"|(?<=")u[0-9a-f]{8}(?=")'
    r'|"request_id": ?"[^"]*"|[Rr]equest number[^<]*<[^<]*|name="(?:client_)?key" value="[\w-]+"|just now|\d+ minutes? ago|nonce-[\w+/=-]+|data-request-id="[^"]*"|[0-9a-f]{32}'
)
# They tell how long something took, or what this minute is.
MOMENTARY = {"home:readyz", "home:healthz"}
SOUGHT = ("home:palette", "candidates:search", "candidates:people", "candidates:job", "candidates-api:search")
WORDS = ("quillwort", "zephyranthes")


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction around the module: its world is made once, and each answer is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None) -> Iterator[World]:
    with override_settings(ALLOW_WEAK_SANDBOX=True):
        yield make_world()


def rewrite(world: World, column: str, version: int) -> None:
    """Fill the cards that the reader may not know: a colleague's submitted one, and for others the interviewer's draft."""
    own = world.shared["own"]
    keys = [own["colleague_card"]] + ([own["card"]] if column != "interviewer" else [])
    for card in Scorecard.objects.filter(pk__in=keys).select_related("panelist__interview__loop"):
        word, score = WORDS[version], (1, 4)[version]
        texts = dict.fromkeys(("reason", "takeaways", "private_note"), f"The {word} said so.")
        moved = card.saved_at + timedelta(days=version)
        Scorecard.objects.filter(pk=card.pk).update(
            recommendation=score, revision=3 + version, saved_at=moved, started_at=moved, **texts
        )
        card.ratings.all().delete()
        for criterion in card.panelist.interview.loop.template.criteria.all()[: 1 + version]:
            make.make_rating(card, criterion=criterion, score=score, note=word)
        for kit in card.panelist.kit.all()[: 1 + version]:
            make.make_answer(card, kit_question=kit, note=word)
        for _ in range(version):
            make.make_amendment(card, text=word)


def questions(world: World, column: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each GET: its name, section, path and query."""
    things = world.things("own", column)
    for name, address in access.addresses().items():
        for step in address.steps:
            if step.method == "GET" and set(step.answers) & {"own", "any"} and name not in MOMENTARY:
                query = filled(address.query, things) | filled(step.send, things)
                yield name, address.section, path_of(address, things), query
        if name in SOUGHT:
            for word in WORDS:
                yield f"{name} {word}", address.section, path_of(address, things), {"q": word}
    for pk in (things["colleague_seat"], things["seat"], things["own_submitted"]):
        yield f"scorecard {pk}", "pages", f"/scorecards/{pk}/", {}
        yield f"api scorecard {pk}", "api", f"/api/v1/scorecards/{pk}", {}


def answers(world: World, column: str, version: int, only: set[str] | None) -> dict[str, tuple[int, str]]:
    """What the reader is answered to everything, or to some questions, while the cards say one thing or the other."""
    found = {}
    with transaction.atomic():
        rewrite(world, column, version)
        for name, section, path, query in questions(world, column):
            if only is not None and name not in only:
                continue
            with transaction.atomic():
                found[name] = ask(world, column, section, path, query)
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return found


def ask(world: World, column: str, section: str, path: str, query: dict[str, Any]) -> tuple[int, str]:
    client, headers = Asker(), {}
    if section == "api":
        headers["Authorization"] = f"Bearer {world.keys[column]}"
    else:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[column]
    answer = client.get(path, query_params=query, headers=headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type", "").startswith(("image/", "application/pdf", "application/zip")):
        return answer.status_code, ""
    return answer.status_code, PASSING.sub("", body.decode("utf-8", "replace"))


def differing(world: World, column: str) -> set[str]:
    """The questions whose answers move with the cards: twice, since a first answer, or a minute that ends between the
    two, may move one by itself."""
    moved = None
    for _ in range(2):
        first, second = (answers(world, column, version, moved) for version in (0, 1))
        moved = {name for name, answer in first.items() if answer != second[name]}
    return moved or set()


@pytest.mark.parametrize(
    "column",
    [
        "interviewer",
        # Each walks all addresses twice: the rest is CI's.
        *(
            pytest.param(column, marks=pytest.mark.slow)
            for column in ("admin", "recruiter", "hiring_manager", "member", "auditor")
        ),
    ],
)
def test_no_answer_moves_with_what_stands_on_a_card_that_may_not_be_read(world, column):
    assert differing(world, column) == set()


@pytest.mark.slow
def test_a_leak_is_found(world, monkeypatch):
    """Were the one rule gone that says who reads what, the walk would name the addresses that leak."""
    monkeypatch.setattr(ScorecardQuerySet, "visible_to", lambda rows, user: rows)
    leaks, seat = differing(world, "admin"), world.shared["own"]["colleague_seat"]
    assert {"interviews-api:scorecards", f"api scorecard {seat}", f"scorecard {seat}"} <= leaks


# Whoever may sit on a panel.
SEATED = ("admin", "recruiter", "hiring_manager", "interviewer", "member")
KINDS = ("request", "cancel", "reminder")


@pytest.fixture
def moving(world: World, mailoutbox: list[Any]) -> Iterator[Callable[[str], set[str]]]:
    """moving(column): which parts of which mails to somebody who joined the panel move with others' cards."""

    def find(column: str) -> set[str]:
        add_panelist(interview=_last(world), by=world.people["recruiter"], user=world.people[column])
        first, second = (letters(world, column, version) for version in (0, 1))
        assert {name.split()[0] for name in first} == set(KINDS)
        return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}

    with transaction.atomic():
        yield find
        transaction.set_rollback(True)


def _last(world: World) -> Interview:
    """The one interview of the running loop on whose panel nobody sits yet."""
    return Interview.objects.select_related("loop__application").get(
        pk=world.shared["own"]["empty_interview"]
    )


def letters(world: World, column: str, version: int) -> dict[str, str]:
    """All that is mailed to the reader, by kind and part, while the cards say one thing or the other: the interview gets
    another time, its card is asked for, and before that day comes it is called off."""
    found = {}
    with transaction.atomic():
        rewrite(world, column, version)
        planner, before = world.people["recruiter"], AHEAD - timedelta(days=30)
        times = {"starts_at": AHEAD + timedelta(hours=2), "minutes": 45, "zone": "Asia/Kathmandu"}
        schedule_interview(interview=_last(world), by=planner, now=before, **times)
        found |= _sent(before, world.people[column])
        after = AHEAD + timedelta(days=2)
        remind_of_cards(now=after)
        found |= _sent(after, world.people[column])
        cancel_interview(interview=_last(world), by=planner, now=before)
        found |= _sent(before, world.people[column])
        transaction.set_rollback(True)
    return found


def _sent(now: Any, reader: Any) -> dict[str, str]:
    """What stood to be sent to the reader, as the mail server got it."""
    found = {}
    for row in InterviewMail.objects.waiting().filter(recipient=reader).order_by("pk"):
        mail.outbox.clear()
        assert work_on_mail(row.pk, now=now)
        (message,) = mail.outbox
        name = f"{row.kind} {row.sequence} {row.interview_id}"
        found |= {f"{name} subject": message.subject, f"{name} text": message.body}
        for part in message.attachments:
            found[f"{name} calendar"] = part.get_payload(decode=True).decode()
    return found


@pytest.mark.parametrize("column", SEATED)
def test_no_mail_moves_with_what_stands_on_a_card_that_may_not_be_read(moving, column):
    assert moving(column) == set()


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("in_words", {f"{kind} {part}" for kind in KINDS for part in ("subject", "text")}),
        ("meeting_of", {"request calendar", "cancel calendar"}),
    ],
)
def test_a_leak_in_any_part_of_a_mail_is_found(world, moving, monkeypatch, place, parts):
    whole = getattr(mails, place)

    def telling(*args: Any, **kwargs: Any) -> Any:
        told = whole(*args, **kwargs)
        said = Scorecard.objects.get(pk=world.shared["own"]["colleague_card"]).takeaways
        return f"{told}. {said}" if place == "in_words" else replace(told, description=said)

    monkeypatch.setattr(mails, place, telling)
    assert {re.sub(" [0-9]+", "", name) for name in moving("interviewer")} == parts


def test_events_tell_no_recommendation(db):
    told = []
    for score in (1, 4):
        seat = make.make_panelist(focus_areas=())
        texts = {"reason": f"{WORDS[score // 4]} said so.", "private_note": "Mine."}
        save_draft(panelist=seat, by=seat.user, revision=0, recommendation=score, **texts)
        card = submit_scorecard(panelist=seat, by=seat.user)
        amend_scorecard(card=card, by=seat.user, text=texts["reason"])
        loop = seat.interview.loop
        ids = {"loop": loop.pk, "application": loop.application_id, "panelist": seat.pk}
        events = Event.objects.filter(object_type="interviews.scorecard", object_id=card.pk).order_by("pk")
        assert [event.codes for event in events] == [ids] * 3
        told.append([(event.verb, event.fields) for event in events])
    assert told[0] == told[1]

"""manage.py demo --candidates N --jobs M: a crowd in bulk is what the worker would have made of the same files."""

import json
from collections import Counter
from datetime import date
from hashlib import sha256

import pytest
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from candidates.actions.resumes import receive_resume
from candidates.actions.screenings import work_on_screening
from candidates.extraction import identify, parse
from candidates.finding.asking import parse as parse_search
from candidates.models import (
    ActivityResult,
    Application,
    Candidate,
    Decision,
    FlagResult,
    Job,
    Note,
    Resume,
    ResumeFacts,
    ResumeReading,
    Screening,
    SearchText,
    StageVisit,
)
from candidates.queries.pipeline import Wanted
from candidates.queries.search import find_people, reach_of
from candidates.screening import screen
from interviews.actions.deals import deal_loop
from interviews.models import Debrief, Loop, Panelist, Scorecard
from interviews.queries.cover import cover_of, holes_of
from interviews.queries.kits import kits_of
from interviews.queries.scorecards import unfinished
from recruiting.accounts.models import User
from recruiting.demo.crowd import panels
from recruiting.demo.crowd.composing import person_of, renamed
from recruiting.demo.crowd.loading import Crowd, load_crowd
from recruiting.demo.crowd.panels import load_interviews
from recruiting.demo.loading import load_demo
from recruiting.demo.resumes import file_of
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from rubrics.ruledoc import shipped
from tests.guide import loaded_guide

SIZE = {"candidates": 340, "jobs": 6, "in_files": 44, "texts": 60}
AS_OF = date(2026, 11, 1)


def rows() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def values(row, *left_out: str) -> dict:
    """A row's fields but for keys, moments and what says whose it is."""
    kept = [field for field in row._meta.concrete_fields if not field.primary_key and not field.is_relation]
    kept = [field for field in kept if not isinstance(field, SearchVectorField)]
    return {f.attname: as_plain(getattr(row, f.attname)) for f in kept if f.attname not in left_out}


def as_plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def words_of_texts(resume: Resume) -> dict[str, str]:
    """What the search engine holds of the person's name, record and resume."""
    found = {}
    for row in SearchText.objects.filter(candidate=resume.candidate).exclude(kind="note"):
        if row.resume_id in (None, resume.pk):
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SELECT words::text FROM candidates_searchtext WHERE id = %s", [row.pk])
                else:
                    cursor.execute("SELECT name, words FROM candidates_search WHERE rowid = %s", [row.pk])
                found[row.kind] = cursor.fetchone()
    return found


def made(resume: Resume) -> dict:
    """All that the database has of one read resume, without keys and moments."""
    screening = Screening.objects.get(resume=resume)
    visits = StageVisit.objects.filter(application__resume=resume).order_by("pk")
    return {
        "candidate": values(resume.candidate, "created_at", "updated_at"),
        "contacts": [values(contact) for contact in resume.candidate.contacts.order_by("pk")],
        "resume": values(resume, "file", "file_name", "received_at", "size", "sha256"),
        "document": resume.document.content,
        "screening": values(screening, "rung_at", "queued_at", "started_at", "finished_at", "worker"),
        "flags": [values(row) for row in FlagResult.objects.filter(screening=screening).order_by("pk")],
        "activities": [
            values(row) for row in ActivityResult.objects.filter(screening=screening).order_by("pk")
        ],
        "facts": values(ResumeFacts.objects.get(resume=resume)),
        "reading": values(ResumeReading.objects.get(resume=resume)),
        "texts": words_of_texts(resume),
        "first stage": visits[0].stage.name,
        "events": [
            (event.verb, event.actor, event.codes, event.fields)
            for row in (resume, screening, resume.candidate)
            for event in Event.objects.filter(
                object_type=row._meta.label_lower, object_id=row.pk, job_id=resume.job_id
            ).order_by("pk")
        ],
    }


@pytest.fixture
def folder(transactional_db, settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    loaded_guide()
    load_demo()
    return tmp_path


@pytest.mark.slow
def test_a_crowd_is_what_the_worker_would_have_made(folder, client_for):
    said: list[str] = []
    assert load_crowd(**SIZE, say=said.append) == Crowd(jobs=2, files=4, people=296)
    assert said == ["74 of 74 texts screened.", "296 of 296 people written."]

    before = rows()
    assert load_crowd(**SIZE) == Crowd(jobs=0, files=0, people=0)
    assert rows() == before
    with pytest.raises(Conflict, match="made for 340 candidates and 6 jobs"):
        load_crowd(candidates=400, jobs=6)
    assert rows() == before

    in_bulk = Resume.objects.filter(screenings__state="done")
    assert in_bulk.count() == Candidate.objects.count() == 296
    assert Screening.objects.filter(state="queued").count() == 44
    big = Job.objects.get(requisition_id="GF-101")
    assert Application.objects.filter(job=big, screening__state="done").count() >= 30
    assert set(Application.objects.values_list("status", flat=True)) == {"active", "rejected", "withdrawn"}
    assert len(set(Application.objects.values_list("stage__name", flat=True))) == 6
    assert Application.objects.exclude(source=None).exists()
    assert Note.objects.exists()
    assert Candidate.tags.through.objects.exists()
    call_command("check_integrity")

    for resume in (
        in_bulk.filter(applications__isnull=False).select_related("candidate", "job").order_by("pk")[100:103]
    ):
        with resume.file.open("rb") as file:
            data = file.read()
        assert (len(data), sha256(data).hexdigest()) == (resume.size, resume.sha256)
        expected = made(resume)
        other = receive_resume(
            data=data + b"\n",
            name="the-same.txt",
            by=resume.uploaded_by,
            job=resume.job,
            as_of=resume.received_at.date(),
        )
        assert work_on_screening(other.screening.pk)
        assert made(Resume.objects.select_related("candidate", "job").get(pk=other.resume.pk)) == expected

    recruiter = User.objects.get(email="recruiter@example.org")
    client = client_for(recruiter)
    application = Application.objects.filter(job=big, status="active", screening__state="done").first()
    person = application.candidate
    found = find_people(reach_of(recruiter), parse_search(person.name), Wanted(status=""))
    assert found.keys[0] == person.pk
    for address in (
        reverse("candidates:application", args=[application.pk]),
        reverse("candidates:candidate", args=[person.pk]),
        reverse("candidates:job", args=[big.pk]),
    ):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert person.name in answer.content.decode() or address == reverse("candidates:job", args=[big.pk])


@pytest.mark.slow
def test_interviews_of_a_crowd_are_as_the_page_would_have_made_them(folder, client_for, monkeypatch):
    monkeypatch.setattr(panels, "RUNNING", 5)  # a crowd as small as this has none in fifty
    load_crowd(**SIZE)
    said: list[str] = []
    added = load_interviews(scorecards=80, say=said.append)
    assert 80 <= added <= 83
    assert said == [f"{added} of 80 scorecards written."]
    before = rows()
    assert load_interviews(scorecards=80) == 0
    assert rows() == before
    with pytest.raises(Conflict, match="more scorecards need more people"):
        load_interviews(scorecards=100_000)
    assert rows() == before
    call_command("check_integrity")

    assert set(Loop.objects.values_list("state", flat=True)) == {"running", "closed"}
    assert Scorecard.objects.drafts().count() == Loop.objects.filter(state="running").count()
    for card in Scorecard.objects.submitted().select_related("panelist__interview__loop"):
        assert unfinished(card.panelist, card) == []
    for loop in Loop.objects.select_related("application__job"):
        kits = kits_of(loop)
        assert all(0 <= kit.left <= 20 for kit in kits)
        codes = [item.question.code for kit in kits for item in kit.questions]
        assert len(set(codes)) == len(codes)
        assert not holes_of(cover_of(loop.created_by, kits))
        assert Decision.objects.filter(application=loop.application).count() == (
            loop.state == "closed" and loop.application.status != "withdrawn"
        )

    closed = Loop.objects.filter(state="closed").first()
    dealt = [[item.question_id for item in kit.questions] for kit in kits_of(closed)]
    Debrief.objects.filter(loop=closed).delete()
    Application.objects.filter(pk=closed.application_id).update(status="active", closed_at=None, reason=None)
    Scorecard.objects.filter(panelist__interview__loop=closed).delete()
    Loop.objects.filter(pk=closed.pk).update(state="draft")
    closed = Loop.objects.get(pk=closed.pk)
    deal_loop(loop=closed, by=closed.created_by)
    assert [[item.question_id for item in kit.questions] for kit in kits_of(closed)] == dealt

    panelist = Panelist.objects.filter(scorecard__submitted_at__isnull=False).first()
    debrief = Debrief.objects.select_related("closed_by").first()
    for user, name, args in (
        (panelist.user, "kit", [panelist.interview.loop_id, panelist.pk]),
        (panelist.user, "scorecard", [panelist.pk]),
        (panelist.user, "mine", []),
        (debrief.closed_by, "debrief", [debrief.loop_id]),
        (debrief.closed_by, "record", [debrief.loop_id]),
    ):
        answer = client_for(user).get(reverse(f"interviews:{name}", args=args))
        assert (name, answer.status_code) == (name, 200)


def test_interviews_need_a_crowd(demo_folder):
    load_demo()
    with pytest.raises(CommandError, match="needs --candidates"):
        call_command("demo", scorecards=10)
    with pytest.raises(Conflict, match="need more people"):
        load_interviews(scorecards=10)
    with pytest.raises(Invalid, match="1 to 1,000,000 scorecards"):
        load_interviews(scorecards=0)


def test_names_of_the_same_length_change_nothing_that_is_found():
    rules = shipped()
    for number in range(200, 240):
        person = person_of(number)
        other = renamed(person, number % 7 + 1)
        assert person.name != other.name
        assert len(person.name) == len(other.name)
        one, two = (parse(file_of(who), name="resume.txt") for who in (person, other))
        assert [identify(document).name for document in (one, two)] == [person.name, other.name]
        reports = [
            json.dumps(screen(document, rules=rules, as_of=AS_OF).to_dict()) for document in (one, two)
        ]
        assert reports[0] == reports[1]


def test_people_differ_in_text_level_background_and_flags():
    assert len({file_of(person_of(number)) for number in range(200, 5_200)}) == 5_000
    assert len({person_of(number).file_name for number in range(40, 200)}) == 160
    found: Counter[str] = Counter()
    for number in range(200, 300):
        report = screen(
            parse(file_of(person_of(number)), name="a.txt"), rules=shipped(), as_of=AS_OF
        ).to_dict()
        found.update([str(report["level"]), str(report["background"])])
        found.update(flag["code"] for flag in report["flags"] if flag["holds"])
    assert {"junior", "mid", "senior", "security", "devops", "backend"} <= found.keys()
    assert {flag.code for flag in shipped().flags} <= found.keys()


def test_sizes_that_cannot_be(demo_folder):
    load_demo()
    before = rows()
    for candidates, jobs, words in (
        (39, 4, "40 to 1,000,000 candidates"),
        (1_000_001, 4, "40 to 1,000,000 candidates"),
        (40, 3, "4 to 500 jobs"),
    ):
        with pytest.raises(Invalid, match=words):
            load_crowd(candidates=candidates, jobs=jobs)
        assert rows() == before


def test_up_to_two_hundred_come_by_files(demo_folder, capsys):
    call_command("demo", candidates=43, jobs=5)
    assert capsys.readouterr().out.startswith(
        "Added: 8 people, 4 jobs, 40 resumes.\nAdded: 1 jobs, 3 people by files for the worker, 0 in bulk, in "
    )
    assert set(Screening.objects.values_list("state", flat=True)) == {"queued"}
    assert Resume.objects.count() == 43


def test_only_a_demo_gets_a_crowd(demo_folder, settings):
    load_demo()
    settings.DEMO = False
    before = rows()
    with pytest.raises(Denied):
        load_crowd(**SIZE)
    with pytest.raises(CommandError, match="only with DEMO=1"):
        call_command("demo", candidates=100)
    assert rows() == before


def test_what_only_loads_the_small_demo_takes_no_size(demo_folder):
    for option in ("dry_run", "follow_up"):
        with pytest.raises(CommandError, match="goes with neither"):
            call_command("demo", candidates=100, **{option: True})
    assert Job.objects.count() == 0

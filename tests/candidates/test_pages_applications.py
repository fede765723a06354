"""The candidate page as an application shows it, and what is done there."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.choices import ScreeningState
from candidates.models import Application, FlagReview, Note
from rubrics.models import Question
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


def at(application: Application, step: str = "") -> str:
    return f"/applications/{application.pk}/{step}"


# What the page shows


def test_flags_stand_with_their_words_and_marks(recruiter, application, client_for, guide):
    page = text(client_for(recruiter).get(at(application)))
    flags = application.screening.report["flags"]
    assert len(flags) == 11
    for flag in flags:
        assert f'data-flag="{flag["code"]}"' in page
        for quote in flag["evidence"] if flag["holds"] else ():
            assert f'<mark class="{flag["polarity"][0]}"' in page
            assert page.count(f'data-flag="{flag["code"]}"') > 1
            assert quote["quote"][:20] in page
    assert page.index('id="flags"') < page.index('id="resume"')
    assert "Flags inform. A person decides." in page


def test_the_page_says_where_it_stands_and_who_looks_after_it(recruiter, application, client_for, guide):
    source = make.make_source(name="A meetup")
    Application.objects.filter(pk=application.pk).update(source=source)
    page = text(client_for(recruiter).get(at(application)))
    assert "Rui Recruiter looks after it" in page
    assert "from A meetup" in page
    assert "Move to Recruiter screen…" in page


def test_all_twenty_activities_and_the_years_are_there(recruiter, application, client_for, guide):
    page = text(client_for(recruiter).get(at(application)))
    matrix = page[page.index('id="activities"') : page.index('id="levels"')]
    assert matrix.count('class="activity"') == 20
    assert str(application.screening.report["years"]) in page
    assert "How the years add up" in page
    assert "Kite Logistics" in page


def test_levels_and_roles_show_what_the_text_shows_of_them(recruiter, application, client_for, guide):
    page = unescape(text(client_for(recruiter).get(at(application))))
    shown = page[page.index('id="levels"') : page.index('id="open"')]
    report = application.screening.report
    rows = [
        *report["capabilities"].values(),
        *(row for role in report["roles"].values() for row in role.values()),
    ]
    assert shown.count('class="activity"') == len(rows)
    assert shown.count(">Shown<") == sum(row["shown"] for row in rows) > 0
    quoted = next(row["evidence"][0] for row in rows if row["shown"])
    assert f"“{quoted['quote']}”, line {quoted['line']}" in shown
    assert "DevSecOps engineer" in shown
    assert shown.count("suggested</span>") == len(report["levels"])


def test_what_is_open_is_asked_by_questions_of_the_bank_with_the_reasons(
    recruiter, application, client_for, guide
):
    page = unescape(text(client_for(recruiter).get(at(application))))
    asked = page[page.index('id="open"') : page.index('id="person"')]
    points = {point["about"]: point["reason"] for point in application.screening.report["open_points"]}
    assert points["activity:dast"] == "not_seen"
    assert "Automated DAST of deployed apps: not seen" in asked
    listed = re.findall(r'data-question="(.+?)"', asked)
    assert len(listed) == len(set(listed)) > 3
    assert set(listed) <= {question.code for question in Question.objects.current()}


def test_unknown_years_are_a_value_with_a_reason(recruiter, job, client_for, guide):
    application = make.make_screened_application(
        job, text="Kim Novak\nDevOps\nRan Trivy in every pipeline of the team, for years, and liked it.\n"
    )
    report = application.screening.report
    assert report["years"] is None
    page = text(client_for(recruiter).get(at(application)))
    assert f"Unknown<small>{report['years_reason']}" in page


@pytest.mark.parametrize("state", [state for state in ScreeningState if state != ScreeningState.DONE])
def test_every_state_of_a_screening_is_said(recruiter, job, client_for, guide, state):
    resume = make.make_resume(job=job)
    application = make.make_application(
        job, resume=resume, screening=make.make_screening(resume, state=state)
    )
    page = text(client_for(recruiter).get(at(application)))
    words = {
        "queued": "The resume waits for its turn.",
        "running": "The resume is being read.",
        "unreadable": "The file is protected by a password.",
        "failed": "Reading this file was broken off.",
        "cancelled": "The screening did not end with a report.",
    }
    assert words[state] in page
    final, again = state not in ("queued", "running"), state in ("failed", "cancelled")
    assert (f'action="/resumes/{resume.pk}/retry/"' in page, 'hx-trigger="every 3s"' in page) == (
        again,
        not final,
    )
    assert (f'action="{at(application, "resume/")}"' in page) is final


def test_a_person_on_a_job_without_a_resume_gets_one_there(
    recruiter, hiring_manager, application, client_for, settings
):
    settings.ALLOW_WEAK_SANDBOX = True
    bare = make.make_application(application.job)
    page = text(client_for(recruiter).get(at(bare)))
    assert "There is no resume yet" in page
    assert f'action="{at(bare, "resume/")}"' in page
    assert at(bare, "resume/") not in text(client_for(hiring_manager).get(at(bare)))
    file = SimpleUploadedFile("lena.txt", make.RESUME.encode())
    answer = client_for(recruiter).post(at(bare, "resume/"), {"file": file}, follow=True)
    assert answer.redirect_chain == [(at(bare), 302)]
    assert "The resume waits for its turn." in text(answer)
    bare.refresh_from_db()
    assert (bare.resume.candidate, bare.resume.job) == (bare.candidate, bare.job)


def test_a_resume_for_a_person_that_can_t_be_taken_is_told(recruiter, job, client_for, settings):
    bare, ended = make.make_application(job), make.make_application(job, status="rejected")
    client = client_for(recruiter)
    settings.MAX_UPLOAD_MB = 1
    large = SimpleUploadedFile("large.pdf", b"x" * (1024 * 1024 + 1))
    with nothing_changes():
        none = client.post(at(bare, "resume/"))
        cut = client.post(at(bare, "resume/"), {"file": large})
        late = client.post(at(ended, "resume/"), {"file": SimpleUploadedFile("a.txt", b"Kim")})
    assert (none.status_code, cut.status_code, late.status_code) == (422, 422, 409)
    assert ("Choose a file." in text(none), "Larger than 1 MB" in text(cut)) == (True, True)


def test_lines_that_a_file_broke_flow_again_with_their_numbers(recruiter, job, client_for, guide):
    wrapped = (
        "- Integrated Semgrep and Trivy into the GitLab CI pipelines of\n  twelve teams, and broke the build."
    )
    application = make.make_screened_application(
        job,
        text=make.RESUME.replace(
            "- Integrated Semgrep and Trivy into the GitLab CI pipelines of twelve teams.", wrapped
        ),
    )
    page = text(client_for(recruiter).get(at(application)))
    assert 'data-line="7–8"' in page
    assert ('id="line-7"' in page, 'id="line-8"' in page) == (True, True)
    assert re.search(r"<mark[^>]*>\s", page) is None
    assert f"{len((make.RESUME + chr(10)).split(chr(10)))} lines" in page


def test_what_a_flag_rests_on_stands_where_one_disagrees(recruiter, application, client_for, guide):
    flags = {flag["code"]: flag for flag in application.screening.report["flags"]}
    page = unescape(text(client_for(recruiter).get(at(application, "flags/scanning_tools/"))))
    assert all(f"“{quote['quote']}”" in page for quote in flags["scanning_tools"]["evidence"])
    page = unescape(text(client_for(recruiter).get(at(application, "flags/no_automation/"))))
    assert "Nothing found in" in page


def test_agreeing_on_the_person_s_page_counts_for_the_application(
    recruiter, application, client_for, guide, interviewer
):
    client, home = client_for(recruiter), f"/candidates/{application.candidate_id}/"
    page = text(client.get(home))
    review = at(application, "flags/scanning_tools/")
    assert f'action="{review}"' in page
    back = f"{home}#f-scanning_tools"
    answer = client.post(review, {"verdict": "confirmed", "next": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert "Rui Recruiter agrees" in text(answer)
    assert "agreed with the flag" in text(answer)
    assert f'<small class="cap">{application.job.title}</small>' in text(answer)
    assert review not in text(client_for(interviewer).get(home))


def test_of_two_who_end_an_application_the_second_may_after_reading(recruiter, application, client_for):
    client, reason, offer = (
        client_for(recruiter),
        make.make_reason(),
        application.job.stages.get(name="Offer"),
    )
    client.post(at(application, "move/"), {"stage": offer.pk, "version": 1})
    late = {"reason": reason.pk, "version": 1}
    answer = client.post(at(application, "reject/"), late)
    assert (answer.status_code, 'name="version" value="2"' in text(answer)) == (409, True)
    assert "Save again to put what you typed in its place." in text(answer)
    assert client.post(at(application, "reject/"), late | {"version": 2}).status_code == 302


def test_the_part_is_the_page_s(recruiter, application, client_for, guide):
    part = client_for(recruiter).get(at(application), headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert 'id="flags"' in text(part)


def test_hostile_words_of_a_resume_stay_words(recruiter, job, client_for, guide):
    bad = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)>"
    application = make.make_screened_application(
        job, text=make.RESUME.replace("Northwind", bad).replace("Trivy", f"Trivy {bad}")
    )
    application.candidate.name = application.candidate.headline = bad
    application.candidate.save()
    make.make_note(application=application, author=recruiter, text=bad)
    page = text(client_for(recruiter).get(at(application)))
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_previous_and_next_go_through_the_stage(recruiter, job, client_for):
    rows = [make.make_application(job, stage_since=make.RECEIVED.replace(day=day)) for day in (1, 2, 3)]
    page = text(client_for(recruiter).get(at(rows[1])))
    assert "2 of 3 in Applied" in page
    assert (f'href="{at(rows[0])}"' in page, f'href="{at(rows[2])}"' in page) == (True, True)


BUTTONS = ("/move/", "/reject/", "/withdraw/", "/edit/", "verdict=dismissed", "/delete/")


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("admin", BUTTONS),
        ("recruiter", BUTTONS),
        ("hiring_manager", ("verdict=dismissed",)),
        ("interviewer", ()),
    ],
)
def test_each_role_is_offered_what_it_may_do(request, application, client_for, guide, who, buttons):
    page = text(client_for(request.getfixturevalue(who)).get(at(application)))
    offered = tuple(button for button in BUTTONS if button in page)
    assert offered == buttons
    assert 'name="text"' in page


# Moving


def test_a_move_is_undone_by_its_toast(recruiter, application, client_for):
    client, to = client_for(recruiter), application.job.stages.get(name="Debrief")
    page = text(client.get(f"{at(application, 'move/')}?to={to.pk}"))
    assert f'value="{to.pk}"' in page
    answer = client.post(at(application, "move/"), {"stage": to.pk, "version": 1}, follow=True)
    assert f"{application.candidate.name} moved from Applied to Debrief." in text(answer)
    undo = f"{at(application, 'move/back/')}?version=2"
    assert undo in text(answer)
    answer = client.post(undo, follow=True)
    assert f"{application.candidate.name} is back in Applied." in text(answer)


def test_an_undo_that_came_late_moves_nobody(recruiter, application, client_for):
    client, stages = client_for(recruiter), application.job.stages
    for version, name in enumerate(("Debrief", "Offer"), start=1):
        to = stages.get(name=name).pk
        assert client.post(at(application, "move/"), {"stage": to, "version": version}).status_code == 302
    with nothing_changes():
        answer = client.post(f"{at(application, 'move/back/')}?version=2")
    assert answer.status_code == 409
    assert "Somebody else changed this application meanwhile" in text(answer)


@pytest.mark.parametrize("query", ["", "version=x", f"version={'9' * 30}"])
def test_an_undo_of_nothing_is_not_there(recruiter, application, client_for, query):
    with nothing_changes():
        answer = client_for(recruiter).post(f"{at(application, 'move/back/')}?{query}")
    assert answer.status_code == 404


def test_a_move_that_can_t_be_is_told(recruiter, application, client_for):
    client, path = client_for(recruiter), at(application, "move/")
    here, foreign = application.stage_id, make.make_job().stages.first().pk
    for stage in ("", here, foreign, "x"):
        with nothing_changes():
            assert client.post(path, {"stage": stage, "version": 1}).status_code == 422
    offer = application.job.stages.get(name="Offer").pk
    with nothing_changes():
        answer = client.post(path, {"stage": offer, "version": 7})
    assert answer.status_code == 409
    assert f'value="{offer}"' in text(answer)


# Ending and reopening


def test_a_rejection_is_undone_by_its_toast(recruiter, application, client_for):
    client, reason = client_for(recruiter), make.make_reason(name="Depth too small")
    theirs = make.make_reason(name="Went to the moon", side="them")
    page = text(client.get(at(application, "reject/")))
    assert ("Depth too small" in page, theirs.name in page) == (True, False)
    data = {"reason": reason.pk, "note": "Only listed tools.", "version": 1}
    answer = client.post(at(application, "reject/"), data, follow=True)
    assert f"{application.candidate.name} was rejected." in text(answer)
    assert "Depth too small" in text(answer)
    assert f'action="{at(application, "reopen/")}"' in text(answer)
    answer = client.post(at(application, "reopen/"), follow=True)
    assert "is active again." in text(answer)


@pytest.mark.parametrize("reason", ["", "0", "999999", "x"])
def test_a_rejection_needs_one_of_the_reasons(recruiter, application, client_for, reason):
    with nothing_changes():
        answer = client_for(recruiter).post(
            at(application, "reject/"), {"reason": reason, "note": "Kept words"}
        )
    assert answer.status_code == 422
    assert "Kept words" in text(answer)


def test_a_withdrawal_by_the_page(recruiter, application, client_for):
    client = client_for(recruiter)
    assert client.get(at(application, "withdraw/")).status_code == 200
    answer = client.post(at(application, "withdraw/"), {"note": "Moved away", "version": 1}, follow=True)
    assert "withdrew." in text(answer)
    with nothing_changes():
        again = client.post(at(application, "withdraw/"), {"note": "Kept words"})
    assert (again.status_code, "Kept words" in text(again)) == (409, True)
    with nothing_changes():
        late = client.post(at(application, "withdraw/"), {"note": "x" * 1001})
    assert late.status_code == 422


def test_what_goes_on_is_not_reopened(recruiter, application, client_for):
    with nothing_changes():
        assert client_for(recruiter).post(at(application, "reopen/")).status_code == 409


# Notes


def test_a_note_is_written_deleted_and_brought_back(interviewer, application, client_for):
    client = client_for(interviewer)
    data = {"text": "Plays <b>chess</b>", "visibility": "team"}
    answer = client.post(at(application, "notes/"), data, follow=True)
    note = Note.objects.get()
    assert answer.redirect_chain == [(f"{at(application)}#notes", 302)]
    assert "Plays &lt;b&gt;chess&lt;/b&gt;" in text(answer)
    here = f"{at(application)}#notes"
    answer = client.post(f"/notes/{note.pk}/delete/", {"next": here}, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "chess" not in text(answer)
    answer = client.post(f"/notes/{note.pk}/restore/", follow=True)
    assert answer.redirect_chain == [(at(application), 302)]
    assert "chess" in text(answer)


def test_a_private_note_is_its_author_s(interviewer, recruiter, application, client_for):
    client_for(interviewer).post(at(application, "notes/"), {"text": "Call first", "visibility": "private"})
    assert "Call first" in text(client_for(interviewer).get(at(application)))
    assert "Call first" not in text(client_for(recruiter).get(at(application)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": "  ", "visibility": "team"}, "Fill this in."),
        ({"text": "Kept words", "visibility": "world"}, "Choose one of the list."),
        ({"text": "x" * 10_001, "visibility": "team"}, "At most 10000 characters; these are 10001."),
    ],
)
def test_a_note_that_can_t_be_keeps_its_words(recruiter, application, client_for, guide, data, words):
    with nothing_changes():
        answer = client_for(recruiter).post(at(application, "notes/"), data)
    assert answer.status_code == 422
    assert words in text(answer)
    assert data["text"].strip() in text(answer)
    assert 'id="flags"' in text(answer)


def test_another_s_note_is_not_deleted(recruiter, admin, application, client_for):
    team = make.make_note(application=application, author=recruiter)
    private = make.make_note(application=application, author=recruiter, visibility="private")
    client = client_for(admin)
    with nothing_changes():
        answers = [
            client.post(f"/notes/{pk}/{step}/").status_code
            for pk in (team.pk, private.pk, 999999)
            for step in ("delete", "restore")
        ]
    assert answers == [403, 404, 404, 404, 404, 404]


# Flags


def test_agreeing_is_one_press_and_disagreeing_needs_a_reason(hiring_manager, application, client_for, guide):
    client = client_for(hiring_manager)
    path = at(application, "flags/scanning_tools/")
    answer = client.post(path, {"verdict": "confirmed"}, follow=True)
    assert answer.redirect_chain == [(f"{at(application)}#f-scanning_tools", 302)]
    assert "You agree with the flag." in text(answer)
    assert "Hanna Manager agrees" in text(answer)
    assert 'value="dismissed"' in text(client.get(f"{path}?verdict=dismissed"))
    with nothing_changes():
        refused = client.post(path, {"verdict": "dismissed", "reason": " "})
    assert (refused.status_code, "Say why you disagree" in text(refused)) == (422, True)
    answer = client.post(path, {"verdict": "dismissed", "reason": "A course only"}, follow=True)
    assert "Hanna Manager disagrees: “A course only”" in text(answer)
    assert FlagReview.objects.count() == 2


def test_a_flag_that_does_not_hold_can_be_doubted(recruiter, application, client_for, guide):
    code = application.screening.flags.filter(holds=False).first().flag
    client, path = client_for(recruiter), at(application, f"flags/{code}/")
    assert "does not hold" in text(client.get(path))
    answer = client.post(path, {"verdict": "dismissed", "reason": "Line 7 says so"}, follow=True)
    assert "Line 7 says so" in text(answer)


def test_a_verdict_that_there_is_not_and_flags_that_there_are_not(recruiter, application, client_for):
    client, bare = client_for(recruiter), make.make_application(application.job)
    with nothing_changes():
        answers = [
            client.post(path, {"verdict": verdict, "reason": "Kept words"})
            for path, verdict in (
                (at(application, "flags/scanning_tools/"), "maybe"),
                (at(application, "flags/scanning_tools/"), ""),
                (at(application, "flags/no_such_flag/"), "confirmed"),
                (at(bare, "flags/scanning_tools/"), "confirmed"),
            )
        ]
    assert [answer.status_code for answer in answers] == [422, 422, 404, 404]
    assert "Kept words" in text(answers[0])


# What it costs


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same(recruiter, application, client_for, guide, django_assert_num_queries, rows):
    person, job = application.candidate, application.job
    for number in range(rows):
        make.make_note(application=application, author=recruiter)
        make.make_flag_review(application.screening.flags.first(), recruiter)
        make.make_contact(person, value=f"a{number}@example.org")
        make.make_application(job)
        make.make_application(make.make_job(), person)
        make.make_resume(person, job=job)
        other = make.make_candidate(email=None)
        make.make_contact(other, value="a0@example.org")
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(41):
        assert client.get(at(application)).status_code == 200

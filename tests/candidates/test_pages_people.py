"""Pages of people: the list and its search, adding, correcting, notes, and a person without an application."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.actions.screenings import work_on_screening
from candidates.choices import JobRole
from candidates.models import Candidate, Note, Screening
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


# The list


def test_people_are_found_by_parts_of_names_and_addresses(recruiter, client_for):
    ann = make.make_candidate(name="Ann Field", email="a.field@example.org")
    bo = make.make_candidate(name="Bo 100% Larsen", email="bo@example.net")
    client = client_for(recruiter)
    found = {
        query: [person.pk for person in client.get("/candidates/", {"q": query}).context["page"]]
        for query in ("", "field", "A.FIELD@", "%", "_", "example", " bo ", "nobody", "\x00", "x" * 300)
    }
    assert found == {
        "": [bo.pk, ann.pk],
        "field": [ann.pk],
        "A.FIELD@": [ann.pk],
        "%": [bo.pk],
        "_": [],
        "example": [bo.pk, ann.pk],
        " bo ": [bo.pk],
        "nobody": [],
        "\x00": [bo.pk, ann.pk],
        "x" * 300: [],
    }
    page = text(client.get("/candidates/", {"q": "<script>"}))
    assert "Nobody found for “&lt;script&gt;”" in page
    assert "<script>" not in page


def test_a_corrected_address_still_finds_the_person(recruiter, client_for):
    person = make.make_candidate(email="old@example.org")
    client = client_for(recruiter)
    data = {"name": person.name, "email": "new@example.org"}
    assert client.post(f"/candidates/{person.pk}/edit/", data).status_code == 302
    for query in ("old@", "new@"):
        assert [row.pk for row in client.get("/candidates/", {"q": query}).context["page"]] == [person.pk]


def test_the_list_is_paged_and_keeps_the_search(recruiter, client_for):
    for number in range(51):
        make.make_candidate(name=f"Person {number:02}", email=None)
    client = client_for(recruiter)
    first = client.get("/candidates/?q=person")
    assert (len(first.context["page"]), first.context["page"].count) == (50, 51)
    assert "?q=person&amp;page=2" in text(first)
    assert [row.name for row in client.get("/candidates/?q=person&page=2").context["page"]] == ["Person 00"]
    assert "<html" not in text(client.get("/candidates/", headers={"HX-Request": "true"}))


@pytest.mark.parametrize(
    ("who", "words", "upload"),
    [
        ("admin", "People stand here once their resume was read", True),
        ("recruiter", "People stand here once their resume was read", True),
        ("member", "Hiring managers see the people of their jobs", False),
        ("auditor", "Hiring managers see the people of their jobs", False),
    ],
)
def test_an_empty_list_says_what_to_do(request, client_for, who, words, upload):
    page = text(client_for(request.getfixturevalue(who)).get("/candidates/"))
    assert words in page
    assert ('name="files"' in page, 'href="/candidates/new/"' in page) == (upload, upload)


def test_files_without_a_job_that_need_a_person(recruiter, outsider, client_for):
    resume = make.make_resume(uploaded_by=recruiter, document=False, file_name="locked.pdf")
    make.make_screening(resume, state="unreadable")
    asked = make.make_resume(
        uploaded_by=recruiter, document=False, file_name="asked.pdf", makes_candidate=False
    )
    make.make_screening(asked, state="unreadable")
    page = text(client_for(recruiter).get("/candidates/"))
    assert ("locked.pdf" in page, "asked.pdf" in page) == (True, False)
    assert "locked.pdf" not in text(client_for(outsider).get("/candidates/"))


# Adding


def test_a_person_is_added_by_hand(recruiter, client_for):
    client = client_for(recruiter)
    assert client.get("/candidates/new/").status_code == 200
    data = {"name": "Kim Novak", "email": "kim@example.org", "phone": "+31 20 555 01 00"}
    answer = client.post("/candidates/new/", data, follow=True)
    person = Candidate.objects.get()
    assert answer.redirect_chain == [(f"/candidates/{person.pk}/", 302)]
    assert "Kim Novak is added." in text(answer)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "Kim", "email": "kim"}, "Write an e-mail address such as name@example.org."),
        ({"name": "Kim", "phone": "1"}, "Write a phone number with 5 to 18 digits."),
        ({"name": "x" * 201}, "At most 200 characters; these are 201."),
    ],
)
def test_what_can_t_be_keeps_what_was_typed(recruiter, client_for, data, words):
    person = make.make_candidate()
    client = client_for(recruiter)
    for path in ("/candidates/new/", f"/candidates/{person.pk}/edit/"):
        with nothing_changes():
            answer = client.post(path, data | {"location": "Kept words"})
        assert answer.status_code == 422
        assert words in text(answer)
        assert "Kept words" in text(answer)


# Correcting


def test_a_correction_leaves_what_the_resume_said_in_sight(recruiter, application, client_for):
    person = application.candidate
    said, address = person.read_name, person.contacts.get().value
    client, path = client_for(recruiter), f"/candidates/{person.pk}/edit/"
    page = text(client.get(path))
    assert f'value="{address}"' in page
    assert "What the resume said" in page
    data = {"name": "Kim Novak", "email": "kim@example.org", "headline": "SRE", "version": "1"}
    answer = client.post(f"{path}?next=/applications/{application.pk}/", data, follow=True)
    assert answer.redirect_chain == [(f"/applications/{application.pk}/", 302)]
    page = text(answer)
    assert "Saved. What the resume said stays visible." in page
    for words in (said, address):
        assert f"the resume says {words}" in page
    form = text(client.get(path))
    assert ('value="kim@example.org"' in form, f"<dd>{address}</dd>" in form) == (True, True)


def test_a_correction_leads_nowhere_else(recruiter, client_for):
    person = make.make_candidate()
    path = f"/candidates/{person.pk}/edit/?next=https://example.com/"
    answer = client_for(recruiter).post(path, {"name": "Kim"})
    assert answer["Location"] == f"/candidates/{person.pk}/"


def test_of_two_who_correct_the_second_is_told(recruiter, client_for):
    person, client = make.make_candidate(), client_for(recruiter)
    path = f"/candidates/{person.pk}/edit/"
    assert client.post(path, {"name": "First", "version": "1"}).status_code == 302
    with nothing_changes():
        answer = client.post(path, {"name": "Second", "location": "Kept words", "version": "1"})
    assert (answer.status_code, "Kept words" in text(answer)) == (409, True)
    assert "Somebody else corrected this person meanwhile." in text(answer)
    assert "Now saved here: “First”." in text(answer)
    assert "Now saved here: nothing." in text(answer)
    again = {"name": "Second", "location": "Kept words", "version": "2"}
    assert 'name="version" value="2"' in text(answer)
    assert client.post(path, again).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.location) == ("Second", "Kept words")


def test_the_resume_stands_beside_the_corrections(recruiter, application, client_for):
    page = text(client_for(recruiter).get(f"/candidates/{application.candidate_id}/edit/"))
    assert "Moved secrets of forty services to HashiCorp Vault." in page
    by_hand = make.make_candidate()
    assert 'class="resume' not in text(client_for(recruiter).get(f"/candidates/{by_hand.pk}/edit/"))


def test_a_resume_for_somebody_added_by_hand_makes_no_second_person(recruiter, client_for, guide, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    client = client_for(recruiter)
    client.post("/candidates/new/", {"name": "Lena Vogt", "email": "kim.novak@example.org"})
    person = Candidate.objects.get()
    home = f"/candidates/{person.pk}/"
    assert f'action="{home}resume/"' in text(client.get(home))
    file = SimpleUploadedFile("lena.txt", make.RESUME.encode())
    answer = client.post(f"{home}resume/", {"file": file}, follow=True)
    assert answer.redirect_chain == [(home, 302)]
    work_on_screening(Screening.objects.get().pk)
    page = text(client.get(home))
    assert Candidate.objects.count() == 1
    assert ('id="flags"' in page, "Perhaps the same person" in page) == (True, False)
    assert "the resume says Kim Novak" in page


def test_a_person_put_on_a_wrong_job_is_taken_off_by_the_toast(recruiter, job, client_for, guide):
    person = make.make_candidate()
    resume = make.make_resume(person)
    make.make_screening(resume)
    client, home = client_for(recruiter), f"/candidates/{person.pk}/"
    answer = client.post(f"{home}apply/", {"job": job.pk}, follow=True)
    made = person.applications.get()
    assert f'action="/applications/{made.pk}/remove/"' in text(answer)
    assert "Delete upload" not in text(answer)
    assert "The person was put on another job with this resume, so it can’t be deleted." in text(answer)
    refused = client.post(f"/resumes/{resume.pk}/delete/")
    assert (refused.status_code, "Somebody was faster" in text(refused)) == (409, False)
    answer = client.post(f"/applications/{made.pk}/remove/", follow=True)
    assert answer.redirect_chain == [(home, 302)]
    assert f"is no longer on {job.title}." in text(answer)
    assert "Delete upload" in text(answer)


def test_a_note_on_a_person_is_for_nobody_on_a_job(recruiter, application, client_for):
    client = client_for(recruiter)
    person, on_job = f"/candidates/{application.candidate_id}/", f"/applications/{application.pk}/"
    words = ("Everybody on the job", "Everybody who sees this person")
    found = [[each in text(client.get(page)) for each in words] for page in (person, on_job)]
    assert found == [[False, True], [True, False]]


def test_who_is_offered_to_correct(application, member, hiring_manager, interviewer, client_for):
    path = f"/candidates/{application.candidate_id}/"
    make.make_member(application.job, member, JobRole.RECRUITER)
    for person, may in ((member, True), (hiring_manager, False), (interviewer, False)):
        client = client_for(person)
        assert (f"{path}edit/" in text(client.get(path))) is may
        assert client.get(f"{path}edit/").status_code == (200 if may else 403)


# A person's page


def test_a_person_without_an_application_is_screened_too(recruiter, client_for, guide):
    person = make.make_candidate()
    resume = make.make_resume(person)
    make.make_screening(resume)
    page = text(client_for(recruiter).get(f"/candidates/{person.pk}/"))
    assert ('id="flags"' in page, "verdict=" in page, "Move…" in page) == (True, False, False)
    make.make_resume(person)
    newer = text(client_for(recruiter).get(f"/candidates/{person.pk}/"))
    assert "none are published yet" in newer


def test_a_person_who_only_has_a_name(recruiter, client_for):
    person = make.make_candidate(name="", email=None)
    page = text(client_for(recruiter).get(f"/candidates/{person.pk}/"))
    assert "Name not found" in page
    assert "There is no resume yet" in page


def test_a_person_shows_the_applications_that_one_sees(recruiter, outsider, client_for):
    hidden = make.make_job(recruiter=recruiter, confidential=True, title="Secret job")
    person = make.make_application(hidden).candidate
    make.make_application(make.make_job(title="Open job"), person)
    for user, secret in ((recruiter, True), (outsider, False)):
        page = text(client_for(user).get(f"/candidates/{person.pk}/"))
        assert ("Open job" in page, "Secret job" in page) == (True, secret)


def test_duplicates_are_proposed_as_far_as_one_sees_them(recruiter, outsider, client_for):
    person = make.make_candidate(email="kim@example.org")
    hidden = make.make_job(recruiter=recruiter, confidential=True)
    twin = make.make_application(hidden, make.make_candidate(name="Twin", email="KIM@example.org")).candidate
    for user, seen in ((recruiter, True), (outsider, False)):
        page = text(client_for(user).get(f"/candidates/{person.pk}/"))
        assert (f'href="/candidates/{twin.pk}/"' in page, "Perhaps the same person" in page) == (seen, seen)


def test_a_note_on_a_person(recruiter, client_for):
    person, client = make.make_candidate(), client_for(recruiter)
    path = f"/candidates/{person.pk}/notes/"
    answer = client.post(path, {"text": "Met at a meetup", "visibility": "team"}, follow=True)
    note = Note.objects.get()
    assert answer.redirect_chain == [(f"/candidates/{person.pk}/#notes", 302)]
    assert "Met at a meetup" in text(answer)
    with nothing_changes():
        assert client.post(path, {"text": "", "visibility": "team"}).status_code == 422
    assert client.post(f"/notes/{note.pk}/delete/")["Location"] == f"/candidates/{person.pk}/"
    assert client.post(f"/notes/{note.pk}/restore/")["Location"] == f"/candidates/{person.pk}/"


# What it costs


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same(recruiter, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        person = make.make_application().candidate
        make.make_application(make.make_job(), person)
    for _ in range(min(rows, 20)):
        make.make_screening(make.make_resume(uploaded_by=recruiter, document=False), state="queued")
    client = client_for(recruiter)
    client.get("/candidates/")
    with django_assert_num_queries(12):
        assert client.get("/candidates/").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_a_person_costs_the_same(recruiter, client_for, guide, django_assert_num_queries, rows):
    person = make.make_candidate(email="kim@example.org")
    for number in range(rows):
        make.make_note(person, recruiter)
        make.make_contact(person, value=f"a{number}@example.org")
        make.make_application(make.make_job(), person)
        make.make_candidate(email="kim@example.org")
    make.make_screening(make.make_resume(person))
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(35):
        assert client.get(f"/candidates/{person.pk}/").status_code == 200


def test_a_person_is_put_on_a_job_from_their_page(recruiter, client_for):
    first, job = (make.make_job(recruiter=recruiter, title=title) for title in ("Analyst", "Engineer"))
    closed = make.make_job(recruiter=recruiter, title="Closed one", status="closed", close_reason="Filled")
    candidate = make.make_candidate()
    make.make_screening(make.make_resume(candidate, job=None))
    make.make_application(first, candidate)
    client, address = client_for(recruiter), f"/candidates/{candidate.pk}/apply/"
    assert f'href="{address}"' in text(client.get(f"/candidates/{candidate.pk}/"))
    page = text(client.get(address))
    assert (job.title in page, first.title in page, closed.title in page) == (True, False, False)
    assert client.post(address, {"job": 999_999}).status_code == 422
    for other, words in ((closed, "This job is closed."), (first, "has an active application for this job")):
        with nothing_changes():
            refused = client.post(address, {"job": other.pk})
        assert (refused.status_code, words in text(refused)) == (409, True)
    answer = client.post(address, {"job": job.pk}, follow=True)
    application = candidate.applications.get(job=job)
    assert answer.redirect_chain == [(f"/applications/{application.pk}/", 302)]
    assert 'data-flag="scanning_tools"' in text(answer)

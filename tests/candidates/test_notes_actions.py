"""What may be done with notes: every exit of every action."""

import pytest

from candidates.actions.notes import MOST_CHARACTERS, add_note, delete_note, restore_note
from candidates.models import Note
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def test_a_note_on_an_application(interviewer, application, told):
    person = application.candidate
    note = add_note(candidate=person, application=application, by=interviewer, text=" Knows Vault.\x00 ")
    note.refresh_from_db()
    assert (note.text, note.author, note.application, note.visibility) == (
        "Knows Vault.",
        interviewer,
        application,
        "team",
    )
    assert [(event["verb"], event["job_id"], event["codes"]) for event in told()] == [
        ("note.added", application.job_id, {"candidate": person.pk, "visibility": "team"})
    ]


def test_a_private_note_on_a_person(recruiter, told):
    person = make.make_candidate()
    note = add_note(candidate=person, by=recruiter, text="Call in May", visibility="private")
    assert (note.candidate, note.application, note.visibility) == (person, None, "private")
    assert [event["job_id"] for event in told()] == [None]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"text": " \x00 "}, "text", "required"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, "text", "max_length"),
        ({"text": "Hm", "visibility": "world"}, "visibility", "invalid_choice"),
    ],
)
def test_a_note_that_can_t_be(recruiter, application, values, field, code):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        add_note(candidate=application.candidate, by=recruiter, **values)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_the_longest_note_is_kept_whole(recruiter, application):
    note = add_note(candidate=application.candidate, by=recruiter, text="x" * MOST_CHARACTERS)
    assert len(Note.objects.get(pk=note.pk).text) == MOST_CHARACTERS


def test_a_note_on_somebody_else_s_application_is_refused(recruiter, application):
    other = make.make_application(application.job)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        add_note(candidate=other.candidate, application=application, by=recruiter, text="Hm")
    assert refused.value.code == "other_candidate"


def test_who_does_not_see_the_person_or_the_application_writes_nothing(
    application, interviewer, member, auditor
):
    person = application.candidate
    elsewhere = make.make_application(make.make_job(), person)
    for stranger in (member, auditor, None):
        with nothing_changes(), pytest.raises(Denied):
            add_note(candidate=person, by=stranger, text="Hm")
    with nothing_changes(), pytest.raises(Denied):
        add_note(candidate=person, application=elsewhere, by=interviewer, text="Hm")


def test_one_s_note_goes_and_comes_back(recruiter, application, told):
    note = make.make_note(author=recruiter, application=application)
    delete_note(note=note, by=recruiter)
    assert not Note.objects.visible_to(recruiter).exists()
    with nothing_changes(), pytest.raises(Conflict) as refused:
        delete_note(note=note, by=recruiter)
    assert refused.value.code == "gone"
    restore_note(note=note, by=recruiter)
    assert Note.objects.visible_to(recruiter).get() == note
    with nothing_changes(), pytest.raises(Conflict) as refused:
        restore_note(note=note, by=recruiter)
    assert refused.value.code == "present"
    assert [(event["verb"], event["job_id"]) for event in told()] == [
        ("note.deleted", application.job_id),
        ("note.restored", application.job_id),
    ]


def test_another_s_note_stays(recruiter, admin, application):
    note = make.make_note(author=recruiter, application=application)
    for step in (delete_note, restore_note):
        with nothing_changes(), pytest.raises(Denied):
            step(note=note, by=admin)


def test_only_who_still_sees_the_person_brings_a_note_back(client_for, interviewer, application):
    note = make.make_note(author=interviewer, application=application)
    delete_note(note=note, by=interviewer)
    client, path = client_for(interviewer), f"/notes/{note.pk}/restore/"
    application.participants.filter(user=interviewer).delete()
    assert client.post(path).status_code == 404
    assert not Note.objects.present().filter(pk=note.pk).exists()
    make.make_participant(application, interviewer)
    assert client.post(path).status_code == 302
    assert Note.objects.present().filter(pk=note.pk).exists()

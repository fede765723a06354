"""Colleagues in notes: who is found, who may be, and who reads what."""

import pytest
from django.urls import reverse

from candidates.actions.notes import add_note, see_mention, unsee_mention
from candidates.models import Mention, Note
from candidates.queries.history import read_history
from candidates.queries.mentions import colleagues, mentioned
from recruiting.errors import Conflict, Denied, Invalid
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask @Ana Lima about it.", ["Ana Lima"]),
        ("@ANA LIMA: see above", ["Ana Lima"]),
        ("@Ana, look", ["Ana"]),
        ("@Ana Lima and @Ana", ["Ana Lima", "Ana"]),
        ("@Anastasia is nobody", []),
        ("ana@Ana.example.org", []),
        ("Ana Lima without the sign", []),
    ],
)
def test_who_is_meant(text, found):
    people = [make_user(name=name) for name in ("Ana", "Ana Lima", "")]
    assert [person.name for person in mentioned(text, people)] == found


def test_the_mentioned_find_it_until_they_have_read_it(application, recruiter, hiring_manager, told):
    note = add_note(
        candidate=application.candidate, application=application, by=recruiter,
        text=f"@{hiring_manager.name} and I (@{recruiter.name}) should talk.",
    )  # fmt: skip
    mention = Mention.objects.get()
    assert (mention.user, mention.note) == (hiring_manager, note)
    with pytest.raises(Denied):
        see_mention(mention=mention, by=recruiter)
    see_mention(mention=mention, by=hiring_manager)
    with pytest.raises(Conflict):
        see_mention(mention=mention, by=hiring_manager)
    unsee_mention(mention=mention, by=hiring_manager)
    assert [event["verb"] for event in told()] == ["note.added", "mention.seen", "mention.unseen"]


def test_who_could_not_read_it_is_not_mentioned(application, recruiter, hiring_manager):
    stranger = make_user(name="Sam Stranger")
    values = {"candidate": application.candidate, "application": application, "by": recruiter}
    for text, visibility, code in (
        (f"@{stranger.name}?", "team", "cannot_read"),
        (f"@{hiring_manager.name}?", "private", "private"),
    ):
        with pytest.raises(Invalid) as refused:
            add_note(text=text, visibility=visibility, **values)
        assert refused.value.code == code
    assert not Note.objects.exists()
    people = set(colleagues(application.candidate, application))
    assert hiring_manager in people
    assert stranger not in people


def test_only_its_author_learns_of_a_private_note(application, recruiter, admin, hiring_manager, client_for):
    text = "Only mine to read."
    values = {"candidate": application.candidate, "application": application}
    add_note(by=recruiter, text=text, visibility="private", **values)
    page = reverse("candidates:application", args=[application.pk])
    assert text in client_for(recruiter).get(page).content.decode()
    for user in (admin, hiring_manager):
        shown = client_for(user).get(page)
        assert text not in shown.content.decode()
        assert shown.context["person"].notes == []
        assert Api(user).get(f"applications/{application.pk}/notes").json()["results"] == []
        history = read_history(user, application.candidate, applications=[application], flag_names={})
        assert [item.what for item in history if "note" in item.what] == []


def test_names_are_offered_and_set_apart(application, recruiter, hiring_manager, client_for):
    client = client_for(recruiter)
    offered = client.get(reverse("candidates:application-colleagues", args=[application.pk])).content.decode()
    assert f"<li>{hiring_manager.name}</li>" in offered
    assert recruiter.name not in offered
    sent = {"text": f"<b>No</b> @{hiring_manager.name}!", "visibility": "team"}
    page = client.post(
        reverse("candidates:application-note", args=[application.pk]), sent, follow=True
    ).content.decode()
    assert f"{hiring_manager.name} will find it on Today." in page
    assert f"&lt;b&gt;No&lt;/b&gt; <b>@{hiring_manager.name}</b>!" in page


def test_mentions_by_api(application, recruiter, hiring_manager):
    api, path = Api(recruiter), f"applications/{application.pk}/notes"
    made = api.post(path, {"text": f"@{hiring_manager.name}, please read."})
    assert made.json()["mentions"] == [hiring_manager.pk]
    stranger = make_user(name="Sam Stranger")
    assert problem(api.post(path, {"text": f"@{stranger.name}"})) == (400, "cannot_read")
    mention = Mention.objects.get().pk
    assert Api(hiring_manager).post(f"mentions/{mention}/seen", {}).status_code == 200
    assert Api(recruiter).post(f"mentions/{mention}/seen", {}).status_code == 404


def test_on_a_confidential_job_only_its_team_is_offered(recruiter):
    job = make.make_job(recruiter=recruiter, confidential=True)
    application, other = make.make_application(job), make_user("recruiter", name="Other")
    people = set(colleagues(application.candidate, application))
    assert recruiter in people
    assert other not in people

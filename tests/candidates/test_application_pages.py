"""Undo of an ending, and where a page leads that answers a form sent elsewhere."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from candidates.models import RejectionReason
from tests.contracts.rows import nothing_changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]


def undo_of(response) -> str:
    """The address that the toast's Undo posts to."""
    (message,) = get_messages(response.wsgi_request)
    return message.extra_tags.removeprefix("undo:")


@pytest.mark.parametrize(("verb", "side"), [("reject", "us"), ("withdraw", "them")])
def test_undoing_an_ending_leaves_a_later_one_alone(client_for, recruiter, application, verb, side):
    client = client_for(recruiter)
    reason = RejectionReason.objects.filter(side=side).first()
    ended = client.post(
        reverse(f"candidates:application-{verb}", args=[application.pk]), {"reason": reason.pk}
    )
    undo = undo_of(ended)
    assert client.post(undo).status_code == 302
    application.refresh_from_db()
    assert application.status == "active"
    client.post(reverse("candidates:application-withdraw", args=[application.pk]))
    with nothing_changes():
        assert client.post(undo).status_code == 409


def test_a_refused_note_leaves_the_page_s_links_on_the_page(client_for, recruiter, application):
    here = reverse("candidates:application", args=[application.pk])
    sent_to = reverse("candidates:application-note", args=[application.pk])
    response = client_for(recruiter).post(sent_to, {"text": "", "visibility": "team"})
    assert response.status_code == 422
    assert f"?next={here}".encode() in response.content
    assert f"next={sent_to}".encode() not in response.content

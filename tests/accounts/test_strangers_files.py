"""Files of strangers: every public form can be sent some, and none may fill the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db
PATH = "/accounts/login/"


def send(client: Client):
    """The answer to a form with a file and a valid token."""
    token = client.get("/accounts/password/change/", follow=True).wsgi_request.META["CSRF_COOKIE"]
    file = SimpleUploadedFile("kim.txt", b"x" * 100_000)
    return client.post(PATH, {"csrfmiddlewaretoken": token, "login": "a@example.org", "files": file})


def test_a_strangers_file_is_dropped_and_the_form_still_read():
    request = send(Client(enforce_csrf_checks=True)).wsgi_request
    assert (request.POST["login"], dict(request.FILES)) == ("a@example.org", {})


def test_the_file_of_somebody_signed_in_is_read(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert send(client).wsgi_request.FILES["files"].size == 100_000

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, email, password, **extra):
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def test_a_member_signs_in_and_lands_on_the_page_first_asked_for(member):
    client = Client()
    first = client.get("/settings/")
    assert (first.status_code, first["Location"]) == (302, "/accounts/login/?next=/settings/")
    answer = client.post(
        "/accounts/login/", {"login": "MIA@example.org", "password": PASSWORD, "next": "/settings/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/settings/")


def test_labels_and_button_are_those_of_the_contract():
    page = Client().get("/accounts/login/").content.decode()
    assert ">E-mail</label>" in page
    assert ">Password</label>" in page
    assert "Sign in</button>" in page

"""The API's pages in the browser."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("name", "address"), [("api", "/api/v1/docs"), ("api-problems", "/api/v1/docs/problems")]
)
def test_the_api_s_pages(page, sign_in, check_page, recruiter, name, address):
    sign_in(page, recruiter)
    check_page(page, name, address)

"""Downloading the original file."""

import pytest
from django.core.files.storage import default_storage

from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def test_a_download_is_an_attachment_that_can_do_nothing(recruiter, application, client_for, told):
    html = make.make_resume(
        application.candidate,
        data=b"<script>alert(1)</script>",
        file_name="kim.html",
        job=application.job,
        document=False,
    )
    answer = client_for(recruiter).get(f"/resumes/{html.pk}/download/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    names = (
        "Content-Type",
        "Content-Disposition",
        "X-Content-Type-Options",
        "Content-Security-Policy",
        "Cache-Control",
        "Accept-Ranges",
    )
    assert {name: answer[name] for name in names} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="kim.html"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "none",
    }
    assert [(event["verb"], event["object_id"], event["actor_id"]) for event in told()] == [
        ("resume.downloaded", html.pk, recruiter.pk)
    ]


def test_a_file_that_left_the_storage_is_told_and_not_logged(recruiter, application, client_for):
    default_storage.delete(application.resume.file.name)
    with nothing_changes():
        answer = client_for(recruiter).get(f"/resumes/{application.resume_id}/download/")
    assert answer.status_code == 409
    assert "no longer in the storage" in answer.content.decode()

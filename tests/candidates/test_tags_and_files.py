"""Tags of people and files beside their resumes: by page, by API, for many at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.actions.attachments import add_attachment, delete_attachment
from candidates.actions.many import start_change, work_on_change
from candidates.actions.tags import MOST, tag_candidate, untag_candidate
from candidates.models import Attachment, Tag
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.work.actions import undo_bulk
from tests.factories import candidates as make
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


def tags_of(person) -> list[str]:
    return list(person.tags.order_by("name").values_list("name", flat=True))


def test_a_tag_is_one_in_whatever_case(application, recruiter, told):
    person = application.candidate
    first = tag_candidate(candidate=person, by=recruiter, name="  Kubernetes  security ")
    assert (first.name, tags_of(person)) == ("Kubernetes security", ["Kubernetes security"])
    with pytest.raises(Conflict):
        tag_candidate(candidate=person, by=recruiter, name="KUBERNETES SECURITY")
    with pytest.raises(Invalid):
        tag_candidate(candidate=person, by=recruiter, name=" \x00")
    untag_candidate(candidate=person, by=recruiter, tag=first)
    assert (tags_of(person), Tag.objects.count()) == ([], 1)
    with pytest.raises(Conflict):
        untag_candidate(candidate=person, by=recruiter, tag=first)
    assert [event["verb"] for event in told()] == ["candidate.tagged", "candidate.untagged"]


def test_at_most_so_many_tags(application, recruiter):
    application.candidate.tags.set([make.make_tag() for _ in range(MOST)])
    with pytest.raises(Invalid):
        tag_candidate(candidate=application.candidate, by=recruiter, name="One more")


def test_who_may_tag_and_add_files(application, hiring_manager, interviewer, member):
    for user in (hiring_manager, interviewer, member):
        with pytest.raises(Denied):
            tag_candidate(candidate=application.candidate, by=user, name="Mine")
        with pytest.raises(Denied):
            add_attachment(candidate=application.candidate, by=user, data=b"x", name="x.txt")
    assert not Tag.objects.exists()


def test_tags_on_the_page_with_undo(application, recruiter, client_for):
    client, person = client_for(recruiter), application.candidate
    add = reverse("candidates:candidate-tag", args=[person.pk])
    here = reverse("candidates:application", args=[application.pk])
    page = client.post(add, {"name": "Speaks German", "next": here}, follow=True)
    assert page.redirect_chain == [(here, 302)]
    tag = Tag.objects.get()
    remove = reverse("candidates:candidate-tag-remove", args=[person.pk, tag.pk])
    assert page.content.decode().count(remove) == 2
    page = client.post(remove, follow=True).content.decode()
    undo = reverse("candidates:candidate-tag-add", args=[person.pk, tag.pk])
    assert undo in page
    client.post(undo)
    assert tags_of(person) == ["Speaks German"]
    assert client.post(add, {"name": ""}).status_code == 422


def test_many_are_tagged_found_by_it_and_taken_back(job, recruiter, client_for):
    rows = [make.make_application(job) for _ in range(3)]
    has = tag_candidate(candidate=rows[2].candidate, by=recruiter, name="Talks")
    chosen = [(row.pk, row.version) for row in rows]
    bulk = start_change(job=job, by=recruiter, chosen=chosen, act="tag", name="talks")
    work_on_change(bulk.pk)
    assert [item.code for item in bulk.items.order_by("position")] == ["", "", "tagged"]
    page = client_for(recruiter).get(reverse("candidates:job", args=[job.pk]), {"tag": has.pk})
    assert page.context["page"].count == 3
    api = Api(recruiter)
    assert (
        len(ids(api.get(f"applications?tag={has.pk}"))) == len(ids(api.get(f"candidates?tag={has.pk}"))) == 3
    )
    assert undo_bulk(bulk=bulk, by=recruiter) == 2
    assert [tags_of(row.candidate) for row in rows] == [[], [], ["Talks"]]


def test_a_file_is_kept_given_back_as_it_came_and_deleted_with_undo(
    application, recruiter, interviewer, client_for
):
    client, person = client_for(recruiter), application.candidate
    hostile = SimpleUploadedFile("../../evil.html", b"<script>alert(1)</script>", content_type="text/html")
    client.post(reverse("candidates:candidate-file", args=[person.pk]), {"attachment": hostile})
    row = Attachment.objects.get()
    assert row.file_name == "evil.html"
    answer = client_for(interviewer).get(reverse("candidates:file-download", args=[row.pk]))
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [answer[name] for name in names] == [
        "application/octet-stream", 'attachment; filename="evil.html"', "nosniff", "sandbox; default-src 'none'",
    ]  # fmt: skip
    page = client.post(reverse("candidates:file-delete", args=[row.pk]), follow=True).content.decode()
    undo = reverse("candidates:file-restore", args=[row.pk])
    assert undo in page
    assert client.get(reverse("candidates:file-download", args=[row.pk])).status_code == 404
    client.post(undo)
    assert Attachment.objects.visible_to(recruiter).get() == row


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"x" * (1024 * 1024 + 1), "too_large")])
def test_files_that_are_not_kept(application, recruiter, settings, data, code):
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(Invalid) as refused:
        add_attachment(candidate=application.candidate, by=recruiter, data=data, name="x.pdf")
    assert refused.value.code == code
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_said_beside_its_field(application, recruiter, client_for, settings):
    settings.MAX_UPLOAD_MB = 1
    large = SimpleUploadedFile("large.pdf", b"x" * (1024 * 1024 + 1))
    address = reverse("candidates:candidate-file", args=[application.candidate_id])
    page = client_for(recruiter).post(address, {"attachment": large})
    assert (page.status_code, Attachment.objects.count()) == (422, 0)
    assert "Larger than 1 MB" in page.content.decode()


def test_the_same_file_is_kept_once(application, recruiter):
    values = {"candidate": application.candidate, "by": recruiter, "data": b"A letter."}
    row = add_attachment(name="letter.txt", **values)
    with pytest.raises(Conflict):
        add_attachment(name="again.txt", **values)
    delete_attachment(attachment=row, by=recruiter)
    assert add_attachment(name="again.txt", **values).file_name == "again.txt"


def test_tags_and_files_by_api(application, recruiter):
    api, path = Api(recruiter), f"candidates/{application.candidate_id}"
    shown = api.post(f"{path}/tag", {"name": "Talks"}).json()["tags"]
    assert [tag["name"] for tag in shown] == ["Talks"]
    assert problem(api.post(f"{path}/tag", {"name": "talks"})) == (409, "tagged")
    assert api.post(f"{path}/untag", {"tag": shown[0]["id"]}).json()["tags"] == []
    assert ids(api.get("tags")) == [shown[0]["id"]]
    made = api.upload({"file": SimpleUploadedFile("letter.txt", b"A letter.")}, path=f"{path}/files")
    assert (made.status_code, made.json()["size"]) == (201, 9)
    key = made.json()["id"]
    assert ids(api.get(f"{path}/files")) == [key]
    assert api.post(f"files/{key}/delete", {}).status_code == 200
    assert api.get(f"files/{key}").status_code == 404
    assert api.post(f"files/{key}/restore", {}).json()["id"] == key

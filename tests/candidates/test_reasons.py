"""The list of reasons that admins keep, and the two sides of ending an application."""

import pytest
from django.urls import reverse

from candidates.actions.applications import reject_application, withdraw_application
from candidates.actions.reasons import add_reason, change_reason, move_reason, restore_reason, retire_reason
from candidates.models import RejectionReason
from recruiting.errors import Conflict, Denied, Invalid
from tests.factories import candidates as make
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


def names_of(side: str) -> list[str]:
    return list(
        RejectionReason.objects.filter(side=side, retired_at=None)
        .order_by("position")
        .values_list("name", flat=True)
    )


@pytest.fixture
def ours(db):
    RejectionReason.objects.all().delete()
    return [
        make.make_reason(name=name, position=10 * place)
        for place, name in enumerate(("A", "B", "C"), start=1)
    ]


def test_the_list_is_kept(ours, admin, told):
    new = add_reason(by=admin, name=" D ", side="us")
    move_reason(reason=new, by=admin, up=True)
    change_reason(reason=new, by=admin, name="Dee")
    assert names_of("us") == ["A", "B", "Dee", "C"]
    retire_reason(reason=ours[1], by=admin)
    assert names_of("us") == ["A", "Dee", "C"]
    restore_reason(reason=ours[1], by=admin)
    assert names_of("us") == ["A", "B", "Dee", "C"]
    assert [event["verb"].partition(".")[2] for event in told()] == [
        "added",
        "changed",
        "changed",
        "retired",
        "restored",
    ]


def test_what_can_t_be_done_with_it(ours, admin, recruiter):
    for name, side in (("", "us"), ("A", "us"), ("E", "both")):
        with pytest.raises(Invalid):
            add_reason(by=admin, name=name, side=side)
    with pytest.raises(Conflict):
        move_reason(reason=ours[0], by=admin, up=True)
    with pytest.raises(Denied):
        add_reason(by=recruiter, name="Mine", side="us")
    for reason in ours[:2]:
        retire_reason(reason=reason, by=admin)
    for act in (retire_reason, restore_reason):
        with pytest.raises(Conflict):
            act(reason=ours[2], by=admin)
    assert names_of("us") == ["C"]


def test_each_side_has_its_reasons(application, recruiter, ours):
    theirs = make.make_reason(name="Took another offer", side="them")
    with pytest.raises(Invalid):
        reject_application(application=application, by=recruiter, reason=theirs)
    with pytest.raises(Invalid):
        withdraw_application(application=application, by=recruiter, reason=ours[0])
    ended = withdraw_application(application=application, by=recruiter, reason=theirs)
    assert (ended.status, ended.reason) == ("withdrawn", theirs)


def test_the_settings_page(ours, admin, client_for):
    client, address = client_for(admin), reverse("home:reasons")
    page = client.post(address, {"name": "Too far away", "side": "them"}, follow=True).content.decode()
    row = RejectionReason.objects.get(name="Too far away")
    retire = reverse("home:reason-change", args=[row.pk, "retire"])
    assert page.count(retire) == 2
    page = client.post(retire, follow=True).content.decode()
    assert "Not offered" in page
    client.post(reverse("home:reason-change", args=[row.pk, "restore"]))
    client.post(reverse("home:reason", args=[row.pk]), {"name": "Too far"})
    assert names_of("them") == ["Too far"]
    assert client.post(address, {"name": "A", "side": "us"}).status_code == 422


def test_the_list_by_api(ours, admin, recruiter):
    api = Api(admin)
    made = api.post("rejection-reasons", {"name": "Took another offer", "side": "them"})
    key = made.json()["id"]
    assert ids(Api(recruiter).get("rejection-reasons?side=them")) == [key]
    assert key not in ids(Api(recruiter).get("rejection-reasons"))
    path = f"rejection-reasons/{key}"
    changed = api.patch(path, {"name": "Another offer"}, match=api.etag(path))
    assert changed.json()["name"] == "Another offer"
    assert api.post(f"rejection-reasons/{key}/retire", {}).json()["retired_at"]
    assert ids(api.get("rejection-reasons?side=them")) == []
    assert api.post(f"rejection-reasons/{key}/restore", {}).json()["retired_at"] is None
    assert problem(api.post("rejection-reasons", {"name": "A", "side": "us"}))[0] == 400
    assert problem(Api(recruiter).post("rejection-reasons", {"name": "Mine", "side": "us"}))[0] == 403

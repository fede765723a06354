"""Channels, sources and referrals: what the actions do, what the pages show, how far people came."""

from typing import Any

import pytest

from candidates.actions.applications import move_application
from candidates.actions.sourcing import (
    add_referral,
    change_channel,
    create_source,
    remove_referral,
    set_source,
)
from candidates.models import ChannelSheet, Referral, Source
from candidates.queries.sourcing import counts_by_source, funnels, list_channels
from recruiting.errors import Conflict, Denied, Invalid
from rubrics.models import SourceChannel
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def github(guide) -> SourceChannel:
    return SourceChannel.objects.get(code="github")


def text(answer: Any) -> str:
    return answer.content.decode()


def test_every_channel_of_the_guide_says_how_to_search_and_drafts_a_message(admin, guide):
    channels = list_channels(admin)
    assert len(channels) == 5
    for shown in channels:
        assert len(shown.how_to_search.splitlines()) >= 3
        assert "[name]" in shown.message


def test_own_words_stand_until_they_are_emptied(recruiter, github, told):
    sheet = change_channel(channel=github, by=recruiter, version=0, message="Hi!", cost=" 4 hours ")
    (shown,) = [row for row in list_channels(recruiter) if row.channel == github]
    assert (shown.message, shown.cost, shown.how_to_search) == ("Hi!", "4 hours", github.how_to_search)
    as_sent = github.message.replace("\n", "\r\n")  # by a browser
    assert as_sent != github.message
    sheet = change_channel(channel=github, by=recruiter, version=1, message=as_sent)
    assert (sheet.message, sheet.version) == ("", 2)
    with nothing_changes():
        change_channel(channel=github, by=recruiter, version=2, cost="4 hours")
    with nothing_changes(), pytest.raises(Conflict):
        change_channel(channel=github, by=recruiter, version=1, cost="Other")
    assert [event["verb"] for event in told()] == ["channel.changed"] * 2


def test_members_have_no_part_in_sourcing(member, github, application):
    source = make.make_source()
    with nothing_changes():
        for call in (
            lambda: change_channel(channel=github, by=member, cost="X"),
            lambda: create_source(by=member, name="X"),
            lambda: set_source(application=application, by=member, source=source),
            lambda: add_referral(candidate=application.candidate, by=member, referrer_name="X"),
        ):
            with pytest.raises(Denied):
                call()


def test_a_source_has_a_name_of_its_own(recruiter, github):
    create_source(by=recruiter, name=" Chapter ", channel=github)
    with nothing_changes():
        for name in ("Chapter", " "):
            with pytest.raises(Invalid) as refused:
                create_source(by=recruiter, name=name)
            assert refused.value.field == "name"


def test_an_application_s_source_is_said_by_version(recruiter, application, told):
    source = make.make_source()
    set_source(application=application, by=recruiter, source=source, version=application.version)
    with nothing_changes(), pytest.raises(Conflict):
        set_source(application=application, by=recruiter, source=None, version=application.version)
    application.refresh_from_db()
    assert (application.source, application.version) == (source, 2)
    with nothing_changes():
        set_source(application=application, by=recruiter, source=source)
    assert [event["codes"] for event in told()] == [{"source": source.pk}]


def test_referrals_name_a_colleague_once_or_somebody_outside(recruiter, member, application):
    candidate = application.candidate
    referral = add_referral(candidate=candidate, by=recruiter, referrer=member, note="Good.")
    add_referral(candidate=candidate, by=recruiter, referrer_name="Sam Field")
    with nothing_changes():
        for given in ({"referrer": member}, {"referrer_name": " "}):
            with pytest.raises(Invalid):
                add_referral(candidate=candidate, by=recruiter, **given)
    remove_referral(referral=referral, by=recruiter)
    with pytest.raises(Conflict):
        remove_referral(referral=Referral(pk=referral.pk or 1, candidate=candidate), by=recruiter)
    assert [row.referrer_name for row in Referral.objects.all()] == ["Sam Field"]


def test_a_funnel_counts_whom_one_sees_in_stages_they_ever_reached(recruiter, outsider, job):
    source = make.make_source()
    secret = make.make_job(recruiter=recruiter, confidential=True)
    far, near = (make.make_application(job, source=source) for _ in range(2))
    make.make_application(secret, source=source)
    make.make_application(job)
    for name in ("Debrief", "Recruiter screen"):
        far.refresh_from_db()
        move_application(application=far, by=recruiter, stage=job.stages.get(name=name))
    (seen,) = funnels(recruiter, [source])
    (less,) = funnels(outsider, [source])
    assert (seen.applied, less.applied, seen.hired, near.stage.name) == (3, 2, 0, "Applied")
    reached = {kind: count for kind, count in less.reached.items() if count}
    assert {"debrief": 1, "screen": 1}.items() <= reached.items()
    assert ("Debrief", 1, 50) in less.steps
    assert [row.applied for row in counts_by_source(outsider, [source])] == [2]


def test_the_pages(recruiter, github, application, member, client_for):
    client = client_for(recruiter)
    page = text(client.get("/sourcing/"))
    assert ("GitHub contributors" in page, "No sources yet" in page, "Security depth" in page) == (True,) * 3
    made = client.post("/sourcing/sources/new/?channel=github", {"name": "Trivy", "channel": github.pk})
    assert made["Location"] == "/sourcing/github/"
    source = Source.objects.get()
    path = f"/applications/{application.pk}/source/"
    client.post(path, {"source": source.pk, "version": application.version})
    assert client.post(path, {"source": "", "version": application.version}).status_code == 409
    page = text(client.get("/sourcing/github/"))
    assert ("Open the contributors" in page, 'data-label="Applications">1<' in page) == (True, True)
    edit = "/sourcing/github/edit/"
    client.post(edit, {"cost": "4 hours", "version": "0"})
    answer = client.post(edit, {"cost": "8 hours", "version": "0"})
    assert (answer.status_code, "Now saved here: “4 hours”." in text(answer)) == (409, True)
    path = f"/candidates/{application.candidate_id}/referrals/"
    assert "Mia Member" in text(client.post(path, {"referrer": member.name, "note": "Great."}, follow=True))
    page = text(client.get(f"/applications/{application.pk}/"))
    assert ("Trivy" in page, "Great." in page) == (True, True)
    gone = f"/referrals/{Referral.objects.get().pk}/remove/"
    assert "Great." in text(client.get(gone))
    client.post(gone)
    assert (Referral.objects.count(), ChannelSheet.objects.get().cost) == (0, "4 hours")


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_pages_cost_the_same(recruiter, github, job, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_application(job, source=make.make_source(channel=github))
    client = client_for(recruiter)
    client.get("/jobs/")
    for path, queries in (("/sourcing/", 8), ("/sourcing/github/", 8)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200

"""The whole text, trying it, its impact and screening again, on pages."""

from typing import Any

import pytest
from django.test import Client

from candidates.choices import Verdict
from candidates.models import RuleImpact
from candidates.studio.actions import (
    publish_draft,
    save_draft,
    start_rescreening,
    work_on_impact,
    work_on_rescreening,
)
from recruiting.work.choices import BulkState
from recruiting.work.models import Bulk
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import flags_of, store
from tests.factories.candidates import make_application, make_flag_review, make_job
from tests.factories.studio import make_rescreening
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db
BROKEN = SMALL.replace("polarity: green", "polarity: blue", 1)
TRACK = resume("Ran Dependency-Track for 70 services")
PART = {"HX-Request": "true"}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def client(client_for, recruiter) -> Client:
    return client_for(recruiter)


# The text


def test_the_text_is_saved(client, draft):
    answer = client.post(
        f"/rules/{draft.pk}/text/", {"document": OTHER_FLAG.replace("\n", "\r\n"), "version": 1}, follow=True
    )
    assert "The text is saved." in text(answer)
    draft.refresh_from_db()
    assert (draft.document, draft.version) == (OTHER_FLAG, 2)


def test_a_mistake_is_shown_at_its_line_and_may_be_kept(client, draft):
    sent = {"document": BROKEN, "version": 1}
    answer = client.post(f"/rules/{draft.pk}/text/", sent)
    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Error: Text, Draft 2 of the rules" in page
    assert (
        '<a href="#line-28" data-line="28">Line 28, flags[0].polarity: &#x27;blue&#x27; is none of green, yellow</a>'
        in page
    )
    assert 'id="line-28"' in page
    assert '<span class="at" data-number="28"> polarity: blue' in page
    draft.refresh_from_db()
    assert draft.document == MORE_WORDS
    kept = client.post(f"/rules/{draft.pk}/text/", {**sent, "step": "keep"}, follow=True)
    assert "Kept with its mistakes" in text(kept)
    draft.refresh_from_db()
    assert draft.document == BROKEN


def test_the_text_is_checked_without_being_saved(client, draft):
    sent = {"document": BROKEN, "version": 1, "step": "check"}
    part = client.post(f"/rules/{draft.pk}/text/", sent, headers=PART)
    assert (part.status_code, "<html" in text(part), "1 mistake" in text(part)) == (200, False, True)
    assert "1 mistake" in text(client.post(f"/rules/{draft.pk}/text/", sent))
    good = client.post(f"/rules/{draft.pk}/text/", {**sent, "document": OTHER_FLAG}, headers=PART)
    assert "No mistake in the text." in text(good)
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_link_leads_to_a_line(client, draft, in_force):
    for revision in (draft, in_force):
        page = text(client.get(f"/rules/{revision.pk}/text/?line=27"))
        assert 'id="line-27"' in page
        assert "Go to it in the text" in page
    assert client.get(f"/rules/{draft.pk}/text/?line=99999").status_code == 200


def test_of_two_who_save_the_text_the_second_is_told_and_loses_nothing(client, client_for, colleague, draft):
    client.post(f"/rules/{draft.pk}/text/", {"document": OTHER_FLAG, "version": 1})
    other = client_for(colleague)
    mine = SMALL.replace("[trivy]", "[trivy, grype]")
    answer = other.post(f"/rules/{draft.pk}/text/", {"document": mine, "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this draft meanwhile." in page
    assert "+    terms: [trivy, grype]" in page
    assert "terms: [trivy, grype]\n    groups" in page
    assert other.post(f"/rules/{draft.pk}/text/", {"document": mine, "version": 2}).status_code == 302
    draft.refresh_from_db()
    assert (draft.document, draft.version) == (mine, 3)


def test_a_published_text_is_read_only(client, in_force):
    assert "readonly" in text(client.get(f"/rules/{in_force.pk}/text/"))
    answer = client.post(f"/rules/{in_force.pk}/text/", {"document": OTHER_FLAG, "version": 1})
    assert (answer.status_code, "they never change" in text(answer)) == (409, True)


# Trying


def test_a_pasted_text_is_judged_beside_the_rules_in_force(client, draft, recruiter):
    sent = {"try-text": "Ran Dependency-Track for 70 services."}
    page = text(client.post(f"/rules/{draft.pk}/try/", sent))
    assert "This text: 1 flag changes" in page
    assert "<b>Gains</b>" in page
    assert "In force: nothing found" in page
    assert 'class="g" id="e-scanning_tools-1" data-flag="scanning_tools">Ran Dependency-Track' in page
    part = text(client.post(f"/rules/{draft.pk}/try/", sent, headers=PART))
    assert ("<html" in part, "<b>Gains</b>" in part) == (False, True)
    draft = save_draft(draft=draft, by=recruiter, version=1, document=SMALL.replace("[trivy]", "[grype]"))
    lost = text(client.post(f"/rules/{draft.pk}/try/", {"try-text": "Ran Trivy on all images."}))
    assert "<b>Loses</b>" in lost
    assert "In force: <q><del>Ran Trivy on all images" in lost
    assert "no longer</a></mark>" in lost


def test_a_stored_resume_is_tried_by_those_who_see_it(client, draft, admin):
    seen, hidden = store(TRACK, by=admin), store(TRACK, by=admin, job=make_job(confidential=True))
    page = text(client.get(f"/rules/{draft.pk}/try/?resume={seen.resume_id}"))
    assert f"{seen.resume.candidate.name}: 2 flags change" in page
    assert "line 5</a>" in page
    for answer in (
        client.get(f"/rules/{draft.pk}/try/?resume={hidden.resume_id}"),
        client.post(f"/rules/{draft.pk}/try/", {"try-text": "", "try-resume": hidden.resume_id}),
    ):
        assert "Gains" not in text(answer)
    chosen = client.post(f"/rules/{draft.pk}/try/", {"try-text": "", "try-resume": seen.resume_id})
    assert "<b>Gains</b>" in text(chosen)


def test_resumes_to_try_are_found_by_name(client, draft, admin):
    one = store(TRACK, by=admin).resume
    one.candidate.name = "Ilse Vermeer"
    one.candidate.save()
    store(TRACK, by=admin)
    page = text(client.get(f"/rules/{draft.pk}/try/?q=vermeer"))
    assert "1 resume to choose below." in page
    assert f'<option value="{one.pk}">Ilse Vermeer' in page


def test_fields_are_tried_before_they_are_saved(client, draft):
    address = f"/rules/{draft.pk}/signals/tool.semgrep/"
    form = client.get(address).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value()}
    sent |= {"terms": "semgrep\nopengrep", "step": "try", "try-text": "Ran Opengrep nightly."}
    part = text(client.post(address, sent, headers=PART))
    assert "<b>Gains</b>" in part
    assert "<b>Gains</b>" in text(client.post(address, sent))
    broken = text(client.post(address, {**sent, "groups": "nowhere"}, headers=PART))
    assert "is not declared under groups" in broken
    empty = text(client.post(address, {**sent, "terms": ""}, headers=PART))
    assert "Terms and patterns: Fill this in." in empty
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_text_of_rules_is_tried_before_it_is_saved(client, draft):
    sent = {"document": OTHER_FLAG, "version": 1, "step": "try", "try-text": "Ran Trivy nightly."}
    part = text(client.post(f"/rules/{draft.pk}/text/", sent, headers=PART))
    assert 'Cicd security</h3><span class="end"><b>Gains</b>' in part
    assert "polarity: &#x27;blue&#x27;" in text(
        client.post(f"/rules/{draft.pk}/text/", {**sent, "document": BROKEN}, headers=PART)
    )
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_to_try_costs_the_same_however_many_resumes(
    client, draft, admin, number, django_assert_num_queries
):
    for _ in range(number):
        store(TRACK, by=admin)
    client.get(f"/rules/{draft.pk}/try/")
    with django_assert_num_queries(5):
        client.get(f"/rules/{draft.pk}/try/")


# Impact


def measured(client: Client, draft: Any) -> RuleImpact:
    answer = client.post(f"/rules/{draft.pk}/impact/", follow=True)
    assert "Measuring" in text(answer)
    assert 'hx-trigger="every 2s"' in text(answer)
    impact = RuleImpact.objects.latest("pk")
    assert work_on_impact(impact.pk)
    return impact


def test_an_impact_is_asked_for_watched_and_read(client, draft, admin, recruiter):
    job = make_job(title="Open one")
    applied = store(TRACK, by=admin)
    make_application(job, applied.resume.candidate, resume=applied.resume, screening=applied)
    loose, hidden = store(TRACK, by=admin), store(TRACK, by=admin, job=make_job(confidential=True))
    make_flag_review(loose.flags.get(flag="scanning_tools"), by=recruiter, verdict=Verdict.CONFIRMED)
    assert "Not measured yet" in text(client.get(f"/rules/{draft.pk}/impact/"))
    measured(client, draft)
    page = text(client.get(f"/rules/{draft.pk}/impact/"))
    assert "3 of 3 people change: 3 gain Scanning tools; 3 lose No automation." in page
    assert "2 people apply for an open job" in page
    assert "<b>1 reviewed case would be got wrong</b>" in page
    assert "1 are people of jobs that you don’t see." in page
    assert "<ins>Ran Dependency-Track for 70 services</ins></q> line 5" in page
    assert "?line=10#line-10" in page
    assert "every 2s" not in page
    people = [
        row[0].candidate
        for row in client.get(f"/rules/{draft.pk}/impact/?flag=scanning_tools").context["rows"]
    ]
    assert people == [applied.resume.candidate, loose.resume.candidate]
    wrong = client.get(f"/rules/{draft.pk}/impact/?wrong=1")
    assert [row[0].candidate for row in wrong.context["rows"]] == [loose.resume.candidate]
    assert "Reviewed: this would be wrong" in text(wrong)
    assert hidden.resume.candidate.name


def test_an_impact_of_an_older_text_says_so(client, draft, recruiter):
    measured(client, draft)
    assert "None of 0 people changes." in text(client.get(f"/rules/{draft.pk}/impact/"))
    save_draft(draft=draft, by=recruiter, version=1, document=OTHER_FLAG)
    assert "The text has changed since this was measured." in text(client.get(f"/rules/{draft.pk}/impact/"))
    assert "measured before the last change" in text(client.get(f"/rules/{draft.pk}/"))


def test_an_impact_is_paged_at_a_fixed_cost(client, draft, admin, django_assert_num_queries):
    for _ in range(11):
        store(TRACK, by=admin)
    measured(client, draft)
    page = client.get(f"/rules/{draft.pk}/impact/").context["page"]
    assert (len(page), page.count) == (20, 22)
    for address in ("", "?page=2"):
        with django_assert_num_queries(14):
            client.get(f"/rules/{draft.pk}/impact/{address}")


def test_mistakes_have_no_impact(client, draft, recruiter):
    save_draft(draft=draft, by=recruiter, version=1, document=BROKEN, even_invalid=True)
    answer = client.post(f"/rules/{draft.pk}/impact/")
    assert (answer.status_code, "line 28, flags[0].polarity" in text(answer)) == (409, True)
    assert not RuleImpact.objects.exists()
    run = client.post(f"/rules/{draft.pk}/tests/run/")
    assert (run.status_code, "line 28, flags[0].polarity" in text(run)) == (409, True)


# Screening again


def test_screening_again_is_a_choice_that_is_watched_and_stopped(client, draft, admin, recruiter):
    screenings = [store(TRACK, by=admin) for _ in range(2)]
    published = publish_draft(draft=draft, by=admin, version=1)
    page = text(client.get(f"/rules/{published.pk}/"))
    assert "2 stored resumes were read by older rules, and keep their results until you choose" in page
    answer = client.post(f"/rules/{published.pk}/rescreen/", follow=True)
    bulk = Bulk.objects.get()
    address = f"/rules/rescreenings/{bulk.rescreening.pk}/"
    assert answer.redirect_chain == [(address, 302)]
    assert "0 of 1 part" in text(answer)
    assert client.post(f"/rules/{published.pk}/rescreen/").status_code == 409
    assert "It goes on: see how far it is" in text(client.get(f"/rules/{published.pk}/"))
    for verb, state in (("pause", BulkState.PAUSED), ("resume", BulkState.RUNNING)):
        client.post(f"{address}{verb}/")
        bulk.refresh_from_db()
        assert bulk.state == state
    while work_on_rescreening(bulk.pk):
        pass
    page = text(client.get(address, headers=PART))
    assert ("1 of 1 part" in page, "2 of 2 changed" in page, "every 2s" in page, "<html" in page) == (
        True,
        True,
        False,
        False,
    )
    newest = [row.resume.screenings.latest("pk") for row in screenings]
    assert [flags_of(row) for row in newest] == [{"scanning_tools"}] * 2
    assert "Every stored resume has been read by these rules." in text(client.get(f"/rules/{published.pk}/"))
    assert client.post(f"{address}cancel/").status_code == 409
    assert client.post(f"{address}dance/").status_code == 404


def test_somebody_else_s_pass_is_named_but_not_theirs_to_stop(client, client_for, draft, admin, colleague):
    store(TRACK, by=admin)
    published = publish_draft(draft=draft, by=admin, version=1)
    bulk = start_rescreening(revision=published, by=colleague)
    page = text(client.get(f"/rules/{published.pk}/"))
    assert "Sol Second has begun it: it goes on" in page
    address = f"/rules/rescreenings/{bulk.rescreening.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}cancel/").status_code == 404
    assert client_for(admin).get(address).status_code == 200
    assert client_for(admin).get(f"/work/{bulk.pk}/")["Location"] == address


@pytest.mark.parametrize("parts", [1, 3])
def test_watching_costs_the_same_however_many_parts(
    client, draft, admin, recruiter, parts, django_assert_num_queries
):
    row = make_rescreening(draft, bulk=make_bulk(recruiter, kind="candidates.rescreen", rows=parts))
    client.get(f"/rules/rescreenings/{row.pk}/")
    with django_assert_num_queries(7):
        client.get(f"/rules/rescreenings/{row.pk}/")

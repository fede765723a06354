"""The studio's pages of versions: what they show, to whom, what each step does and refuses, what they cost."""

from typing import Any

import pytest
from django.test import Client

from candidates.studio.actions import approve_draft, publish_draft, save_draft
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import store
from tests.factories.candidates import make_flag_review
from tests.factories.rubrics import make_rule_revision

pytestmark = pytest.mark.django_db
BROKEN = SMALL.replace("polarity: green", "polarity: blue", 1)
PARTS = (
    "",
    "flags/",
    "signals/",
    "tests/",
    "text/",
    "difference/",
    "flags/scanning_tools/",
    "signals/tool.trivy/",
)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def client(client_for, recruiter) -> Client:
    return client_for(recruiter)


# The front page


def test_the_front_page_shows_what_is_in_force_and_drafts(client, draft):
    page = text(client.get("/rules/"))
    assert "Version 1, since" in page
    assert "Draft 2</a>, by Rui Recruiter" in page
    assert "Scanning" in page
    assert "Scanning with pipelines, in one sentence" in page
    assert "holds in none" in page


def test_nobody_but_those_who_work_with_rules_sees_drafts_and_figures(client_for, member, auditor, draft):
    for person in (member, auditor):
        page = text(client_for(person).get("/rules/"))
        assert ("Flags in force" in page, "Drafts" in page, "agreed" in page, "New draft" in page) == (
            True,
            False,
            False,
            False,
        )
        assert client_for(person).get(f"/rules/{draft.pk}/").status_code == 404


def test_the_navigation_leads_there_for_those_who_work_with_rules(client_for, recruiter, member):
    assert 'href="/rules/"' in text(client_for(recruiter).get("/"))
    assert 'href="/rules/"' not in text(client_for(member).get("/"))


def test_without_rules_the_front_page_says_what_to_do(client, recruiter):
    assert "manage.py load_guide" in text(client.get("/rules/"))


@pytest.mark.parametrize(
    ("agreed", "reviewed", "words"),
    [
        (5, 6, "6 reviews: the share is shown from 10 on"),
        (9, 10, '<b>90 %</b> <span class="num">60 to 98 %</span>'),
    ],
)
def test_a_flag_s_precision_is_shown_from_ten_reviews_on(
    client, in_force, recruiter, agreed, reviewed, words
):
    for number in range(reviewed + 2):
        result = store(resume("Ran Trivy on all images"), by=recruiter).flags.get(flag="scanning_tools")
        if number < reviewed:
            verdict = "confirmed" if number < agreed else "dismissed"
            make_flag_review(result, by=recruiter, verdict=verdict, reason="No" if number >= agreed else "")
    page = text(client.get("/rules/"))
    assert words in page
    assert f"{agreed} of {reviewed} agreed" in page
    assert f"{round(100 * reviewed / (reviewed + 2))} % of {reviewed + 2} reviewed" in page


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_front_page_costs_the_same_however_many_drafts(
    client, in_force, recruiter, drafts, django_assert_num_queries
):
    for number in range(drafts):
        make_rule_revision(
            rule_set=in_force.rule_set,
            number=number + 2,
            state=RevisionState.DRAFT,
            document=SMALL,
            author=recruiter,
        )
    client.get("/rules/")
    with django_assert_num_queries(11):
        client.get("/rules/")


def test_the_history_is_paged_with_who_and_why(client, in_force, recruiter, colleague):
    for number in range(2, 54):
        make_rule_revision(
            rule_set=in_force.rule_set,
            number=number,
            author=recruiter,
            approver=colleague,
            note=f"Reason {number}.",
        )
    page = text(client.get("/rules/history/"))
    assert "Reason 53." in page
    assert "Rui Recruiter" in page
    assert "second person: Sol Second" in page
    assert "1 to 50 of 53 versions" in page
    assert "Reason 2." in text(client.get("/rules/history/?page=2"))


# Drafts


def test_a_draft_begins_by_one_button(client, in_force):
    answer = client.post("/rules/new/", follow=True)
    draft = RuleRevision.objects.drafts().get()
    assert answer.redirect_chain == [(f"/rules/{draft.pk}/", 302)]
    assert draft.document == SMALL
    assert "Draft 2 is a copy." in text(answer)


def test_a_draft_may_begin_with_an_older_version(client, in_force):
    newer = make_rule_revision(rule_set=in_force.rule_set, number=2, document=OTHER_FLAG)
    client.post("/rules/new/", {"copy_of": in_force.pk})
    assert RuleRevision.objects.drafts().get().document == SMALL
    assert newer.document == OTHER_FLAG
    assert client.post("/rules/new/", {"copy_of": "x"}).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_for_a_draft_and_for_rules_in_force(
    client, client_for, member, draft, in_force, part
):
    assert client.get(f"/rules/{draft.pk}/{part}").status_code == 200
    assert client.get(f"/rules/{in_force.pk}/{part}").status_code == 200
    assert client_for(member).get(f"/rules/{in_force.pk}/{part}").status_code == 200
    assert client_for(member).get(f"/rules/{draft.pk}/{part}").status_code == 404


def test_running_all_tests_is_for_those_who_work_with_rules(client, client_for, member, in_force):
    address = f"/rules/{in_force.pk}/tests/"
    assert "Run all tests" in text(client.get(address))
    assert client.post(f"{address}run/").status_code == 200
    assert "Run all tests" not in text(client_for(member).get(address))
    assert client_for(member).post(f"{address}run/").status_code == 403


@pytest.mark.parametrize(
    ("part", "queries"),
    [("", 7), ("flags/", 6), ("signals/", 5), ("tests/", 5), ("text/", 5), ("difference/", 4)],
)
def test_what_a_part_of_a_draft_costs(client, draft, part, queries, django_assert_num_queries):
    client.get(f"/rules/{draft.pk}/{part}")
    with django_assert_num_queries(queries):
        client.get(f"/rules/{draft.pk}/{part}")


def test_a_draft_says_what_it_changes_and_what_it_needs(client, draft):
    page = text(client.get(f"/rules/{draft.pk}/"))
    assert "No mistake in the text" in page
    assert "A second person approves it, or an admin publishes it" in page
    assert "Terms: added “dependency-track”" in page
    assert "Measure the impact on people" in page


def test_a_note_is_kept_and_a_stale_one_is_told(client, client_for, colleague, draft):
    client.post(f"/rules/{draft.pk}/", {"note": "Count more", "version": 1})
    draft.refresh_from_db()
    assert (draft.note, draft.version) == ("Count more", 2)
    stale = client_for(colleague).post(f"/rules/{draft.pk}/", {"note": "Other", "version": 1})
    assert stale.status_code == 409
    assert "Now saved here: “Count more”." in text(stale)
    assert "> Other</textarea>" in text(stale)
    client_for(colleague).post(f"/rules/{draft.pk}/", {"note": "Other", "version": 2})
    draft.refresh_from_db()
    assert draft.note == "Other"


def test_the_difference_stands_in_words_and_line_by_line(client, draft, in_force):
    page = text(client.get(f"/rules/{draft.pk}/difference/"))
    assert "Difference to version 1, in words" in page
    assert "Terms: added “dependency-track”" in page
    assert (
        "+    terms: [trivy, dependency-track]"
        in client.get(f"/rules/{draft.pk}/difference/").content.decode()
    )
    same = client.get(f"/rules/{in_force.pk}/difference/?against={in_force.pk}")
    assert "No difference" in text(same)
    assert "Nothing to compare with" not in text(client.get(f"/rules/{in_force.pk}/difference/"))
    assert client.get(f"/rules/{draft.pk}/difference/?against=999999").status_code == 404


def test_the_text_is_a_file(client, draft):
    answer = client.get(f"/rules/{draft.pk}/rules.yaml")
    assert answer["Content-Disposition"] == 'attachment; filename="rules-2.yaml"'
    assert answer.content.decode() == MORE_WORDS


# Publishing


def test_an_admin_publishes_at_once(client_for, admin, draft):
    client = client_for(admin)
    assert "Publish version 2" in text(client.get(f"/rules/{draft.pk}/publish/"))
    answer = client.post(f"/rules/{draft.pk}/publish/", {"note": "More words", "version": 1}, follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.note, draft.approver) == (RevisionState.PUBLISHED, "More words", admin)
    assert "Version 2 is in force." in text(answer)


def test_who_wrote_it_is_told_why_they_can_t_publish(client, draft):
    page = text(client.get(f"/rules/{draft.pk}/publish/"))
    assert "You wrote this draft: somebody else" in page
    assert "Publish version" not in page
    refused = client.post(f"/rules/{draft.pk}/publish/", {"version": 1})
    assert refused.status_code == 422
    assert "You wrote this draft: somebody else" in text(refused)
    draft.refresh_from_db()
    assert draft.state == RevisionState.DRAFT


def test_a_second_person_approves_and_the_first_publishes(client, client_for, colleague, draft):
    second = client_for(colleague)
    assert "Approve it as it is" in text(second.get(f"/rules/{draft.pk}/"))
    assert "You approved draft 2" in text(
        second.post(f"/rules/{draft.pk}/approve/", {"version": 1}, follow=True)
    )
    assert client.post(f"/rules/{draft.pk}/approve/", {"version": 2}).status_code == 403
    assert "Sol Second approved it as it is." in text(client.get(f"/rules/{draft.pk}/"))
    assert client.post(f"/rules/{draft.pk}/publish/", {"version": 2}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.approver) == (RevisionState.PUBLISHED, colleague)


def test_nothing_is_published_while_a_test_fails(client_for, admin, draft):
    failing = MORE_WORDS.replace('holds_in: "Runs Trivy."', 'holds_in: "Runs nothing."')
    draft = save_draft(draft=draft, by=admin, version=1, document=failing)
    answer = client_for(admin).post(f"/rules/{draft.pk}/publish/", {"version": 2})
    assert answer.status_code == 409
    assert "Tests that come out wrong" in text(answer)
    assert "must hold in “Runs nothing.”, but is not found there" in text(answer)
    draft.refresh_from_db()
    assert draft.state == RevisionState.DRAFT


def test_mistakes_are_named_before_publishing_and_refuse_it(client_for, admin, draft):
    draft = save_draft(draft=draft, by=admin, version=1, document=BROKEN, even_invalid=True)
    page = text(client_for(admin).get(f"/rules/{draft.pk}/publish/"))
    assert f'href="/rules/{draft.pk}/text/?line=28#line-28"' in page
    answer = client_for(admin).post(f"/rules/{draft.pk}/publish/", {"version": 2})
    assert answer.status_code == 422
    assert "line 28, flags[0].polarity" in text(answer)


def test_of_two_drafts_the_second_is_rebased_knowingly(client, client_for, admin, draft, in_force):
    other = make_rule_revision(rule_set=in_force.rule_set, number=3, document=OTHER_FLAG)
    page = text(client.get(f"/rules/{draft.pk}/"))
    assert "Version 3 came into force since this draft began" in page
    assert f'href="/rules/{draft.pk}/difference/?against={other.pk}"' in page
    answer = client_for(admin).post(f"/rules/{draft.pk}/publish/", {"version": 1})
    assert (answer.status_code, "Version 3 came into force" in text(answer)) == (409, True)
    assert client.post(f"/rules/{draft.pk}/rebase/", {"version": 9}).status_code == 409
    told = text(client.post(f"/rules/{draft.pk}/rebase/", {"version": 1}, follow=True))
    assert "Draft 2 replaces version 3 now." in told
    draft.refresh_from_db()
    assert draft.based_on == other


def test_a_draft_is_thrown_away_after_a_question(client, draft):
    assert "Discard draft 2?" in text(client.get(f"/rules/{draft.pk}/discard/"))
    stale = client.post(f"/rules/{draft.pk}/discard/", {"version": 7})
    assert stale.status_code == 409
    assert RuleRevision.objects.drafts().count() == 1
    assert "Draft 2 is gone." in text(client.post(f"/rules/{draft.pk}/discard/", {"version": 1}, follow=True))
    assert not RuleRevision.objects.drafts().exists()


def test_an_admin_goes_back_at_once_and_a_recruiter_by_a_draft(client, client_for, admin, in_force):
    newer = make_rule_revision(
        rule_set=in_force.rule_set, number=2, document=OTHER_FLAG, content_hash="x" * 64
    )
    address = f"/rules/{in_force.pk}/roll-back/"
    assert "a draft until a second person" in text(client.get(address))
    answer = client.post(address, {"note": "It was better"}, follow=True)
    draft = RuleRevision.objects.drafts().get()
    assert (draft.document, draft.note) == (SMALL, "It was better")
    assert "is a draft: a second person approves" in text(answer)
    assert "in force at once" in text(client_for(admin).get(address))
    answer = client_for(admin).post(address, {"note": ""}, follow=True)
    assert "says what version 1 said, and is in force" in text(answer)
    assert client.post(f"/rules/{draft.pk}/roll-back/").status_code == 409
    again = client_for(admin).post(address, {"note": ""})
    assert (again.status_code, "in force already" in text(again)) == (409, True)
    assert newer.state == RevisionState.PUBLISHED


def test_published_rules_say_who_stood_for_them(client, colleague, admin, draft):
    draft = approve_draft(draft=draft, by=colleague, version=1)
    published = publish_draft(draft=draft, by=admin, version=2, note="Why\nit was done")
    page = text(client.get(f"/rules/{published.pk}/"))
    assert "In force: new resumes are screened by it" in page
    assert "Rui Recruiter" in page
    assert "Ada Admin" in page
    assert "New draft of this" in page


@pytest.mark.parametrize("step", ["publish", "discard", "impact"])
def test_steps_on_a_published_draft_say_so(client, in_force, step):
    answer = client.get(f"/rules/{in_force.pk}/{step}/")
    assert answer.status_code == 409
    assert "These rules are published: they never change." in text(answer)

"""Flags, signals and tests on pages: searched, changed by form and as YAML, added, removed, by two people at once."""

from typing import Any

import pytest
from django.test import Client

from candidates.studio.actions import put_row, remove_row, rewrite_row, save_draft
from candidates.studio.queries import find_row, list_rows, mark_of
from recruiting.errors import Conflict, Denied, Invalid
from rubrics import ruledoc
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, SMALL
from tests.factories.rubrics import make_activity, make_flag, make_rule_revision, make_rule_set

pytestmark = pytest.mark.django_db
NOT_YAML = SMALL + "  - [\n"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def seen(document: str, kind: Any, code: str) -> str:
    return mark_of(find_row(document, kind, code))


def fields(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of a page's form as it stands."""
    form = client.get(address).context["form"]
    return {bound.html_name: value for bound in form if (value := bound.value()) not in (None, False)}


@pytest.fixture
def client(client_for, recruiter) -> Client:
    """The recruiter's; the guide knows one activity and one flag."""
    make_activity(code="container_scanning")
    make_flag(code="cicd_security", name="CI/CD pipeline security", border="A scanner in a pipeline counts.")
    return client_for(recruiter)


# Lists


def test_signals_are_searched_by_term_group_and_sentence(client, draft):
    for query, codes in (
        ("semgrep", ["tool.semgrep"]),
        ("Dependency-TRACK", ["tool.trivy"]),
        ("pipelin", ["word.pipeline"]),
        ("container_", ["tool.trivy"]),
    ):
        page = client.get(f"/rules/{draft.pk}/signals/", {"q": query})
        assert [item["row"].code for item in page.context["rows"]] == codes
    assert "Nothing found" in text(client.get(f"/rules/{draft.pk}/signals/", {"q": "zzz"}))


def test_a_draft_lists_only_what_it_changes(client, draft):
    page = client.get(f"/rules/{draft.pk}/signals/?changed=1")
    assert [(item["row"].code, item["row"].how) for item in page.context["rows"]] == [
        ("tool.trivy", "changed")
    ]
    assert "Nothing found" in text(client.get(f"/rules/{draft.pk}/flags/?changed=1"))


def test_all_shipped_signals_are_listed_a_page_at_a_time(client_for, recruiter):
    source = ruledoc.shipped_source()
    rules = make_rule_revision(rule_set=make_rule_set(is_default=True), document=source)
    page = client_for(recruiter).get(f"/rules/{rules.pk}/signals/?page=2").context["page"]
    assert (len(page), page.first, page.count) == (50, 51, len(ruledoc.shipped().signals))


def test_empty_tests_say_what_they_are_for(client, client_for, recruiter, in_force):
    bare = make_rule_revision(rule_set=in_force.rule_set, number=5, document=SMALL[: SMALL.index("tests:")])
    assert "No tests of whole texts yet" in text(client.get(f"/rules/{bare.pk}/tests/"))


# Changing by a form


def test_a_term_is_added_by_the_form(client, draft, recruiter):
    address = f"/rules/{draft.pk}/signals/tool.trivy/"
    sent = fields(client, address)
    assert (sent["terms"], sent["activity"]) == ("trivy\ndependency-track", ["container_scanning"])
    answer = client.post(address, {**sent, "terms": "trivy\r\n aqua trivy \r\n"}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Saved in the draft." in text(answer)
    draft.refresh_from_db()
    assert draft.document == SMALL.replace("terms: [trivy]", "terms: [trivy, aqua trivy]")
    assert (draft.version, draft.writers) == (2, [recruiter.pk])


def test_sending_a_form_as_it_stands_changes_nothing(client, draft):
    for part in (
        "signals/tool.trivy",
        "signals/word.pipeline",
        "flags/no_automation",
        "flags/cicd_security",
        "tests/0",
    ):
        address = f"/rules/{draft.pk}/{part}/"
        assert client.post(address, fields(client, address)).status_code == 302
        text_address = f"{address}?as=yaml"
        assert client.post(text_address, fields(client, text_address)).status_code == 302
    draft.refresh_from_db()
    assert (draft.document, draft.version) == (MORE_WORDS, 1)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"terms": "trivy ("}, "terms", "&#x27;trivy (&#x27;: "),
        ({"terms": ""}, "terms", "Fill this in."),
        ({"groups": "nowhere"}, "groups", "The group &#x27;nowhere&#x27; is not declared under groups."),
        ({"needs": "nobody"}, "needs", "&#x27;nobody&#x27; is neither a group nor a signal."),
        ({"code": "Tool X"}, "code", "A code is lower-case words"),
        ({"code": "tool.semgrep"}, "code", "“tool.semgrep” is there already"),
        ({"holds_in": " "}, "holds_in", "Fill this in."),
        ({"activity": ["juggling"]}, "activity", "Choose one of the list."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, draft, change, field, words):
    address = f"/rules/{draft.pk}/signals/tool.trivy/"
    answer = client.post(address, {**fields(client, address), **change})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in text(answer)
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_signal_that_others_refer_to_can_t_be_renamed_unseen(client, draft, recruiter):
    used = MORE_WORDS.replace("holds: scanning\n", "holds: {signal: tool.trivy}\n", 1)
    save_draft(draft=draft, by=recruiter, version=1, document=used)
    address = f"/rules/{draft.pk}/signals/tool.trivy/"
    answer = client.post(address, {**fields(client, address), "code": "tool.other"})
    assert answer.status_code == 422
    assert "&#x27;tool.trivy&#x27; is neither a group nor a signal." in text(answer)
    refused = client.post(f"{address}remove/", {"seen": seen(used, "signals", "tool.trivy")})
    assert (refused.status_code, "is neither a group nor a signal" in text(refused)) == (422, True)


def test_a_row_shows_whether_its_own_sentences_give_what_they_should(client, draft, recruiter):
    address = f"/rules/{draft.pk}/signals/tool.trivy/"
    assert "It holds where it must, and does not where it must not." in text(client.get(address))
    client.post(address, {**fields(client, address), "not_in": "Ran trivy daily."})
    assert "Must not hold in “Ran trivy daily.”, but does: listed." in text(client.get(address))


def test_a_flag_s_expression_is_changed_and_read_in_words(client, draft):
    address = f"/rules/{draft.pk}/flags/cicd_security/"
    sent = fields(client, address)
    assert sent["holds"] == "together: [scanning, pipeline]\n"
    holds = "any:\n- {group: scanning, at_least: 2, as: [done]}\n- none: [pipeline]\n"
    client.post(address, {**sent, "holds": holds})
    draft.refresh_from_db()
    assert (
        "      - group: scanning\n        at_least: 2\n        as: [done]\n      - none: [pipeline]\n"
        in draft.document
    )
    page = text(client.get(address))
    assert "At least 2 of: scanning (done)" in page
    assert "Nothing of:" in page
    assert "Security step" not in page


@pytest.mark.parametrize(
    ("holds", "words"),
    [
        ("any: [", "Line 2: is not YAML"),
        ("sometimes: [scanning]", "Sometimes is not a field here"),
        ("{together: [scanning]}", "Together needs 2 to 4 names."),
        ("*x", "Line 1: aliases"),
    ],
)
def test_a_wrong_expression_is_told_at_its_field(client, draft, holds, words):
    address = f"/rules/{draft.pk}/flags/cicd_security/"
    answer = client.post(address, {**fields(client, address), "holds": holds})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["holds"])
    assert words in text(answer)


def test_an_absence_says_what_it_looks_for(client, draft):
    address = f"/rules/{draft.pk}/flags/no_automation/"
    answer = client.post(address, {**fields(client, address), "looked_for": ""})
    assert (answer.status_code, ": an absence flag needs looked_for" in text(answer)) == (422, True)
    client.post(address, {**fields(client, address), "looked_for": "a scanner\na script"})
    draft.refresh_from_db()
    assert "absence: true\n    looked_for: [a scanner, a script]\n" in draft.document


def test_a_flag_has_the_guide_s_words(client, draft, client_for, admin):
    page = text(client.get(f"/rules/{draft.pk}/flags/cicd_security/"))
    assert "CI/CD pipeline security" in page
    assert "A scanner in a pipeline counts." in page
    assert "Edit these words" not in page
    page = text(client_for(admin).get(f"/rules/{draft.pk}/flags/cicd_security/"))
    assert 'href="/guide/flag/cicd_security/edit/"' in page


# Adding and removing


def test_a_signal_is_added_behind_the_others(client, draft):
    address = f"/rules/{draft.pk}/signals/add/"
    sent = {"code": "tool.nessus", "terms": "nessus", "groups": "scanning", "seen": ""}
    sent |= {"holds_in": "Ran Nessus.", "not_in": "No Nessus."}
    answer = client.post(address, sent, follow=True)
    assert answer.redirect_chain == [(f"/rules/{draft.pk}/signals/tool.nessus/", 302)]
    draft.refresh_from_db()
    assert list(ruledoc.load(draft.document).signals) == [
        "tool.trivy",
        "tool.semgrep",
        "word.pipeline",
        "tool.nessus",
    ]
    again = client.post(address, sent)
    assert (again.status_code, "is there already" in text(again)) == (422, True)


def test_a_flag_is_added_and_called_by_its_code_until_the_guide_has_it(client, draft):
    sent = {"code": "supply_chain", "polarity": "green", "holds": "scanning", "seen": ""}
    answer = client.post(f"/rules/{draft.pk}/flags/add/", sent, follow=True)
    assert answer.redirect_chain == [(f"/rules/{draft.pk}/flags/supply_chain/", 302)]
    assert "The guide has no words for this flag" in text(answer)


def test_tests_are_added_changed_removed_and_run(client, draft):
    address = f"/rules/{draft.pk}/tests/add/"
    both = client.post(
        address, {"text": "No tools.", "flags": ["scanning_tools"], "not_flags": ["scanning_tools"]}
    )
    assert (both.status_code, "tick it once" in text(both)) == (422, True)
    neither = client.post(address, {"text": "No tools."})
    assert (neither.status_code, "Tick at least one" in text(neither)) == (422, True)
    answer = client.post(
        address, {"text": "Ran semgrep.", "flags": ["scanning_tools"], "as_of": "2026-01-02"}, follow=True
    )
    assert answer.redirect_chain == [(f"/rules/{draft.pk}/tests/1/", 302)]
    assert "Every flag is as it must be." in text(answer)
    assert "All 8 tests give what they should" in text(client.post(f"/rules/{draft.pk}/tests/run/"))
    one = f"/rules/{draft.pk}/tests/1/"
    client.post(one, {**fields(client, one), "text": "Ran nothing."})
    page = text(client.post(f"/rules/{draft.pk}/tests/run/"))
    assert "1 of 8 tests come out wrong" in page
    assert f'href="{one}"' in page
    assert "must hold in the text that begins “Ran nothing.”" in page
    assert "Remove Test 2?" in text(client.get(f"{one}remove/"))
    client.post(f"{one}remove/", fields(client, f"{one}remove/"))
    draft.refresh_from_db()
    assert [row.code for row in list_rows(draft.document, "tests")] == ["0"]


def test_a_signal_is_removed_after_a_question(client, draft):
    address = f"/rules/{draft.pk}/signals/tool.semgrep/remove/"
    assert "Remove tool.semgrep?" in text(client.get(address))
    answer = client.post(address, fields(client, address), follow=True)
    assert "The signal is out of the draft." in text(answer)
    draft.refresh_from_db()
    assert "semgrep" not in draft.document
    assert client.get(address).status_code == 404


# As YAML


def test_a_row_is_written_as_yaml_with_its_remarks(client, draft):
    address = f"/rules/{draft.pk}/signals/tool.semgrep/?as=yaml"
    sent = fields(client, address)
    assert sent["text"].startswith("- code: tool.semgrep\n  terms: [semgrep]\n")
    written = sent["text"].replace("terms: [semgrep]", "terms: [semgrep, opengrep]  # a fork")
    answer = client.post(address, {**sent, "text": written.replace("\n", "\r\n")}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    draft.refresh_from_db()
    assert "    terms: [semgrep, opengrep]  # a fork\n" in draft.document
    renamed = client.post(
        address, {**fields(client, address), "text": written.replace("tool.semgrep", "tool.grep")}
    )
    assert renamed["Location"] == f"/rules/{draft.pk}/signals/tool.grep/?as=yaml"


def test_a_mistake_in_a_row_s_yaml_names_its_line(client, draft):
    address = f"/rules/{draft.pk}/signals/tool.semgrep/?as=yaml"
    sent = fields(client, address)
    answer = client.post(address, {**sent, "text": sent["text"] + "  counts: sometimes\n"})
    assert answer.status_code == 422
    assert "Line 21, signals[1].counts: &#x27;sometimes&#x27; is none of listed, done." in text(answer)
    answer = client.post(address, {**sent, "text": "- {"})
    assert (answer.status_code, "is not YAML" in text(answer)) == (422, True)


# Two people, and a text that forms can't read


def test_two_people_change_two_rows_of_one_draft(client, client_for, colleague, draft, recruiter):
    mine, theirs = f"/rules/{draft.pk}/signals/tool.trivy/", f"/rules/{draft.pk}/signals/tool.semgrep/"
    opened = fields(client, mine)
    other = client_for(colleague)
    other.post(theirs, {**fields(other, theirs), "terms": "semgrep\nopengrep"})
    assert client.post(mine, {**opened, "terms": "trivy\ngrype"}).status_code == 302
    draft.refresh_from_db()
    found = ruledoc.load(draft.document).signals
    assert (len(found["tool.trivy"].terms), len(found["tool.semgrep"].terms)) == (2, 2)
    assert draft.writers == sorted([recruiter.pk, colleague.pk])


def test_of_two_who_change_one_row_the_second_is_told_and_loses_nothing(client, client_for, colleague, draft):
    address = f"/rules/{draft.pk}/signals/tool.trivy/"
    opened = fields(client, address)
    other = client_for(colleague)
    other.post(address, {**fields(other, address), "terms": "trivy\ngrype"})
    answer = client.post(address, {**opened, "terms": "trivy\nclair"})
    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile." in text(answer)
    assert "Now saved here: “trivy grype”." in text(answer)
    assert "trivy clair</textarea>" in text(answer)
    again = {bound.html_name: bound.value() for bound in answer.context["form"] if bound.value()}
    assert client.post(address, again).status_code == 302
    draft.refresh_from_db()
    assert "terms: [trivy, clair]" in draft.document


def test_a_row_that_is_gone_is_told(client, draft, recruiter):
    address = f"/rules/{draft.pk}/signals/tool.semgrep/"
    opened = fields(client, address)
    draft = remove_row(
        draft=draft,
        by=recruiter,
        kind="signals",
        code="tool.semgrep",
        seen=seen(MORE_WORDS, "signals", "tool.semgrep"),
    )
    answer = client.post(address, opened)
    assert (answer.status_code, "Somebody else removed or renamed this" in text(answer)) == (409, True)
    assert client.get(address).status_code == 404


def test_mistakes_elsewhere_stay_and_stop_nobody(client, draft, recruiter):
    broken = MORE_WORDS.replace("polarity: green", "polarity: blue", 1)
    save_draft(draft=draft, by=recruiter, version=1, document=broken, even_invalid=True)
    address = f"/rules/{draft.pk}/signals/tool.semgrep/"
    assert client.post(address, {**fields(client, address), "terms": "semgrep\nopengrep"}).status_code == 302
    draft.refresh_from_db()
    assert ("polarity: blue" in draft.document, "opengrep" in draft.document) == (True, True)


@pytest.mark.parametrize(
    "part", ["", "flags/", "signals/", "tests/", "text/", "difference/", "signals/tool.trivy/"]
)
def test_a_text_that_is_no_yaml_shows_where_to_mend_it(client, draft, recruiter, part):
    save_draft(draft=draft, by=recruiter, version=1, document=NOT_YAML, even_invalid=True)
    answer = client.get(f"/rules/{draft.pk}/{part}")
    assert answer.status_code == 200
    if part not in ("text/", "difference/"):
        assert f'href="/rules/{draft.pk}/text/?line=' in text(answer)


# The actions


def test_who_may_not_change_rules_changes_no_row(draft, in_force, member, admin):
    where = {"kind": "signals", "code": "tool.trivy", "seen": seen(MORE_WORDS, "signals", "tool.trivy")}
    for by, revision, error in ((member, draft, Denied), (admin, in_force, Conflict)):
        with pytest.raises(error):
            put_row(draft=revision, by=by, values={"code": "tool.trivy"}, **where)
        with pytest.raises(error):
            rewrite_row(draft=revision, by=by, text="", **where)
        with pytest.raises(error):
            remove_row(draft=revision, by=by, **where)
    assert set(RuleRevision.objects.values_list("version", flat=True)) == {1}


def test_a_code_that_is_taken_is_refused(draft, recruiter):
    with pytest.raises(Invalid, match="is there already"):
        put_row(draft=draft, by=recruiter, kind="flags", code="", seen="", values={"code": "scanning_tools"})

"""Asking for a draft's impact, measuring it in a worker, and reading it."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from candidates.choices import ImpactState, Verdict
from candidates.models import Candidate, ResumeFacts, RuleImpact
from candidates.studio.actions import (
    ask_impact,
    make_draft,
    publish_draft,
    save_draft,
    sweep_impacts,
    work_on_impact,
)
from candidates.studio.actions import impacts as module
from candidates.studio.actions.impacts import MOST_ATTEMPTS
from candidates.studio.documents import RulesInvalid
from candidates.studio.impacts import Change, pack, sentence, unpack
from candidates.studio.queries import impact_changes, newest_impact, show_changes
from recruiting.errors import Conflict, Denied
from tests.candidates.studio.small import MORE_WORDS, SMALL, resume
from tests.candidates.studio.stored import store
from tests.factories.candidates import make_application, make_flag_review, make_job

TRACK = resume("Ran Dependency-Track for 70 services")
TRIVY = resume("Ran Trivy on all images")


@pytest.fixture
def stored(in_force, admin) -> dict[str, int]:
    """Four resumes that the draft changes, one that it doesn't: ids by name."""
    job, closed = make_job(title="Open one"), make_job(status="paused")
    hidden = make_job(confidential=True)
    found = {
        "loose": store(TRACK, by=admin),
        "applied": store(TRACK, by=admin),
        "open": store(TRACK, by=admin, job=job),
        "closed": store(TRACK, by=admin, job=closed),
        "hidden": store(TRACK, by=admin, job=hidden),
        "same": store(TRIVY, by=admin),
    }
    applied = found["applied"]
    make_application(job, applied.resume.candidate, resume=applied.resume, screening=applied)
    for name, screening in found.items():
        Candidate.objects.filter(pk=screening.resume.candidate_id).update(name=name)
    return {name: screening.resume_id for name, screening in found.items()}


def measured(draft, by) -> RuleImpact:
    impact = ask_impact(draft=draft, by=by)
    assert work_on_impact(impact.pk) is True
    impact.refresh_from_db()
    assert impact.state == ImpactState.DONE, impact.message
    return impact


def test_an_impact_counts_and_names_people_open_jobs_first(draft, stored, recruiter, admin):
    impact = measured(draft, recruiter)
    assert {name: impact.summary[name] for name in ("resumes", "people", "open", "read_again", "levels")} == {
        "resumes": 6,
        "people": 5,
        "open": 3,
        "read_again": 5,
        "levels": 0,
    }
    assert impact.summary["flags"] == [
        {"code": "scanning_tools", "gains": 5, "loses": 0, "wrong": 0, "right": 0},
        {"code": "no_automation", "gains": 0, "loses": 5, "wrong": 0, "right": 0},
    ]
    assert (impact.done, impact.total, impact.version, impact.document) == (6, 6, 1, MORE_WORDS)
    names = {pk: name for name, pk in stored.items()}
    gained = [names[change.resume] for change in impact_changes(admin, impact, flag="scanning_tools")]
    assert gained == ["hidden", "open", "applied", "closed", "loose"]
    # A confidential job's people are shown to nobody who does not see them.
    seen = [names[change.resume] for change in impact_changes(recruiter, impact, flag="scanning_tools")]
    assert seen == ["open", "applied", "closed", "loose"]
    assert newest_impact(recruiter, draft) == impact


def test_changes_are_shown_with_quotes_before_and_after(draft, stored, recruiter):
    impact = measured(draft, recruiter)
    (change,) = [
        c for c in impact_changes(recruiter, impact, flag="scanning_tools") if c.resume == stored["applied"]
    ]
    (shown,) = show_changes(recruiter, impact.document, [change])
    assert (shown.candidate.name, shown.application.job.title, shown.change.gains) == (
        "applied",
        "Open one",
        True,
    )
    assert (shown.before, [quote["quote"] for quote in shown.after]) == (
        [],
        ["Ran Dependency-Track for 70 services"],
    )
    assert (shown.lines, shown.reason) == ((10,), "")


def test_what_is_lost_says_why(in_force, recruiter, admin):
    store(TRIVY, by=admin)
    cue = SMALL.replace('terms: ["no", never]', 'terms: ["no", never, ran]')
    draft = make_draft(by=recruiter, document=cue)
    impact = measured(draft, recruiter)
    change = impact_changes(recruiter, impact, flag="scanning_tools")[0]
    (shown,) = show_changes(recruiter, impact.document, [change])
    assert (change.gains, shown.after, shown.reason) == (False, [], "negated")
    assert [quote["quote"] for quote in shown.before] == ["Ran Trivy on all images"]
    assert shown.lines == (27,)


def test_reviewed_cases_that_the_change_gets_wrong_are_named(draft, stored, recruiter, admin):
    for name, verdict in (("open", Verdict.CONFIRMED), ("closed", Verdict.DISMISSED)):
        result = ResumeFacts.objects.get(resume=stored[name]).screening.flags.get(flag="scanning_tools")
        make_flag_review(result, recruiter, verdict=verdict, reason="Read it")
    impact = measured(draft, recruiter)
    assert (impact.summary["wrong"], impact.summary["right"]) == (1, 1)
    assert impact.summary["flags"][0] == {
        "code": "scanning_tools",
        "gains": 5,
        "loses": 0,
        "wrong": 1,
        "right": 1,
    }
    (wrong,) = impact_changes(admin, impact, wrong=True)
    assert (wrong.resume, wrong.flag, wrong.wrong, wrong.right) == (
        stored["open"],
        "scanning_tools",
        True,
        False,
    )


def test_who_asks_twice_gets_the_same_until_the_text_changes(draft, in_force, recruiter, colleague):
    first = ask_impact(draft=draft, by=recruiter)
    assert ask_impact(draft=draft, by=colleague) == first
    changed = save_draft(draft=draft, by=recruiter, version=1, document=MORE_WORDS + "# More\n")
    second = ask_impact(draft=changed, by=recruiter)
    assert (second != first, second.version) == (True, 2)


def test_old_impacts_go(draft, recruiter):
    asked = []
    for _ in range(8):
        asked.append(ask_impact(draft=draft, by=recruiter))
        work_on_impact(asked[-1].pk)
    assert list(RuleImpact.objects.order_by("pk")) == asked[-5:]


def test_what_has_no_impact(draft, in_force, recruiter, member, admin):
    with pytest.raises(Denied):
        ask_impact(draft=draft, by=member)
    with pytest.raises(Conflict, match="of a draft"):
        ask_impact(draft=in_force, by=recruiter)
    broken = save_draft(draft=draft, by=recruiter, version=1, document="schema: 2", even_invalid=True)
    with pytest.raises(RulesInvalid):
        ask_impact(draft=broken, by=recruiter)
    assert not RuleImpact.objects.exists()
    assert list(RuleImpact.objects.visible_to(member)) == []


def test_measuring_twice_is_once(draft, recruiter):
    impact = measured(draft, recruiter)
    assert work_on_impact(impact.pk) is False
    assert work_on_impact(impact.pk + 1) is False


def test_a_worker_that_died_is_followed_by_another_and_at_last_by_none(draft, recruiter):
    impact = ask_impact(draft=draft, by=recruiter)
    rows = RuleImpact.objects.filter(pk=impact.pk)
    dead = {"state": "running", "lease_owner": "dead", "lease_until": Now() - timedelta(seconds=1)}
    rows.update(**dead, attempts=1, rung_at=None)
    assert sweep_impacts() == 1
    assert work_on_impact(impact.pk) is True
    rows.update(**dead, attempts=MOST_ATTEMPTS, finished_at=None)
    assert work_on_impact(impact.pk) is False
    impact.refresh_from_db()
    assert (impact.state, impact.message[:17]) == ("failed", "Measuring broke o")


def test_who_lost_the_lease_writes_nothing(draft, stored, recruiter, monkeypatch):
    impact = ask_impact(draft=draft, by=recruiter)
    finish = module._finish

    def taken_over(row, owner, *rest):
        RuleImpact.objects.filter(pk=impact.pk).update(lease_owner="another")
        finish(row, owner, *rest)

    monkeypatch.setattr(module, "_finish", taken_over)
    assert work_on_impact(impact.pk) is True
    impact.refresh_from_db()
    assert (impact.state, impact.lease_owner, impact.summary) == ("running", "another", {})


def test_a_fault_of_ours_is_said(draft, stored, recruiter):
    impact = ask_impact(draft=draft, by=recruiter)
    ResumeFacts.objects.update(seen=b"x")
    assert work_on_impact(impact.pk) is True
    impact.refresh_from_db()
    assert (impact.state, impact.finished_at is not None) == ("failed", True)
    assert sweep_impacts() == 0


def test_an_impact_goes_with_its_draft_and_stays_with_what_was_published(draft, in_force, recruiter, admin):
    impact = measured(draft, recruiter)
    now = publish_draft(draft=draft, by=admin, version=1)
    assert newest_impact(recruiter, now) == impact


def test_changes_are_packed_and_come_back():
    changes = [
        Change(5, 9, "b", True, True, False, True),
        Change(2**40, 1, "a", False, False, True, False),
    ]
    assert unpack(pack(changes, ["a", "b"]), ["a", "b"]) == changes


def test_an_impact_in_a_sentence():
    counts = {
        "resumes": 240,
        "people": 12,
        "flags": [{"code": "scanning_tools", "gains": 9, "loses": 3}, {"code": "x", "gains": 0, "loses": 1}],
    }
    names = {"scanning_tools": "Security scanning tools"}
    assert (
        sentence(counts, names)
        == "12 of 240 people change: 9 gain, 3 lose Security scanning tools; 1 lose x."
    )
    assert sentence({"resumes": 3, "people": 0, "flags": []}) == "None of 3 people changes."

"""Screening stored resumes again: what is written, what stays, and how it is watched and stopped."""

import pytest
from django.utils import timezone

from candidates.models import ActivityResult, FlagResult, FlagReview, Resume, ResumeFacts, Screening
from candidates.screening import screen
from candidates.screening.engine import engine
from candidates.screening.packing import signal_codes, unpack_facts
from candidates.studio.actions import (
    count_left,
    publish_draft,
    rescreening,
    start_rescreening,
    sweep_rescreenings,
    work_on_rescreening,
)
from candidates.studio.documents import rules_of
from candidates.studio.measuring import measure
from candidates.tasks import rescreen
from recruiting.errors import Conflict, Denied
from recruiting.events.models import Event
from recruiting.work.actions import cancel_bulk, pause_bulk, resume_bulk
from recruiting.work.queries import progress_of
from rubrics import ruledoc
from tests.candidates.screening.texts import AS_OF
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import flags_of, publish, screened, store
from tests.candidates.studio.vocabularies import random_change, texts
from tests.factories.candidates import make_application, make_flag_review, make_job, shipped_revision

pytestmark = pytest.mark.django_db

TRIVY = resume("Ran Trivy on all images")
TRACK = resume("Ran Dependency-Track for 70 services")
BOTH = resume("Put semgrep into the pipeline", "Ran Dependency-Track for 70 services")


def run(bulk) -> list[str]:
    """All parts, one after the other; what each says."""
    while work_on_rescreening(bulk.pk):
        pass
    bulk.refresh_from_db()
    return list(bulk.items.order_by("position").values_list("message", flat=True))


def report_of(document, rules) -> dict:
    return screen(document, rules=rules, as_of=AS_OF).to_dict()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [301, 302, 303])
def test_only_changed_results_are_written_and_all_are_as_screening_gives(admin, seed):
    first = shipped_revision()
    stored = {store(document, by=admin).resume_id: document for document in texts()}
    rules = random_change(seed)
    preview = {(c.resume, c.flag, c.gains) for c in measure(rules, rule_set=first.rule_set).flags}
    revision = publish(rules, after=first)
    run(start_rescreening(revision=revision, by=admin))
    gave = set()
    for pk, document in stored.items():
        old, new = report_of(document, rules_of(first)), report_of(document, rules)
        rows = list(Screening.objects.filter(resume=pk).order_by("pk"))
        written = rows[1:]
        same = {**old, "rules": ""} == {**new, "rules": ""}
        assert len(written) == (not same)
        if written:
            assert (written[0].report, written[0].as_of, written[0].revision) == (new, AS_OF, revision)
            assert flags_of(written[0]) == {flag["code"] for flag in new["flags"] if flag["holds"]}
            assert written[0].flags.count() == len(new["flags"])
            assert written[0].activities.count() == 20
            gave |= {(pk, code, code in flags_of(rows[1])) for code in flags_of(rows[0]) ^ flags_of(rows[1])}
        kept = ResumeFacts.objects.select_related("resume__reading", "revision").get(resume=pk)
        codes = signal_codes(rules_of(kept.revision))
        facts = unpack_facts(bytes(kept.resume.reading.facts), codes=codes)
        assert facts == screen(document, rules=rules, as_of=AS_OF).facts
        assert (kept.screening, kept.vocabulary, kept.engine) == (rows[-1], revision, engine())
    assert gave == preview
    assert count_left(revision) == 0
    assert measure(rules, rule_set=first.rule_set).flags == []


def test_a_pass_leaves_alone_what_does_not_change(draft, in_force, admin):
    same, changed = store(TRIVY, by=admin), store(TRACK, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    assert count_left(revision) == 2
    bulk = start_rescreening(revision=revision, by=admin)
    assert run(bulk) == ["1 of 2 changed"]
    assert (bulk.state, bulk.kind, progress_of(bulk).done) == ("done", "candidates.rescreen", 1)
    assert list(same.resume.screenings.all()) == [same]
    assert changed.resume.screenings.count() == 2
    assert Event.objects.filter(verb="screening.finished").count() == 3
    assert Event.objects.filter(verb="bulk.started").count() == 1


def test_an_application_shows_its_new_result_and_reviews_stay(draft, in_force, admin, recruiter):
    job = make_job()
    screening = store(TRACK, by=admin)
    application = make_application(
        job, screening.resume.candidate, resume=screening.resume, screening=screening
    )
    review = make_flag_review(screening.flags.get(flag="scanning_tools"), recruiter)
    revision = publish_draft(draft=draft, by=admin, version=1)
    run(start_rescreening(revision=revision, by=admin))
    application.refresh_from_db()
    assert (application.screening.revision, flags_of(application.screening)) == (revision, {"scanning_tools"})
    assert FlagReview.objects.get() == review
    assert flags_of(screening) == {"no_automation"}


def test_a_pass_in_parts_is_paused_resumed_and_cancelled(draft, in_force, admin, monkeypatch):
    monkeypatch.setattr(rescreening, "PART", 2)
    for _ in range(5):
        store(TRACK, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    bulk = start_rescreening(revision=revision, by=admin)
    assert list(bulk.items.values_list("name", flat=True)) == [
        "Resumes 1 to 2",
        "Resumes 3 to 4",
        "Resumes 5 to 5",
    ]
    assert work_on_rescreening(bulk.pk) is True
    pause_bulk(bulk=bulk, by=admin)
    assert work_on_rescreening(bulk.pk) is False
    assert sweep_rescreenings() == 0
    resume_bulk(bulk=bulk, by=admin)
    assert sweep_rescreenings() == 1
    assert work_on_rescreening(bulk.pk) is True
    cancel_bulk(bulk=bulk, by=admin)
    assert work_on_rescreening(bulk.pk) is False
    assert (count_left(revision), Screening.objects.filter(revision=revision).count()) == (1, 4)
    again = start_rescreening(revision=revision, by=admin)
    assert run(again) == ["1 of 1 changed"]


def test_the_task_does_parts_until_all_are_done(draft, in_force, admin, monkeypatch):
    monkeypatch.setattr(rescreening, "PART", 1)
    for _ in range(3):
        store(TRACK, by=admin)
    bulk = start_rescreening(revision=publish_draft(draft=draft, by=admin, version=1), by=admin)
    rescreen(bulk.pk)
    bulk.refresh_from_db()
    assert (bulk.state, progress_of(bulk).done) == ("done", 3)


def test_a_part_that_is_done_twice_is_done_once(draft, in_force, admin):
    store(TRACK, by=admin), store(BOTH, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    resumes = list(Resume.objects.order_by("pk").values_list("pk", flat=True))
    assert rescreening.rescreen_part(revision, first=resumes[0], last=resumes[-1]) == (2, 2)
    rows = Screening.objects.count(), FlagResult.objects.count(), ActivityResult.objects.count()
    assert rescreening.rescreen_part(revision, first=resumes[0], last=resumes[-1]) == (0, 0)
    assert (Screening.objects.count(), FlagResult.objects.count(), ActivityResult.objects.count()) == rows


def test_what_somebody_screened_or_deleted_meanwhile_is_left(draft, in_force, admin):
    gone, asked = store(TRACK, by=admin), store(TRACK, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    bulk = start_rescreening(revision=revision, by=admin)
    screened(asked.resume, by=admin)
    Resume.objects.filter(pk=gone.resume_id).update(deleted_at=timezone.now())
    assert run(bulk) == ["0 of 0 changed"]
    assert (gone.resume.screenings.count(), asked.resume.screenings.count()) == (1, 2)


def test_a_part_that_breaks_off_does_not_hold_up_the_others(draft, in_force, admin, monkeypatch):
    monkeypatch.setattr(rescreening, "PART", 1)
    broken, well = store(TRACK, by=admin), store(TRACK, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    ResumeFacts.objects.filter(resume=broken.resume_id).update(seen=b"x")
    bulk = start_rescreening(revision=revision, by=admin)
    assert run(bulk) == ["A fault of ours: start again.", "1 of 1 changed"]
    assert (progress_of(bulk).failed, well.resume.screenings.count()) == (1, 2)


def test_who_may_start_and_when(draft, in_force, admin, member, recruiter):
    store(TRACK, by=admin)
    with pytest.raises(Conflict, match="rules in force"):
        start_rescreening(revision=draft, by=admin)
    with pytest.raises(Conflict, match="Every stored resume"):
        start_rescreening(revision=in_force, by=admin)
    revision = publish_draft(draft=draft, by=admin, version=1)
    with pytest.raises(Conflict, match="rules in force"):
        start_rescreening(revision=in_force, by=admin)
    with pytest.raises(Denied):
        start_rescreening(revision=revision, by=member)
    start_rescreening(revision=revision, by=recruiter)
    with pytest.raises(Conflict, match="already"):
        start_rescreening(revision=revision, by=admin)


def test_what_another_engine_has_read_is_read_again(in_force, admin):
    screening = store(TRIVY, by=admin)
    ResumeFacts.objects.update(engine="another")
    assert count_left(in_force) == 1
    run(start_rescreening(revision=in_force, by=admin))
    assert (count_left(in_force), list(screening.resume.screenings.all())) == (0, [screening])


def test_when_the_same_facts_may_give_another_report():
    small = ruledoc.load(SMALL)

    def differs(old: str, new: str) -> bool:
        return rescreening.reports_differ(small, ruledoc.load(SMALL.replace(old, new)))

    assert not rescreening.reports_differ(small, ruledoc.load(MORE_WORDS))
    assert differs("[a scanner]", "[a linter]")
    assert differs("activity: container_scanning", "activity: sast")
    assert differs("polarity: yellow", "polarity: green")
    assert differs("groups: [pipeline]\n", "groups: [pipeline]\n    counts: done\n")
    assert differs("holds: scanning\n", "holds: security\n")
    assert not differs(
        "    holds: {together: [scanning, pipeline]}", "    holds: {together: [security, pipeline]}"
    )
    assert rescreening.reports_differ(small, ruledoc.load(OTHER_FLAG))

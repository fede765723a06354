"""Impact equals what re-screening then gives."""

import pytest

from candidates.models import Resume, ResumeFacts, Screening
from candidates.studio.measuring import FlagChange, LevelChange, Outcome, differing_flags, measure
from rubrics import ruledoc
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import flags_of, publish, screened, store
from tests.candidates.studio.vocabularies import random_change, texts
from tests.factories.candidates import make_job, make_resume, make_screening, shipped_revision
from tests.factories.rubrics import make_rule_revision, make_rule_set

pytestmark = pytest.mark.django_db

RUN_TRIVY = resume("Ran Trivy on all images")
BOTH = resume("Put semgrep into the pipeline", "Ran Dependency-Track for 70 services")
TRACK = resume("Ran Dependency-Track for 70 services")
NOTHING = resume()


def rescreened(rules: RuleDocument, after: RuleRevision, by) -> set[FlagChange]:
    """What differs when every resume is screened again by the rules."""
    revision = publish(rules, after=after)
    changes = set()
    for row in Resume.objects.order_by("pk"):
        before = row.screenings.order_by("-pk").first()
        old, new = flags_of(before), flags_of(screened(row, by=by, revision=revision))
        changes |= {FlagChange(row.pk, before.pk, code, code in new) for code in old ^ new}
    return changes


def changes(outcome: Outcome) -> list[tuple[str, bool]]:
    return [(change.flag, change.gains) for change in outcome.flags]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [200, 201, 202])
def test_the_preview_is_what_screening_again_gives(admin, seed):
    revision = shipped_revision()
    for document in texts():
        store(document, by=admin)
    rules = random_change(seed)
    outcome = measure(rules, rule_set=revision.rule_set)
    assert set(outcome.flags) == rescreened(rules, revision, admin)
    assert outcome.resumes == len(texts())


def test_a_flag_is_judged_without_reading_texts(in_force, admin):
    for text in (RUN_TRIVY, BOTH, NOTHING):
        store(text, by=admin)
    outcome = measure(ruledoc.load(OTHER_FLAG), rule_set=in_force.rule_set)
    assert (changes(outcome), outcome.resumes, outcome.again) == (
        [("cicd_security", True)],
        3,
        set(),
    )


def test_only_texts_that_new_words_touch_are_read_again(in_force, admin):
    screenings = [store(text, by=admin) for text in (RUN_TRIVY, BOTH, TRACK, NOTHING)]
    told: list[tuple[int, int]] = []
    outcome = measure(
        ruledoc.load(MORE_WORDS), rule_set=in_force.rule_set, tell=lambda *done: told.append(done)
    )
    third = screenings[2]
    assert outcome.flags == [
        FlagChange(third.resume_id, third.pk, "no_automation", False),
        FlagChange(third.resume_id, third.pk, "scanning_tools", True),
    ]
    assert (outcome.again, told) == ({screenings[1].resume_id, third.resume_id}, [(4, 4)])


def test_flags_that_come_and_go(in_force, admin):
    screening = store(RUN_TRIVY, by=admin)
    rules = ruledoc.load(SMALL.replace("scanning_tools", "tools"))
    outcome = measure(rules, rule_set=in_force.rule_set)
    assert outcome.flags == [
        FlagChange(screening.resume_id, screening.pk, "scanning_tools", False),
        FlagChange(screening.resume_id, screening.pk, "tools", True),
    ]


def test_deleted_resumes_other_rule_sets_and_unread_files_have_no_part(in_force, admin):
    other = make_rule_set()
    make_rule_revision(rule_set=other, document=SMALL, content_hash=ruledoc.load(SMALL).content_hash)
    store(TRACK, by=admin, job=make_job(rule_set=other))
    make_screening(make_resume(), state="unreadable", revision=in_force)
    gone = store(TRACK, by=admin)
    Resume.objects.filter(pk=gone.resume_id).update(deleted_at=gone.finished_at)
    outcome = measure(ruledoc.load(MORE_WORDS), rule_set=in_force.rule_set)
    assert (outcome.flags, outcome.resumes) == ([], 0)


def test_resumes_are_compared_with_their_own_rules(in_force, admin):
    """One was read by older rules than the other: each is compared with what it shows now."""
    old = store(TRACK, by=admin)
    publish(ruledoc.load(MORE_WORDS), after=in_force)
    store(TRACK, by=admin)
    outcome = measure(ruledoc.load(SMALL), rule_set=in_force.rule_set)
    assert {change.resume == old.resume_id for change in outcome.flags} == {False}
    assert changes(outcome) == [("no_automation", True), ("scanning_tools", False)]


def test_what_another_engine_has_read_is_read_whole(in_force, admin):
    screening = store(RUN_TRIVY, by=admin)
    ResumeFacts.objects.update(engine="another")
    Screening.objects.update(months=70, level="senior")
    screening.flags.filter(flag="cicd_security").update(holds=True)
    outcome = measure(ruledoc.load(MORE_WORDS), rule_set=in_force.rule_set)
    assert changes(outcome) == [("cicd_security", False)]
    assert outcome.levels == [
        LevelChange(screening.resume_id, screening.pk, 70, "senior", float(screening.months), screening.level)
    ]


@pytest.mark.django_db(transaction=True)
def test_many_processes_find_what_one_does(in_force, admin):
    for text in (RUN_TRIVY, BOTH, TRACK, NOTHING):
        store(text, by=admin)
    rules = ruledoc.load(MORE_WORDS)
    alone = measure(rules, rule_set=in_force.rule_set, processes=0)
    assert measure(rules, rule_set=in_force.rule_set, processes=2) == alone


def test_which_flags_the_same_facts_may_change():
    def codes(source: str) -> list[list[str]]:
        return [
            [flag.code for flag in flags]
            for flags in differing_flags(ruledoc.load(SMALL), ruledoc.load(source))
        ]

    every = ["scanning_tools", "cicd_security", "no_automation"]
    assert codes(SMALL) == codes(MORE_WORDS) == [[], []]
    assert codes(SMALL.replace("[a scanner]", "[a linter]")) == [[], []]
    assert codes(OTHER_FLAG) == [["cicd_security"], ["cicd_security"]]
    assert codes(SMALL.replace("groups: [pipeline]", "groups: [pipeline]\n    counts: done")) == [
        every,
        every,
    ]

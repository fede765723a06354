"""Dealing a loop: what it rests on, what it leaves alone, and taking it back."""

import pytest

from candidates.actions.reviews import review_flag
from candidates.choices import ActivityState, Need
from candidates.models import JobActivity
from interviews.actions.deals import Former, deal_loop, plan_loop, restore_deal, title_of
from interviews.actions.kits import remove_question
from interviews.actions.loops import begin_loop, cancel_loop
from interviews.models import KitQuestion, Loop
from interviews.queries.cover import cover_of, holes_of, with_remedies
from interviews.queries.gaps import open_points
from interviews.queries.kits import kits_of
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from rubrics.models import Activity, Question
from tests.factories import interviews as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def plan_of(loop: Loop) -> list:
    return [
        (
            kit.panelist.user.name,
            kit.interview.title,
            [area.code for area in kit.areas],
            [(item.question.code, item.minutes, item.why, item.about, item.reason) for item in kit.questions],
        )
        for kit in kits_of(loop)
    ]


def codes_in(loop: Loop) -> list[str]:
    return list(
        KitQuestion.objects.filter(panelist__interview__loop=loop).values_list("question__code", flat=True)
    )


def test_a_loop_is_planned_in_one_go(dealt, recruiter):
    kits = kits_of(dealt)
    assert dealt.state == "draft"
    assert sorted(area.code for kit in kits for area in kit.areas) == [
        "automation", "enablement", "incident", "knowledge",
    ]  # fmt: skip
    assert all(kit.questions and kit.left >= 0 for kit in kits)
    assert all(kit.interview.title == kit.areas[0].name for kit in kits)
    assert len(set(codes_in(dealt))) == len(codes_in(dealt))
    assert all(item.question.levels.filter(code="mid").exists() for kit in kits for item in kit.questions)
    assert holes_of(cover_of(recruiter, kits)) == []
    assert Event.objects.get(verb="kit.dealt").codes["application"] == dealt.application_id


def test_every_question_says_why_with_the_resume_s_own_words(dealt, recruiter):
    activity = Activity.objects.get(code="kubernetes")
    JobActivity.objects.create(job=dealt.application.job, activity=activity, need=Need.MUST)
    report = dealt.application.screening.report
    evidence = [{"quote": "Python,  Go, Terraform, Kubernetes", "line": 13}]
    report["activities"]["kubernetes"] = {"state": ActivityState.LISTED, "evidence": evidence}
    report["open_points"] = [{"about": "activity:kubernetes", "reason": "listed"}]
    points = {point.about: point for point in open_points(recruiter, dealt)}
    said = points["activity:kubernetes"]
    assert (said.why, said.reason) == (
        "claim",
        "Kubernetes security: named, not shown in use. “Python, Go, Terraform, Kubernetes” (line 13). "
        "The job must have it.",
    )
    assert all(item.reason for kit in kits_of(dealt) for item in kit.questions)
    mistakes = [point for point in points.values() if point.guard]
    assert len(mistakes) == 4


def test_what_the_job_does_not_need_is_not_asked_about(dealt, recruiter):
    unseen = next(
        code for code, found in dealt.application.screening.report["activities"].items()
        if found["state"] == ActivityState.NOT_SEEN
    )  # fmt: skip
    row = JobActivity.objects.create(
        job=dealt.application.job, activity=Activity.objects.get(code=unseen), need=Need.NICE
    )
    assert f"activity:{unseen}" in {point.about for point in open_points(recruiter, dealt)}
    row.need = Need.NOT_NEEDED
    row.save()
    assert f"activity:{unseen}" not in {point.about for point in open_points(recruiter, dealt)}


def test_a_flag_that_a_person_disagreed_with_is_no_reason(screened, recruiter, panel):
    report = screened.screening.report
    report["open_points"] = [{"about": "flag:no_automation", "reason": "flag"}]
    for flag in report["flags"]:
        if flag["code"] == "no_automation":
            flag.update(holds=True, evidence=[])
    screened.screening.save()
    result, _ = screened.screening.flags.update_or_create(flag="no_automation", defaults={"holds": True})
    loop = make.make_loop(
        screened, level=screened.job.level, template=make.make_whole_template(screened.job.level)
    )
    [said] = [point for point in open_points(recruiter, loop) if point.about == "flag:no_automation"]
    assert said.reason == f"No automation. Nothing in {report['lines']} lines says otherwise."
    review_flag(application=screened, result=result, by=recruiter, verdict="dismissed", reason="She scripts.")
    loop.refresh_from_db()
    assert "flag:no_automation" not in {point.about for point in open_points(recruiter, loop)}


def test_without_a_resume_the_job_s_needs_and_the_level_are_asked(dealt, recruiter):
    activity = Activity.objects.get(code="sast")
    JobActivity.objects.create(job=dealt.application.job, activity=activity, need=Need.MUST)
    dealt.application.screening = None
    points = open_points(recruiter, dealt)
    assert points[0].reason == f"{activity.name}: no resume was read. The job must have it."
    kinds = {point.about.partition(":")[0] for point in points}
    assert kinds == {"activity", "capability", "mistake"}


def test_nothing_that_an_earlier_loop_asked_is_asked_again(dealt, screened, recruiter, panel):
    begin_loop(loop=dealt, by=recruiter)
    Loop.objects.filter(pk=dealt.pk).update(state="closed")
    second = plan_loop(application=screened, by=recruiter, panel=[(user, 60) for user in panel])
    assert codes_in(second)
    assert not set(codes_in(dealt)) & set(codes_in(second))


def test_a_loop_that_was_given_up_unasked_counts_for_nothing(dealt, screened, recruiter, panel):
    first = sorted(codes_in(dealt))
    cancel_loop(loop=dealt, by=recruiter)
    second = plan_loop(application=screened, by=recruiter, panel=[(user, 60) for user in panel])
    assert sorted(codes_in(second)) == first


def test_dealing_again_gives_the_same_and_undo_brings_back_what_was_changed(dealt, recruiter):
    first = plan_of(dealt)
    remove_question(kit_question=kits_of(dealt)[0].questions[0], by=recruiter)
    changed = plan_of(dealt)
    former = deal_loop(loop=dealt, by=recruiter)
    assert plan_of(dealt) == first
    restore_deal(loop=dealt, by=recruiter, former=former)
    assert plan_of(dealt) == changed


def test_undo_is_refused_once_somebody_changed_the_plan(dealt, recruiter):
    former = deal_loop(loop=dealt, by=recruiter)
    remove_question(kit_question=kits_of(dealt)[0].questions[0], by=recruiter)
    before = plan_of(dealt)
    with pytest.raises(Conflict) as error:
        restore_deal(loop=dealt, by=recruiter, former=former)
    assert (error.value.code, plan_of(dealt)) == ("changed", before)


def test_undo_is_refused_once_somebody_began_a_card(dealt, recruiter):
    former = deal_loop(loop=dealt, by=recruiter)
    make.make_scorecard(kits_of(dealt)[0].panelist)
    with pytest.raises(Conflict) as error:
        restore_deal(loop=dealt, by=recruiter, former=former)
    assert error.value.code == "has_card"


def test_whoever_began_a_card_keeps_their_kit(dealt, recruiter):
    kept = kits_of(dealt)[1]
    make.make_scorecard(kept.panelist)
    before = plan_of(dealt)[1]
    deal_loop(loop=dealt, by=recruiter)
    assert plan_of(dealt)[1] == before
    assert len(set(codes_in(dealt))) == len(codes_in(dealt))
    owned = [area.code for kit in kits_of(dealt) for area in kit.areas]
    assert owned.count(kept.areas[0].code) == 1


def test_chosen_areas_may_stay_and_a_title_of_one_s_own_stays(dealt, recruiter):
    kit = kits_of(dealt)[0]
    incident = next(area for other in kits_of(dealt) for area in other.areas if area not in kit.areas)
    kit.panelist.focus_areas.set([incident])
    kit.interview.title = "Coffee with Aisha"
    kit.interview.save()
    deal_loop(loop=dealt, by=recruiter, keep_areas=True)
    again = kits_of(dealt)[0]
    assert (again.areas, again.interview.title) == ([incident], "Coffee with Aisha")
    assert {item.question.focus_area for item in again.questions} == {incident}


def test_two_in_one_interview_share_its_minutes(dealt, recruiter):
    interview = kits_of(dealt)[0].interview
    make.make_panelist(interview, make_user(name="Yusuf"), focus_areas=())
    deal_loop(loop=dealt, by=recruiter)
    sharing = [kit for kit in kits_of(dealt) if kit.interview == interview]
    assert [kit.minutes for kit in sharing] == [25, 25]
    assert all(kit.left >= 0 for kit in sharing)


@pytest.mark.parametrize("who", ["manager", "panel"])
def test_only_who_plans_deals(dealt, manager, panel, who):
    before = plan_of(dealt)
    with pytest.raises(Denied):
        deal_loop(loop=dealt, by=manager if who == "manager" else panel[0])
    with pytest.raises(Denied):
        restore_deal(loop=dealt, by=manager, former=Former(dealt.version, {}))
    assert plan_of(dealt) == before


def test_a_loop_needs_a_panel(screened, recruiter):
    loop = make.make_loop(
        screened, level=screened.job.level, template=make.make_whole_template(screened.job.level)
    )
    with pytest.raises(Conflict) as error:
        deal_loop(loop=loop, by=recruiter)
    assert error.value.code == "no_panel"


def test_a_panel_of_nobody_that_can_sign_in_plans_nothing(screened, recruiter):
    gone = make_user(is_active=False)
    with pytest.raises(Invalid):
        plan_loop(application=screened, by=recruiter, panel=[(gone, 60)])
    assert not Loop.objects.exists()


def test_a_hole_names_a_question_and_who_has_the_time(dealt, recruiter):
    kit = next(kit for kit in kits_of(dealt) if kit.areas[0].code == "incident")
    KitQuestion.objects.filter(panelist=kit.panelist).delete()
    kits = kits_of(dealt)
    holes = with_remedies(recruiter, dealt, kits, cover_of(recruiter, kits))
    assert holes[0].row.code == "incident"
    assert holes[0].row.owners[0].panelist == kit.panelist
    remedy = holes[0].remedy
    assert (remedy.kit.panelist, remedy.question.focus_area.code) == (kit.panelist, "incident")
    assert remedy.question.code not in codes_in(dealt)
    with pytest.raises(Conflict, match="Nobody asks about: Incident response"):
        begin_loop(loop=dealt, by=recruiter)
    begin_loop(loop=dealt, by=recruiter, despite_holes=True)
    dealt.refresh_from_db()
    assert dealt.state == "running"


def test_a_hole_without_a_question_or_the_time_says_so(dealt, recruiter):
    Question.objects.filter(focus_area__code="incident").update(retired_at=dealt.created_at)
    KitQuestion.objects.filter(question__focus_area__code="incident").delete()
    kits = kits_of(dealt)
    [hole] = [
        hole
        for hole in with_remedies(recruiter, dealt, kits, cover_of(recruiter, kits))
        if hole.row.kind == "area"
    ]
    assert (hole.remedy, hole.left_to_ask) == (None, False)


def test_a_loop_begins_once(dealt, recruiter, manager):
    with pytest.raises(Denied):
        begin_loop(loop=dealt, by=manager)
    begin_loop(loop=dealt, by=recruiter)
    with pytest.raises(Conflict) as error:
        begin_loop(loop=dealt, by=recruiter)
    assert error.value.code == "not_draft"
    assert Event.objects.filter(verb="loop.begun").count() == 1


def test_titles_follow_the_areas():
    assert title_of([]) == "Interview"
    assert title_of(["Automation skills"]) == "Automation skills"
    assert title_of(["Security knowledge", "Automation skills", "Incident response"]) == (
        "Security knowledge, automation skills and incident response"
    )

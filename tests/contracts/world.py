"""What the access matrix walks over: a person of each role, things of their own, and another person's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from candidates.choices import JobRole
from candidates.models import Application, FlagResult, Job
from candidates.studio.actions import make_draft
from candidates.studio.queries import find_row, mark_of
from interviews.actions.deals import Former
from interviews.actions.feeds import hash_of
from interviews.api.deals import undo_of
from recruiting.accounts import factors
from recruiting.accounts.choices import SCOPES, Role
from recruiting.accounts.models import User
from recruiting.home.models import Postponed
from recruiting.work.models import Bulk, BulkItem
from rubrics import ruledoc
from rubrics.actions import BankImport
from rubrics.actions.imports import Planned
from rubrics.choices import Origin, Score
from rubrics.models import Level, RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL
from tests.factories import candidates as make
from tests.factories import interviews as plan
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.factories.rubrics import (
    make_anchor,
    make_criterion,
    make_flag,
    make_level,
    make_question,
    make_rule_revision,
    make_rule_set,
    make_scorecard_template,
    make_source_channel,
    make_term,
)
from tests.factories.studio import make_impact, make_rescreening
from tests.factories.work import make_bulk

ROLES = {
    "admin": Role.ADMIN,
    "recruiter": Role.RECRUITER,
    "hiring_manager": Role.MEMBER,
    "interviewer": Role.MEMBER,
    "member": Role.MEMBER,
    "auditor": Role.AUDITOR,
}
NOWHERE = 999_999_999
PEOPLE = b"name,email\nAda Field,ada.field@example.org\n"
OLDER = make.RESUME.replace("Semgrep", "an editor")
RESUME = b"Ada Field\nada.field@example.org\n\nRan Trivy in every pipeline.\n"


@dataclass
class World:
    """people by role; things: whose ("own" or "other") -> name -> what an address or a body takes."""

    people: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    shared: dict[str, dict[str, Any]] = field(default_factory=dict)
    personal: dict[str, dict[str, Any]] = field(default_factory=dict)

    def things(self, whose: str, role: str) -> dict[str, Any]:
        """What "own" or "other" means for a role. Missing ones are found nowhere."""
        if whose in ("missing", "any"):
            found = self.things("own", role)
            return dict.fromkeys(found, NOWHERE) | {"code": "no-such-code"} if whose == "missing" else found
        personal = self.personal[role if whose == "own" and role in self.personal else "stranger"]
        return self.shared[whose] | personal


def make_world() -> World:
    """Every role on one job, and a confidential job of a recruiter whom nobody of them knows."""
    world = World({name: make_user(role, name=name) for name, role in ROLES.items()})
    stranger = make_user(Role.RECRUITER, name="stranger")
    world.shared = {
        "own": _around_a_job(world.people["recruiter"], world, confidential=False),
        "other": _around_a_job(stranger, None, confidential=True),
    }
    for number, (name, person) in enumerate(world.people.items()):
        world.personal[name] = _of_a_person(person, world.shared["own"], number)
        world.sessions[name] = _session_of(person)
        world.keys[name] = make_token(person)[1]
    recruiter = world.people["recruiter"]
    reading = [scope for scope in SCOPES if scope.endswith(":read")]
    world.keys |= {
        "no_scope": make_token(recruiter, scopes=[])[1],
        "read": make_token(recruiter, scopes=reading)[1],
    }
    world.personal["stranger"] = _of_a_person(stranger, world.shared["other"], 0)
    _add_links(world)
    make_flag(code="scanning_tools")
    return world


def _around_a_job(owner: User, world: World | None, *, confidential: bool) -> dict[str, Any]:
    """The key of one thing of each kind that belongs to a job."""
    jobs = [
        make.make_job(recruiter=owner, confidential=confidential, status=status)
        for status in ("open", "draft", "open")
    ]
    job, draft, second = jobs
    person = make.make_candidate()
    older = make.make_resume(person, text=OLDER, job=job, uploaded_by=owner)
    make.make_screening(older, text=OLDER)
    application = make.make_screened_application(job, candidate=person, owner=owner)
    if world:
        for each in jobs:
            make.make_member(each, world.people["hiring_manager"], JobRole.HIRING_MANAGER)
            make.make_member(each, world.people["interviewer"], JobRole.INTERVIEWER)
        make.make_participant(application, world.people["interviewer"])
    unread, waiting, deleted = (
        make.make_resume(job=job, uploaded_by=owner, document=False, **values)
        for values in ({}, {}, {"deleted_at": timezone.now()})
    )
    stages = list(job.stages.all())
    decided = make.make_decision(application, kind="hold", decided_by=owner)
    tag = make.make_tag()
    application.candidate.tags.add(tag)
    found = {
        **_rules_of(owner),
        "job": job,
        "draft": draft,
        "second_job": second,
        "application": application,
        "ended": make.make_application(job, status="rejected"),
        "moved": _moved(job, stages),
        "by_hand": make.make_application(job),
        "candidate": application.candidate,
        "decision": decided,
        "double": make.make_application(job).candidate,
        "resume": application.resume,
        "older_resume": older,
        "screening": application.screening,
        "unread": unread,
        "unread_screening": make.make_screening(unread, state="unreadable"),
        "waiting_screening": make.make_screening(waiting, state="queued"),
        "deleted_resume": deleted,
        "row": make.make_member(job),
        "colleague": make_user(),
        "stage": stages[0],
        "next_stage": stages[1],
        "reason": make.make_reason(),
        "retired_reason": make.make_reason(retired_at=timezone.now()),
        "tag": tag,
        "other_tag": make.make_tag(),
        "attachment": make.make_attachment(application.candidate, owner),
        "deleted_attachment": make.make_attachment(
            application.candidate, owner, sha256="0" * 64, deleted_at=timezone.now()
        ),
        "source": make.make_source(),
        "referral": make.make_referral(application.candidate),
        "template": make.make_job_template(made_by=owner),
        **_interviews_of(application, interviewer := world.people["interviewer"] if world else make_user()),
        "talk": _talked_over(job, interviewer),
        "closed_talk": _talked_over(job, interviewer, closed_at=timezone.now(), closed_by=owner),
    }
    channel = make_source_channel()
    found["channel_row"] = channel
    chosen = f"{application.pk}-{application.version}"
    said = {"channel": channel.code, "flag": "scanning_tools", "rules_text": OTHER_FLAG, "chosen": chosen}
    said |= {"in_queue": f"{application.pk}-scanning_tools"}
    said |= {"colleague_mail": found["colleague"].email}
    said |= {"deal_undo": undo_of(found["loop"], Former(found["loop"].version, {}))}
    said |= {"signal_mark": _mark("signals", "tool.trivy"), "test_mark": _mark("tests", "0")}
    return {name: row.pk for name, row in found.items()} | said


AHEAD = datetime(2190, 3, 9, 10, tzinfo=UTC)


def _interviews_of(application: Application, interviewer: User) -> dict[str, Any]:
    """A running loop: the interviewer has begun a card, a colleague submitted theirs."""
    loop = plan.make_loop(application)
    ahead = {"starts_at": AHEAD}
    interview = plan.make_scheduled(loop, **ahead)
    seat = plan.make_panelist(interview, interviewer)
    colleague = plan.make_panelist(interview)
    earlier = plan.make_panelist(plan.make_interview(loop), interviewer)
    plan.make_scorecard(earlier, submitted=True)
    # A draft that lacks nothing.
    finished = plan.make_panelist(plan.make_interview(loop), interviewer, focus_areas=())
    plan.make_scorecard(finished, recommendation=3, reason="Built it herself.")
    draft = plan.make_loop(
        make.make_application(application.job), state="draft", level=loop.level, template=loop.template
    )
    free_interview = plan.make_interview(draft)
    return {
        "level": loop.level,
        "draft_loop": draft,
        "free_interview": free_interview,
        "free_seat": plan.make_panelist(free_interview),
        "loop": loop,
        "interview": interview,
        "empty_interview": plan.make_scheduled(loop, **ahead),
        "failed_mail": plan.make_mail(interview, seat.user, state="failed", fault="refused"),
        "seat": seat,
        "kit_question": plan.make_kit_question(seat),
        "card": plan.make_scorecard(seat),
        "own_submitted": earlier,
        "whole_seat": finished,
        "colleague_seat": colleague,
        "colleague_card": plan.make_scorecard(colleague, submitted=True),
    }


def _talked_over(job: Any, interviewer: User, **given: Any) -> Any:
    """A loop whose one card is in and whose debrief was opened."""
    loop = plan.make_loop(make.make_application(job), state="closed" if given else "running")
    plan.make_scorecard(plan.make_panelist(plan.make_interview(loop), interviewer), submitted=True)
    plan.make_debrief(loop, **given)
    return loop


def _mark(kind: Any, code: str) -> str:
    """How a form knows a row of the draft."""
    return mark_of(find_row(MORE_WORDS, kind, code))


def _moved(job: Any, stages: list[Any]) -> Any:
    """Somebody who stood in the first stage and stands in the second."""
    application = make.make_application(job, stage=stages[1])
    entered = application.applied_at
    application.visits.all().delete()
    application.visits.create(stage=stages[0], entered_at=entered, left_at=entered)
    application.visits.create(stage=stages[1], entered_at=entered)
    return application


def _rules_of(owner: User) -> dict[str, Any]:
    """A rule set of the owner's with older rules, newer ones in force, a draft, and work on them."""
    rule_set = make_rule_set()
    old, now = (
        make_rule_revision(
            rule_set=rule_set, number=number, document=text, content_hash=ruledoc.load(text).content_hash
        )
        for number, text in enumerate((SMALL, OTHER_FLAG), start=1)
    )
    draft = make_draft(by=owner, rule_set=rule_set, document=MORE_WORDS)
    make.make_screening(revision=old)
    running, paused = (
        make_rescreening(now, bulk=make_bulk(owner, kind="candidates.rescreen", state=state))
        for state in ("running", "paused")
    )
    return {
        "rules": now,
        "old_rules": old,
        "rule_draft": draft,
        "unread_rules": _with_one_to_read(),
        "impact": make_impact(draft, asked_by=owner, version=99),
        "rescreening": running,
        "paused_rescreening": paused,
    }


def _with_one_to_read() -> RuleRevision:
    """Rules in force that have not read a resume which older ones have."""
    rule_set = make_rule_set()
    old = make_rule_revision(rule_set=rule_set, number=1, document=SMALL)
    make.make_screening(revision=old)
    return make_rule_revision(rule_set=rule_set, number=2, document=OTHER_FLAG)


def _of_a_person(person: User, near: dict[str, Any], number: int) -> dict[str, Any]:
    """What belongs to the person alone. number: which flag they have said something of, so that nobody said more."""
    values = {"author": person, "candidate_id": near["candidate"], "application_id": near["application"]}
    bulk = Bulk.objects.create(kind="candidates.upload", actor=person, total=1)
    BulkItem.objects.create(bulk=bulk, position=1, name="kim.pdf")
    begun = make_bulk(person, rows=1, kind="candidates.import")
    stage = make.Stage.objects.filter(job=near["job"]).first()
    moving = make_bulk(person, rows=1, kind="candidates.move", job_id=near["job"])
    note = make.Note.objects.create(text="Hm", **values)
    plan.make_feed_link(person)
    results = FlagResult.objects.filter(screening=near["screening"]).order_by("pk")
    put_off = {"kind": "late", "until": timezone.now() + timedelta(days=1)}
    found = {
        "import": make.make_people_import(person),
        "begun_import": make.make_people_import(person, bulk=begun),
        "change": make.make_pipeline_change(stage, bulk=moving),
        "person": person,
        "mention": make.make_mention(make.Note.objects.create(text="Hm", **values), person),
        "seen_mention": make.make_mention(note, person, seen_at=timezone.now()),
        "review": make.make_flag_review(results[number], person),
        "postponed": Postponed.objects.create(user=person, target_id=near["application"], **put_off),
        "token": make_token(person)[0],
        "bulk": bulk,
        "saved_view": make.make_saved_view(person, query="level=mid"),
        "note": note,
        "deleted_note": make.Note.objects.create(text="Hm", deleted_at=timezone.now(), **values),
    }
    return {name: row.pk for name, row in found.items()} | {"role": person.role}


def _add_links(world: World) -> None:
    """Secrets of one-time links, open ones and such as are over; a row of the guide that was changed; a question;
    a scorecard template."""
    over = {"expires_at": timezone.now() - timedelta(days=1)}
    said = {"name": "SAST", "meaning": "Said"}
    term = make_term(
        code="sast", name="SAST", meaning="Changed", origin=Origin.GUIDE, guide_version=1, shipped=said
    )
    level = make_level()
    question, retired = make_question(levels=(level,)), make_question(retired_at=timezone.now())
    bank_file = (
        "questions:\n  - {code: own.first, text: What do you do first?, "
        f"focus_area: {question.focus_area.code}, levels: [{level.code}]}}\n"
    )
    criterion = make_criterion(code="calm")
    levels = list(Level.objects.values_list("code", flat=True))
    for row in Level.objects.all():
        for score in Score:
            make_anchor(criterion=criterion, level=row, score=score)
    Job.objects.update(template=criterion.template)
    named = {"name": "Calm", "focus_area": criterion.focus_area.code, "weight": 2, "mistake": ""}
    form = {f"{code}_{score.value}": "Stays calm." for code in levels for score in Score}
    old_scorecard = make_criterion(template=make_scorecard_template(retired_at=timezone.now())).template
    for whose, values in (("own", {}), ("other", over)):
        invitation, secret = make_invitation(**values)
        first = make_invitation(email="", role=Role.ADMIN, **values)[1]
        revoked = {"revoked_at": timezone.now()} if values else {}
        plan.make_feed_link(secret_hash=hash_of(f"feed-{whose}"), **revoked)
        world.shared[whose] |= {
            "invitation": invitation.pk,
            "secret": secret,
            "first_secret": first,
            "feed_secret": f"feed-{whose}",
            "question": question.pk,
            "question_code": question.code,
            "retired_question": retired.pk,
            "retired_code": retired.code,
            "bank_file": bank_file,
            "bank_form": {
                "text": bank_file,
                "seen": BankImport([Planned("own.first", 2, "added")]).mark,
            },
            "question_form": {
                "text": "What do you do first?",
                "focus_area": question.focus_area.code,
                "minutes": 10,
                "levels": level.code,
                "seen": 1,
            },
            "focus_area_code": question.focus_area.code,
            "level_code": level.code,
            "scorecard": criterion.template_id,
            "scorecard_code": criterion.template.code,
            "criterion_form": named | form | {"seen": 1},
            "job_criterion_form": named | form | {"seen": criterion.template_id},
            "criterion": named | {"anchors": dict.fromkeys(levels, ["Stays calm."] * len(Score))},
            "retired_scorecard": old_scorecard.pk,
            "retired_scorecard_code": old_scorecard.code,
            "code": term.code,
            "seen": term.edit_mark,
        }


def _session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    session = client.session
    session[factors.SESSION_KEY] = person.pk
    session.save()
    return str(session.session_key)

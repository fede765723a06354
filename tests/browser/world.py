"""What the pages show: an installation with no rows, then with one of each, then with many and long names.

Made by the actions that people use; resumes are read and screened by what the worker calls.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from candidates.actions.applications import (
    create_application,
    move_application,
    reject_application,
    withdraw_application,
)
from candidates.actions.attachments import add_attachment
from candidates.actions.decisions import make_decision
from candidates.actions.imports import keep_file
from candidates.actions.jobs import (
    add_member,
    change_pipeline,
    close_job,
    create_job,
    open_job,
    pause_job,
)
from candidates.actions.notes import add_note
from candidates.actions.people import create_candidate
from candidates.actions.resumes import receive_resume
from candidates.actions.reviews import review_flag
from candidates.actions.saved_views import save_view
from candidates.actions.screenings import work_on_screening
from candidates.actions.sourcing import add_referral, change_channel, create_source, set_source
from candidates.actions.tags import tag_candidate
from candidates.actions.templates import keep_as_template
from candidates.actions.uploads import add_file, start_upload
from candidates.choices import GUARDS
from candidates.models import Application, Department, Job, RejectionReason, Resume
from candidates.studio.actions import ask_impact, make_draft, put_row, save_draft, work_on_impact
from candidates.studio.queries import find_row, mark_of
from recruiting.accounts.choices import Role
from recruiting.work import registry
from recruiting.work.choices import BulkState, ItemState
from rubrics.actions import load_guide, publish_shipped_rules
from rubrics.models import Level, RoleProfile, ScorecardTemplate, SourceChannel
from rubrics.queries import rules_in_force
from tests.bench.resumes import resumes
from tests.browser import debriefing
from tests.browser.interviewing import add_cards, add_interview, add_interviews
from tests.browser.planning import add_plans
from tests.candidates.extraction import samples
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.factories.studio import make_rescreening
from tests.factories.work import make_bulk

RESUMES = Path(__file__).resolve().parent.parent / "resumes" / "dev"
LONG_TITLE = "Senior DevSecOps Engineer (Platform Security, Payments and Identity), Amsterdam or remote within two hours"
LONG_STAGE = (
    "Technical conversation about threat models, pipelines and incidents with two engineers of the team"
)
DESCRIPTION = """You make security part of how thirty teams build and deliver.

In your first months:
- one way to scan code, dependencies and images,
- no static credentials in pipelines."""
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Krishnamurthy, Maria Magdalena Antonia"
LONG_FILE = "curriculum-vitae_" + "final-version-really-final_" * 5 + "2026.pdf"
NOTE = "Spoke for ten minutes. Wants to know who owns the scanners.\n\nSounds calm about incidents."
MIXED = (
    ("the same again.txt", "n001.txt"),
    ("not-really-a.pdf", b"\x89PNG\r\n\x1a\n not a resume"),
    ("empty.docx", b""),
)


class World:
    """The people and rows that pages are opened with. Attributes appear as stages are added."""

    def __init__(self) -> None:
        self.admin = make_user(Role.ADMIN, name="Ada Admin", email="ada@example.org")
        self.recruiter = make_user(Role.RECRUITER, name="Rui Recruiter", email="rui@example.org")
        self.member = make_user(Role.MEMBER, name="Mia Member", email="mia@example.org")
        self.auditor = make_user(Role.AUDITOR, name="Odo Auditor", email="odo@example.org")
        registry.register(WORK)

    def user(self, role: str) -> Any:
        return None if role == "stranger" else getattr(self, role)

    def add_one(self) -> None:
        """One of each: a job with one screened person, an upload, an invitation, a key."""
        load_guide()
        publish_shipped_rules()
        if not RejectionReason.objects.exists():  # a test that emptied the tables took the migration's rows
            RejectionReason.objects.create(side="us", name="Not enough relevant experience", position=10)
        self.reason = RejectionReason.objects.filter(side="us").order_by("position").first()
        self.job = self._job("DevSecOps engineer", requisition_id="SEC-7")
        self.upload = start_upload(by=self.recruiter, job=self.job, key="")
        self._file("anna.txt", (RESUMES / "n001.txt").read_bytes())
        self.application = Application.objects.get(job=self.job)
        people = b"Name,E-mail,Mobile,Notes\nAnn Lee,ann@example.org,+44 20 7946 0000,fair\n,nowhere,1,\n"
        self.people_import = keep_file(by=self.recruiter, data=people, name="fair.csv", job=self.job)
        self.template = keep_as_template(job=self.job, by=self.recruiter, name="Cloud security, mid")
        channel = SourceChannel.objects.get(code="github")
        source = create_source(by=self.recruiter, name="Contributors to our scanners", channel=channel)
        set_source(application=self.application, by=self.recruiter, source=source)
        change_channel(channel=channel, by=self.recruiter, cost="Four hours a month", notes=NOTE)
        person = self.application.candidate
        self.referral = add_referral(candidate=person, by=self.recruiter, referrer=self.member, note=NOTE)
        [(name, data)] = resumes(1)
        received = receive_resume(data=data, name=name, by=self.recruiter)
        work_on_screening(received.screening.pk)
        self.laid_out = received.resume
        self.invitation, self.invitation_link = make_invitation(
            email="ines@example.org", invited_by=self.admin
        )
        save = {"page": "candidates:job", "query": "view=board&level=mid&level=senior&without=no_automation"}
        self.view = save_view(by=self.recruiter, name="Mid and up, automates", shared=True, **save)
        save = {"page": "candidates:search", "query": "q=docker&years_to=40"}
        self.search_view = save_view(by=self.recruiter, name="Containers, not yet senior", **save)
        self.token = make_token(self.admin, name="Careers page")[0]
        self.work = make_bulk(self.admin, rows=1, state=BulkState.DONE)
        self._rules()
        add_cards(self)
        self.waiting_panel = debriefing.waiting(create_application, by=self.recruiter, job=self.job)
        add_interview(self)
        # Templates of the factories stand before the guide's.
        self.job.template = ScorecardTemplate.objects.get(code="devsecops_engineer")
        self.job.save(update_fields=["template"])

    def _rules(self) -> None:
        """A draft in which one signal has another term."""
        self.rules = rules_in_force()
        self.rule_draft = make_draft(by=self.recruiter, note="Count what reads SBOMs.")
        self._change_rules("signals", "tool.trivy", {"terms": ["trivy", "aqua trivy", "grype scanner"]})

    def _change_rules(self, kind: Any, code: str, values: dict[str, Any]) -> None:
        row = find_row(self.rule_draft.document, kind, code)
        self.rule_draft = put_row(
            draft=self.rule_draft,
            by=self.recruiter,
            kind=kind,
            code=code,
            values={**(row.values if row else {}), **values},
            seen=mark_of(row),
        )

    def _work_on_rules(self) -> None:
        """A draft with a test that changes people, its impact, a broken draft with a long note, a pass under way."""
        self._change_rules("flags", "kubernetes_security", {"holds": {"group": "devops"}})
        self._change_rules(
            "tests",
            "",
            {"text": "Ran Trivy on all images.", "flags": ["scanning_tools"], "not_flags": ["cicd_security"]},
        )
        impact = ask_impact(draft=self.rule_draft, by=self.recruiter)
        work_on_impact(impact.pk)
        broken = make_draft(by=self.admin, note=DESCRIPTION * 5)
        text = broken.document.replace("polarity: green", "polarity: blue", 1)
        self.broken_rules = save_draft(
            draft=broken, by=self.admin, version=1, document=text, even_invalid=True
        )
        self.rescreening = make_rescreening(
            self.rules, bulk=make_bulk(self.recruiter, rows=60, kind="candidates.rescreen")
        )
        for row in Application.objects.filter(
            job=self.job, screening__flags__flag="scanning_tools", screening__flags__holds=True
        )[:14]:
            result = row.screening.flags.get(flag="scanning_tools")
            review_flag(application=row, result=result, by=self.admin, verdict="confirmed", reason="")

    def add_many(self) -> None:
        """Thirty people in all stages, every kind of file, long names, many jobs."""
        self._people()
        self._work_on_rules()
        self._files()
        self._jobs()
        self.talk = debriefing.split(self.application)
        self.closed_talk = debriefing.closed(self.rejected)
        add_plans(self)
        add_interviews(self)
        self.decided_talk = debriefing.decided(self.decided)
        debriefing.calibrated(self.recruiter)
        for number in range(12):
            make_user(Role.MEMBER, name=f"Colleague {number}")
            make_invitation(invited_by=self.admin)
            make_token(self.admin, name=f"Nightly import {number}")
        make_user(Role.MEMBER, name=LONG_NAME, email=f"{'long.' * 12}name@example.org")
        self.work = make_bulk(self.admin, rows=60, state=BulkState.DONE)
        items = self.work.items
        items.update(state=ItemState.DONE)
        items.filter(position__in=(4, 9)).update(state=ItemState.FAILED, message="The mail address is gone.")

    def _people(self) -> None:
        stages = list(self.job.stages.all())
        for number, path in enumerate(sorted(RESUMES.glob("n*.txt"))[1:]):
            self._receive(path.name, path.read_bytes(), days=number)
        rows = list(Application.objects.filter(job=self.job).order_by("pk"))
        for number, row in enumerate(rows[1:25]):
            if number % 6:
                since = timezone.now() - timedelta(days=number)
                move_application(application=row, by=self.recruiter, stage=stages[number % 6], now=since)
        for row in rows[25:28]:
            reject_application(application=row, by=self.recruiter, reason=self.reason, note="Told by phone.")
        self.rejected = rows[25]
        withdraw_application(application=rows[28], by=self.recruiter, note="Took another offer.")
        self.application = next(row for row in rows if "Sindhuja" in row.candidate.name)
        person = self.application.candidate
        add_note(candidate=person, application=self.application, by=self.recruiter, text=NOTE)
        add_note(
            candidate=person,
            application=self.application,
            by=self.recruiter,
            text="Mine.",
            visibility="private",
        )
        add_note(
            candidate=person,
            application=self.application,
            by=self.admin,
            text=f"Please read this again, @{self.recruiter.name}.",
        )
        for name in ("Talks at conferences", "Kubernetes"):
            tag_candidate(candidate=person, by=self.recruiter, name=name)
        add_attachment(candidate=person, by=self.recruiter, data=b"A letter.", name=LONG_FILE)
        held = list(self.application.screening.flags.filter(holds=True)[:2])
        verdicts = (("confirmed", ""), ("dismissed", "That was a workshop, not work."))
        for result, (verdict, why) in zip(held, verdicts, strict=False):
            review_flag(
                application=self.application, result=result, by=self.recruiter, verdict=verdict, reason=why
            )
        self.decided = rows[24]
        self.hire = make_decision(
            application=rows[24],
            by=self.admin,
            kind="hire",
            level=Level.objects.first(),
            reason=NOTE,
            dissent="One interviewer would have liked to see more Go.",
            **dict.fromkeys(GUARDS, NOTE),
        )
        self.kept, self.double = (
            create_candidate(by=self.recruiter, name=name, email="twice@example.org")
            for name in ("Pat Twice", LONG_NAME)
        )
        for name, data in resumes(3)[1:]:
            received = receive_resume(data=data, name=name, by=self.recruiter, candidate=self.kept)
            work_on_screening(received.screening.pk)
        for person in (self.kept, self.double):
            create_application(candidate=person, job=self.job, by=self.recruiter)
        self.by_hand = create_candidate(
            by=self.recruiter,
            name=LONG_NAME,
            headline="Principal engineer for the security of software supply chains and build platforms",
            email=f"{'maria.' * 8}w@example.org",
        )

    def _files(self) -> None:
        for name, content in MIXED:
            self._file(name, (RESUMES / content).read_bytes() if isinstance(content, str) else content)
        self._file(LONG_FILE, samples.encrypted_pdf("secret"))
        self._file("too-large.pdf", None)
        for number in range(6):
            self._file(
                f"scan {number}.pdf", samples.one_line_pdf(f"Waiting person {number}"), read=number < 3
            )

    def _jobs(self) -> None:
        department = Department.objects.create(name="Platform and security")
        for number in range(30):
            self._job(f"Cloud security engineer {number}", headcount=number + 1, department=department)
        self.draft = create_job(
            by=self.recruiter, title=LONG_TITLE, confidential=True, description=DESCRIPTION + GUARDED
        )
        stages = [
            {"id": row.pk, "name": row.name, "kind": row.kind, "day_limit": row.day_limit}
            for row in self.draft.stages.all()
        ]
        stages[2]["name"] = LONG_STAGE
        change_pipeline(job=self.draft, by=self.recruiter, stages=stages)
        self.paused = self._job("Cloud security architect", description=DESCRIPTION)
        pause_job(job=self.paused, by=self.recruiter)
        self.closed = self._job("Security champion")
        close_job(job=self.closed, by=self.recruiter, reason="Filled from inside")
        add_member(job=self.job, by=self.recruiter, user=self.member, role="hiring_manager")

    def _job(self, title: str, **values: Any) -> Job:
        values = {"level": Level.objects.first(), "role_profile": RoleProfile.objects.first(), **values}
        job = create_job(by=self.recruiter, title=title, **values)
        open_job(job=job, by=self.recruiter)
        job.refresh_from_db()
        return job

    def _receive(self, name: str, data: bytes, *, days: int) -> None:
        moment = timezone.now() - timedelta(days=days)
        received = receive_resume(data=data, name=name, by=self.recruiter, job=self.job, now=moment)
        work_on_screening(received.screening.pk)

    def _file(self, name: str, data: bytes | None, *, read: bool = True) -> None:
        """One file of the upload; None is one that was cut off for its size."""
        reader = None if data is None else lambda: data
        item = add_file(bulk=self.upload, by=self.recruiter, job=self.job, name=name, read=reader)
        if read and item.target_id:
            for screening in Resume.objects.get(pk=item.target_id).screenings.filter(state="queued"):
                work_on_screening(screening.pk)


GUARDED = "\nAs the gatekeeper you approve every release. He has at least eight years of experience."
WORK = registry.Handler("tests.work", "Move 60 people", undo=lambda *, item, by: None)

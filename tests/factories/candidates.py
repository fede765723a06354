"""Jobs, people, resumes and what was found in them: valid by default. What a test is about it says itself."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from candidates.actions.screenings.keeping import facts_rows, keep_facts, pack
from candidates.actions.searching import index_person
from candidates.choices import (
    DEFAULT_PIPELINE,
    Act,
    ActivityState,
    ApplicationStatus,
    ContactKind,
    DecisionKind,
    JobRole,
    JobStatus,
    Listed,
    Need,
    RejectionSide,
    ScreeningState,
    SearchKind,
    StageKind,
    Verdict,
)
from candidates.extraction import Document
from candidates.models import (
    ActivityResult,
    Application,
    Archive,
    Attachment,
    Candidate,
    ChannelSheet,
    Contact,
    Decision,
    Department,
    ExternalId,
    FlagResult,
    FlagReview,
    Job,
    JobActivity,
    JobMember,
    JobTemplate,
    Mention,
    Note,
    Office,
    Participant,
    PeopleImport,
    PipelineChange,
    Referral,
    RejectionReason,
    Resume,
    ResumeDocument,
    SavedView,
    ScannedPage,
    Screening,
    SearchText,
    SearchWord,
    Source,
    Stage,
    StageVisit,
    Tag,
)
from candidates.screening import Report, screen
from candidates.validators import contact_key
from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from rubrics import ruledoc
from rubrics.actions.rules import publish_shipped_rules
from rubrics.models import RuleRevision
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_activity, make_source_channel
from tests.factories.work import make_bulk

RECEIVED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
AS_OF = RECEIVED.date()
RESUME = """Kim Novak
DevSecOps Engineer
kim.novak@example.org

Experience
DevSecOps Engineer, Northwind | Jan 2022 - Present
- Integrated Semgrep and Trivy into the GitLab CI pipelines of twelve teams.
- Moved secrets of forty services to HashiCorp Vault.
DevOps Engineer, Kite Logistics | Feb 2019 - Dec 2021
- Built Terraform modules with Checkov policies for six AWS accounts.

Skills
Python, Go, Terraform, Kubernetes, GitLab CI, Vault

Education
BSc Computer Science, 2015 - 2018
"""
_numbers = count(1)


def make_department(**given: Any) -> Department:
    return Department.objects.create(**{"name": f"Department {next(_numbers)}"} | given)


def make_office(**given: Any) -> Office:
    return Office.objects.create(**{"name": f"Office {next(_numbers)}"} | given)


def make_job(*, recruiter: User | None = None, stages: bool = True, **given: Any) -> Job:
    """An open job with the usual pipeline; `recruiter` becomes its member."""
    job = Job.objects.create(
        **{"title": "DevSecOps engineer", "status": JobStatus.OPEN, "opened_at": RECEIVED} | given
    )
    if stages:
        Stage.objects.bulk_create(
            Stage(job=job, name=name, kind=kind, position=10 * number, day_limit=days)
            for number, (name, kind, days) in enumerate(DEFAULT_PIPELINE, start=1)
        )
    if recruiter:
        make_member(job, recruiter, JobRole.RECRUITER)
    return job


def make_stage(job: Job, **given: Any) -> Stage:
    """A stage after the job's others."""
    number = next(_numbers)
    defaults = {"name": f"Stage {number}", "kind": StageKind.INTERVIEW, "position": 1000 + number}
    return Stage.objects.create(job=job, **defaults | given)


def make_member(job: Job, user: User | None = None, role: str = JobRole.HIRING_MANAGER) -> JobMember:
    return JobMember.objects.create(job=job, user=user or make_user(), role=role)


def make_job_activity(job: Job, **given: Any) -> JobActivity:
    given["activity"] = given.get("activity") or make_activity()
    return JobActivity.objects.create(job=job, **{"need": Need.MUST} | given)


def make_candidate(*, email: str | None = "", phone: str = "", **given: Any) -> Candidate:
    """A person with an e-mail address of their own; email=None: without any."""
    number = next(_numbers)
    name = given.get("name", f"Candidate {number}")
    candidate = Candidate.objects.create(
        **{"name": name, "headline": "DevSecOps engineer", "read_name": name} | given
    )
    if email is not None:
        make_contact(candidate, value=email or f"candidate{number}@example.org")
    if phone:
        make_contact(candidate, kind=ContactKind.PHONE, value=phone)
    index_person(candidate)
    return candidate


def make_contact(
    candidate: Candidate, *, kind: str = ContactKind.EMAIL, value: str = "kim@example.org", **given: Any
) -> Contact:
    defaults = {"value_key": contact_key(kind, value), "from_resume": True}
    return Contact.objects.create(candidate=candidate, kind=kind, value=value, **defaults | given)


def make_external_id(candidate: Candidate, **given: Any) -> ExternalId:
    defaults = {"system": "hris", "object_type": "candidates.candidate", "value": f"x-{next(_numbers)}"}
    return ExternalId.objects.create(object_id=candidate.pk, **defaults | given)


def make_job_template(**given: Any) -> JobTemplate:
    number = next(_numbers)
    defaults = {
        "name": f"Template {number}",
        "title": "DevSecOps engineer",
        "level": "mid",
        "needs": {"sast": "must"},
    }
    return JobTemplate.objects.create(
        **defaults | {"stages": [{"name": "Applied", "kind": "applied", "day_limit": 3}]} | given
    )


def make_channel_sheet(**given: Any) -> ChannelSheet:
    given["channel"] = given.get("channel") or make_source_channel()
    return ChannelSheet.objects.create(**{"cost": "Four hours a month"} | given)


def make_source(**given: Any) -> Source:
    return Source.objects.create(**{"name": f"Source {next(_numbers)}"} | given)


def make_referral(candidate: Candidate, **given: Any) -> Referral:
    return Referral.objects.create(candidate=candidate, **{"referrer_name": "Sam Field"} | given)


def make_reason(**given: Any) -> RejectionReason:
    """A reason on our side."""
    defaults = {"name": f"Reason {next(_numbers)}", "side": RejectionSide.US, "position": 1000}
    return RejectionReason.objects.create(**defaults | given)


def make_application(job: Job | None = None, candidate: Candidate | None = None, **given: Any) -> Application:
    """An active application in its job's first stage, with the visit. Ended ones get a date, and a reason where
    they need one."""
    job = job or make_job()
    candidate = candidate or make_candidate()
    given["stage"] = given.get("stage") or job.stages.order_by("position", "pk").first()
    status = given.get("status", ApplicationStatus.ACTIVE)
    defaults: dict[str, Any] = {"applied_at": RECEIVED, "stage_since": RECEIVED}
    if status != ApplicationStatus.ACTIVE:
        defaults["closed_at"] = timezone.now()
    if status == ApplicationStatus.REJECTED and not given.get("reason"):
        given["reason"] = make_reason()
    application = Application.objects.create(job=job, candidate=candidate, **defaults | given)
    StageVisit.objects.create(
        application=application, stage=application.stage, entered_at=application.stage_since
    )
    return application


def make_participant(application: Application, user: User | None = None) -> Participant:
    """Somebody who interviews the person; as its action will do, also a member of the job."""
    user = user or make_user()
    JobMember.objects.get_or_create(job=application.job, user=user, role=JobRole.INTERVIEWER)
    return Participant.objects.create(application=application, user=user)


def make_pipeline_change(stage: Stage, **given: Any) -> PipelineChange:
    """A move of some people into the stage, none of them moved yet."""
    given["bulk"] = given.get("bulk") or make_bulk(make_user(Role.RECRUITER), kind="candidates.move")
    return PipelineChange.objects.create(**{"act": Act.MOVE, "stage": stage} | given)


def make_decision(application: Application, **given: Any) -> Decision:
    """To advance, unless kind says otherwise; all four mistakes are answered."""
    given["decided_by"] = given.get("decided_by") or make_user(Role.RECRUITER)
    guards = ("no_devops", "shallow_security", "gatekeeper", "developer_experience")
    defaults: dict[str, Any] = {
        "kind": DecisionKind.ADVANCE,
        "reason": "Strong in both halves of the work.",
        "decided_at": timezone.now(),
        **dict.fromkeys(guards, "Asked about it; see the debrief."),
    }
    return Decision.objects.create(application=application, **defaults | given)


def make_resume(
    candidate: Candidate | None = None,
    *,
    text: str = RESUME,
    data: bytes | None = None,
    document: bool = True,
    **given: Any,
) -> Resume:
    """A text file in the storage, with its stored Document. data: other bytes than the text's."""
    number = next(_numbers)
    data = text.encode() if data is None else data
    defaults = {
        "file": default_storage.save(f"te/test-{number}", ContentFile(data)),
        "file_name": "kim.txt",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "received_at": RECEIVED,
    }
    resume = Resume.objects.create(candidate=candidate, **defaults | given)
    if document:
        make_document(resume, text=text)
    return resume


def make_document(resume: Resume, *, text: str = RESUME) -> ResumeDocument:
    return ResumeDocument.objects.create(resume=resume, content=Document(text, "text").to_json())


def shipped_revision() -> RuleRevision:
    """The shipped rules, published once a database."""
    publish_shipped_rules()
    return RuleRevision.objects.published().filter(rule_set__is_default=True).latest("number")


def next_revision(last: RuleRevision | None = None) -> RuleRevision:
    """The same rules, published once more."""
    last = last or shipped_revision()
    return RuleRevision.objects.create(
        rule_set=last.rule_set,
        number=last.number + 1,
        state=last.state,
        document=last.document,
        content_hash=last.content_hash,
        published_at=timezone.now(),
    )


@cache
def _screened(text: str, as_of: date) -> Report:
    return screen(Document(text, "text"), rules=ruledoc.shipped(), as_of=as_of)


def make_people_import(owner: User, **given: Any) -> PeopleImport:
    """A file of one person, its columns chosen."""
    data = ContentFile(b"name,email\nKim Novak,kim.novak@example.org\n")
    given["file"] = given.get("file") or default_storage.save(f"im/{next(_numbers)}", data)
    values = {"file_name": "people.csv", "columns": ["name", "email"]}
    return PeopleImport.objects.create(owner=owner, **values | given)


def make_archive(actor: User, **given: Any) -> Archive:
    """A ZIP file of two resumes that nobody took out yet. Its rows are there, its file is not."""
    bulk = make_bulk(actor, rows=3, kind="candidates.upload", state="done")
    return Archive.objects.create(
        **{"item": bulk.items.get(position=1), "file": "aa/archive", "first": 2, "count": 2} | given
    )


def make_scanned_page(resume: Resume, **given: Any) -> ScannedPage:
    """A page that waits for OCR."""
    return ScannedPage.objects.create(resume=resume, **{"number": 1} | given)


def make_screening(resume: Resume | None = None, *, text: str = RESUME, **given: Any) -> Screening:
    """What the worker leaves: `text` screened by the shipped rules, with all flag and activity results.

    With another state only the row, as that state needs it.
    """
    resume = resume or make_resume(make_candidate(), text=text)
    given["revision"] = given.get("revision") or shipped_revision()
    state = given.get("state", ScreeningState.DONE)
    defaults: dict[str, Any] = {"as_of": AS_OF, "state": state, "queued_at": RECEIVED}
    if state != ScreeningState.DONE:
        return Screening.objects.create(resume=resume, **defaults | _OF_STATE.get(state, dict)() | given)
    report = _screened(text, given.get("as_of", AS_OF))
    months = report.timeline.months
    defaults |= {
        "attempts": 1,
        "worker": "tests:1",
        "started_at": RECEIVED,
        "finished_at": RECEIVED,
        "months": None if months is None else Decimal(f"{months:.1f}"),
        "level": report.level or "",
        "background": report.background or "",
        "report": report.to_dict(),
    }
    screening = Screening.objects.create(resume=resume, **defaults | given)
    _write_results(screening, report.to_dict())
    kept = pack(report, ruledoc.shipped())
    keep_facts([facts_rows(resume=resume, screening=screening, kept=kept, as_of=screening.as_of)])
    return screening


def _running() -> dict[str, Any]:
    now = timezone.now()
    lease = {"lease_owner": "tests", "lease_until": now + timedelta(minutes=5)}
    return {**lease, "started_at": now, "attempts": 1}


_OF_STATE = {
    ScreeningState.RUNNING: _running,
    ScreeningState.UNREADABLE: lambda: {
        "code": "encrypted",
        "message": "The file is protected by a password. Save it without the password and upload it again.",
        "attempts": 1,
        "finished_at": RECEIVED,
    },
    ScreeningState.FAILED: lambda: {
        "code": "gave_up",
        "message": "Reading this file was broken off.",
        "attempts": 10,
        "finished_at": RECEIVED,
    },
    ScreeningState.CANCELLED: lambda: {"finished_at": RECEIVED},
}


def _write_results(screening: Screening, content: dict[str, Any]) -> None:
    def spans(result: dict[str, Any]) -> list[list[int]]:
        return [[quote["start"], quote["end"]] for quote in result["evidence"]]

    FlagResult.objects.bulk_create(
        FlagResult(screening=screening, flag=flag["code"], holds=flag["holds"], spans=spans(flag))
        for flag in content["flags"]
    )
    ActivityResult.objects.bulk_create(
        ActivityResult(screening=screening, activity=code, state=found["state"], spans=spans(found))
        for code, found in content["activities"].items()
    )


def make_flag_result(screening: Screening | None = None, **given: Any) -> FlagResult:
    """A result beside those of the shipped rules."""
    screening = screening or make_screening()
    return FlagResult.objects.create(
        screening=screening, **{"flag": f"flag_{next(_numbers)}", "holds": True, "spans": [[0, 3]]} | given
    )


def make_activity_result(screening: Screening | None = None, **given: Any) -> ActivityResult:
    """A result beside those of the twenty activities."""
    screening = screening or make_screening()
    defaults = {"activity": f"activity_{next(_numbers)}", "state": ActivityState.DONE, "spans": [[0, 3]]}
    return ActivityResult.objects.create(screening=screening, **defaults | given)


def make_flag_review(result: FlagResult, by: User | None = None, **given: Any) -> FlagReview:
    """A person agrees, unless verdict says otherwise."""
    defaults = {"verdict": Verdict.CONFIRMED, "at": timezone.now()}
    return FlagReview.objects.create(result=result, by=by or make_user(Role.RECRUITER), **defaults | given)


def make_screened_application(job: Job | None = None, *, text: str = RESUME, **given: Any) -> Application:
    """A person who applied with a resume that was read: what the candidate page shows whole."""
    job = job or make_job()
    candidate = given.pop("candidate", None) or make_candidate()
    resume = make_resume(candidate, text=text, job=job, uploaded_by=given.get("owner"))
    return make_application(
        job, candidate, resume=resume, screening=make_screening(resume, text=text), **given
    )


def make_note(candidate: Candidate | None = None, author: User | None = None, **given: Any) -> Note:
    """A note for the team; application=…: on that application and its person."""
    if application := given.get("application"):
        candidate = candidate or application.candidate
    return Note.objects.create(
        candidate=candidate or make_candidate(),
        author=author or make_user(Role.RECRUITER),
        **{"text": "Asked for the salary range."} | given,
    )


def make_mention(note: Note, user: User | None = None, **given: Any) -> Mention:
    return Mention.objects.create(note=note, user=user or make_user(), **given)


def make_tag(name: str = "", **given: Any) -> Tag:
    name = name or f"Tag {next(_numbers)}"
    return Tag.objects.create(**{"name": name, "name_key": name.casefold()} | given)


def make_attachment(candidate: Candidate, by: User | None = None, **given: Any) -> Attachment:
    data = b"A letter."
    defaults = {
        "file": default_storage.save(f"te/test-{next(_numbers)}", ContentFile(data)),
        "file_name": "letter.txt",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return Attachment.objects.create(
        candidate=candidate, uploaded_by=by or make_user(Role.RECRUITER), **defaults | given
    )


def make_saved_view(owner: User, **given: Any) -> SavedView:
    defaults = {"name": f"View {next(_numbers)}", "page": Listed.SEARCH, "query": "level=mid"}
    return SavedView.objects.create(owner=owner, **defaults | given)


def make_search_text(candidate: Candidate, **given: Any) -> SearchText:
    """The one that its actions made, or another."""
    return SearchText.objects.get_or_create(candidate=candidate, **{"kind": SearchKind.NAME} | given)[0]


def make_search_word(word: str = "kubernetes") -> SearchWord:
    return SearchWord.objects.get_or_create(word=word)[0]

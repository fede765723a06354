from candidates.models.applications import (
    Application,
    Participant,
    PipelineChange,
    RejectionReason,
    StageVisit,
)
from candidates.models.decisions import Decision
from candidates.models.facts import ResumeFacts, ResumeReading
from candidates.models.imports import PeopleImport
from candidates.models.jobs import Department, Job, JobActivity, JobMember, Office, Stage
from candidates.models.people import Candidate, Contact, ExternalId, Referral, Source
from candidates.models.records import Attachment, Mention, Note, SavedView, Tag
from candidates.models.resumes import Archive, Resume, ResumeDocument, ScannedPage
from candidates.models.screenings import ActivityResult, FlagResult, FlagReview, Screening
from candidates.models.search import SearchText, SearchWord
from candidates.models.sourcing import ChannelSheet
from candidates.models.studio import Rescreening, RuleImpact
from candidates.models.templates import JobTemplate

__all__ = [
    "ActivityResult",
    "Application",
    "Archive",
    "Attachment",
    "Candidate",
    "ChannelSheet",
    "Contact",
    "Decision",
    "Department",
    "ExternalId",
    "FlagResult",
    "FlagReview",
    "Job",
    "JobActivity",
    "JobMember",
    "JobTemplate",
    "Mention",
    "Note",
    "Office",
    "Participant",
    "PeopleImport",
    "PipelineChange",
    "Referral",
    "RejectionReason",
    "Rescreening",
    "Resume",
    "ResumeDocument",
    "ResumeFacts",
    "ResumeReading",
    "RuleImpact",
    "SavedView",
    "ScannedPage",
    "Screening",
    "SearchText",
    "SearchWord",
    "Source",
    "Stage",
    "StageVisit",
    "Tag",
]

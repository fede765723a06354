"""Addresses under /api/v1/, without a slash at the end."""

from django.urls import path

from candidates.api.applications import Applications
from candidates.api.candidates import Candidates, Tags
from candidates.api.changes import ChangedRows, ManyChanges
from candidates.api.decisions import Decisions, OneDecision
from candidates.api.exports import ApplicationsFile, FoundFile, JobsFile, PeopleFile, UploadsFile
from candidates.api.files import DeletedFile, Files, OneFile
from candidates.api.impacts import Changes, Impacts, Rescreenings
from candidates.api.imports import ImportedRows, Imports
from candidates.api.intake import Drafts, Guards, JobTemplates, Members, OneMember
from candidates.api.jobs import Jobs
from candidates.api.json_resumes import JsonResumes
from candidates.api.merging import Duplicates, Merge
from candidates.api.notes import Mentions, Notes
from candidates.api.reasons import RejectionReasons
from candidates.api.reviews import OneReview, Reviews
from candidates.api.rules import Differences, Precisions, Revisions
from candidates.api.saved_views import SavedViews
from candidates.api.scorecards import JobScorecard
from candidates.api.screenings import OneScreening, Screenings
from candidates.api.search import Search
from candidates.api.sourcing import Channels, OneReferral, Referrals, Sources
from candidates.api.uploads import UploadedFiles, Uploads
from candidates.api.versions import Compare, Resumes

app_name = "candidates-api"

MANY = {"get": "list", "post": "create"}
READ = {"get": "retrieve"}
ONE = {"get": "retrieve", "patch": "partial_update"}

urlpatterns = [
    path("jobs", Jobs.as_view(MANY), name="jobs"),
    path("jobs/export", JobsFile.as_view(READ), name="jobs-export"),
    path("jobs/<int:pk>", Jobs.as_view(ONE), name="job"),
    path("jobs/<int:pk>/open", Jobs.as_view({"post": "open"}), name="job-open"),
    path("jobs/<int:pk>/pause", Jobs.as_view({"post": "pause"}), name="job-pause"),
    path("jobs/<int:pk>/close", Jobs.as_view({"post": "close"}), name="job-close"),
    path("jobs/<int:pk>/copy", Jobs.as_view({"post": "copy"}), name="job-copy"),
    path("jobs/<int:pk>/stages", Jobs.as_view({"post": "stages"}), name="job-stages"),
    path("jobs/<int:pk>/guards", Guards.as_view({"get": "retrieve"}), name="job-guards"),
    path("jobs/<int:pk>/draft", Drafts.as_view({"get": "retrieve"}), name="job-draft"),
    path("jobs/<int:pk>/members", Members.as_view(MANY), name="job-members"),
    path(
        "jobs/<int:pk>/scorecard-template",
        JobScorecard.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="job-scorecard-template",
    ),
    path(
        "jobs/<int:pk>/scorecard-template/choose",
        JobScorecard.as_view({"post": "choose"}),
        name="job-scorecard-template-choose",
    ),
    path("jobs/<int:pk>/changes", ManyChanges.as_view({"post": "create"}), name="job-changes"),
    path("changes/<int:pk>", ManyChanges.as_view({"get": "retrieve"}), name="change"),
    path("changes/<int:pk>/cancel", ManyChanges.as_view({"post": "cancel"}), name="change-cancel"),
    path("changes/<int:pk>/undo", ManyChanges.as_view({"post": "undo"}), name="change-undo"),
    path("changes/<int:pk>/rows", ChangedRows.as_view({"get": "list"}), name="changed-rows"),
    path("job-members/<int:pk>/remove", OneMember.as_view({"post": "remove"}), name="job-member-remove"),
    path("job-templates", JobTemplates.as_view(MANY), name="job-templates"),
    path(
        "job-templates/<int:pk>/delete", JobTemplates.as_view({"post": "remove"}), name="job-template-delete"
    ),
    path("sources", Sources.as_view(MANY), name="sources"),
    path("channels", Channels.as_view({"get": "list"}), name="channels"),
    path("channels/<int:pk>", Channels.as_view(ONE), name="channel"),
    path("candidates/<int:pk>/referrals", Referrals.as_view(MANY), name="candidate-referrals"),
    path("referrals/<int:pk>/remove", OneReferral.as_view({"post": "remove"}), name="referral-remove"),
    path(
        "applications/<int:pk>/source",
        Applications.as_view({"post": "set_source"}),
        name="application-source",
    ),
    path("search", Search.as_view({"get": "list"}), name="search"),
    path("search/export", FoundFile.as_view(READ), name="search-export"),
    path("saved-views", SavedViews.as_view(MANY), name="saved-views"),
    path("saved-views/<int:pk>", SavedViews.as_view(ONE), name="saved-view"),
    path("saved-views/<int:pk>/delete", SavedViews.as_view({"post": "remove"}), name="saved-view-delete"),
    path("candidates", Candidates.as_view(MANY), name="candidates"),
    path("candidates/export", PeopleFile.as_view(READ), name="candidates-export"),
    path("candidates/<int:pk>", Candidates.as_view(ONE), name="candidate"),
    path("candidates/<int:pk>/tag", Candidates.as_view({"post": "tag"}), name="candidate-tag"),
    path("candidates/<int:pk>/untag", Candidates.as_view({"post": "untag"}), name="candidate-untag"),
    path("candidates/<int:pk>/resumes", Resumes.as_view(MANY), name="candidate-resumes"),
    path("candidates/<int:pk>/compare", Compare.as_view({"get": "retrieve"}), name="candidate-compare"),
    path("candidates/<int:pk>/files", Files.as_view(MANY), name="candidate-files"),
    path("tags", Tags.as_view({"get": "list"}), name="tags"),
    path("files/<int:pk>", OneFile.as_view({"get": "retrieve"}), name="file"),
    path("files/<int:pk>/delete", OneFile.as_view({"post": "remove"}), name="file-delete"),
    path("files/<int:pk>/restore", DeletedFile.as_view({"post": "restore"}), name="file-restore"),
    path(
        "candidates/<int:pk>/json-resume",
        JsonResumes.as_view({"get": "retrieve"}),
        name="candidate-json-resume",
    ),
    path("candidates/<int:pk>/duplicates", Duplicates.as_view({"get": "retrieve"}), name="duplicates"),
    path(
        "candidates/<int:pk>/merge/<int:other>",
        Merge.as_view({"get": "retrieve", "post": "create"}),
        name="candidate-merge",
    ),
    path("applications", Applications.as_view(MANY), name="applications"),
    path("applications/export", ApplicationsFile.as_view(READ), name="applications-export"),
    path("applications/<int:pk>", Applications.as_view({"get": "retrieve"}), name="application"),
    path("applications/<int:pk>/move", Applications.as_view({"post": "move"}), name="application-move"),
    path("applications/<int:pk>/assign", Applications.as_view({"post": "assign"}), name="application-assign"),
    path(
        "applications/<int:pk>/use-resume",
        Applications.as_view({"post": "use_resume"}),
        name="application-use-resume",
    ),
    path("applications/<int:pk>/reject", Applications.as_view({"post": "reject"}), name="application-reject"),
    path(
        "applications/<int:pk>/withdraw",
        Applications.as_view({"post": "withdraw"}),
        name="application-withdraw",
    ),
    path("applications/<int:pk>/reopen", Applications.as_view({"post": "reopen"}), name="application-reopen"),
    path("applications/<int:pk>/notes", Notes.as_view(MANY), name="application-notes"),
    path("applications/<int:pk>/decisions", Decisions.as_view(MANY), name="application-decisions"),
    path(
        "decisions/<int:pk>/take-back", OneDecision.as_view({"post": "take_back"}), name="decision-take-back"
    ),
    path("applications/<int:pk>/flag-reviews", Reviews.as_view(MANY), name="application-reviews"),
    path("flag-reviews/<int:pk>/undo", OneReview.as_view({"post": "undo"}), name="flag-review-undo"),
    path("mentions/<int:pk>/seen", Mentions.as_view({"post": "seen"}), name="mention-seen"),
    path("mentions/<int:pk>/unseen", Mentions.as_view({"post": "unseen"}), name="mention-unseen"),
    path("rejection-reasons", RejectionReasons.as_view(MANY), name="rejection-reasons"),
    path("rejection-reasons/<int:pk>", RejectionReasons.as_view(ONE), name="rejection-reason"),
    path(
        "rejection-reasons/<int:pk>/retire",
        RejectionReasons.as_view({"post": "retire"}),
        name="rejection-reason-retire",
    ),
    path(
        "rejection-reasons/<int:pk>/restore",
        RejectionReasons.as_view({"post": "restore"}),
        name="rejection-reason-restore",
    ),
    path("screenings", Screenings.as_view(MANY), name="screenings"),
    path("screenings/<int:pk>", OneScreening.as_view({"get": "retrieve"}), name="screening"),
    path("screenings/<int:pk>/retry", OneScreening.as_view({"post": "retry"}), name="screening-retry"),
    path("screenings/<int:pk>/cancel", OneScreening.as_view({"post": "cancel"}), name="screening-cancel"),
    path("uploads", Uploads.as_view(MANY), name="uploads"),
    path("uploads/export", UploadsFile.as_view(READ), name="uploads-export"),
    path("uploads/<int:pk>", Uploads.as_view({"get": "retrieve"}), name="upload"),
    path("uploads/<int:pk>/files", UploadedFiles.as_view({"get": "list"}), name="uploaded-files"),
    path("imports", Imports.as_view({"post": "create"}), name="imports"),
    path("imports/<int:pk>", Imports.as_view({"get": "retrieve"}), name="import"),
    path("imports/<int:pk>/cancel", Imports.as_view({"post": "cancel"}), name="import-cancel"),
    path("imports/<int:pk>/undo", Imports.as_view({"post": "undo"}), name="import-undo"),
    path("imports/<int:pk>/rows", ImportedRows.as_view({"get": "list"}), name="imported-rows"),
    path("rule-revisions", Revisions.as_view(MANY), name="rule-revisions"),
    path("rule-revisions/<int:pk>", Revisions.as_view(ONE), name="rule-revision"),
    path("rule-revisions/<int:pk>/test", Revisions.as_view({"post": "test"}), name="rule-revision-test"),
    path("rule-revisions/<int:pk>/diff", Differences.as_view({"get": "retrieve"}), name="rule-revision-diff"),
    path("rule-revisions/<int:pk>/impact", Impacts.as_view({"post": "create"}), name="rule-revision-impact"),
    path(
        "rule-revisions/<int:pk>/approve",
        Revisions.as_view({"post": "approve"}),
        name="rule-revision-approve",
    ),
    path(
        "rule-revisions/<int:pk>/publish",
        Revisions.as_view({"post": "publish"}),
        name="rule-revision-publish",
    ),
    path(
        "rule-revisions/<int:pk>/roll-back",
        Revisions.as_view({"post": "roll_back"}),
        name="rule-revision-roll-back",
    ),
    path(
        "rule-revisions/<int:pk>/rescreen",
        Rescreenings.as_view({"post": "create"}),
        name="rule-revision-rescreen",
    ),
    path("rule-impacts/<int:pk>", Impacts.as_view({"get": "retrieve"}), name="rule-impact"),
    path("rule-impacts/<int:pk>/changes", Changes.as_view({"get": "list"}), name="rule-impact-changes"),
    path("rule-precision", Precisions.as_view({"get": "list"}), name="rule-precision"),
    path("rescreenings/<int:pk>", Rescreenings.as_view({"get": "retrieve"}), name="rescreening"),
    path("rescreenings/<int:pk>/pause", Rescreenings.as_view({"post": "pause"}), name="rescreening-pause"),
    path("rescreenings/<int:pk>/resume", Rescreenings.as_view({"post": "resume"}), name="rescreening-resume"),
    path("rescreenings/<int:pk>/cancel", Rescreenings.as_view({"post": "cancel"}), name="rescreening-cancel"),
]

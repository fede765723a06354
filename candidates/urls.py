from django.urls import include, path

from candidates.views import applications, board, candidates, jobs, pages, resumes

app_name = "candidates"

urlpatterns = [
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/new/", jobs.job_create, name="job-create"),
    path("jobs/<int:pk>/", board.job_detail, name="job"),
    path("jobs/<int:pk>/filters/", board.job_filters, name="job-filters"),
    path("jobs/<int:pk>/views/new/", board.view_create, name="view-create"),
    path("views/<int:pk>/delete/", board.view_delete, name="view-delete"),
    path("jobs/<int:pk>/many/", board.job_many, name="job-many"),
    path("jobs/<int:pk>/edit/", jobs.job_edit, name="job-edit"),
    path("jobs/<int:pk>/pipeline/", jobs.job_pipeline, name="job-pipeline"),
    path("jobs/<int:pk>/team/", jobs.job_team, name="job-team"),
    path("jobs/<int:pk>/team/<int:member>/remove/", jobs.member_remove, name="member-remove"),
    path("jobs/<int:pk>/open/", jobs.job_open, name="job-open"),
    path("jobs/<int:pk>/pause/", jobs.job_pause, name="job-pause"),
    path("jobs/<int:pk>/close/", jobs.job_close, name="job-close"),
    path("jobs/<int:pk>/upload/", resumes.job_upload, name="job-upload"),
    path("applications/<int:pk>/", applications.application_detail, name="application"),
    path("applications/<int:pk>/move/", applications.application_move, name="application-move"),
    path(
        "applications/<int:pk>/move/back/", applications.application_move_back, name="application-move-back"
    ),
    path("applications/<int:pk>/remove/", applications.application_remove, name="application-remove"),
    path("applications/<int:pk>/reject/", applications.application_reject, name="application-reject"),
    path("applications/<int:pk>/withdraw/", applications.application_withdraw, name="application-withdraw"),
    path("applications/<int:pk>/reopen/", applications.application_reopen, name="application-reopen"),
    path("applications/<int:pk>/resume/", resumes.application_resume, name="application-resume"),
    path("applications/<int:pk>/notes/", applications.application_note, name="application-note"),
    path("applications/<int:pk>/flags/<slug:code>/", applications.flag_review, name="flag-review"),
    path("candidates/", candidates.candidate_list, name="people"),
    path("candidates/new/", candidates.candidate_create, name="candidate-create"),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate"),
    path("candidates/<int:pk>/edit/", candidates.candidate_edit, name="candidate-edit"),
    path("candidates/<int:pk>/resume/", resumes.candidate_resume, name="candidate-resume"),
    path("candidates/<int:pk>/apply/", candidates.candidate_apply, name="candidate-apply"),
    path("candidates/<int:pk>/notes/", candidates.candidate_note, name="candidate-note"),
    path("notes/<int:pk>/delete/", candidates.note_delete, name="note-delete"),
    path("notes/<int:pk>/restore/", candidates.note_restore, name="note-restore"),
    path("resumes/<int:pk>/download/", resumes.resume_download, name="resume-download"),
    path("resumes/<int:pk>/pages/", pages.resume_pages, name="resume-pages"),
    path("resumes/<int:pk>/pages/<int:number>.png", pages.resume_page, name="resume-page"),
    path("resumes/<int:pk>/delete/", resumes.resume_delete, name="resume-delete"),
    path("resumes/<int:pk>/restore/", resumes.resume_restore, name="resume-restore"),
    path("resumes/<int:pk>/retry/", resumes.resume_retry, name="resume-retry"),
    path("rules/", include("candidates.studio.urls")),
    path("uploads/", resumes.upload_list, name="uploads"),
    path("uploads/new/", resumes.upload, name="upload"),
    path("uploads/<int:pk>/", resumes.upload_detail, name="upload-detail"),
]

from django.urls import path

from rubrics.views import guide, questionfiles, questions, scorecards

app_name = "rubrics"
urlpatterns = [
    path("", guide.guide, name="guide"),
    path("activities/", guide.guide_activities, name="guide-activities"),
    path("roles/", guide.guide_roles, name="guide-roles"),
    path("levels/", guide.guide_levels, name="guide-levels"),
    path("focus-areas/", guide.guide_focus_areas, name="guide-focus-areas"),
    path("mistakes/", guide.guide_mistakes, name="guide-mistakes"),
    path("sourcing/", guide.guide_sourcing, name="guide-sourcing"),
    path("flags/", guide.guide_flags, name="guide-flags"),
    path("glossary/", guide.guide_glossary, name="guide-glossary"),
    path("questions/", questions.question_list, name="questions"),
    path("questions/add/", questions.question_add, name="question-add"),
    path("questions/export/", questionfiles.question_export, name="question-export"),
    path("questions/import/", questionfiles.question_import, name="question-import"),
    path("questions/<str:code>/", questions.question_detail, name="question"),
    path("questions/<str:code>/edit/", questions.question_edit, name="question-edit"),
    path("questions/<str:code>/retire/", questions.question_retire, name="question-retire"),
    path("questions/<str:code>/use-again/", questions.question_restore, name="question-restore"),
    path("scorecards/", scorecards.scorecard_list, name="scorecards"),
    path("scorecards/<str:code>/", scorecards.scorecard_detail, name="scorecard"),
    path("scorecards/<str:code>/copy/", scorecards.scorecard_copy, name="scorecard-copy"),
    path("scorecards/<str:code>/weights/", scorecards.scorecard_weights, name="scorecard-weights"),
    path("scorecards/<str:code>/add/", scorecards.criterion_add, name="scorecard-criterion-add"),
    path(
        "scorecards/<str:code>/criteria/<str:criterion>/",
        scorecards.criterion_edit,
        name="scorecard-criterion",
    ),
    path("scorecards/<str:code>/take/<int:version>/", scorecards.scorecard_take, name="scorecard-take"),
    path("scorecards/<str:code>/retire/", scorecards.scorecard_retire, name="scorecard-retire"),
    path("scorecards/<str:code>/use-again/", scorecards.scorecard_restore, name="scorecard-restore"),
    path("<slug:kind>/<str:code>/edit/", guide.guide_row_edit, name="guide-row-edit"),
    path("<slug:kind>/<str:code>/restore/", guide.guide_row_restore, name="guide-row-restore"),
]

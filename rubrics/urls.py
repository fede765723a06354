from django.urls import path

from rubrics.views import guide, questions

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
    path("questions/<str:code>/", questions.question_detail, name="question"),
    path("questions/<str:code>/retire/", questions.question_retire, name="question-retire"),
    path("questions/<str:code>/use-again/", questions.question_restore, name="question-restore"),
    path("<slug:kind>/<str:code>/edit/", guide.guide_row_edit, name="guide-row-edit"),
    path("<slug:kind>/<str:code>/restore/", guide.guide_row_restore, name="guide-row-restore"),
]

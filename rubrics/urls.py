from django.urls import path

from rubrics import views

app_name = "rubrics"
urlpatterns = [
    path("", views.guide, name="guide"),
    path("activities/", views.guide_activities, name="guide-activities"),
    path("roles/", views.guide_roles, name="guide-roles"),
    path("levels/", views.guide_levels, name="guide-levels"),
    path("focus-areas/", views.guide_focus_areas, name="guide-focus-areas"),
    path("mistakes/", views.guide_mistakes, name="guide-mistakes"),
    path("sourcing/", views.guide_sourcing, name="guide-sourcing"),
    path("flags/", views.guide_flags, name="guide-flags"),
    path("glossary/", views.guide_glossary, name="guide-glossary"),
    path("<slug:kind>/<str:code>/edit/", views.guide_row_edit, name="guide-row-edit"),
    path("<slug:kind>/<str:code>/restore/", views.guide_row_restore, name="guide-row-restore"),
]

"""Addresses under /api/v1/, without a slash at the end."""

from django.urls import path

from rubrics.api.questionfiles import QuestionExport, QuestionImport
from rubrics.api.questions import Questions
from rubrics.api.scorecards import ScorecardTemplates

app_name = "rubrics-api"

urlpatterns = [
    path("questions", Questions.as_view({"get": "list", "post": "create"}), name="questions"),
    path("questions/export", QuestionExport.as_view({"get": "retrieve"}), name="question-export"),
    path("questions/import", QuestionImport.as_view({"post": "create"}), name="question-import"),
    path(
        "questions/<int:pk>",
        Questions.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="question",
    ),
    path("questions/<int:pk>/retire", Questions.as_view({"post": "retire"}), name="question-retire"),
    path("questions/<int:pk>/restore", Questions.as_view({"post": "restore"}), name="question-restore"),
    path(
        "scorecard-templates",
        ScorecardTemplates.as_view({"get": "list", "post": "create"}),
        name="scorecard-templates",
    ),
    path(
        "scorecard-templates/<int:pk>",
        ScorecardTemplates.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="scorecard-template",
    ),
    path(
        "scorecard-templates/<int:pk>/copy",
        ScorecardTemplates.as_view({"post": "copy"}),
        name="scorecard-template-copy",
    ),
    path(
        "scorecard-templates/<int:pk>/retire",
        ScorecardTemplates.as_view({"post": "retire"}),
        name="scorecard-template-retire",
    ),
    path(
        "scorecard-templates/<int:pk>/restore",
        ScorecardTemplates.as_view({"post": "restore"}),
        name="scorecard-template-restore",
    ),
]

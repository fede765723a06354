"""Addresses under /api/v1/, without a slash at the end."""

from django.urls import path

from rubrics.api.questions import Questions

app_name = "rubrics-api"

urlpatterns = [
    path("questions", Questions.as_view({"get": "list", "post": "create"}), name="questions"),
    path(
        "questions/<int:pk>",
        Questions.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="question",
    ),
    path("questions/<int:pk>/retire", Questions.as_view({"post": "retire"}), name="question-retire"),
    path("questions/<int:pk>/restore", Questions.as_view({"post": "restore"}), name="question-restore"),
]

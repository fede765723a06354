"""Addresses under /api/v1/, without a slash at the end."""

from django.urls import path

from candidates.api.applications import Applications, Notes, RejectionReasons
from candidates.api.candidates import Candidates
from candidates.api.jobs import Jobs
from candidates.api.screenings import OneScreening, Screenings

app_name = "candidates-api"

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update"}

urlpatterns = [
    path("jobs", Jobs.as_view(MANY), name="jobs"),
    path("jobs/<int:pk>", Jobs.as_view(ONE), name="job"),
    path("jobs/<int:pk>/open", Jobs.as_view({"post": "open"}), name="job-open"),
    path("jobs/<int:pk>/pause", Jobs.as_view({"post": "pause"}), name="job-pause"),
    path("jobs/<int:pk>/close", Jobs.as_view({"post": "close"}), name="job-close"),
    path("candidates", Candidates.as_view(MANY), name="candidates"),
    path("candidates/<int:pk>", Candidates.as_view(ONE), name="candidate"),
    path("applications", Applications.as_view(MANY), name="applications"),
    path("applications/<int:pk>", Applications.as_view({"get": "retrieve"}), name="application"),
    path("applications/<int:pk>/move", Applications.as_view({"post": "move"}), name="application-move"),
    path("applications/<int:pk>/reject", Applications.as_view({"post": "reject"}), name="application-reject"),
    path(
        "applications/<int:pk>/withdraw",
        Applications.as_view({"post": "withdraw"}),
        name="application-withdraw",
    ),
    path("applications/<int:pk>/reopen", Applications.as_view({"post": "reopen"}), name="application-reopen"),
    path("applications/<int:pk>/notes", Notes.as_view(MANY), name="application-notes"),
    path("rejection-reasons", RejectionReasons.as_view({"get": "list"}), name="rejection-reasons"),
    path("screenings", Screenings.as_view(MANY), name="screenings"),
    path("screenings/<int:pk>", OneScreening.as_view({"get": "retrieve"}), name="screening"),
    path("screenings/<int:pk>/retry", OneScreening.as_view({"post": "retry"}), name="screening-retry"),
    path("screenings/<int:pk>/cancel", OneScreening.as_view({"post": "cancel"}), name="screening-cancel"),
]

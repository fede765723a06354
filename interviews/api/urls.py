"""Addresses under /api/v1/, without a slash at the end."""

from django.urls import path

from interviews.api import availability, calibration, colleagues, deals, debriefs, mails
from interviews.api.interviews import Interviews, Seats
from interviews.api.kits import Kit, OneKitQuestion
from interviews.api.loops import LoopInterviews, Loops, OneInterview, OnePanelist, Panel
from interviews.api.scorecards import OneScorecard, Scorecards

app_name = "interviews-api"

MANY = {"get": "list", "post": "create"}

urlpatterns = [
    path("loops", Loops.as_view(MANY), name="loops"),
    path("loops/<int:pk>", Loops.as_view({"get": "retrieve"}), name="loop"),
    path("loops/<int:pk>/deal", deals.Deal.as_view({"post": "deal"}), name="loop-deal"),
    path("loops/<int:pk>/deal/undo", deals.Deal.as_view({"post": "undo"}), name="loop-deal-undo"),
    path("loops/<int:pk>/colleagues", colleagues.Colleagues.as_view({"get": "list"}), name="colleagues"),
    path("loops/<int:pk>/begin", Loops.as_view({"post": "begin"}), name="loop-begin"),
    path("loops/<int:pk>/cancel", Loops.as_view({"post": "cancel"}), name="loop-cancel"),
    path("loops/<int:pk>/interviews", LoopInterviews.as_view(MANY), name="loop-interviews"),
    path("interviews/<int:pk>/remove", OneInterview.as_view({"post": "remove"}), name="interview-remove"),
    path("interviews/<int:pk>/panelists", Panel.as_view(MANY), name="panelists"),
    path("panelists/<int:pk>", OnePanelist.as_view({"get": "retrieve"}), name="panelist"),
    path("panelists/<int:pk>/change", OnePanelist.as_view({"post": "change"}), name="panelist-change"),
    path("panelists/<int:pk>/remove", OnePanelist.as_view({"post": "remove"}), name="panelist-remove"),
    path("panelists/<int:pk>/kit", Kit.as_view(MANY), name="kit"),
    path("kit-questions/<int:pk>", OneKitQuestion.as_view({"get": "retrieve"}), name="kit-question"),
    path("kit-questions/<int:pk>/swap", OneKitQuestion.as_view({"post": "swap"}), name="kit-question-swap"),
    path("kit-questions/<int:pk>/move", OneKitQuestion.as_view({"post": "move"}), name="kit-question-move"),
    path(
        "kit-questions/<int:pk>/remove",
        OneKitQuestion.as_view({"post": "remove"}),
        name="kit-question-remove",
    ),
    path(
        "loops/<int:pk>/debrief",
        debriefs.LoopDebrief.as_view({"get": "retrieve", "post": "create", "patch": "partial_update"}),
        name="debrief",
    ),
    path(
        "loops/<int:pk>/debrief/close",
        debriefs.LoopDebrief.as_view({"post": "close"}),
        name="debrief-close",
    ),
    path(
        "loops/<int:pk>/debrief/reopen",
        debriefs.LoopDebrief.as_view({"post": "reopen"}),
        name="debrief-reopen",
    ),
    path(
        "loops/<int:pk>/record",
        debriefs.LoopRecord.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="record",
    ),
    path("calibration", calibration.Calibrations.as_view({"get": "retrieve"}), name="calibration"),
    path("scorecards", Scorecards.as_view({"get": "list"}), name="scorecards"),
    path(
        "scorecards/<int:pk>",
        OneScorecard.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="scorecard",
    ),
    path("scorecards/<int:pk>/submit", OneScorecard.as_view({"post": "submit"}), name="scorecard-submit"),
    path("scorecards/<int:pk>/amendments", OneScorecard.as_view({"post": "amend"}), name="scorecard-amend"),
    path("interviews", Interviews.as_view({"get": "list"}), name="interviews"),
    path(
        "interviews/<int:pk>",
        Interviews.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="interview",
    ),
    path("interviews/<int:pk>/cancel", Interviews.as_view({"post": "cancel"}), name="interview-cancel"),
    path("interviews/<int:pk>/clashes", availability.Clashes.as_view({"get": "retrieve"}), name="clashes"),
    path("interviews/<int:pk>/mails", mails.Mails.as_view({"get": "list"}), name="mails"),
    path("interview-mails/<int:pk>/retry", mails.OneMail.as_view({"post": "retry"}), name="mail-retry"),
    path("interview-load", availability.Load.as_view({"get": "list"}), name="load"),
    path("panelists/<int:pk>/respond", Seats.as_view({"post": "respond"}), name="panelist-respond"),
]

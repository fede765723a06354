"""Addresses of the interviews' pages."""

from django.urls import path

from interviews.views import calibration, debriefs, feeds, interviews, kits, loops, records, scorecards

app_name = "interviews"

urlpatterns = [
    path("applications/<int:pk>/loop/new/", loops.loop_new, name="loop-new"),
    path("loops/<int:pk>/", loops.loop_detail, name="loop"),
    path("loops/<int:pk>/deal/", loops.loop_deal, name="loop-deal"),
    path("loops/<int:pk>/deal/undo/", loops.loop_deal_undo, name="loop-deal-undo"),
    path("loops/<int:pk>/begin/", loops.loop_begin, name="loop-begin"),
    path("loops/<int:pk>/cancel/", loops.loop_cancel, name="loop-cancel"),
    path("loops/<int:pk>/people/", loops.loop_people, name="loop-people"),
    path("loops/<int:pk>/kits/", kits.kit_list, name="kits"),
    path("loops/<int:pk>/kits/<int:panelist>/", kits.kit_detail, name="kit"),
    path("panelists/<int:pk>/questions/", kits.kit_add, name="kit-add"),
    path("kit-questions/<int:pk>/", kits.kit_question, name="kit-question"),
    path("kit-questions/<int:pk>/swap/", kits.kit_question_swap, name="kit-question-swap"),
    path("kit-questions/<int:pk>/move/", kits.kit_question_move, name="kit-question-move"),
    path("kit-questions/<int:pk>/remove/", kits.kit_question_remove, name="kit-question-remove"),
    path("questions/<str:code>/kit/", kits.question_to_kit, name="question-to-kit"),
    path("panelists/<int:pk>/", loops.panelist_change, name="panelist"),
    path("panelists/<int:pk>/remove/", loops.panelist_remove, name="panelist-remove"),
    path("scorecards/<int:pk>/", scorecards.scorecard, name="scorecard"),
    path("scorecards/<int:pk>/draft/", scorecards.scorecard_draft, name="scorecard-draft"),
    path("scorecards/<int:pk>/amend/", scorecards.scorecard_amend, name="scorecard-amend"),
    path("loops/<int:pk>/debrief/", debriefs.debrief, name="debrief"),
    path("loops/<int:pk>/debrief/open/", debriefs.debrief_open, name="debrief-open"),
    path("loops/<int:pk>/debrief/checks/", debriefs.debrief_checks, name="debrief-checks"),
    path("loops/<int:pk>/debrief/close/", debriefs.debrief_close, name="debrief-close"),
    path("loops/<int:pk>/debrief/reopen/", debriefs.debrief_reopen, name="debrief-reopen"),
    path("loops/<int:pk>/record/", records.record, name="record"),
    path("loops/<int:pk>/record/choose/", records.record_choose, name="record-choose"),
    path("calibration/", calibration.calibration, name="calibration"),
    path("calibration/questions/", calibration.calibration_questions, name="calibration-questions"),
    path("interviews/", interviews.mine, name="mine"),
    path("interviews/load/", interviews.load, name="load"),
    path("interviews/calendar/", feeds.calendar, name="calendar"),
    path("interviews/calendar/withdraw/", feeds.calendar_revoke, name="calendar-revoke"),
    path("interviews/<int:pk>/times/", interviews.interview_times, name="interview-times"),
    path("interviews/<int:pk>/cancel/", interviews.interview_cancel, name="interview-cancel"),
    path("interviews/mails/<int:pk>/again/", interviews.mail_retry, name="mail-retry"),
    path("panelists/<int:pk>/answer/", interviews.answer, name="answer"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
]

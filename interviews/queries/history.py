"""What a candidate's history says of their interviews."""

from recruiting.events import names

TOLD = {
    "interviews.debrief": {
        names.DEBRIEF_OPENED: "opened the debrief",
        names.DEBRIEF_CHANGED: "wrote down what was checked against the hiring mistakes",
        names.DEBRIEF_CLOSED: "closed the debrief",
        names.DEBRIEF_REOPENED: "opened the debrief again",
    },
    "interviews.recordchoice": {names.RECORD_CHOSEN: "chose what stands in the decision's record"},
    "interviews.loop": {
        names.KIT_DEALT: "dealt the interviews' questions",
        names.KIT_RESTORED: "took a deal of the interviews' questions back",
        names.LOOP_BEGUN: "started the interviews",
        names.LOOP_STARTED: "began to plan the interviews",
        names.LOOP_CANCELLED: "gave the interviews up",
    },
    "interviews.interview": {
        names.INTERVIEW_ADDED: "planned an interview",
        names.INTERVIEW_REMOVED: "took an interview out of the plan",
        names.INTERVIEW_SCHEDULED: "gave an interview its time",
        names.INTERVIEW_RESCHEDULED: "changed the time or place of an interview",
        names.INTERVIEW_CANCELLED: "cancelled an interview",
        names.PANELIST_ANSWERED: "answered an invitation to an interview",
        names.PANELIST_ADDED: "put somebody on the panel",
        names.PANELIST_REMOVED: "took somebody off the panel",
    },
    "interviews.scorecard": {
        names.SCORECARD_AMENDED: "added to their submitted scorecard",
        names.SCORECARD_SUBMITTED: "submitted a scorecard",
    },
}

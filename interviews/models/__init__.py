from interviews.models.debriefs import Debrief, FeedLink, RecordChoice
from interviews.models.loops import Interview, KitQuestion, Loop, Panelist
from interviews.models.mails import InterviewMail
from interviews.models.scorecards import Amendment, Answer, Rating, Reading, Scorecard

__all__ = [
    "Amendment",
    "Answer",
    "Debrief",
    "FeedLink",
    "Interview",
    "InterviewMail",
    "KitQuestion",
    "Loop",
    "Panelist",
    "Rating",
    "Reading",
    "RecordChoice",
    "Scorecard",
]

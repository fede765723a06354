"""Every event's name, noun.past_tense. docs/events.md lists them; a test compares."""

from typing import Final

INVITATION_ACCEPTED: Final = "invitation.accepted"
INVITATION_REVOKED: Final = "invitation.revoked"
INVITATION_SENT: Final = "invitation.sent"
ORGANISATION_CHANGED: Final = "organisation.changed"
TOKEN_CREATED: Final = "token.created"  # noqa: S105 - an event's name
TOKEN_REVOKED: Final = "token.revoked"  # noqa: S105 - an event's name
USER_CHANGED: Final = "user.changed"
USER_CREATED: Final = "user.created"
USER_SIGNED_IN: Final = "user.signed_in"
USER_SIGN_IN_FAILED: Final = "user.sign_in_failed"

BULK_CHANGED: Final = "bulk.changed"
BULK_STARTED: Final = "bulk.started"

GUIDE_LOADED: Final = "guide.loaded"
GUIDE_ROW_CHANGED: Final = "guide_row.changed"
RULES_APPROVED: Final = "rules.approved"
RULES_CHANGED: Final = "rules.changed"
RULES_DISCARDED: Final = "rules.discarded"
RULES_DRAFTED: Final = "rules.drafted"
RULES_PUBLISHED: Final = "rules.published"

APPLICATION_CREATED: Final = "application.created"
APPLICATION_HIRED: Final = "application.hired"
APPLICATION_MOVED: Final = "application.moved"
APPLICATION_MOVE_UNDONE: Final = "application.move_undone"
APPLICATION_REJECTED: Final = "application.rejected"
APPLICATION_REMOVED: Final = "application.removed"
APPLICATION_REOPENED: Final = "application.reopened"
APPLICATION_WITHDRAWN: Final = "application.withdrawn"
CANDIDATE_CHANGED: Final = "candidate.changed"
CANDIDATE_CREATED: Final = "candidate.created"
CANDIDATE_REMOVED: Final = "candidate.removed"
DECISION_MADE: Final = "decision.made"
DECISION_TAKEN_BACK: Final = "decision.taken_back"
FLAG_REVIEWED: Final = "flag.reviewed"
JOB_CHANGED: Final = "job.changed"
JOB_CLOSED: Final = "job.closed"
JOB_CREATED: Final = "job.created"
JOB_MEMBER_ADDED: Final = "job_member.added"
JOB_MEMBER_REMOVED: Final = "job_member.removed"
JOB_OPENED: Final = "job.opened"
JOB_PAUSED: Final = "job.paused"
NOTE_ADDED: Final = "note.added"
NOTE_DELETED: Final = "note.deleted"
NOTE_RESTORED: Final = "note.restored"
RESUME_DELETED: Final = "resume.deleted"
RESUME_DOWNLOADED: Final = "resume.downloaded"
RESUME_RECEIVED: Final = "resume.received"
RESUME_RESTORED: Final = "resume.restored"
SCREENING_FINISHED: Final = "screening.finished"
SCREENING_QUEUED: Final = "screening.queued"
VIEW_DELETED: Final = "view.deleted"
VIEW_SAVED: Final = "view.saved"

ALL: Final = frozenset(
    value for name, value in globals().items() if name.isupper() and isinstance(value, str)
)

"""Who may do what with interviews: one predicate per right (design.md section 6)."""

from typing import Any

from candidates.choices import JobRole
from candidates.permissions import has_job_role, manages
from recruiting.accounts.permissions import allowed, right


def interviews(user: Any) -> bool:
    """Whether interviews are this person's work: everybody but auditors may be put on a panel."""
    return bool(user.role != "auditor")


@right("interviews.plan_loop")
def _plan_loop(user: Any, application: Any) -> bool:
    """Loops, panels, kits, times: whoever runs the job's pipeline."""
    return manages(user, application.job)


@right("interviews.write_scorecard")
def _write_scorecard(user: Any, panelist: Any) -> bool:
    """One's own card, and nobody else's."""
    return bool(panelist.user_id == user.pk and user.role != "auditor")


@right("interviews.answer_invitation")
def _answer_invitation(user: Any, panelist: Any) -> bool:
    """One's own seat, and nobody else's."""
    return bool(panelist.user_id == user.pk and user.role != "auditor")


@right("interviews.see_own")
def _see_own(user: Any, obj: Any) -> bool:
    """My interviews and a calendar link."""
    return interviews(user)


@right("interviews.see_load")
def _see_load(user: Any, obj: Any) -> bool:
    """How many interviews each person has in a week: recruiters and admins. In the dialog of one interview, whoever
    plans it sees those of its panel."""
    return bool(user.is_recruiter)


@right("interviews.read_kits")
def _read_kits(user: Any, application: Any) -> bool:
    """Everybody's kits of a loop: who leads the job. A panel member reads their own."""
    return manages(user, application.job) or has_job_role(user, application.job, JobRole.HIRING_MANAGER)


@right("interviews.lead_debrief")
def _lead_debrief(user: Any, application: Any) -> bool:
    """Open a debrief early, write down what was checked, close it: who decides."""
    return allowed(user, "candidates.make_decision", application)


@right("interviews.open_debrief")
def _open_debrief(user: Any, application: Any) -> bool:
    """Open a debrief once all cards are in: also who runs the pipeline."""
    return manages(user, application.job) or _lead_debrief(user, application)


@right("interviews.calibrate")
def _calibrate(user: Any, obj: Any) -> bool:
    """Figures over many interviewers: recruiters and admins."""
    return bool(user.is_recruiter)


def works_on_calibration(user: Any) -> bool:
    """Whether the page of calibration is this person's."""
    return _calibrate(user, None)

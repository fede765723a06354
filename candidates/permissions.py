"""Who may do what with jobs and candidates: one predicate per right (design.md section 6)."""

from typing import Any

from candidates.choices import JobRole
from recruiting.accounts.permissions import right


def has_job_role(user: Any, job: Any, *roles: str) -> bool:
    """Whether the user is one of `roles` on the job. Somebody who became an auditor keeps the row, not the right."""
    return user.role != "auditor" and job.members.filter(user=user, role__in=roles).exists()


def works_with_people(user: Any) -> bool:
    """Whether jobs and candidates are this person's work: auditors read the log, without names."""
    return bool(user.role != "auditor")


def works_with_rules(user: Any) -> bool:
    """Whether the rule studio is this person's work. Published rules are open to everybody who signs in."""
    return bool(user.is_recruiter)


def manages(user: Any, job: Any) -> bool:
    """Whether the user runs this job's pipeline: admins; recruiters, on a confidential job only as its member;
    members who are the job's recruiter."""
    if user.is_admin:
        return True
    if user.is_recruiter and not job.confidential:
        return True
    roles = JobRole.values if user.is_recruiter else [JobRole.RECRUITER]
    return has_job_role(user, job, *roles)


@right("candidates.create_job")
def _create_job(user: Any, obj: Any) -> bool:
    return user.is_recruiter


@right("candidates.change_job")
def _change_job(user: Any, job: Any) -> bool:
    return manages(user, job)


@right("candidates.adapt_scorecard")
def _adapt_scorecard(user: Any, job: Any) -> bool:
    """What the job's interviews are rated on: who runs its pipeline, and its hiring managers."""
    return manages(user, job) or has_job_role(user, job, JobRole.HIRING_MANAGER)


@right("candidates.delete_template")
def _delete_template(user: Any, template: Any) -> bool:
    return user.is_recruiter and (user.is_admin or template.made_by_id == user.pk)


@right("candidates.edit_sourcing")
def _edit_sourcing(user: Any, obj: Any) -> bool:
    """Sources, and what is known of the channels."""
    return user.is_recruiter


@right("candidates.see_everybody")
def _see_everybody(user: Any, job: Any) -> bool:
    """Whether the user sees all of a job's applications, not only those they take part in."""
    if user.is_recruiter:
        return manages(user, job)
    return has_job_role(user, job, JobRole.RECRUITER, JobRole.HIRING_MANAGER)


@right("candidates.upload_resume")
def _upload_resume(user: Any, job: Any) -> bool:
    return user.is_recruiter if job is None else manages(user, job)


@right("candidates.screen_resume")
def _screen_resume(user: Any, job: Any) -> bool:
    return user.is_recruiter if job is None else manages(user, job)


@right("candidates.rescreen_resumes")
def _rescreen_resumes(user: Any, revision: Any) -> bool:
    """All stored resumes, by the rules in force: whoever works with rules."""
    return user.is_recruiter


@right("candidates.delete_resume")
def _delete_resume(user: Any, resume: Any) -> bool:
    return user.is_recruiter if resume.job is None else manages(user, resume.job)


@right("candidates.move_application")
def _move_application(user: Any, application: Any) -> bool:
    return manages(user, application.job)


@right("candidates.create_application")
def _create_application(user: Any, job: Any) -> bool:
    return manages(user, job)


@right("candidates.review_flags")
def _review_flags(user: Any, job: Any) -> bool:
    """Those of all people on a job."""
    return manages(user, job) or has_job_role(user, job, JobRole.HIRING_MANAGER)


@right("candidates.review_flag")
def _review_flag(user: Any, application: Any) -> bool:
    return _review_flags(user, application.job)


@right("candidates.make_decision")
def _make_decision(user: Any, application: Any) -> bool:
    """Admins and the job's hiring managers: recruiters run the pipeline, they don't decide who is hired."""
    return user.is_admin or has_job_role(user, application.job, JobRole.HIRING_MANAGER)


@right("candidates.create_candidate")
def _create_candidate(user: Any, obj: Any) -> bool:
    return user.is_recruiter


@right("candidates.change_candidate")
def _change_candidate(user: Any, candidate: Any) -> bool:
    """Recruiters who see the person; a job's own recruiter for its applicants."""
    if user.is_recruiter and not user.is_admin:
        return _sees(user, candidate)
    return changes_whom_they_see(user, candidate)


def changes_whom_they_see(user: Any, candidate: Any) -> bool:
    """The same of a person whom the user was just found to see: of recruiters it asks no more."""
    if user.is_recruiter:
        return bool(user.is_admin or candidate.is_present)
    own = candidate.applications.present().filter(
        job__members__user=user, job__members__role=JobRole.RECRUITER
    )
    return user.role != "auditor" and own.exists()


@right("candidates.merge_candidate")
def _merge_candidate(user: Any, candidate: Any) -> bool:
    """Recruiters who see the person: a job's own recruiter sees too little of what a merge moves."""
    return merges_whom_they_see(user, candidate) and _sees(user, candidate)


def merges_whom_they_see(user: Any, candidate: Any) -> bool:
    """The same of a person whom the user was just found to see."""
    return bool(user.is_recruiter and candidate.is_present)


@right("candidates.see_candidate")
@right("candidates.add_note")
def _sees(user: Any, about: Any) -> bool:
    """A candidate or an application that the user sees."""
    return type(about).objects.visible_to(user).filter(pk=about.pk).exists()


@right("candidates.choose_colleague")
def _choose_colleague(user: Any, obj: Any) -> bool:
    """Staff know each other by name."""
    return works_with_people(user)


@right("candidates.save_view")
def _save_view(user: Any, obj: Any) -> bool:
    return works_with_people(user)


@right("candidates.change_view")
def _change_view(user: Any, view: Any) -> bool:
    return bool(view.owner_id == user.pk)


@right("candidates.delete_note")
def _delete_note(user: Any, note: Any) -> bool:
    return note.author_id == user.pk


@right("candidates.see_mention")
def _see_mention(user: Any, mention: Any) -> bool:
    return bool(mention.user_id == user.pk)


@right("candidates.manage_reasons")
def _manage_reasons(user: Any, obj: Any) -> bool:
    return bool(user.is_admin)


@right("candidates.tag_candidate")
@right("candidates.add_attachment")
def _works_on_candidate(user: Any, candidate: Any) -> bool:
    return _change_candidate(user, candidate)


@right("candidates.delete_attachment")
def _delete_attachment(user: Any, attachment: Any) -> bool:
    """Who added it, while they see the person, and who may change the person's record."""
    person = attachment.candidate
    return (attachment.uploaded_by_id == user.pk and _sees(user, person)) or _change_candidate(user, person)

"""Every page that can be opened, with whom and with which rows it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.browser.world import World

NONE, ONE, MANY = "none", "one", "many"
STAGES = (NONE, ONE, MANY)
LISTS, ROWS, ALONE = STAGES, (ONE, MANY), (ONE,)


@dataclass(frozen=True)
class Shown:
    """One page. view: its URL name. stages: with which rows. status: of the answer. again: the password was just
    given. name tells pages of one view apart."""

    view: str
    address: Callable[[World], str]
    stages: tuple[str, ...]
    role: str
    status: int
    again: bool
    name: str


def page(
    view: str,
    *path: str | Callable[[World], Any],
    stages: tuple[str, ...] = ALONE,
    role: str = "recruiter",
    status: int = 200,
    query: str | Callable[[World], str] = "",
    again: bool = False,
    name: str = "",
) -> Shown:
    """path: the arguments of the address, as they stand or taken from the world."""

    def address(world: World) -> str:
        asked = query(world) if callable(query) else query
        return reverse(view, args=[part(world) if callable(part) else part for part in path]) + asked

    return Shown(view, address, stages, role, status, again, name or view.rpartition(":")[2])


def _job(world: World) -> int:
    return world.job.pk


def _chosen_for(act: str) -> Callable[[World], str]:
    """The query that names a dozen people and what is to be done with them."""

    def query(world: World) -> str:
        rows = world.job.applications.filter(status="active").order_by("pk")[:12]
        return f"?act={act}" + "".join(f"&p={row.pk}-{row.version}" for row in rows)

    return query


def _application(world: World) -> int:
    return world.application.pk


def _plan(world: World) -> int:
    return world.plan.pk


def _plan_seat(world: World) -> int:
    return world.plan_seat.pk


def _plan_question(world: World) -> int:
    return world.plan_question.pk


def _draft(world: World) -> int:
    return world.rule_draft.pk


HOME = [
    page("home:today", stages=(NONE, MANY)),
    page("home:today", stages=(MANY,), query="?kind=files", name="today-files"),
    page("home:today", query="?kind=mentions", name="today-kind-empty"),
    page("home:reasons", role="admin"),
    page("home:reason", lambda w: w.reason.pk, role="admin"),
    page("home:today", role="auditor", name="today-auditor"),
    page("home:today", role="member", name="today-member"),
    page("home:profile"),
    page("home:security"),
    page("home:security", role="member", name="security-member"),
    page("home:tokens", stages=LISTS, role="admin"),
    page("home:token-revoke", lambda w: w.token.pk, role="admin"),
    page("home:organisation", role="admin"),
    page("home:people", stages=LISTS, role="admin", name="settings-people"),
    page("home:people", role="member", status=403, name="settings-people-denied"),
    page("home:person", lambda w: w.recruiter.pk, role="admin"),
    page("home:factor-reset", lambda w: w.recruiter.pk, role="admin"),
    page("home:invitations", stages=LISTS, role="admin"),
    page("home:invitation-revoke", lambda w: w.invitation.pk, role="admin"),
    page("home:invitation", lambda w: w.invitation_link, role="stranger"),
    page("home:invitation", "gone", role="stranger", status=404, name="invitation-gone"),
    page("home:setup", "gone", role="stranger", status=404),
    page("home:log", stages=LISTS, role="admin"),
    page("home:log", stages=(MANY,), role="auditor", query="?object_id=987654", name="log-nothing"),
    page("home:bulk", lambda w: w.work.pk, stages=ROWS, role="admin"),
]
SIGN_IN = [
    page("account_login", role="stranger"),
    page("account_logout"),
    page("account_reauthenticate"),
    page("account_change_password", again=True),
    page("account_reset_password", role="stranger"),
    page("account_reset_password_done", role="stranger"),
    page("account_reset_password_from_key_done", role="stranger"),
    page("account_reset_password_from_key", "1", "used", role="stranger", status=410),
    page("mfa_activate_totp", role="member", again=True),
]
GUIDE = [
    *(
        page(f"rubrics:guide{part}", stages=(NONE, ONE), role="admin")
        for part in (
            "",
            "-activities",
            "-roles",
            "-levels",
            "-focus-areas",
            "-mistakes",
            "-sourcing",
            "-flags",
            "-glossary",
        )
    ),
    page("rubrics:guide", query="?q=pipeline", name="guide-found"),
    page("rubrics:guide", query="?q=zzzz", name="guide-not-found"),
    page("rubrics:guide-row-edit", "flag", "cicd_security", role="admin"),
    page("rubrics:questions", stages=(NONE, ONE), role="member"),
    page("rubrics:questions", query="?area=knowledge&level=junior&q=cookie", name="questions-found"),
    page("rubrics:questions", query="?q=zzzz&area=cooking", name="questions-not-found"),
    page("rubrics:question-add", role="admin"),
    page("rubrics:question-import", role="admin"),
    page("rubrics:question-edit", "incident.handled", role="admin"),
    page("rubrics:question", "incident.handled", role="admin"),
    page("rubrics:question", "incident.handled", query="?version=1", role="auditor", name="question-version"),
    page("rubrics:scorecards", stages=(NONE, ONE), role="member"),
    page("rubrics:scorecards", query="?show=retired", name="scorecards-retired"),
    page("rubrics:scorecard", "devsecops_engineer", role="admin"),
    page(
        "rubrics:scorecard",
        "devsecops_engineer",
        query="?version=1&level=senior",
        role="auditor",
        name="scorecard-version",
    ),
    page("rubrics:scorecard-copy", "devsecops_engineer", role="admin"),
    page("rubrics:scorecard-weights", "devsecops_engineer", role="admin"),
    page("rubrics:scorecard-criterion-add", "devsecops_engineer", role="admin"),
    page("rubrics:scorecard-criterion", "devsecops_engineer", "automation.noise", role="admin"),
]
CANDIDATES = [
    page("candidates:jobs", stages=LISTS),
    page("candidates:jobs", stages=(NONE,), role="member", name="jobs-member"),
    page("candidates:jobs", query="?status=closed", name="jobs-filtered"),
    page("candidates:job-create"),
    page("candidates:job-templates", stages=(ONE, MANY)),
    page("candidates:job-template-delete", lambda w: w.template.pk),
    page("candidates:job-draft", _job),
    page("candidates:job-copy", _job),
    page("candidates:job-keep", _job),
    page("candidates:job-edit", lambda w: w.draft.pk, stages=(MANY,), name="job-edit-guards"),
    page("candidates:sourcing", stages=LISTS),
    page("candidates:source-create", query="?channel=github"),
    page("candidates:channel", "github", stages=ROWS),
    page("candidates:channel-edit", "github"),
    page("candidates:application-source", _application),
    page("candidates:candidate-referral", lambda w: w.application.candidate_id),
    page("candidates:referral-remove", lambda w: w.referral.pk),
    page("candidates:job", _job, stages=ROWS),
    page("candidates:job", _job, stages=(MANY,), role="member", name="job-hiring-manager"),
    page("candidates:job", _job, query="?status=rejected", name="job-filtered"),
    page("candidates:job", lambda w: w.draft.pk, stages=(MANY,), name="job-draft-long-name"),
    page("candidates:job", lambda w: w.closed.pk, stages=(MANY,), name="job-closed"),
    page("candidates:job", lambda w: w.paused.pk, stages=(MANY,), name="job-paused"),
    page("candidates:job", _job, stages=ROWS, query="?view=board", name="job-board"),
    page(
        "candidates:job",
        _job,
        stages=(MANY,),
        query="?view=board&level=mid&level=senior&without=no_automation",
        name="job-board-filtered",
    ),
    page("candidates:job", _job, query="?view=board&level=nonsense&q=nobody", name="job-board-nobody"),
    page("candidates:job-filters", _job, stages=(MANY,)),
    page("candidates:job-many", _job, query="?act=move", name="job-many-nobody"),
    page("candidates:view-create", _job, query="?view=board&level=mid&flag=scanning_tools"),
    page("candidates:view-delete", lambda w: w.view.pk),
    page("candidates:view-edit", lambda w: w.view.pk),
    page("candidates:view-edit", lambda w: w.search_view.pk, name="search-view-edit"),
    page("candidates:search-view-create", query="?q=vault&level=mid"),
    *(
        page("candidates:job-many", _job, stages=(MANY,), query=_chosen_for(act), name=f"job-many-{act}")
        for act in ("move", "reject", "apply", "tag", "assign")
    ),
    page("candidates:resume-delete", lambda w: w.application.resume_id, name="resume-delete"),
    page("candidates:job-edit", _job),
    page("candidates:job-pipeline", _job),
    page("candidates:job-team", _job, stages=ROWS),
    page("candidates:job-scorecard", _job),
    page("candidates:job-scorecard-weights", _job),
    page("candidates:job-scorecard-add", _job),
    page("candidates:job-scorecard-criterion", _job, "automation.noise"),
    page("candidates:job-close", _job),
    page("candidates:application", _application, stages=ROWS),
    page("candidates:application", _application, stages=(MANY,), role="member", name="application-manager"),
    page("candidates:application", lambda w: w.rejected.pk, stages=(MANY,), name="application-rejected"),
    page("candidates:application-move", _application),
    page("candidates:application-reject", _application),
    page("candidates:application-withdraw", _application),
    page("candidates:application-decide", _application, query="?kind=hire", role="admin"),
    page("candidates:application", lambda w: w.decided.pk, stages=(MANY,), role="admin", name="decided"),
    page("candidates:decision-take-back", lambda w: w.hire.pk, stages=(MANY,), role="admin"),
    page("candidates:flag-review", _application, "cicd_security"),
    page("candidates:review", stages=(NONE, MANY)),
    page("candidates:review", query="?only=yellow&after=999999-nothing", name="review-yellow"),
    page("candidates:people", stages=LISTS),
    page("candidates:people", query="?q=zzzz", name="people-not-found"),
    page("candidates:search"),
    page("candidates:search", query="?q=docker+-cobol&years_to=40", stages=(MANY,), name="search-found"),
    page("candidates:search", query="?q=docker&years_to=40", name="search-saved"),
    page("candidates:search", query="?q=dockr+kubernetes&level=mid", name="search-nobody"),
    page("candidates:candidate-create"),
    page("candidates:candidate", lambda w: w.application.candidate_id),
    page("candidates:candidate", lambda w: w.by_hand.pk, stages=(MANY,), name="candidate-long-name"),
    page("candidates:candidate-apply", lambda w: w.application.candidate_id),
    page("candidates:candidate-apply", lambda w: w.by_hand.pk, stages=(MANY,), name="apply-long-name"),
    page("candidates:candidate-merge", lambda w: w.kept.pk, lambda w: w.double.pk, stages=(MANY,)),
    page("candidates:candidate", lambda w: w.kept.pk, stages=(MANY,), name="candidate-twice"),
    page("candidates:candidate-compare", lambda w: w.kept.pk, stages=(MANY,)),
    page("candidates:candidate-compare", lambda w: w.by_hand.pk, stages=(MANY,), name="compare-nothing"),
    page("candidates:candidate-edit", lambda w: w.application.candidate_id),
    page("candidates:resume-pages", lambda w: w.laid_out.pk),
    page("candidates:import-create"),
    page("candidates:import-detail", lambda w: w.people_import.pk),
    page("candidates:uploads", stages=LISTS),
    page("candidates:upload-detail", lambda w: w.upload.pk, stages=ROWS),
    page(
        "candidates:upload-detail",
        lambda w: w.upload.pk,
        stages=ROWS,
        query="?show=needing",
        name="upload-needing",
    ),
]
DEBRIEFS = [
    page("interviews:debrief", lambda w: w.waiting_panel.loop.pk, name="debrief-waiting"),
    page("interviews:debrief", lambda w: w.waiting_panel.loop.pk, role="admin", name="debrief-early"),
    page("interviews:debrief", lambda w: w.talk.loop.pk, stages=(MANY,)),
    page("interviews:debrief", lambda w: w.talk.loop.pk, stages=(MANY,), role="admin", name="debrief-leader"),
    page("interviews:debrief", lambda w: w.closed_talk.loop.pk, stages=(MANY,), name="debrief-closed"),
    page("interviews:calibration", stages=(NONE, MANY)),
    page("interviews:calibration-questions", stages=(NONE, MANY)),
    page("interviews:record", lambda w: w.talk.loop.pk, stages=(MANY,), name="record-undecided"),
    page("interviews:record", lambda w: w.decided_talk.loop.pk, stages=(MANY,)),
    page("interviews:record-choose", lambda w: w.talk.loop.pk, stages=(MANY,), role="admin"),
    page(
        "interviews:record-choose",
        lambda w: w.decided_talk.loop.pk,
        stages=(MANY,),
        role="admin",
        name="record-choose-settled",
    ),
    page(
        "candidates:application-decide",
        lambda w: w.talk.application.pk,
        stages=(MANY,),
        role="admin",
        query="?kind=hire",
        name="decide-beside-record",
    ),
    page(
        "candidates:application-decide",
        lambda w: w.waiting_panel.application.pk,
        role="admin",
        name="decide-cards-missing",
    ),
    page("interviews:debrief-reopen", lambda w: w.closed_talk.loop.pk, stages=(MANY,), role="admin"),
]
RULES = [
    page("candidates:rules", stages=LISTS),
    page("candidates:rules", role="member", name="rules-member"),
    page("candidates:rules-history", stages=ROWS),
    page("candidates:rule-version", _draft, stages=ROWS),
    page("candidates:rule-version", _draft, stages=(MANY,), role="admin", name="rule-version-second-person"),
    page("candidates:rule-version", lambda w: w.broken_rules.pk, stages=(MANY,), name="rule-version-broken"),
    page("candidates:rule-version", lambda w: w.rules.pk, stages=ROWS, name="rule-version-in-force"),
    page("candidates:rule-rows", _draft, "flags", name="rule-flags"),
    page("candidates:rule-rows", _draft, "signals", name="rule-signals"),
    page("candidates:rule-rows", _draft, "signals", query="?q=zzzz", name="rule-signals-not-found"),
    page("candidates:rule-rows", _draft, "signals", query="?changed=1", name="rule-signals-changed"),
    page("candidates:rule-rows", _draft, "tests", stages=ROWS, name="rule-tests"),
    page("candidates:rule-row-add", _draft, "tests", name="rule-test-add"),
    page("candidates:rule-row-add", _draft, "signals", name="rule-signal-add"),
    page("candidates:rule-row", _draft, "signals", "tool.trivy", name="rule-signal"),
    page("candidates:rule-row", _draft, "signals", "tool.trivy", query="?as=yaml", name="rule-signal-yaml"),
    page("candidates:rule-row", _draft, "flags", "theoretical_only", name="rule-flag"),
    page("candidates:rule-row", lambda w: w.rules.pk, "signals", "tool.trivy", name="rule-signal-in-force"),
    page("candidates:rule-row", lambda w: w.rules.pk, "flags", "no_devops_cicd", name="rule-flag-in-force"),
    page("candidates:rule-row-remove", _draft, "signals", "tool.trivy"),
    page("candidates:rule-text", _draft),
    page(
        "candidates:rule-text",
        lambda w: w.broken_rules.pk,
        stages=(MANY,),
        query="?line=300",
        name="rule-text-broken",
    ),
    page("candidates:rule-text", lambda w: w.rules.pk, name="rule-text-in-force"),
    page("candidates:rule-try", _draft),
    page(
        "candidates:rule-try",
        _draft,
        stages=(MANY,),
        query=lambda w: f"?resume={w.application.resume_id}",
        name="rule-try-resume",
    ),
    page("candidates:rule-diff", _draft, stages=ROWS),
    page("candidates:rule-impact", _draft, stages=ROWS),
    page("candidates:rule-publish", _draft),
    page("candidates:rule-publish", _draft, role="admin", name="rule-publish-admin"),
    page("candidates:rule-discard", _draft),
    page("candidates:rule-roll-back", lambda w: w.rules.pk),
    page("candidates:rule-rescreening", lambda w: w.rescreening.pk, stages=(MANY,)),
]
INTERVIEWS = [
    page("interviews:mine", stages=LISTS, role="member"),
    page("interviews:mine", query="?past=1", stages=(NONE, MANY), role="member", name="mine-past"),
    page("interviews:mine", name="mine-recruiter"),
    page("interviews:load", stages=(NONE,)),
    page(
        "interviews:load",
        query=lambda w: f"?week={w.interview.starts_at.date()}",
        stages=ROWS,
        name="load-rows",
    ),
    page("interviews:calendar", stages=(NONE, ONE)),
    page("interviews:calendar-revoke", stages=(NONE, ONE)),
    page("interviews:interview-times", lambda w: w.interview.pk, stages=ROWS),
    page("interviews:interview-cancel", lambda w: w.interview.pk),
    page("interviews:scorecard", lambda w: w.seat.pk, role="member"),
    page("interviews:scorecard", lambda w: w.empty_seat.pk, role="member", name="scorecard-empty"),
    page("interviews:scorecard", lambda w: w.read_seat.pk, name="scorecard-submitted"),
    page("interviews:scorecard", lambda w: w.colleague_seat.pk, name="scorecard-of-another"),
    page("interviews:scorecard", lambda w: w.seat.pk, status=403, name="scorecard-not-yet"),
    page("interviews:loop", lambda w: w.loop.pk),
    page("interviews:loop", lambda w: w.loop.pk, role="member", name="loop-panel-member"),
    page("interviews:loop", _plan, stages=(MANY,), name="loop-draft"),
    page("interviews:loop", lambda w: w.empty_loop.pk, stages=(MANY,), name="loop-empty"),
    page("interviews:loop", lambda w: w.empty_loop.pk, stages=(MANY,), role="member", name="loop-manager"),
    page("interviews:loop-new", lambda w: w.unplanned.pk, stages=(MANY,)),
    page("interviews:loop-deal", _plan, stages=(MANY,)),
    page("interviews:loop-begin", _plan, stages=(MANY,)),
    page("interviews:loop-begin", lambda w: w.holey_loop.pk, stages=(MANY,), name="loop-begin-holes"),
    page("interviews:loop", lambda w: w.holey_loop.pk, stages=(MANY,), name="loop-holes"),
    page("interviews:loop-cancel", _plan, stages=(MANY,)),
    page("interviews:loop-people", _plan, stages=(MANY,)),
    page("interviews:kits", _plan, stages=(MANY,)),
    page("interviews:kit", lambda w: w.loop.pk, lambda w: w.seat.pk, role="member"),
    page("interviews:kit", lambda w: w.loop.pk, lambda w: w.empty_seat.pk, name="kit-empty"),
    page("interviews:kit-add", _plan_seat, stages=(MANY,)),
    page("interviews:kit-add", _plan_seat, stages=(MANY,), query="?q=zzzz", name="kit-add-not-found"),
    page("interviews:kit-question", _plan_question, stages=(MANY,)),
    page("interviews:kit-question-swap", _plan_question, stages=(MANY,)),
    page("rubrics:question", "incident.handled", stages=(MANY,), name="question-to-kit"),
    page("interviews:panelist", _plan_seat, stages=(MANY,)),
    page("interviews:panelist-remove", _plan_seat, stages=(MANY,)),
]
ERRORS = [
    page("try-error", str(status), status=status, role="stranger", name=f"error-{status}")
    for status in (400, 403, 404, 409, 413, 422, 429, 500)
]
API = [page("api:docs", name="api-docs"), page("api:problems", name="api-problems")]
PAGES = [*HOME, *SIGN_IN, *GUIDE, *CANDIDATES, *RULES, *INTERVIEWS, *DEBRIEFS, *API, *ERRORS]

# Addresses that answer no GET with a page of their own, and what they are instead.
NO_PAGES = {
    "posts": {
        "home:today-postpone", "home:today-take-up", "home:reason-change",
        "home:theme", "home:sessions-end", "home:person-sessions-end", "home:bulk-undo", "home:bulk-change",
        "rubrics:guide-row-restore", "rubrics:question-retire", "rubrics:question-restore",
        "candidates:job-scorecard-choose", "rubrics:scorecard-take", "rubrics:scorecard-retire", "rubrics:scorecard-restore",
        "candidates:member-remove", "candidates:job-read", "candidates:job-open", "candidates:job-pause", "candidates:job-upload",
        "candidates:upload", "candidates:application-move-back", "candidates:application-remove",
        "candidates:application-resume",
        "candidates:application-use-resume", "candidates:candidate-resume", "candidates:application-reopen",
        "candidates:application-note", "candidates:candidate-note", "candidates:note-delete",
        "candidates:note-restore", "candidates:mention-seen", "candidates:mention-unseen", "candidates:flag-review-undo",
        "candidates:candidate-tag", "candidates:candidate-tag-add", "candidates:candidate-tag-remove",
        "candidates:candidate-file", "candidates:file-delete", "candidates:file-restore",
        "candidates:resume-restore", "candidates:resume-retry",
        "candidates:rule-draft-create", "candidates:rule-approve", "candidates:rule-rebase", "candidates:rule-rescreen",
        "candidates:rule-tests-run", "candidates:rule-rescreening-change", "interviews:scorecard-amend",
        "interviews:debrief-open", "interviews:debrief-checks", "interviews:debrief-close",
        "interviews:loop-deal-undo",
        "interviews:answer", "interviews:mail-retry",
        "interviews:kit-question-move", "interviews:kit-question-remove", "interviews:question-to-kit",
    },
    "files and figures": {
        "interviews:scorecard-draft", "rubrics:question-export",
        "candidates:file-download", "candidates:application-colleagues", "candidates:candidate-colleagues", "candidates:colleagues",
        "candidates:resume-download", "candidates:resume-json", "candidates:resume-page", "candidates:rule-yaml", "mfa_download_recovery_codes", "home:healthz", "home:palette", "home:readyz",
        "interviews:feed",
    },
    "redirects": {"mfa_index"},
    "within a sign-in, walked in test_sign_in.py": {
        "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    },
}  # fmt: skip

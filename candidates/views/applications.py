"""The candidate page as an application shows it, and what may be done there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.actions import applications as actions
from candidates.actions.endings import what_stays
from candidates.actions.reviews import review_flag
from candidates.forms import MoveForm, RejectForm, ReviewForm, VersionForm, WithdrawForm
from candidates.models import Application, Candidate
from candidates.models.querysets import Hidden, read_hidden_jobs
from candidates.queries import people
from candidates.queries.identity import report_of, veil
from candidates.views.evidence import show_flags
from candidates.views.person import person_context
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, find_or_404, page_or_part, safe_next, toast
from rubrics import queries as guide


def find_application(request: HttpRequest, pk: int, *, hidden: Hidden = None) -> Application:
    """The application, or 404 for whoever does not see it; veiled, where the reader may not know who it is."""
    application = find_or_404(people.find_application(request.user, pk, hidden=hidden))
    veil(request.user, [application], hidden=hidden)
    return application


@require_GET
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate for one job: flags and resume side by side."""
    hidden = read_hidden_jobs(request.user)
    application = find_application(request, pk, hidden=hidden)
    context = person_context(request, application.candidate, application=application, hidden=hidden)
    return render(request, page_or_part(request, "candidates/candidate.html"), context)


@require_http_methods(["GET", "POST"])
def application_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another stage."""
    application = find_application(request, pk)
    require(request.user, "candidates.move_application", application)
    before = application.stage
    initial = {"version": application.version, "stage": request.GET.get("to") or None}
    form = MoveForm(request.POST or None, application=application, initial=initial)
    if form.is_valid() and call(
        form, actions.move_application, application=application, by=request.user, **form.cleaned_data
    ):
        name = application.candidate.shown_name
        back = reverse("candidates:application-move-back", args=[pk])
        undo = f"{back}?version={form.result.version}"
        toast(request, f"{name} moved from {before.name} to {form.result.stage.name}.", undo=undo)
        return back_or(request, reverse("candidates:application", args=[pk]))
    _renew(form, application)
    back = safe_next(request) or reverse("candidates:application", args=[pk])
    context = {"application": application, "form": form, "back": back}
    return render(request, "candidates/move.html", context, status=form.http_status)


@require_POST
def application_move_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a move, unless the application changed since (`version`)."""
    application = find_application(request, pk)
    require(request.user, "candidates.move_application", application)
    back = actions.undo_move(
        application=application, by=request.user, version=number(request.GET.get("version"))
    )
    toast(request, f"{application.candidate.shown_name} is back in {back.stage.name}.")
    board = safe_next(request)  # there the person's card takes the focus
    return redirect(f"{board}#a-{pk}" if board else reverse("candidates:application", args=[pk]))


@require_POST
def application_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo putting a person on a job, while nothing was done with the application."""
    application = find_application(request, pk)
    actions.remove_application(application=application, by=request.user)
    toast(request, f"{application.candidate.shown_name} is no longer on {application.job.title}.")
    if Candidate.objects.visible_to(request.user).filter(pk=application.candidate_id).exists():
        return redirect("candidates:candidate", application.candidate_id)
    return redirect("candidates:job", application.job_id)


def number(text: str | None) -> int:
    """A number in an address or a form. Raises Http404 for what is none."""
    if not text or not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


@require_http_methods(["GET", "POST"])
def application_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject with a reason."""
    application = find_application(request, pk)
    require(request.user, "candidates.move_application", application)
    form = RejectForm(request.POST or None, initial={"version": application.version})
    if form.is_valid() and call(
        form, actions.reject_application, application=application, by=request.user, **form.cleaned_data
    ):
        undo = _undo_of_end(form.result)
        toast(request, f"{application.candidate.shown_name} was rejected.", undo=undo)
        return back_or(request, reverse("candidates:application", args=[pk]))
    return _ask_again(request, "candidates/reject.html", form, application)


@require_http_methods(["GET", "POST"])
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person withdrew."""
    application = find_application(request, pk)
    require(request.user, "candidates.move_application", application)
    form = WithdrawForm(request.POST or None, initial={"version": application.version})
    if form.is_valid() and call(
        form, actions.withdraw_application, application=application, by=request.user, **form.cleaned_data
    ):
        undo = _undo_of_end(form.result)
        toast(request, f"Recorded that {application.candidate.shown_name} withdrew.", undo=undo)
        return back_or(request, reverse("candidates:application", args=[pk]))
    return _ask_again(request, "candidates/withdraw.html", form, application)


def _ask_again(
    request: HttpRequest, template: str, form: VersionForm, application: Application
) -> HttpResponse:
    _renew(form, application)
    back = safe_next(request) or reverse("candidates:application", args=[application.pk])
    context = {"application": application, "form": form, "back": back}
    return render(request, template, context, status=form.http_status)


def _renew(form: VersionForm, application: Application) -> None:
    """The page says where the application stands now; sending its form once more is about that."""
    if form.conflict and application.is_active:
        form.renew({"version": application.version})


def _undo_of_end(ended: Application) -> str:
    return f"{reverse('candidates:application-reopen', args=[ended.pk])}?version={ended.version}"


@require_POST
def application_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an ended application active again; as an undo only if it did not change since (`version`)."""
    application = find_application(request, pk)
    version = number(request.GET["version"]) if "version" in request.GET else None
    actions.reopen_application(application=application, by=request.user, version=version)
    words = f"The application of {application.candidate.shown_name} is active again."
    toast(request, f"{words} {what_stays(application)}".strip())
    return back_or(request, reverse("candidates:application", args=[pk]))


@require_http_methods(["GET", "POST"])
def flag_review(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Agree or disagree with one flag."""
    application = find_application(request, pk)
    require(request.user, "candidates.review_flag", application)
    if application.screening is None:
        raise Http404
    result = get_object_or_404(application.screening.flags, flag=code)
    form = ReviewForm(request.POST or None, initial={"verdict": request.GET.get("verdict")})
    if form.is_valid() and call(
        form, review_flag, application=application, result=result, by=request.user, **form.cleaned_data
    ):
        said = "agree" if form.result.verdict == "confirmed" else "disagree"
        undo = reverse("candidates:flag-review-undo", args=[pk, form.result.pk])
        toast(request, f"You {said} with the flag.", undo=undo)
        return back_or(request, f"{reverse('candidates:application', args=[pk])}#f-{code}")
    flag = guide.flags(request.user).filter(code=code).first()
    text = people.read_text(application.resume)
    shown = show_flags(report_of(application.candidate, application.screening.report, text), {}, {})
    context = {
        "application": application,
        "form": form,
        "result": result,
        "flag": flag,
        "code": code,
        "shown": next((row for row in shown if row.code == code), None),
        "lines": application.screening.report["lines"],
        "back": safe_next(request) or reverse("candidates:application", args=[pk]),
    }
    return render(request, "candidates/flag_review.html", context, status=form.http_status)

"""The review queue: flags that nobody has judged, one after the other."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candidates.actions.reviews import review_flag, undo_review
from candidates.forms import ReviewForm
from candidates.models import FlagReview, Job
from candidates.queries import people
from candidates.queries.flag_queue import MOST_COUNTED, FlagQueue, Stop
from candidates.queries.identity import report_of, text_of, veil
from candidates.views.evidence import show_flags, show_text
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, find_or_404, toast
from rubrics import queries as guide

YELLOW = "yellow"


@dataclass(frozen=True)
class Walk:
    """What an address says of a walk through the queue. done: flags judged on the way; only: yellow, or "" for all."""

    job: Job | None
    only: str
    done: int

    def address(self, **place: str) -> str:
        """Of a place in the queue: after="12-code" or at="12-code"."""
        said = {"job": self.job.pk if self.job else "", "only": self.only, "done": self.done or "", **place}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{reverse('candidates:review')}{'?' + query if query else ''}"


def walk_of(request: HttpRequest, query: QueryDict, *, further: int = 0) -> Walk:
    """further: how many more are judged than the address says. Raises Http404, Denied for a job of others."""
    job = None
    if number := _number(query.get("job", "")):
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=number)
        require(request.user, "candidates.review_flags", job)
    done = _number(query.get("done", "")) + further
    return Walk(job, YELLOW if query.get("only") == YELLOW else "", max(0, done))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _place(text: str) -> tuple[int | None, str]:
    """(application, flag) of "12-code"; (None, "") for anything else."""
    number, _, code = text.partition("-")
    return (_number(number), code) if _number(number) and code else (None, "")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """One flag, to agree or to disagree with. `?at=` shows a certain one, `?after=` the next one behind it."""
    walk = walk_of(request, request.GET)
    flags = list(guide.flags(request.user).values_list("code", "polarity", "name"))
    codes = [code for code, polarity, _ in flags if polarity == YELLOW]
    if not walk.only:
        codes += [code for code, polarity, _ in flags if polarity != YELLOW]
    names = {code: name for code, _, name in flags}
    queue = FlagQueue(request.user, walk.job, codes)
    if request.method == "POST":
        stop = queue.find(*_place(request.POST.get("flag", "")))
        if stop is None:
            raise Http404
        form = ReviewForm(request.POST)
        if form.is_valid() and call(
            form,
            review_flag,
            application=stop.application,
            result=stop.result,
            by=request.user,
            **form.cleaned_data,
        ):
            return _go_on(request, walk, stop, form.result, names[stop.result.flag])
    else:
        stop = _asked(queue, request.GET)
        form = ReviewForm()
    context = _context(walk, queue, stop, names)
    return render(request, "candidates/review.html", {**context, "form": form}, status=form.http_status)


def _asked(queue: FlagQueue, query: QueryDict) -> Stop | None:
    if "at" in query and (stop := queue.find(*_place(query["at"]))):
        return stop
    return queue.after(*_place(query.get("after", "")))


def _go_on(request: HttpRequest, walk: Walk, stop: Stop, said: FlagReview, flag: str) -> HttpResponse:
    further = Walk(walk.job, walk.only, walk.done + 1)
    undo = reverse("candidates:flag-review-undo", args=[stop.application.pk, said.pk])
    _, _, query = further.address().partition("?")
    verdict = "agree" if said.verdict == "confirmed" else "disagree"
    words = f"You {verdict}: {stop.application.candidate.shown_name}, {flag}."
    toast(request, words, undo=f"{undo}?queue=1&{query}")
    return redirect(further.address(after=stop.key))


def _context(walk: Walk, queue: FlagQueue, stop: Stop | None, names: dict[str, str]) -> dict[str, Any]:
    left = queue.count()
    context: dict[str, Any] = {
        "walk": walk,
        "stop": stop,
        "left": left,
        "many_left": left > MOST_COUNTED,
        "total": walk.done + left,
        "again": walk.address(),
        "all_of_it": Walk(walk.job, "", walk.done).address(),
        "only_yellow": Walk(walk.job, YELLOW, walk.done).address(),
    }
    if stop is None:
        return context
    person = stop.application.candidate
    document = people.read_document(stop.application.resume)
    text = document["text"] if document else None
    report = report_of(person, stop.application.screening.report, text)
    shown = next(
        flag
        for flag in show_flags(report, names, {stop.result.flag: stop.result})
        if flag.code == stop.result.flag
    )
    if document:
        document = {**document, "text": text_of(person, text)}
    before = queue.before(stop)
    return context | {
        "flag": shown,
        "lines": report["lines"],
        # Only this flag's evidence: what else is marked stands on the person's own page.
        "paragraphs": show_text(document, {**report, "not_counted": []}, [shown]) if document else [],
        "skip": walk.address(after=stop.key),
        "back": walk.address(at=before.key) if before else "",
    }


@require_POST
def flag_review_undo(request: HttpRequest, pk: int, review: int) -> HttpResponse:
    """Take back what one has just said of a flag; in the queue it stands there again."""
    application = find_or_404(people.find_application(request.user, pk))
    veil(request.user, [application])
    row = get_object_or_404(
        FlagReview.objects.select_related("result"), pk=review, result__screening=application.screening_id
    )
    undo_review(application=application, review=row, by=request.user)
    toast(request, "It is as it was before.")
    place = f"{application.pk}-{row.result.flag}"
    if "queue" in request.GET:
        return redirect(walk_of(request, request.GET, further=-1).address(at=place))
    return back_or(request, f"{reverse('candidates:application', args=[pk])}#f-{row.result.flag}")

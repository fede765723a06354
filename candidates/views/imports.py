"""People out of a CSV file: choose it, say what its columns hold, look, import."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from candidates.actions import imports as actions
from candidates.forms import ColumnsForm, ImportForm
from candidates.models import PeopleImport
from candidates.queries import imports as queries
from recruiting.accounts.permissions import require
from recruiting.errors import Invalid
from recruiting.web.forms import call


@require_http_methods(["GET", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    """Choose the file."""
    require(request.user, "candidates.create_candidate")
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if call(
            form,
            actions.keep_file,
            by=request.user,
            data=file.read(),
            name=file.name,
            job=form.cleaned_data["job"],
        ):
            return redirect("candidates:import-detail", form.result.pk)
    return render(request, "candidates/import_file.html", {"form": form}, status=form.http_status)


@require_http_methods(["GET", "POST"])
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns hold and see what would come of it; once it has begun, how far it is."""
    rows = PeopleImport.objects.visible_to(request.user).select_related("job")
    wanted = get_object_or_404(rows, pk=pk)
    if wanted.bulk_id:
        return redirect("home:bulk", wanted.bulk_id)
    table = queries.table_of(wanted)
    form = ColumnsForm(request.POST or None, table=table, columns=wanted.columns, headings=wanted.headings)
    if form.is_valid() and call(
        form,
        actions.choose_columns,
        wanted=wanted,
        by=request.user,
        columns=form.columns(),
        headings=form.cleaned_data["headings"],
    ):
        if "start" in request.POST and call(form, actions.start_import, wanted=wanted, by=request.user):
            return redirect("home:bulk", form.result.pk)
        if not form.errors:
            return redirect("candidates:import-detail", pk)
    context = {"wanted": wanted, "form": form, "table": table, "preview": None}
    try:
        actions.check_columns(wanted.columns)
        context["preview"] = queries.preview(request.user, queries.rows_of(wanted, table))
    except Invalid as error:
        if not form.is_bound:
            context["missing"] = error.message
    return render(request, "candidates/import_columns.html", context, status=form.http_status)

"""/people, applications, search results, jobs and uploads as CSV files, as their pages give them."""

from typing import Any

from django.http import StreamingHttpResponse

from candidates.actions.exports import record_export
from candidates.api import reach
from candidates.api.applications import Applications
from candidates.api.candidates import Candidates
from candidates.api.jobs import Jobs
from candidates.api.search import Search, found_by
from candidates.api.uploads import Uploads
from candidates.queries import exports
from candidates.queries import jobs as job_queries
from candidates.queries.people import with_applications
from candidates.queries.uploads import count_rows, list_uploads
from recruiting.rest.schema import operation
from recruiting.rest.views import Resource
from recruiting.web.exports import csv_response
from rubrics import queries as guide

WHOLE = "All rows that the list has under the same filters, in one answer, written while they are read; a text that a spreadsheet would work out begins with a quote."


class PeopleFile(Resource):
    noun = "candidates"
    queryset = Candidates.queryset
    reach = staticmethod(reach.candidates)
    listing = Candidates.listing
    parameters = tuple(listing.filters)

    @operation(
        "export_candidates",
        "Take candidates as a CSV file",
        csv=exports.PEOPLE,
        scopes=("applications:read",),
        description=WHOLE,
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        people = self.listing.narrow(self.get_queryset(), request)
        rows = with_applications(people, reach.applications(request)).order_by("-pk")
        record_export(by=request.user, what="people", rows=rows.count())
        return csv_response("people", exports.PEOPLE, exports.people_rows(request.user, rows))


class ApplicationsFile(Resource):
    noun = "applications"
    queryset = Applications.queryset
    reach = staticmethod(reach.applications)
    listing = Applications.listing
    parameters = tuple(listing.filters)

    @operation(
        "export_applications",
        "Take applications as a CSV file",
        csv=exports.APPLICATIONS,
        scopes=("candidates:read", "screenings:read"),
        description=WHOLE,
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        rows = self.listing.narrow(self.get_queryset(), request).order_by("-pk")
        named = request.query_params.get("job")
        job = reach.jobs(request).filter(pk=named).first() if named else None
        record_export(by=request.user, what="applications", rows=rows.count(), job=job)
        polarity = dict(guide.flags(request.user).values_list("code", "polarity"))
        found = exports.application_rows(request.user, rows, polarity)
        return csv_response("applications", exports.APPLICATIONS, found)


class FoundFile(Resource):
    noun = "candidates"
    queryset = Search.queryset
    reach = staticmethod(reach.candidates)
    listing = Search.listing
    parameters = tuple(listing.filters)

    @operation(
        "export_search",
        "Take found people as a CSV file",
        csv=exports.FOUND,
        scopes=("applications:read", "screenings:read"),
        description=WHOLE,
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        whom, _, found = found_by(self, request)
        record_export(by=request.user, what="search", rows=found.count)
        return csv_response("search", exports.FOUND, exports.found_rows(whom, found.keys))


class JobsFile(Resource):
    noun = "jobs"
    queryset = Jobs.queryset
    reach = staticmethod(reach.jobs)
    listing = Jobs.listing
    parameters = tuple(listing.filters)

    @operation("export_jobs", "Take jobs as a CSV file", csv=exports.JOBS, description=WHOLE)
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        jobs = self.listing.narrow(self.get_queryset(), request).values("pk")
        rows = job_queries.list_jobs(request.user).filter(pk__in=jobs).order_by("-pk")
        return csv_response("jobs", exports.JOBS, exports.job_rows(rows))


class UploadsFile(Resource):
    noun = "screenings"
    queryset = Uploads.queryset
    reach = staticmethod(reach.uploads)
    listing = Uploads.listing
    parameters = tuple(listing.filters)

    @operation(
        "export_uploads",
        "Take your uploads as a CSV file",
        csv=exports.UPLOADS,
        scopes=("candidates:read",),
        description="A row for each file of your own uploads.",
    )
    def retrieve(self, request: Any) -> StreamingHttpResponse:
        mine = list_uploads(request.user).filter(pk__in=self.get_queryset().values("pk"))
        record_export(by=request.user, what="uploads", rows=count_rows(mine))
        return csv_response("uploads", exports.UPLOADS, exports.upload_rows(request.user, mine))

"""Several resumes of one person: their list, what differs between two, and which one an application stands on."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.actions.applications import reject_application, use_resume
from candidates.actions.people import Reading, adopt_resumes
from candidates.actions.resumes import delete_resume
from candidates.extraction import Document, identify
from candidates.models import Application, Resume
from candidates.queries.identity import veil
from candidates.queries.people import list_resumes
from candidates.queries.versions import MOST_LINES, compare_versions, read_versions
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


OLD = make.RESUME
NEW = (
    OLD.replace("Education\n", "Certificates\nOSCP, CKS\n\nEducation\n")
    .replace("Semgrep and Trivy", "an editor")
    .replace(" with Checkov policies", "")
    .replace("Kite Logistics", "Kestrel Freight")
    .replace("Jan 2022", "Mar 2021")
)


@pytest.fixture
def old(application) -> Resume:
    return application.resume


@pytest.fixture
def new(application, old) -> Resume:
    """A newer one of the same person for the same job, read as well."""
    resume = make.make_resume(application.candidate, text=NEW, job=old.job, file_name="newer.txt")
    make.make_screening(resume, text=NEW)
    return resume


def compared(application, before, after):
    return compare_versions(application.candidate, before, after)


def test_what_differs_is_read_off_both_reports(application, old, new):
    found = compared(application, old, new)
    reports = [resume.screenings.get().report for resume in (old, new)]
    before, after = ({flag["code"] for flag in report["flags"] if flag["holds"]} for report in reports)
    assert {row.code for row in found.flags if row.how == "went"} == before - after != set()
    assert {row.code for row in found.flags if row.how == "came"} == after - before
    went = next(row for row in found.flags if row.code == "scanning_tools")
    assert (went.how, went.quotes_after) == ("went", ())
    assert any("Semgrep" in quote.quote for quote in went.quotes_before)
    states = [{code: row["state"] for code, row in report["activities"].items()} for report in reports]
    assert {(row.code, row.before, row.after) for row in found.activities} == {
        (code, state, states[1][code]) for code, state in states[0].items() if state != states[1][code]
    }
    assert [(row.name, row.how, row.quotes_after[0].quote) for row in found.certificates] == [
        ("OSCP", "came", "OSCP, CKS"),
        ("CKS", "came", "OSCP, CKS"),
    ]
    line = found.certificates[0].quotes_after[0].line
    assert NEW.split("\n")[line - 1] == "OSCP, CKS"
    assert {(row.employer, row.how) for row in found.positions} == {
        ("Northwind", "changed"),
        ("Kite Logistics", "went"),
        ("Kestrel Freight", "came"),
    }
    northwind = next(row for row in found.positions if row.employer == "Northwind")
    assert (northwind.before.start, northwind.after.start) == ("2022-01", "2021-03")
    assert (found.same_rules, found.cut) == (True, False)


def test_the_lines_stand_beside_each_other_with_their_numbers(application, old, new):
    found = compared(application, old, new)
    for side, source in (("before", OLD), ("after", NEW)):
        lines = [getattr(row, side) for hunk in found.lines for row in hunk.rows]
        for line in filter(None, lines):
            assert line.quote == " ".join(source.split("\n")[line.line - 1].split())
    rows = [row for hunk in found.lines for row in hunk.rows]
    assert ("came", None, "OSCP, CKS") in [
        (row.kind, row.before and row.before.quote, row.after and row.after.quote) for row in rows
    ]
    counted = sum(hunk.skipped + sum(row.before is not None for row in hunk.rows) for hunk in found.lines)
    assert counted <= len([line for line in OLD.split("\n") if line.strip()])


def test_a_resume_beside_one_that_says_the_same_has_no_differences(application, old):
    same = make.make_resume(application.candidate, job=old.job)
    make.make_screening(same)
    found = compared(application, old, same)
    parts = (found.flags, found.activities, found.certificates, found.positions, found.lines)
    assert parts == ([], [], [], [], [])


def test_a_long_text_is_compared_as_far_as_it_goes(application, old):
    long = OLD + "\nMore words" * MOST_LINES
    other = make.make_resume(application.candidate, text=long, job=old.job)
    make.make_screening(other, text=long)
    found = compared(application, old, other)
    assert found.cut
    assert sum(row.after is not None for hunk in found.lines for row in hunk.rows) <= MOST_LINES


def test_one_that_was_not_read_is_compared_with_nothing(application, old):
    unread = make.make_resume(application.candidate, document=False)
    make.make_screening(unread, state="unreadable")
    assert compared(application, old, unread) is None


def test_a_list_says_where_each_is_used(application, old, new, recruiter, outsider):
    hidden = make.make_job(confidential=True, recruiter=recruiter)
    make.make_application(hidden, application.candidate, resume=new)
    mine = read_versions(recruiter, list_resumes(recruiter, application.candidate))
    assert [(row.resume, row.job, [used.job for used in row.used_by]) for row in mine] == [
        (new, old.job, [hidden]),
        (old, old.job, [application.job]),
    ]
    theirs = read_versions(outsider, list_resumes(outsider, application.candidate))
    assert [(row.resume, row.used_by) for row in theirs] == [(new, ()), (old, (application,))]


def test_an_application_is_made_to_stand_on_the_other_one_and_back(application, old, new, recruiter, told):
    changed = use_resume(application=application, by=recruiter, resume=new, version=application.version)
    assert (changed.resume, changed.screening) == (new, new.screenings.get())
    with pytest.raises(Conflict, match="changed this application"):
        use_resume(application=application, by=recruiter, resume=old, version=application.version)
    back = use_resume(application=changed, by=recruiter, resume=old, version=changed.version)
    assert (back.resume, back.screening) == (old, old.screenings.get())
    assert [(row["verb"], row["codes"]) for row in told()] == [
        ("application.resume_chosen", {"former": old.pk, "chosen": new.pk}),
        ("application.resume_chosen", {"former": new.pk, "chosen": old.pk}),
    ]


def test_who_may_not_and_what_may_not(application, old, new, recruiter, interviewer):
    strange = make.make_resume(make.make_candidate())
    deleted = make.make_resume(application.candidate, deleted_at=make.RECEIVED)
    ended = make.make_application(application.job, application.candidate, status="withdrawn")
    cases = [
        (Denied, {"by": interviewer, "resume": new}),
        (Invalid, {"by": recruiter, "resume": strange}),
        (Invalid, {"by": recruiter, "resume": deleted}),
        (Conflict, {"by": recruiter, "resume": old}),
        (Conflict, {"by": recruiter, "resume": new, "application": ended}),
    ]
    for error, values in cases:
        with nothing_changes(), pytest.raises(error):
            use_resume(**{"application": application, **values})


def test_a_rescreening_that_waits_does_not_stand_in_for_the_report(application, new, recruiter):
    make.make_screening(new, state="queued", as_of=make.AS_OF.replace(year=2027))
    changed = use_resume(application=application, by=recruiter, resume=new)
    assert changed.screening.state == "done"


def test_deleting_a_chosen_resume_takes_no_application_along(application, old, new, recruiter):
    changed = use_resume(application=application, by=recruiter, resume=new)
    with nothing_changes(), pytest.raises(Conflict, match="began with another"):
        delete_resume(resume=new, by=recruiter)
    use_resume(application=changed, by=recruiter, resume=old)
    delete_resume(resume=new, by=recruiter)
    assert Application.objects.present().filter(pk=application.pk).exists()


def test_reading_a_further_resume_again_puts_nobody_on_the_job_anew(application, new, recruiter):
    reject_application(application=application, by=recruiter, reason=make.make_reason())
    reading = Reading(new, identify(Document(NEW, "text")), new.screenings.get(), ())
    adopt_resumes([reading], now=make.RECEIVED)
    assert application.candidate.applications.count() == 1


def test_the_page_offers_lists_compares_and_undoes(application, old, new, recruiter, client_for):
    client, person = client_for(recruiter), application.candidate
    home, compare = f"/applications/{application.pk}/", f"/candidates/{person.pk}/compare/"
    page = text(client.get(home))
    assert "Add a resume…" in page
    assert f"{compare}?a={old.pk}&amp;b={new.pk}" in page
    use = f"{home}resume/use/"
    sent = {"resume": new.pk, "version": application.version}
    page = text(client.post(use, sent, follow=True))
    assert "The application stands on newer.txt now." in page
    undo = f"{use}?version={application.version + 1}&amp;resume={old.pk}"
    assert undo in page
    client.post(undo.replace("&amp;", "&"))
    application.refresh_from_db()
    assert application.resume == old
    assert client.post(use, {"resume": new.pk, "version": 1}).status_code == 409
    page = text(client.get(compare))
    assert ("OSCP, CKS" in page, "Kestrel Freight" in page) == (True, True)
    asked = text(client.get(compare, {"a": new.pk, "b": old.pk}))
    # What came or stayed stands before what went: the other way round it is the other one.
    assert page.index("Kestrel Freight") < page.index("Kite Logistics")
    assert asked.index("Kite Logistics") < asked.index("Kestrel Freight")
    for wrong in ({"a": old.pk, "b": old.pk}, {"a": old.pk, "b": "x"}, {"a": old.pk}, {"a": 10**30, "b": 1}):
        assert client.get(compare, wrong).status_code == 422
    alone = make.make_candidate()
    assert "Nothing to compare" in text(client.get(f"/candidates/{alone.pk}/compare/"))


def test_a_newer_file_changes_no_application_by_itself(application, old, recruiter, client_for, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    make.shipped_revision()
    sent = {"file": SimpleUploadedFile("newer.txt", NEW.encode())}
    page = text(client_for(recruiter).post(f"/applications/{application.pk}/resume/", sent, follow=True))
    assert "newer.txt is added. The application stands on the resume from before" in page
    application.refresh_from_db()
    assert application.resume == old
    assert application.candidate.resumes.count() == 2
    assert 'hx-select="#versions"' in page  # it is being read


def test_the_api_lists_compares_and_chooses(application, old, new, recruiter, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    api, person = Api(recruiter), f"candidates/{application.candidate_id}"
    rows = api.get(f"{person}/resumes").json()["results"]
    assert [(row["id"], row["status"], row["applications"]) for row in rows] == [
        (new.pk, "done", []),
        (old.pk, "done", [application.pk]),
    ]
    found = api.get(f"{person}/compare?a={old.pk}&b={new.pk}").json()
    assert [row["name"] for row in found["certificates"]] == ["OSCP", "CKS"]
    assert (found["before"]["resume"], found["after"]["resume"]) == (old.pk, new.pk)
    for query in ("", f"?a={old.pk}", f"?a={old.pk}&b={old.pk}", f"?a={old.pk}&b=x", f"?a={old.pk}&b=999999"):
        assert api.get(f"{person}/compare{query}").status_code == 400
    chosen = api.post(f"applications/{application.pk}/use-resume", {"resume": new.pk})
    assert (chosen.status_code, Application.objects.get().resume) == (200, new)
    other = Api(make_user("recruiter"), scopes=["candidates:read"])
    for path in (f"{person}/resumes", f"{person}/compare?a={old.pk}&b={new.pk}"):
        assert other.get(path).status_code == 403


def test_a_key_for_other_jobs_reaches_no_resume(application, old, new, recruiter):
    elsewhere = make.make_application(make.make_job(recruiter=recruiter), application.candidate)
    api, person = Api(recruiter, jobs=[elsewhere.job_id]), f"candidates/{application.candidate_id}"
    assert api.get(f"{person}/resumes").json()["results"] == []
    assert api.get(f"{person}/compare?a={old.pk}&b={new.pk}").status_code == 400


@pytest.mark.parametrize("rows", [1, 18])
def test_the_comparison_costs_the_same(
    application, old, new, recruiter, client_for, guide, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.make_screening(make.make_resume(application.candidate, job=old.job))
    client, query = client_for(recruiter), {"a": old.pk, "b": new.pk}
    client.get("/jobs/")
    with django_assert_num_queries(14):
        assert client.get(f"/candidates/{application.candidate_id}/compare/", query).status_code == 200
    api, path = Api(recruiter), f"candidates/{application.candidate_id}/resumes"
    api.get(path)
    with django_assert_num_queries(10):  # key, two of the limit, person, rows, veil and what they show
        assert api.get(path).status_code == 200


def test_what_is_hidden_stays_hidden(application, old, new, recruiter):
    job = application.job
    job.blind_until = job.stages.last()
    job.save()
    veil(recruiter, [application.candidate])
    found = compared(application, old, new)
    said = repr([found.lines, found.flags, found.positions, found.certificates])
    assert ("Novak" in OLD, "Novak" in said) == (True, False)
    assert {
        row.resume.file_name.partition("-")[0]
        for row in read_versions(recruiter, list_resumes(recruiter, application.candidate))
    } == {"resume"}

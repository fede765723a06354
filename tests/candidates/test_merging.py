"""Who may be the same person, and making one record of two: nothing is lost, also while others work on them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from candidates.actions.applications import create_application, move_application, withdraw_application
from candidates.actions.holding import hold_person
from candidates.actions.merging import merge_candidates
from candidates.actions.notes import add_note
from candidates.actions.people import change_candidate
from candidates.models import Application, Candidate, Note
from candidates.queries.duplicates import find_duplicates
from candidates.queries.integrity import CHECKS
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


def reasons(user: Any, person: Candidate) -> dict[str, tuple[str, ...]]:
    return {each.candidate.name: each.reasons for each in find_duplicates(user, [person])[person.pk]}


def in_order() -> bool:
    return not any(list(find()) for find in CHECKS.values())


def test_what_makes_two_records_look_like_one_person(recruiter):
    kim = make.make_candidate(name="Kim Novak", email="kim@example.org", phone="+31 20 555 0100")
    make.make_contact(kim, kind="profile", value="https://github.com/kimnovak")
    make.make_contact(kim, kind="profile", value="https://northwind.example.org")
    make.make_screening(make.make_resume(kim))
    mail = make.make_candidate(name="By mail", email="KIM@example.org", phone="+31205550100")
    profile = make.make_candidate(name="By profile")
    make.make_contact(profile, kind="profile", value="http://www.github.com/KimNovak/")
    same = make.make_candidate(name="KIM NOVAK")
    make.make_screening(make.make_resume(same))
    make.make_candidate(name="Kim Novak")  # the same name alone says nothing
    site = make.make_candidate(name="Same site")
    make.make_contact(site, kind="profile", value="https://northwind.example.org")
    assert reasons(recruiter, kim) == {
        "By mail": ("the same e-mail address", "the same phone number"),
        "By profile": ("the same profile",),
        "KIM NOVAK": ("the same name and employer (Kite Logistics)",),
    }
    assert set(reasons(recruiter, mail)) == {"Kim Novak"}


def test_all_that_hangs_on_a_person_goes_over(recruiter, told):
    kept = make.make_candidate(name="Kim Novak", headline="", email="kim@example.org", links=["a"])
    merged = make.make_candidate(name="Kimberly Novak", email="kimberly@example.org", links=["b", "a"])
    make.make_contact(merged, value="kim@example.org")
    application = make.make_screened_application(candidate=merged)
    make.make_note(application=application)
    make.make_attachment(merged)
    make.make_referral(merged)
    identity = make.make_external_id(merged)
    merged.tags.add(make.make_tag())
    earlier = make.make_candidate()
    merge_candidates(kept=merged, merged=earlier, by=recruiter)
    one = merge_candidates(kept=kept, merged=merged, by=recruiter, take=["name", "email"])
    assert (one.pk, one.name, one.headline, one.links) == (
        kept.pk,
        "Kimberly Novak",
        "DevSecOps engineer",
        ["a", "b"],
    )
    mails = [row.value for row in one.contacts.current()]
    assert (mails[0], sorted(mails)[1:]) == (
        "kimberly@example.org",
        ["kim@example.org", "kimberly@example.org"],
    )
    counts = [getattr(one, name).count() for name in ("applications", "resumes", "notes", "attachments")]
    assert (counts, one.referrals.count(), one.tags.count()) == ([1, 1, 1, 1], 1, 1)
    identity.refresh_from_db()
    assert identity.object_id == kept.pk
    assert set(one.merged.all()) == {merged, earlier}
    assert told()[-1]["verb"] == "candidate.merged"
    assert told()[-1]["codes"] == {"candidate": merged.pk, "taken": ["email", "name"]}
    assert in_order()


@pytest.mark.parametrize("chosen", [True, False])
def test_of_two_active_applications_for_a_job_one_goes_on(recruiter, job, chosen):
    kept, merged = make.make_application(job), make.make_application(job, stage=job.stages.last())
    goes_on = [kept.pk] if chosen else []
    merge_candidates(kept=kept.candidate, merged=merged.candidate, by=recruiter, goes_on=goes_on)
    statuses = dict(kept.candidate.applications.values_list("pk", "status"))
    stays, ends = (kept, merged) if chosen else (merged, kept)
    assert statuses == {stays.pk: "active", ends.pk: "withdrawn"}
    assert in_order()


def test_what_a_merge_refuses(admin, recruiter, outsider, hiring_manager, interviewer, auditor, job):
    kept, merged = make.make_application(job).candidate, make.make_application(job).candidate
    for person in (hiring_manager, interviewer, auditor):
        with nothing_changes(), pytest.raises(Denied):
            merge_candidates(kept=kept, merged=merged, by=person)
    hidden = make.make_application(make.make_job(confidential=True)).candidate
    with nothing_changes(), pytest.raises(Denied):
        merge_candidates(kept=kept, merged=hidden, by=recruiter)
    for values in ({"take": ["age"]}, {"goes_on": [999]}, {"merged": kept}):
        with nothing_changes(), pytest.raises(Invalid):
            merge_candidates(**{"kept": kept, "merged": merged, "by": recruiter, **values})
    with nothing_changes(), pytest.raises(Conflict):
        merge_candidates(kept=kept, merged=merged, by=recruiter, versions=(1, 2))
    merge_candidates(kept=kept, merged=merged, by=recruiter, versions=(1, 1))
    with nothing_changes(), pytest.raises(Conflict):
        change_candidate(candidate=merged, by=admin, name="Somebody")


def test_what_is_written_to_a_merged_person_goes_to_the_one_who_stays(admin, job):
    kept, merged = make.make_candidate(), make.make_candidate()
    seen = Candidate.objects.get(pk=merged.pk)
    merge_candidates(kept=kept, merged=merged, by=admin)
    with pytest.raises(Denied):  # the page was opened before; its person is no longer seen
        add_note(candidate=seen, by=admin, text="Hm")
    assert hold_person(seen) == kept


def test_the_page_shows_what_goes_where_and_the_old_address_leads_on(recruiter, job, client_for, guide):
    kept = make.make_application(job, make.make_candidate(name="Kim Novak", email="kim@example.org"))
    merged = make.make_application(job, make.make_candidate(name="K. Novak", email="KIM@example.org"))
    client, at = client_for(recruiter), f"/candidates/{kept.candidate_id}/"
    path = f"{at}merge/{merged.candidate_id}/"
    assert f'href="{path}"' in client.get(at).content.decode()
    assert client.get("/candidates/").content.decode().count("Perhaps the same as") == 2
    page = client.get(path).content.decode()
    assert "1 application with all that was said" in page
    assert f"{job.title}: which application goes on?" in page
    with nothing_changes():
        assert client.post(path, {"versions": "1-7"}).status_code == 409
    sent = {"versions": "1-1", "value_name": "take", "job_0": str(merged.pk)}
    answer = client.post(path, sent, follow=True)
    assert "K. Novak is one record now." in answer.content.decode()
    assert client.get(f"/candidates/{merged.candidate_id}/")["Location"] == at
    merged.refresh_from_db()
    assert (merged.candidate_id, merged.status) == (kept.candidate_id, "active")
    assert client.get(f"/applications/{merged.pk}/").status_code == 200


def test_by_api(recruiter, job):
    kept, merged = (make.make_application(job, make.make_candidate(name=name)) for name in ("Kim", "Kay"))
    for row in (kept, merged):
        make.make_contact(row.candidate, value="same@example.org")
    api, path = Api(recruiter), f"candidates/{kept.candidate_id}"
    [found] = api.get(f"{path}/duplicates").json()["duplicates"]
    assert found == {
        "candidate": merged.candidate_id,
        "name": "Kay",
        "reasons": ["the same e-mail address"],
    }
    shown = api.get(f"{path}/merge/{merged.candidate_id}").json()
    assert shown["doubled"] == [{"job": job.pk, "kept": kept.pk, "merged": merged.pk, "goes_on": kept.pk}]
    assert {"field": "name", "kept": "Kim", "merged": "Kay"} in shown["choices"]
    bad = api.post(f"{path}/merge/{merged.candidate_id}", {"take": ["age"]})
    assert problem(bad) == (400, "invalid_choice")
    one = api.post(f"{path}/merge/{merged.candidate_id}", {"take": ["name"]}).json()
    assert (one["id"], one["name"], one["merged"]) == (kept.candidate_id, "Kay", [merged.candidate_id])
    assert api.get(f"candidates/{merged.candidate_id}").json() == one
    assert problem(api.post(f"{path}/merge/{merged.candidate_id}")) == (404, "not_found")


@pytest.mark.django_db(transaction=True)
def test_merges_at_once_and_moves_meanwhile_lose_nothing():
    """Each of three people is merged into each other one while their applications are moved, ended, written about and
    added to: whatever came first, every row ends with the one who is left."""
    admin, jobs = make_user("admin"), [make.make_job() for _ in range(4)]
    people = [make.make_candidate(name=f"Person {number}") for number in range(3)]
    rows = [make.make_application(job, person) for job, person in zip(jobs, people, strict=False)]
    rows.append(make.make_application(jobs[0], people[1]))
    start = threading.Barrier(6 + 4 + 3 + 3)

    def run(step: Any) -> Exception | None:
        """What refused the step, if something did."""
        try:
            start.wait(60)
            step()
        except (Conflict, Denied, IntegrityError) as error:
            return error
        finally:
            connection.close()
        return None

    def note(person: Candidate) -> None:
        add_note(candidate=person, by=admin, text="Met them.")

    moves = [
        lambda row=row: move_application(application=row, by=admin, stage=row.job.stages.last())
        for row in rows[:3]
    ]
    steps = [
        *moves,
        *(
            lambda kept=kept, merged=merged: merge_candidates(kept=kept, merged=merged, by=admin)
            for kept in people
            for merged in people
            if kept != merged
        ),
        lambda: withdraw_application(application=rows[3], by=admin),
        *(lambda person=person: note(person) for person in people),
        *(
            lambda person=person: create_application(candidate=person, job=jobs[3], by=admin)
            for person in people
        ),
    ]
    with ThreadPoolExecutor(len(steps)) as pool:
        refusals = list(pool.map(run, steps))
    left = Candidate.objects.present()
    merges = 3 - left.count()
    assert merges >= 1
    assert in_order()
    assert Application.objects.filter(pk__in=[row.pk for row in rows], candidate__in=left).count() == 4
    assert Note.objects.filter(candidate__in=left).count() == Note.objects.count()
    for row, refusal in zip(rows[:3], refusals[:3], strict=True):
        row.refresh_from_db()
        assert row.stage.name == "Offer" or refusal.code in ("changed", "not_active")
    active = Application.objects.active().filter(job=jobs[3])
    assert active.count() == len(set(active.values_list("candidate")))
    for person in Candidate.objects.exclude(merged_into=None):
        assert person.merged_into in left


@pytest.mark.django_db(transaction=True)
def test_who_follows_a_merged_record_stands_in_no_merges_way():
    """Who writes to somebody merged long ago waits for the one who is left, while they are merged on with all that
    points at them: neither may hold what the other waits for."""
    admin = make_user("admin")
    kept, left, gone = (make.make_candidate(name=f"Person {number}") for number in range(3))
    merge_candidates(kept=left, merged=gone, by=admin)

    def follow() -> int:
        try:
            with transaction.atomic():
                return hold_person(gone).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold_person(left)
            found = pool.submit(follow)
            with pytest.raises(TimeoutError):
                found.result(0.5)
            merge_candidates(kept=kept, merged=left, by=admin)
        assert found.result(60) == kept.pk
    assert Candidate.objects.get(pk=gone.pk).merged_into == kept

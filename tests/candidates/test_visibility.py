"""Who sees which rows: `visible_to` of every queryset, with rows that could leak."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from candidates import models
from candidates.actions.applications import withdraw_application
from candidates.choices import JobRole
from candidates.models.querysets import read_hidden_jobs
from candidates.queries import jobs as job_queries
from candidates.queries import people as people_queries
from candidates.queries.duplicates import find_duplicates
from candidates.queries.history import read_history
from recruiting.accounts.models import User
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.factories.studio import make_impact

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """An open and a confidential job, each with an applicant; one person applied to both; one to none."""

    people: dict[str, User] = field(default_factory=dict)
    rows: dict[str, Model] = field(default_factory=dict)

    def names(self, rows: Any) -> set[str]:
        """The names, in this world, of the rows that a queryset gives."""
        found = set(rows)
        return {name for name, row in self.rows.items() if row in found}


def _around(world: World, name: str, application: models.Application) -> None:
    """All that belongs to an application, under its name."""
    person, recruiter = application.candidate, world.people["recruiter"]
    made = {
        "application": application,
        "candidate": person,
        "contact": person.contacts.first(),
        "resume": application.resume,
        "screening": application.screening,
        "flag": application.screening.flags.first(),
        "activity": application.screening.activities.first(),
        "visit": application.visits.get(),
        "decision": make.make_decision(application, decided_by=recruiter),
        "note": make.make_note(application=application, author=recruiter),
        "own note": make.make_note(application=application, author=recruiter, visibility="private"),
        "personal note": make.make_note(person, recruiter),
        "referral": make.make_referral(person),
        "attachment": make.make_attachment(person, recruiter),
        "search text": make.make_search_text(person),
    }
    world.rows |= {f"{name} {key}": row for key, row in made.items()}


@pytest.fixture
def world(recruiter, admin, auditor, member) -> World:
    world = World({"recruiter": recruiter, "admin": admin, "auditor": auditor, "stranger": member})
    for role in ("hiring_manager", "interviewer", "job_recruiter"):
        world.people[role] = make_user(name=role)
    world.people["outsider"] = make_user("recruiter", name="outsider")
    world.people["gone"] = make_user("admin", name="gone", is_active=False)
    for name, confidential in (("open", False), ("hidden", True)):
        job = make.make_job(recruiter=recruiter, confidential=confidential, title=name)
        world.rows |= {
            f"{name} job": job,
            f"{name} stage": job.stages.first(),
            f"{name} need": make.make_job_activity(job),
            f"{name} member": job.members.get(),
            f"{name} unread": make.make_resume(job=job, uploaded_by=recruiter, document=False),
        }
        _around(world, name, make.make_screened_application(job))
    for role in ("hiring_manager", "job_recruiter"):
        jobs = {"hiring_manager": "hidden", "job_recruiter": "open"}
        member_role = JobRole.HIRING_MANAGER if role == "hiring_manager" else JobRole.RECRUITER
        make.make_member(world.rows[f"{jobs[role]} job"], world.people[role], member_role)
    seat = make.make_participant(world.rows["hidden application"], world.people["interviewer"])
    world.rows["hidden participant"] = seat
    lone = make.make_candidate()
    world.rows |= {
        "lone candidate": lone,
        "lone contact": lone.contacts.get(),
        "lone resume": make.make_resume(lone, uploaded_by=admin),
        "asked resume": make.make_resume(uploaded_by=recruiter, makes_candidate=False),
    }
    return world


EVERYBODY = ("admin", "recruiter", "outsider", "job_recruiter", "hiring_manager", "interviewer", "stranger")
NOBODY: set[str] = set()


def of(*kinds: str, near: str) -> set[str]:
    return {f"{near} {kind}" for kind in kinds}


# Model -> who -> the rows they see. auditor and gone see nothing anywhere.
SEEN: dict[type[Model], dict[str, set[str]]] = {
    models.Job: {
        "admin": {"open job", "hidden job"},
        "recruiter": {"open job", "hidden job"},
        "outsider": {"open job"},
        "job_recruiter": {"open job"},
        "hiring_manager": {"hidden job"},
        "interviewer": {"hidden job"},
        "stranger": NOBODY,
    },
    models.Application: {
        "admin": {"open application", "hidden application"},
        "recruiter": {"open application", "hidden application"},
        "outsider": {"open application"},
        "job_recruiter": {"open application"},
        "hiring_manager": {"hidden application"},
        "interviewer": {"hidden application"},
        "stranger": NOBODY,
    },
    models.Candidate: {
        "admin": {"open candidate", "hidden candidate", "lone candidate"},
        "recruiter": {"open candidate", "hidden candidate", "lone candidate"},
        "outsider": {"open candidate", "lone candidate"},
        "job_recruiter": {"open candidate"},
        "hiring_manager": {"hidden candidate"},
        "interviewer": {"hidden candidate"},
        "stranger": NOBODY,
    },
    models.Resume: {
        "admin": {
            "open resume",
            "hidden resume",
            "open unread",
            "hidden unread",
            "lone resume",
            "asked resume",
        },
        "recruiter": {
            "open resume",
            "hidden resume",
            "open unread",
            "hidden unread",
            "lone resume",
            "asked resume",
        },
        "outsider": {"open resume", "open unread", "lone resume"},
        "job_recruiter": {"open resume", "open unread"},
        "hiring_manager": {"hidden resume", "hidden unread"},
        "interviewer": {"hidden resume"},
        "stranger": NOBODY,
    },
    models.Note: {
        "admin": {"open note", "hidden note", "open personal note", "hidden personal note"},
        "recruiter": {
            *of("note", "own note", "personal note", near="open"),
            *of("note", "own note", "personal note", near="hidden"),
        },
        "outsider": {"open note", "open personal note"},
        "job_recruiter": {"open note", "open personal note"},
        "hiring_manager": {"hidden note", "hidden personal note"},
        "interviewer": {"hidden note", "hidden personal note"},
        "stranger": NOBODY,
    },
    models.Contact: {
        "admin": {"open contact", "hidden contact", "lone contact"},
        "recruiter": {"open contact", "hidden contact", "lone contact"},
        "outsider": {"open contact", "lone contact"},
        "job_recruiter": {"open contact"},
        "hiring_manager": {"hidden contact"},
        "interviewer": {"hidden contact"},
        "stranger": NOBODY,
    },
    models.Participant: {
        **{key: {"hidden participant"} for key in ("admin", "recruiter", "hiring_manager", "interviewer")},
        **dict.fromkeys(("outsider", "job_recruiter", "stranger"), NOBODY),
    },
    **{
        model: {
            **{key: {f"open {name}", f"hidden {name}"} for key in ("admin", "recruiter")},
            **{key: {f"open {name}"} for key in ("outsider", "job_recruiter")},
            **{key: {f"hidden {name}"} for key in ("hiring_manager", "interviewer")},
            "stranger": NOBODY,
        }
        for model, name in {
            models.Stage: "stage",
            models.JobActivity: "need",
            models.JobMember: "member",
            models.StageVisit: "visit",
            models.Decision: "decision",
            models.Screening: "screening",
            models.FlagResult: "flag",
            models.ActivityResult: "activity",
            models.Referral: "referral",
            models.Attachment: "attachment",
            models.SearchText: "search text",
        }.items()
    },
}
RECRUITERS = (models.JobTemplate, models.ChannelSheet)
SHARED = (models.Department, models.Office, models.Source, models.RejectionReason, models.Tag)


def test_no_queryset_is_left_out():
    scoped = {
        model
        for model in apps.get_app_config("candidates").get_models()
        if hasattr(model._default_manager.all(), "visible_to")
    }
    own = {models.SavedView, models.Mention, models.PeopleImport}
    assert scoped == {*SEEN, *SHARED, *RECRUITERS, *own, models.RuleImpact}


def test_an_import_is_seen_by_whose_file_it_is(world):
    row = models.PeopleImport.objects.create(
        owner=world.people["recruiter"], file="x", file_name="people.csv"
    )
    seen = {
        name for name, user in world.people.items() if row in models.PeopleImport.objects.visible_to(user)
    }
    assert seen == {"recruiter"}


def test_impacts_are_seen_by_those_who_work_with_drafts(world):
    impact = make_impact()
    seen = {
        name for name, user in world.people.items() if models.RuleImpact.objects.visible_to(user).exists()
    }
    assert seen == {"admin", "recruiter", "outsider"}
    assert impact in models.RuleImpact.objects.visible_to(world.people["admin"])


@pytest.mark.parametrize("model", SEEN, ids=lambda model: model.__name__)
def test_who_sees_which_rows(world, model):
    seen = {name: world.names(model.objects.visible_to(world.people[name])) for name in SEEN[model]}
    assert seen == SEEN[model]
    assert set(seen) == set(EVERYBODY)
    for name in ("auditor", "gone"):
        assert not model.objects.visible_to(world.people[name]).exists()


AT_HAND = (
    models.Application,
    models.Candidate,
    models.Decision,
    models.Note,
    models.Resume,
    models.Screening,
    models.StageVisit,
)
"""Those that take the keys of hidden jobs which were read before."""


@pytest.mark.parametrize("model", AT_HAND, ids=lambda model: model.__name__)
def test_with_the_hidden_jobs_at_hand_the_same_rows_are_seen(world, both, model):
    for user in world.people.values():
        rows = model.objects.visible_to(user, hidden=read_hidden_jobs(user))
        assert set(rows) == set(model.objects.visible_to(user))


def test_a_list_of_everybody_has_those_who_are_seen_one_by_one(world, both):
    for user in world.people.values():
        everybody = models.Candidate.objects.all_visible_to(user, hidden=read_hidden_jobs(user))
        assert set(everybody) == set(models.Candidate.objects.visible_to(user))


@pytest.mark.parametrize("model", [models.Note, models.Resume], ids=lambda model: model.__name__)
@pytest.mark.parametrize("read", [read_hidden_jobs, lambda user: None], ids=["at hand", "not read"])
def test_of_people_who_are_seen_the_same_rows_may_be_read(world, both, model, read):
    for user in world.people.values():
        people = models.Candidate.objects.visible_to(user)
        rows = model.objects.readable_by(user, hidden=read(user))
        seen = model.objects.visible_to(user)
        assert set(rows.filter(candidate__in=people)) == set(seen.filter(candidate__in=people))


@pytest.mark.parametrize("read", [read_hidden_jobs, lambda user: None], ids=["at hand", "not read"])
def test_of_one_s_own_files_the_same_are_nobody_s_yet(world, both, read):
    for user in world.people.values():
        for job in (None, *models.Job.objects.all()):
            make.make_resume(job=job, uploaded_by=user, makes_candidate=True)
    for user in world.people.values():
        rows = models.Resume.objects.own_of_nobody(user, hidden=read(user))
        seen = models.Resume.objects.visible_to(user)
        assert set(rows) == set(seen.filter(candidate=None, uploaded_by=user))


def test_what_is_shared_is_seen_by_all_but_auditors(world):
    rows = [make.make_department(), make.make_office(), make.make_source(), make.make_tag()]
    for model in SHARED:
        for name in EVERYBODY:
            assert model.objects.visible_to(world.people[name]).count() == model.objects.count()
        for name in ("auditor", "gone"):
            assert not model.objects.visible_to(world.people[name]).exists()
    assert len(rows) == 4


def test_a_saved_view_is_one_s_own_unless_it_is_shared(world):
    people = world.people
    own = make.make_saved_view(people["recruiter"])
    shared = make.make_saved_view(people["recruiter"], shared=True)
    assert set(models.SavedView.objects.visible_to(people["recruiter"])) == {own, shared}
    assert set(models.SavedView.objects.visible_to(people["outsider"])) == {shared}
    for name in ("auditor", "gone"):
        assert not models.SavedView.objects.visible_to(people[name]).exists()


def test_what_was_deleted_is_seen_by_nobody(world):
    now = timezone.now()
    for model in (models.Application, models.Candidate, models.Resume, models.Note):
        model.objects.update(deleted_at=now)
    for model in (
        models.Application,
        models.Candidate,
        models.Resume,
        models.Note,
        models.Screening,
        models.Contact,
        models.FlagResult,
    ):
        assert not model.objects.visible_to(world.people["admin"]).exists()


def test_who_was_merged_into_another_is_not_seen(world):
    models.Candidate.objects.filter(pk=world.rows["lone candidate"].pk).update(
        merged_into=world.rows["open candidate"]
    )
    assert "lone candidate" not in world.names(models.Candidate.objects.visible_to(world.people["admin"]))


# The confidential job and the recruiter who is not on it


@pytest.fixture
def both(world) -> models.Application:
    """The hidden job's applicant applied to the open one, too."""
    return make.make_application(
        world.rows["open job"], world.rows["hidden candidate"], resume=make.make_resume()
    )


def test_who_applied_elsewhere_too_is_seen_without_the_hidden_application(world, both):
    outsider, person = world.people["outsider"], world.rows["hidden candidate"]
    read = people_queries.read_person(outsider, person)
    assert read.others == [both]
    assert world.names(read.resumes) == NOBODY
    assert world.names(read.notes) == {"hidden personal note"}
    assert world.names(models.Screening.objects.visible_to(outsider)) == {"open screening"}
    listed = people_queries.list_candidates(outsider).get(pk=person.pk)
    assert listed.shown == [both]


def test_duplicates_of_a_hidden_job_are_not_proposed(world):
    for name in ("open", "hidden"):
        make.make_contact(world.rows[f"{name} candidate"], value="same@example.org")
    shown = {}
    for who in ("recruiter", "outsider"):
        person = world.rows["open candidate"]
        found = find_duplicates(world.people[who], [person])[person.pk]
        shown[who] = world.names([each.candidate for each in found])
    assert shown == {"recruiter": {"hidden candidate"}, "outsider": NOBODY}


def test_a_search_does_not_find_the_hidden_applicant(world):
    hidden = world.rows["hidden candidate"]
    for text in (hidden.name, hidden.contacts.get().value):
        found = people_queries.list_candidates(world.people["outsider"], search=text)
        assert world.names(found) == NOBODY
        assert world.names(people_queries.list_candidates(world.people["recruiter"], search=text)) == {
            "hidden candidate"
        }


def test_counts_count_what_one_sees(world):
    job = world.rows["hidden job"]
    make.make_application(job)
    counts = {}
    for who in ("admin", "hiring_manager", "interviewer"):
        user = world.people[who]
        listed = job_queries.list_jobs(user).get(pk=job.pk).active_count
        by_stage = job_queries.count_by_stage(user, job)
        place = job_queries.place_in_stage(user, world.rows["hidden application"])
        rows = job_queries.list_applications(user, job).count()
        counts[who] = (listed, sum(by_stage.values()), place.total, rows)
    assert counts == {
        "admin": (2, 2, 2, 2),
        "hiring_manager": (2, 2, 2, 2),
        "interviewer": (None, 1, 1, 1),  # a smaller number for the job would be false
    }


def test_who_came_by_a_hidden_job_stays_hidden_without_an_application(world):
    recruiter, outsider = world.people["recruiter"], world.people["outsider"]
    late = make.make_candidate()  # read after the job had closed: no application
    make.make_resume(late, job=world.rows["hidden job"], uploaded_by=recruiter)
    gone = {"deleted_at": timezone.now()}  # as an upload that was deleted, of a person with notes
    models.Resume.objects.filter(pk=world.rows["hidden resume"].pk).update(**gone)
    models.Application.objects.filter(pk=world.rows["hidden application"].pk).update(**gone)
    hidden = world.rows["hidden candidate"]
    assert not models.Application.objects.present().filter(candidate=hidden).exists()
    assert not models.Candidate.objects.visible_to(outsider).filter(pk__in=[late.pk, hidden.pk]).exists()
    assert models.Candidate.objects.visible_to(recruiter).filter(pk__in=[late.pk, hidden.pk]).count() == 2


def test_the_history_says_nothing_of_other_jobs(world, both):
    person = world.rows["hidden candidate"]
    user = world.people["recruiter"]
    withdraw_application(application=world.rows["hidden application"], by=user)
    told = read_history(world.people["outsider"], person, applications=[both], flag_names={})
    assert "recorded that the person withdrew" not in [item.what for item in told]


def test_undo_of_a_deleted_upload_is_for_those_who_could_delete_it(world):
    now = timezone.now()
    for name in ("open resume", "hidden resume", "lone resume"):
        models.Resume.objects.filter(pk=world.rows[name].pk).update(deleted_at=now)
    models.Resume.objects.filter(pk=world.rows["hidden resume"].pk).update(
        uploaded_by=world.people["hiring_manager"]
    )
    seen = {
        name: world.names(models.Resume.objects.deleted_and_visible_to(user))
        for name, user in world.people.items()
    }
    assert seen == {
        "admin": {"open resume", "hidden resume", "lone resume"},
        "recruiter": {"open resume", "hidden resume"},
        "outsider": {"open resume"},
        "hiring_manager": {"hidden resume"},
        "job_recruiter": NOBODY,
        "interviewer": NOBODY,
        "stranger": NOBODY,
        "auditor": NOBODY,
        "gone": NOBODY,
    }


def test_a_deleted_note_comes_back_for_its_author_who_still_sees_the_person(world):
    interviewer, seat = world.people["interviewer"], world.rows["hidden participant"]
    note = make.make_note(
        application=world.rows["hidden application"], author=interviewer, deleted_at=timezone.now()
    )
    assert list(models.Note.objects.deleted_and_visible_to(interviewer)) == [note]
    for name in ("admin", "recruiter", "auditor", "gone"):
        assert not models.Note.objects.deleted_and_visible_to(world.people[name]).exists()
    seat.delete()
    assert not models.Note.objects.deleted_and_visible_to(interviewer).exists()

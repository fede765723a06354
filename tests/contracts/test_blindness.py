"""Blind review: every address that shows a person is asked about one who is hidden, and none may tell who it is."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from candidates.actions.people import change_candidate
from candidates.extraction import Document
from candidates.models import (
    Application,
    Attachment,
    Candidate,
    Contact,
    Decision,
    FlagReview,
    Job,
    Note,
    Resume,
    ResumeDocument,
    RuleImpact,
    Screening,
)
from candidates.queries.identity import key_of, placeholder
from candidates.screening import screen
from candidates.studio.impacts import Change, pack
from recruiting.work.models import BulkItem
from rubrics import ruledoc
from tests.contracts import access
from tests.contracts.asking import Asker
from tests.contracts.test_access import filled, path_of
from tests.contracts.world import World, make_world
from tests.factories import candidates as make
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db
NAME, MAIL, PHONE = "Zephyrine Quillfeather", "zq.private@mailbox.example.org", "+44 20 7946 0991"
PLANTED = f"""{NAME}
DevSecOps Engineer
{MAIL} | {PHONE} | https://github.com/zquill-handle | Plumstead
Date of birth: 7 March 1981

Experience
DevSecOps Engineer, Northwind | Jan 2022 - Present
- Zephyrine integrated Semgrep and Trivy into the GitLab CI pipelines of the Ravenscroft University.
- Moved secrets of forty services to HashiCorp Vault with zq.private@mailbox.example.org, as she said.

Skills
Python, Go, Terraform, Kubernetes, GitLab CI, Vault

Education
Ravenscroft University, BSc Computer Science, 1999 - 2003
"""
SAID = f"Mrs Quillfeather ({MAIL}, {PHONE}) studied at Ravenscroft University. She was born in 1981."
TELLING = ("zephyrine", "quillfeather", "zq.private", "7946 0991", "79460991", "zquill-handle", "plumstead")
TELLING += ("ravenscroft", "7 march", " 1981", " she ", "mrs ")
READERS = ("admin", "hiring_manager", "interviewer")
SHOWING_NOBODY = ("rubrics:", "account_", "mfa_", "home:invitation", "home:token", "home:setup")


@pytest.fixture
def world() -> World:
    """Everybody on the three jobs is the planted person, whose applications stand before the last stage."""
    world = make_world()
    own = world.shared["own"]
    hide(Job.objects.filter(pk__in=[own[name] for name in ("job", "draft", "second_job")]))
    of_jobs = Application.objects.filter(job__in=Job.objects.exclude(blind_until=None))
    people = Candidate.objects.filter(applications__in=of_jobs).distinct()
    Contact.objects.filter(candidate__in=people).delete()
    for person in people:
        make.make_contact(person, value=MAIL)
        make.make_contact(person, kind="phone", value=PHONE)
        make.make_contact(person, kind="profile", value="https://github.com/zquill-handle", corrected=True)
    values = {"name": NAME, "read_name": NAME.upper(), "location": "Plumstead", "links": [PLANTED[:20], MAIL]}
    Candidate.objects.filter(pk__in=people.values("pk")).update(
        headline=f"Mrs {NAME}", read_headline=SAID, **values
    )
    of_jobs.update(reason_note=SAID)
    Note.objects.update(text=SAID)
    said = dict.fromkeys(("reason", "gatekeeper", "no_devops", "dissent", "conditions"), SAID)
    Decision.objects.update(
        taken_back_at=make.RECEIVED, taken_back_by=world.people["admin"], taken_back_because=SAID, **said
    )
    resume, screening = own["resume"], Screening.objects.get(pk=own["screening"])
    Resume.objects.filter(candidate__in=people).update(file_name=f"{NAME}.pdf")
    Attachment.objects.filter(candidate__in=people).update(file_name=f"{NAME}.png")
    document = Document(PLANTED, "text")
    ResumeDocument.objects.filter(resume=resume).update(content=document.to_json())
    report = screen(document, rules=ruledoc.shipped(), as_of=screening.as_of).to_dict()
    Screening.objects.filter(pk=screening.pk).update(report=report)
    older = Document(
        PLANTED.replace("Semgrep", "Coverity").replace("Zephyrine ", "Miss Quillfeather "), "text"
    )
    ResumeDocument.objects.filter(resume=own["older_resume"]).update(content=older.to_json())
    report = screen(older, rules=ruledoc.shipped(), as_of=screening.as_of).to_dict()
    Screening.objects.filter(resume=own["older_resume"]).update(report=report)
    FlagReview.objects.update(reason=SAID)
    make.make_flag_review(screening.flags.filter(holds=True).first(), reason=SAID)
    changes = [
        Change(resume, screening.pk, "scanning_tools", gains, True, False, False) for gains in (True, False)
    ]
    codes, packed = sorted({"scanning_tools"}), None
    packed = pack(changes, codes)
    RuleImpact.objects.filter(pk=own["impact"]).update(changes=packed, summary={"codes": codes})
    BulkItem.objects.filter(bulk__kind="candidates.upload").update(target_id=resume, name=f"{NAME}.pdf")
    return world


def hide(jobs: Any) -> None:
    for job in jobs:
        job.blind_until = job.stages.last()
        job.save()


def told_by(answer: Any) -> list[str]:
    """What of the planted person an answer tells, in its body or its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # A body of 1981 bytes tells no year of birth.
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    text = f"{headers}{body.decode('utf-8', 'replace')}".casefold().replace("&#x27;", "'")
    return [word for word in TELLING if word in text]


def asked(world: World, column: str) -> Iterator[tuple[str, Any]]:
    """Each GET of access.yaml about the reader's own things, and its answer."""
    things = world.things("own", column)
    for name, address in access.addresses().items():
        if name.startswith(SHOWING_NOBODY):
            continue
        for step in address.steps:
            if step.method == "GET" and set(step.answers) & {"own", "any"}:
                query = filled(address.query, things) | filled(step.send, things)
                yield name, get(world, column, path_of(address, things), address.section, **query)


def get(world: World, column: str, path: str, section: str = "pages", **query: Any) -> Any:
    client, headers = Asker(), {}
    if section == "api":
        headers["Authorization"] = f"Bearer {world.keys[column]}"
    else:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[column]
    return client.get(path, query_params=query, headers=headers)


@pytest.mark.parametrize(
    "column",
    [pytest.param(column, marks=() if column == "interviewer" else pytest.mark.slow) for column in READERS],
)
def test_no_address_tells_who_a_hidden_person_is(world, column):
    told, named = {}, set()
    code = placeholder(world.shared["own"]["candidate"])
    for name, answer in asked(world, column):
        if found := told_by(answer):
            told[name] = found
        if not answer.streaming and code in answer.content.decode():
            named.add(name)
    assert told == {}
    # The walk did meet the person: where they are shown by name else, the placeholder stands.
    assert {"candidates:application", "candidates:candidate", "candidates:people", "candidates:job"} <= named
    assert {"candidates-api:candidate", "candidates-api:candidates"} <= named


def test_two_resumes_compared_tell_nothing_either(world):
    own = world.shared["own"]
    query = {"a": own["older_resume"], "b": own["resume"]}
    for path, section in (("", "pages"), ("/api/v1", "api")):
        address = f"{path}/candidates/{own['candidate']}/compare{'' if path else '/'}"
        answer = get(world, "admin", address, section, **query)
        assert ("Coverity" in answer.content.decode(), told_by(answer)) == (True, [])


def test_no_other_view_of_a_list_tells_either_and_a_search_confirms_nothing(world):
    own, code = world.shared["own"], placeholder(world.shared["own"]["candidate"])
    bulk = make_bulk(world.people["admin"], kind="candidates.move", state="done")
    bulk.items.all().delete()
    BulkItem.objects.create(bulk=bulk, position=1, name=NAME, target_id=own["application"])
    job, quoted = f"/jobs/{own['job']}/", code.split()[1]
    cases = [
        (job, {"view": "board"}, True),
        (job, {"sort": "name"}, True),
        (job, {"view": "board", "q": quoted}, True),
        (job, {"q": "Quillfeather"}, False),
        (job, {"q": MAIL, "view": "board"}, False),
        ("/candidates/", {"q": code}, True),
        ("/candidates/", {"q": "Zephyrine"}, False),
        ("/candidates/", {"q": MAIL}, False),
        (f"/work/{bulk.pk}/", {}, True),
    ]
    for path, query, there in cases:
        answer = get(world, "admin", path, **query)
        assert answer.status_code == 200, path
        # What was sought stands in the field, and nowhere else.
        page = answer.content.decode()
        for typed in query.values():
            page = page.replace(typed, "") if typed not in (code, quoted) else page
        assert (code in page) is there, (path, query)
        assert not {"zephyrine", "quillfeather"} & set(page.casefold().split()), (path, query)
    api = get(world, "admin", "/api/v1/candidates", "api", email=MAIL)
    assert json.loads(api.content)["results"] == []


def test_files_and_pictures_are_withheld_and_evidence_still_stands(world):
    own = world.shared["own"]
    for path in ("download/", "pages/", "pages/1.png"):
        assert get(world, "admin", f"/resumes/{own['resume']}/{path}").status_code == 409
    assert get(world, "admin", f"/candidates/{own['candidate']}/edit/").status_code == 409
    page = get(world, "admin", f"/applications/{own['application']}/").content.decode()
    assert "[hidden] integrated <mark" in page or "[hidden] integrated" in page
    assert page.count("<mark") > 2
    assert "Semgrep and Trivy into the GitLab CI pipelines" in page
    report = json.loads(get(world, "admin", f"/api/v1/screenings/{own['screening']}", "api").content)[
        "report"
    ]
    quotes = [found["quote"] for flag in report["flags"] for found in flag["evidence"]]
    assert any("Semgrep and Trivy" in quote for quote in quotes)
    shown = json.loads(get(world, "admin", f"/api/v1/candidates/{own['candidate']}", "api").content)
    assert (shown["hidden"], shown["email"], shown["contacts"]) == (True, "", [])
    person = Candidate.objects.get(pk=own["candidate"])
    with pytest.raises(Exception, match="hidden"):
        change_candidate(candidate=person, by=world.people["admin"], name="Other")
    assert key_of(shown["name"]) == person.pk

"""U20: before the debrief may be read nothing is shown but who is missing; then all at once, disagreement first."""

import re

import pytest

from candidates.choices import JobRole
from interviews.actions.debriefs import open_debrief
from interviews.models import Debrief, Reading
from rubrics.models import Flag, HiringMistake
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_probe, make_question
from tests.guide import loaded_guide
from tests.interviews.panels import Panel, make_panel, whole_panel

pytestmark = pytest.mark.django_db
FOUR = ("Ada", "Bo", "Cy", "Di")
CARDS = ("Reason of", "on knowledge_1", "Strong no", "Strong yes", "Agree", "apart", "Level fit")


def three_of_four() -> Panel:
    panel = make_panel(*FOUR)
    for name, score in zip(FOUR[:3], (1, 3, 4), strict=True):
        panel.submit(name, score, knowledge_1=score)
    return panel


def read(client, panel: Panel) -> str:
    answer = client.get(f"/loops/{panel.loop.pk}/debrief/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_with_three_of_four_in_nothing_is_shown_but_who_is_missing(client_for, admin):
    panel = three_of_four()
    for reader in (admin, panel.manager, panel.recruiter, *(seat.user for seat in panel.seats.values())):
        page = read(client_for(reader), panel)
        main = page[page.index("<main") :]
        assert "Di" in main
        assert [word for word in CARDS if word in main] == []
        assert [name for name in FOUR[:3] if f"<span>{name}" in main] == []
    assert Reading.objects.count() == 0


def test_a_stranger_and_an_auditor_see_no_debrief(client_for, auditor, member):
    panel = three_of_four()
    for person in (auditor, member):
        assert client_for(person).get(f"/loops/{panel.loop.pk}/debrief/").status_code == 404


def test_once_the_last_card_is_in_all_is_shown_at_once_and_readings_are_written(client_for):
    panel = three_of_four()
    panel.submit("Di", 2, knowledge_1="Ran out of time")
    for reader in (panel.manager, panel.seats["Ada"].user):
        page = read(client_for(reader), panel)
        assert [name for name in FOUR if f"Reason of {name}." not in page] == []
        assert "Split, two or more steps apart" in page
        assert "Ran out of time" in page
    told = sorted(Reading.objects.values_list("scorecard__panelist__user__name", "reader__name"))
    assert told == sorted([(name, "Hanna Manager") for name in FOUR] + [(name, "Ada") for name in FOUR[1:]])


def test_opened_early_it_shows_what_is_in_and_who_is_missing_sees_nothing(client_for):
    panel = three_of_four()
    manager = client_for(panel.manager)
    at = f"/loops/{panel.loop.pk}/debrief/"
    answer = manager.post(f"{at}open/", {"reason": ""})
    assert (answer.status_code, Debrief.objects.count()) == (422, 0)
    assert manager.post(f"{at}open/", {"reason": "She has another offer."}).status_code == 302
    page = read(manager, panel)
    assert "She has another offer." in page
    assert "Still missing: Di" in page
    assert "Reason of Bo." in page
    own = read(client_for(panel.seats["Di"].user), panel)
    main = own[own.index("<main") :]
    assert "Di (you)" in main
    assert [word for word in CARDS if word in main] == []


def test_a_private_note_is_on_nobody_s_page(client_for):
    panel = whole_panel(2)
    for seat in panel.seats.values():
        seat.scorecard.private_note = "Between me and me"
        seat.scorecard.save()
    for reader in (panel.manager, panel.seats["Person 0"].user):
        assert "Between me and me" not in read(client_for(reader), panel)


def test_disagreement_comes_first_with_all_notes_side_by_side(client_for):
    panel = make_panel("Ada", "Bo")
    panel.submit("Ada", 2, knowledge_1=3, knowledge_2=3, automation_1=1, automation_2=4)
    panel.submit("Bo", 3, knowledge_1=3, knowledge_2=4, automation_1=4)
    page = read(client_for(panel.manager), panel)
    first = page[page.index('id="first"') : page.index('id="matrix"')]
    assert re.findall(r"<h3>(.*?)</h3>", first) == ["Automation skills 1", "Security knowledge 2"]
    assert first.index("Ada on automation_1.") < first.index("Bo on automation_1.")
    bands = re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>', page)
    assert bands == [
        "Split, two or more steps apart: 1 criterion",
        "One step apart: 1 criterion",
        "Agree: 1 criterion",
        "One person only: 1 criterion",
        "Nobody: 2 criteria",
    ]
    cover = page[page.index('id="cover"') : page.index('id="mistakes"')]
    assert "1 criterion rests on one person: Automation skills 2" in cover
    assert "Security knowledge 3" in cover
    assert "Automation skills 3" in cover


def test_a_focus_area_that_nobody_covered_is_named(client_for):
    panel = make_panel("Ada")
    panel.submit("Ada", knowledge_1=3, automation_1="Ran out of time")
    page = read(client_for(panel.manager), panel)
    assert "<b>Nobody covered</b> Automation skills." in page
    assert "Automation skills 1: Ada, “Ran out of time”" in page


def test_a_mid_who_rates_as_a_strong_junior_is_said_so(client_for):
    panel = make_panel("Ada")
    panel.submit(
        "Ada", knowledge_1=3, knowledge_2=2, knowledge_3=2, automation_1=2, automation_2=2, automation_3=3
    )
    page = read(client_for(panel.manager), panel)
    assert "Planned as mid. The ratings say: a strong junior." in page
    assert "Yes at mid: knowledge_2 Mid 3" in page
    assert "Yes at junior: knowledge_2 Junior 3" in page


def test_an_area_that_rates_otherwise_than_the_whole_is_said(client_for):
    panel = make_panel("Ada")
    panel.submit(
        "Ada", knowledge_1=3, knowledge_2=3, knowledge_3=4, automation_1=2, automation_2=2, automation_3=3
    )
    page = read(client_for(panel.manager), panel)
    assert "The ratings say: mid.</b> Automation skills: a strong junior." in page


def test_what_became_of_each_flag_and_what_points_to_each_mistake(client_for):
    loaded_guide()
    panel = make_panel("Ada")
    screening = panel.application.screening
    screening.background = "security"
    screening.save()
    flags = screening.flags
    held = flags.filter(holds=True).values_list("flag", flat=True)
    assert {"scanning_tools", "cicd_security"} <= set(held)
    yellow = flags.get(flag="no_automation")
    yellow.holds = True
    yellow.save()
    people.make_flag_review(
        flags.get(flag="scanning_tools"), panel.recruiter, verdict="dismissed", reason="It was her team."
    )
    question = make_question(text="Which scanner did you tune last?")
    make_probe(question=question, activity=None, flag=Flag.objects.get(code="scanning_tools"))
    mistake = HiringMistake.objects.get(code="no_devops")
    make_probe(question=question, activity=None, mistake=mistake)
    asked = make.make_kit_question(panel.seats["Ada"], question=question, minutes=15)
    criterion = panel.criteria["automation_1"]
    criterion.mistake = mistake
    criterion.save()
    card = panel.submit("Ada", automation_1=2)
    make.make_answer(card, kit_question=asked, note="Semgrep, 40 rules.")
    page = read(client_for(panel.manager), panel)
    became = page[page.index('id="flags"') : page.index('id="fit"')]
    scanning = became[became.index("Security scanning tools") :]
    assert "Rui Recruiter disagreed: “It was her team.”" in scanning
    assert "Which scanner did you tune last?" in scanning
    assert "Semgrep, 40 rules." in scanning
    assert became.index("No automation") < became.index("Security scanning tools")
    assert "Not asked" in became
    guards = page[page.index('id="mistakes"') :].split("<article>")[1:]
    assert len(guards) == 4
    assert "2 signs point to it" in guards[0]
    assert "Background: Security engineer. May lack DevOps skills" in guards[0]
    assert "Yellow flag: No automation" in guards[0]
    assert "Automation skills 1: No (Ada)" in guards[0]
    assert "1 question, 15 min with Ada; 1 with a noted answer" in guards[0]
    assert "Nobody looked at it" in guards[3]


def test_what_was_checked_is_saved_and_two_who_write_are_told(client_for, admin):
    loaded_guide()
    panel = whole_panel(1)
    manager, at = client_for(panel.manager), f"/loops/{panel.loop.pk}/debrief/"
    assert 'name="gatekeeper"' not in read(manager, panel)
    open_debrief(loop=panel.loop, by=panel.manager)
    assert 'name="gatekeeper"' in read(manager, panel)
    assert 'name="gatekeeper"' not in read(client_for(panel.recruiter), panel)
    sent = {"version": 1, "gatekeeper": "Offers exceptions."}
    assert manager.post(f"{at}checks/", sent).status_code == 302
    answer = client_for(admin).post(f"{at}checks/", {"version": 1, "gatekeeper": "Says no a lot."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Says no a lot." in page
    assert "Now saved here: “Offers exceptions.”" in page
    assert Debrief.objects.get().gatekeeper == "Offers exceptions."


def test_closed_it_can_be_undone_at_once_or_opened_again_with_a_reason(client_for):
    panel = whole_panel(1)
    manager, at = client_for(panel.manager), f"/loops/{panel.loop.pk}/debrief/"
    assert manager.post(f"{at}open/").status_code == 302
    for again in ({}, {"reason": "Bo has more."}):
        assert manager.post(f"{at}close/").status_code == 302
        page = read(manager, panel)
        assert "Closed" in page
        assert 'name="gatekeeper"' not in page
        undo = re.search(rf"{at}reopen/\?version=\d+", page)[0]
        assert manager.post(undo if not again else f"{at}reopen/", again).status_code == 302
    assert Debrief.objects.get().reopened_because == "Bo has more."
    answer = manager.post(f"{at}reopen/", {"reason": ""})
    assert answer.status_code == 422
    assert manager.get(f"{at}reopen/").status_code == 200
    assert client_for(panel.recruiter).get(f"{at}reopen/").status_code == 403


def test_before_it_is_opened_nothing_of_it_can_be_written_or_closed(client_for):
    panel = whole_panel(1)
    manager, at = client_for(panel.manager), f"/loops/{panel.loop.pk}/debrief/"
    for step in ("checks/", "close/", "reopen/"):
        with nothing_changes():
            assert manager.post(f"{at}{step}", {"reason": "x"}).status_code == 404


def test_a_hidden_person_stays_hidden(client_for):
    job = people.make_job(recruiter=make_user("recruiter"))
    job.blind_until = job.stages.last()
    job.save()
    candidate = people.make_candidate(name="Kim Novak")
    panel = make_panel("Ada", application=people.make_screened_application(job, candidate=candidate))
    card = panel.submit("Ada", knowledge_1=3)
    card.reason = "Kim Novak knows it."
    card.save()
    people.make_member(job, panel.recruiter, JobRole.RECRUITER)
    for reader in (panel.manager, panel.recruiter, panel.seats["Ada"].user):
        page = read(client_for(reader), panel)
        assert "Novak" not in page
        assert "knows it." in page


@pytest.mark.parametrize("size", [1, 3])
def test_a_debrief_costs_the_same(client_for, django_assert_num_queries, size):
    loaded_guide()
    panel = whole_panel(size)
    make.make_debrief(panel.loop)
    client = client_for(panel.manager)
    read(client, panel)
    with django_assert_num_queries(27):
        read(client, panel)

"""U21: a decision begins with what the debrief found, beside its record; the record is one page."""

import re

import pytest

from candidates.actions.decisions import make_decision, take_back_decision
from candidates.choices import GUARDS
from candidates.models import Decision
from interviews.actions.debriefs import open_debrief, save_checks
from interviews.actions.records import choose_record
from interviews.models import Rating, Reading, RecordChoice
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from rubrics.models import Capability
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_capability
from tests.guide import loaded_guide
from tests.interviews.panels import Panel, make_panel, whole_panel

pytestmark = pytest.mark.django_db


def read(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def decide_page(client, panel: Panel) -> str:
    return read(client, f"/applications/{panel.application.pk}/decide/?kind=hire")


@pytest.fixture
def checked() -> Panel:
    """A split panel whose debrief has two answers."""
    loaded_guide()
    panel = make_panel("Ada", "Bo")
    panel.submit("Ada", 2, automation_1=1, knowledge_1=4, knowledge_2=3, automation_2=2)
    panel.submit("Bo", 3, automation_1=3, knowledge_1=4)
    opened = open_debrief(loop=panel.loop, by=panel.manager)
    save_checks(debrief=opened, by=panel.manager, gatekeeper="Offers exceptions.", no_devops="Wrote code.")
    return panel


def test_a_decision_begins_with_what_was_checked_and_the_level(client_for, checked):
    page = decide_page(client_for(checked.manager), checked)
    form = page[page.index("<form method") : page.index('class="beside"')]
    assert "Offers exceptions.</textarea>" in form
    assert "Wrote code.</textarea>" in form
    assert f'<option value="{checked.loop.level.pk}" selected>Mid' in form
    beside = page[page.index('class="beside"') :]
    assert "Ada: No" in beside
    assert "the ratings say:" in beside
    assert Reading.objects.count() == 2


def test_the_button_names_the_act_and_the_person(client_for, checked):
    page = decide_page(client_for(checked.manager), checked)
    name = checked.application.candidate.name
    for act, words in (
        ("hire", f"Hire {name}"),
        ("offer", f"Offer to {name}"),
        ("hold", f"Put {name} on hold"),
    ):
        assert re.search(rf'data-act="{act}">{words} ?</span>', page)


def test_what_was_sent_stands_in_place_of_what_was_prefilled(client_for, checked):
    client, at = client_for(checked.manager), f"/applications/{checked.application.pk}/decide/"
    page = client.post(at, {"kind": "hire", "reason": "Good", "gatekeeper": "Asked again."}).content.decode()
    assert "Asked again.</textarea>" in page
    assert "Wrote code.</textarea>" not in page


def test_with_cards_missing_a_decision_is_warned_about_and_shows_none(client_for):
    loaded_guide()
    panel = make_panel("Ada", "Bo")
    panel.submit("Ada", 1, knowledge_1=1)
    page = decide_page(client_for(panel.manager), panel)
    assert "<b>Cards are missing:</b> Bo." in page
    assert "Ada" not in page[page.index("<main") :]
    kept = make_decision(application=panel.application, by=panel.manager, kind="hold", reason="Waits.")
    assert kept.kind == "hold"


def test_without_a_loop_or_a_card_the_warning_says_so(client_for, admin):
    loaded_guide()
    application = people.make_screened_application()
    page = read(client_for(admin), f"/applications/{application.pk}/decide/")
    assert "<b>Nobody interviewed this person.</b>" in page
    panel = make_panel("Ada")
    open_debrief(loop=panel.loop, by=panel.manager, reason="Now.")
    assert "<b>No scorecard is in.</b>" in decide_page(client_for(panel.manager), panel)


def test_who_owes_a_card_is_not_told_what_others_checked(client_for, admin):
    loaded_guide()
    panel = make_panel("Ada")
    panel.submit("Ada", 1, knowledge_1=1)
    save_checks(debrief=open_debrief(loop=panel.loop, by=admin), by=admin, gatekeeper="Says no.")
    make.make_panelist(panel.seats["Ada"].interview, panel.manager)
    page = decide_page(client_for(panel.manager), panel)
    assert "<b>Your own scorecard is missing</b>" in page
    assert "Says no." not in page


def test_the_record_says_what_was_decided_and_what_it_rests_on(client_for, checked):
    level = checked.loop.level
    make_capability(level=level, kind="grows_toward", text="Security architecture of the platform")
    said = {code: f"Asked about {code}." for code in GUARDS}
    make_decision(
        application=checked.application,
        by=checked.manager,
        kind="hire",
        level=level,
        reason="Deep where it counts.",
        conditions="Pairs on pipelines.",
        dissent="Ada: as a junior.",
        **said,
    )
    for reader in (checked.manager, checked.recruiter, checked.seats["Bo"].user):
        page = read(client_for(reader), f"/loops/{checked.loop.pk}/record/")
        paper = page[page.index('class="card paper"') :]
        assert f"{checked.application.candidate.name}: hire at mid</h2>" in paper
        for words in (
            "<dd>Hanna Manager</dd>",
            "Deep where it counts.",
            "Pairs on pipelines.",
            "Ada: as a junior.",
            "Asked about gatekeeper.",
            "<b>Security knowledge 1, Strong yes</b> (Ada): Ada on knowledge_1.",
            "<b>Automation skills 1, Strong no</b> (Ada): Ada on automation_1.",
            "<li>Bo: Yes</li>",
            "Security architecture of the platform",
            "Security knowledge 3, Automation skills 3",
            "A person decided.",
        ):
            assert words in paper, words


def test_a_decision_that_was_taken_back_or_is_older_is_not_on_record(client_for, checked):
    make.make_debrief(whole_panel(1).loop)
    decision = make_decision(
        application=checked.application, by=checked.manager, kind="hold", reason="A while."
    )
    take_back_decision(decision=decision, by=checked.manager, reason="Enough.")
    people.make_decision(checked.application, decided_at=make.PLANNED.replace(year=2020))
    page = read(client_for(checked.manager), f"/loops/{checked.loop.pk}/record/")
    assert "not decided yet</h2>" in page
    assert "Offers exceptions." in page
    assert Decision.objects.count() == 2


def test_before_the_debrief_may_be_read_the_record_shows_who_is_missing(client_for):
    panel = make_panel("Ada", "Bo")
    panel.submit("Ada", 1, knowledge_1=1)
    for reader in (panel.manager, panel.seats["Ada"].user, panel.seats["Bo"].user):
        page = read(client_for(reader), f"/loops/{panel.loop.pk}/record/")
        main = page[page.index("<main") :]
        assert "Missing cards" in main
        assert "Strong no" not in main
    assert client_for(make_user()).get(f"/loops/{panel.loop.pk}/record/").status_code == 404


def rating_of(panel: Panel, name: str, code: str) -> Rating:
    return Rating.objects.get(scorecard__panelist=panel.seats[name], criterion=panel.criteria[code])


def growth(level: str) -> list[Capability]:
    return list(Capability.objects.filter(kind="grows_toward", level__code=level).order_by("position"))


def paper(client, panel: Panel) -> str:
    page = read(client, f"/loops/{panel.loop.pk}/record/")
    return page[page.index('class="card paper"') :]


def test_who_decides_chooses_what_the_record_names(client_for, checked):
    client, at = client_for(checked.manager), f"/loops/{checked.loop.pk}/record/choose/"
    first, second = growth("mid")[:2]
    page = read(client, at)
    by_rule = rating_of(checked, "Ada", "knowledge_1")
    assert re.search(rf'name="evidence" value="{by_rule.pk}"[^>]* checked', page)
    assert re.search(rf'name="toward_mid" value="{second.pk}"[^>]* checked', page)
    assert "Bo on knowledge_1." not in paper(client, checked)
    chosen = rating_of(checked, "Bo", "knowledge_1")
    answer = client.post(at, {"evidence": [chosen.pk], "toward_mid": [first.pk], "seen": "0"})
    assert answer.status_code == 302
    text = paper(client, checked)
    assert "(chosen by Hanna Manager)" in text
    evidence = text[text.index("<h3>Evidence") : text.index("<h3>Recommendations")]
    assert re.findall(r"<b>(.*?)</b> \((\w+)\)", evidence) == [("Security knowledge 1, Strong yes", "Bo")]
    assert text.count(first.text) == 1
    assert second.text not in text
    row = RecordChoice.objects.get()
    event = Event.objects.get(verb="record.chosen")
    assert (event.object_id, event.fields) == (row.pk, [])
    assert event.codes == {"loop": checked.loop.pk, "application": checked.application.pk}


def test_of_the_chosen_lines_the_record_shows_those_of_the_level_that_is_decided(client_for, checked):
    junior, mid = growth("junior")[0], growth("mid")[0]
    choose_record(loop=checked.loop, by=checked.manager, grows_toward=[junior, mid])
    client = client_for(checked.manager)
    assert mid.text in paper(client, checked)
    people.make_decision(checked.application, kind="hold", level=junior.level)
    text = paper(client, checked)
    assert (junior.text in text, mid.text in text) == (True, False)
    assert "Ada on knowledge_1." in text  # what was not chosen stays as it was


def test_what_was_chosen_is_added_and_the_newest_counts(checked):
    for number, name in enumerate(("Ada", "Bo"), start=1):
        rating = rating_of(checked, name, "knowledge_1")
        made = choose_record(loop=checked.loop, by=checked.manager, evidence=[rating], seen=number - 1)
        assert (made.number, list(made.evidence.all())) == (number, [rating])
    with nothing_changes(), pytest.raises(Conflict, match="Somebody else chose meanwhile"):
        choose_record(loop=checked.loop, by=checked.manager, evidence=[], seen=1)
    assert RecordChoice.objects.count() == 2


@pytest.mark.parametrize("kind", ["offer", "hire", "reject"])
def test_a_decision_fixes_what_the_record_names(client_for, checked, kind):
    said = dict.fromkeys(GUARDS, "Asked.") | {"level": checked.loop.level, "reason": "Deep."}
    if kind == "reject":
        said["rejection_reason"] = people.make_reason()
    made = make_decision(application=checked.application, by=checked.manager, kind=kind, **said)
    client, at = client_for(checked.manager), f"/loops/{checked.loop.pk}/record/choose/"
    assert "The record stays as it is" in read(client, at)
    with nothing_changes():
        assert client.post(at, {"seen": "0"}).status_code == 409
    take_back_decision(decision=made, by=checked.manager, reason="Too early.")
    assert choose_record(loop=checked.loop, by=checked.manager, evidence=[]).number == 1


def test_while_a_person_is_on_hold_what_the_record_names_is_chosen(checked):
    make_decision(application=checked.application, by=checked.manager, kind="hold", reason="Waits.")
    assert choose_record(loop=checked.loop, by=checked.manager).evidence.count() == 5


def test_evidence_is_ratings_of_the_loop_s_cards_and_few(checked):
    other = whole_panel(1)
    strange = Rating.objects.filter(scorecard__panelist__interview__loop=other.loop).first()
    card = checked.seats["Ada"].scorecard
    unrated = make.make_rating(
        card, criterion=checked.criteria["knowledge_3"], score=None, note="", not_assessed="No time"
    )
    can_do = Capability.objects.filter(kind="can_do").first()
    seven = [*Rating.objects.filter(scorecard__panelist__interview__loop=checked.loop, score__gt=0)]
    seven.append(make.make_rating(card, criterion=checked.criteria["automation_3"]))
    for given, code in (
        ({"evidence": [strange]}, "unknown"),
        ({"evidence": [unrated]}, "unknown"),
        ({"evidence": seven}, "too_many"),
        ({"grows_toward": [can_do]}, "unknown"),
    ):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            choose_record(loop=checked.loop, by=checked.manager, **given)
        assert (refused.value.field, refused.value.code) == (next(iter(given)), code)


def test_nobody_chooses_but_who_decides_and_may_read_the_cards(client_for, checked):
    for user in (checked.recruiter, checked.seats["Ada"].user):
        with nothing_changes(), pytest.raises(Denied):
            choose_record(loop=checked.loop, by=user, evidence=[])
    waiting = make_panel("Ada", "Bo")
    rating = waiting.submit("Ada", 1, knowledge_1=1).ratings.get()
    with nothing_changes(), pytest.raises(Conflict, match="can't be read yet"):
        choose_record(loop=waiting.loop, by=waiting.manager, evidence=[rating])
    page = read(client_for(waiting.manager), f"/loops/{waiting.loop.pk}/record/choose/")
    assert "Missing cards" in page
    assert "knowledge_1" not in page


def test_two_who_choose_at_once_are_told(client_for, checked):
    client, at = client_for(checked.manager), f"/loops/{checked.loop.pk}/record/choose/"
    theirs = rating_of(checked, "Ada", "automation_2")
    choose_record(loop=checked.loop, by=checked.manager, evidence=[theirs])
    rating = rating_of(checked, "Bo", "knowledge_1")
    answer = client.post(at, {"evidence": [rating.pk], "seen": "0"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Now saved here: “Automation skills 2, No (Ada): Ada on automation_2.”." in page
    assert "Save again to put what you typed in its place." in page
    assert client.post(at, {"evidence": [rating.pk], "seen": "1"}).status_code == 302
    assert list(RecordChoice.objects.order_by("number").last().evidence.all()) == [rating]


@pytest.mark.parametrize("size", [1, 3])
def test_a_record_costs_the_same(client_for, django_assert_num_queries, size):
    loaded_guide()
    panel = whole_panel(size)
    make.make_debrief(panel.loop)
    client = client_for(panel.manager)
    record, decide = f"/loops/{panel.loop.pk}/record/", f"/applications/{panel.application.pk}/decide/"
    read(client, record)
    with django_assert_num_queries(30):
        read(client, record)
    with django_assert_num_queries(42):
        read(client, decide)

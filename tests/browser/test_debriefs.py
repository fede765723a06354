"""What only a browser shows of a debrief: the record prints on one page, the button says what is chosen."""

import pytest
from playwright.sync_api import expect

from candidates.actions.decisions import make_decision
from candidates.choices import GUARDS
from interviews.actions.debriefs import open_debrief
from rubrics.actions import load_guide
from tests.browser.checks import printed_pages
from tests.factories import candidates as people
from tests.interviews.panels import make_panel

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = (
    "Walked through the tool: typed, tested, retries, in use for 40 services. Wrote it and runs it alone. "
    * 2
)


def test_a_full_record_prints_on_one_page(page, live_server, sign_in, recruiter):
    load_guide()
    panel = make_panel("Aisha Bello", "Tomasz Zieliński", "Daniel Okafor", "Priya Raman", "Mara Lindqvist")
    for name in panel.seats:
        card = panel.submit(
            name, 3, **dict.fromkeys(panel.criteria, 3) | {"automation_1": 1, "automation_2": 2}
        )
        card.ratings.update(note=NOTE)
    open_debrief(loop=panel.loop, by=panel.manager)
    said = dict.fromkeys(GUARDS, NOTE)
    texts = {"conditions": NOTE, "dissent": NOTE, "reason": NOTE * 2, "level": panel.loop.level}
    make_decision(application=panel.application, by=panel.manager, kind="hire", **texts, **said)
    sign_in(page, recruiter)
    page.goto(f"{live_server.url}/loops/{panel.loop.pk}/record/")
    expect(page.get_by_role("button", name="Print or save as PDF")).to_be_visible()
    assert printed_pages(page) == 1


def test_the_button_says_what_is_chosen(page, live_server, sign_in, admin):
    load_guide()
    application = people.make_application(candidate=people.make_candidate(name="Kim Novak"))
    sign_in(page, admin)
    page.goto(f"{live_server.url}/applications/{application.pk}/decide/")
    for kind, words in (
        ("", "Save the decision on Kim Novak"),
        ("Hold", "Put Kim Novak on hold"),
        ("Offer", "Offer to Kim Novak"),
        ("Reject", "Reject Kim Novak"),
    ):
        if kind:
            page.get_by_label(kind, exact=True).check()
        expect(page.get_by_role("button", name=words, exact=True)).to_be_visible()

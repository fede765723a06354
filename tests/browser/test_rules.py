"""The rule studio in the browser: from an idea to results that changed, by keyboard; mistakes that are told while typing."""

import pytest
from playwright.sync_api import Page, expect

from candidates.models import RuleImpact
from candidates.studio.actions import make_draft, work_on_impact, work_on_rescreening
from recruiting.work.models import Bulk
from rubrics import ruledoc
from rubrics.models import RuleRevision
from tests.browser import checks
from tests.candidates.studio.small import SMALL, resume
from tests.candidates.studio.stored import flags_of, store
from tests.factories.rubrics import make_rule_revision, make_rule_set

pytestmark = pytest.mark.django_db(transaction=True)
NAME = """() => {
    const e = document.activeElement;
    return (e.labels?.[0]?.textContent ?? e.getAttribute('aria-label') ?? e.textContent).trim().replace(/\\s+/g, ' ');
}"""


@pytest.fixture
def in_force(db) -> RuleRevision:
    return make_rule_revision(
        rule_set=make_rule_set(is_default=True),
        number=1,
        document=SMALL,
        content_hash=ruledoc.load(SMALL).content_hash,
    )


def reach(page: Page, name: str) -> None:
    """Tab to what is called so, from where the focus is."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(NAME))
        if seen[-1] == name:
            return
    raise AssertionError(f"{name} is not reached by Tab; passed {seen}")


def press(page: Page, name: str) -> None:
    """Reach it and follow it."""
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_an_idea_to_changed_results_by_keyboard(page, live_server, sign_in, admin, in_force):
    stored = store(resume("Ran Dependency-Track for 70 services"), by=admin)
    sign_in(page, admin)
    page.goto(live_server.url)
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rule studio")
    press(page, "New draft")
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft 2")
    press(page, "Signals 3")
    press(page, "tool.trivy")

    reach(page, "Terms and patterns")
    page.keyboard.press("Control+End")
    page.keyboard.type("\ndependency-track")
    reach(page, "Text")
    page.keyboard.type("Ran Dependency-Track for 70 services.")
    expect(page.locator("#trial [data-flag=scanning_tools]").first).to_contain_text("Gains")
    expect(page.locator("#trial mark.g")).to_contain_text("Ran Dependency-Track")
    expect(page.locator("#live")).to_have_text("This text: 1 flag changes: Gains, Scanning tools.")
    assert RuleRevision.objects.drafts().get().document == SMALL
    checks.check_axe(page, checks.WHOLE)
    page.get_by_label("Must not hold in").focus()
    press(page, "Save in the draft")
    expect(page.locator(".toast")).to_contain_text("Saved in the draft.")

    press(page, "Impact")
    press(page, "Measure the impact")
    expect(page.locator("#impact progress")).to_be_visible()
    work_on_impact(RuleImpact.objects.get().pk)
    expect(page.locator("#counts")).to_contain_text("1 of 1 people changes: 1 gain Scanning tools")
    expect(page.locator("#impact ins")).to_contain_text("Ran Dependency-Track for 70 services")

    page.goto(page.url.replace("impact/", ""))
    press(page, "Run them now")
    expect(page.get_by_role("status").filter(has_text="tests give what they should")).to_be_visible()
    checks.check_axe(page, checks.WHOLE)
    press(page, "Overview")
    press(page, "Publish…")
    reach(page, "Note")
    page.keyboard.type("Dependency-Track counts.")
    press(page, "Publish version 2")
    expect(page.locator(".toast")).to_contain_text("Version 2 is in force.")

    press(page, "Screen them again")
    expect(page.locator("#rescreening")).to_contain_text("0 of 1 part")
    press(page, "Pause")
    press(page, "Go on")
    work_on_rescreening(Bulk.objects.get().pk)
    expect(page.locator("#rescreening")).to_contain_text("1 of 1 part")
    expect(page.locator("#rescreening")).to_contain_text("1 of 1 changed")
    assert flags_of(stored.resume.screenings.latest("pk")) == {"scanning_tools"}


def test_a_mistake_is_told_while_typing_and_its_line_is_one_step_away(
    page, live_server, sign_in, admin, in_force
):
    draft = make_draft(by=admin)
    sign_in(page, admin)
    page.goto(f"{live_server.url}/rules/{draft.pk}/text/")
    field = page.get_by_label("Rules as YAML")
    field.fill(SMALL.replace("polarity: yellow", "polarity: pink"))
    problem = page.locator("#problems .rules-problem")
    expect(problem).to_contain_text("Line 34, flags[2].polarity: 'pink' is none of green, yellow.")
    problem.get_by_role("link", name="Go to line 34").press("Enter")
    expect(field).to_be_focused()
    picked = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert field.evaluate(picked) == "    polarity: pink"
    page.guard.expect("status of 422")
    page.get_by_role("button", name="Save the text").click()
    expect(page.locator(".errs")).to_be_focused()
    expect(page).to_have_title("Error: Text, Draft 2 of the rules · Greenflag")
    page.locator(".errs").get_by_role("link").press("Enter")
    assert field.evaluate(picked) == "    polarity: pink"
    page.keyboard.type("    polarity: yellow")
    expect(page.locator("#problems")).to_contain_text("No mistake in the text.")
    page.get_by_role("button", name="Save the text").click()
    expect(page.locator(".toast")).to_contain_text("The text is saved.")


def test_the_same_without_a_script(browser, live_server, sign_in, admin, in_force):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, admin)
    page = context.new_page()
    page.goto(f"{live_server.url}/rules/")
    page.get_by_role("button", name="New draft").click()
    page.get_by_role("link", name="Signals 3").click()
    page.get_by_role("link", name="tool.trivy").click()
    page.get_by_label("Terms and patterns").fill("trivy\ndependency-track")
    page.get_by_label("Text", exact=True).fill("Ran Dependency-Track for 70 services.")
    page.get_by_role("button", name="Try").click()
    expect(page.locator("#trial [data-flag=scanning_tools]").first).to_contain_text("Gains")
    expect(page.get_by_label("Terms and patterns")).to_have_value("trivy\ndependency-track")
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("link", name="Impact").click()
    page.get_by_role("button", name="Measure the impact").click()
    work_on_impact(RuleImpact.objects.get().pk)
    page.reload()
    expect(page.locator("#counts")).to_contain_text("None of 0 people changes.")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.locator(".toast")).to_contain_text("Version 2 is in force.")
    context.close()

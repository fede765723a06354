import datetime as dt

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from recruiting.web.lists import page_of, sort_of
from recruiting.web.templatetags import ui


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def test_an_icon_that_does_not_exist_fails_loudly():
    with pytest.raises(TemplateSyntaxError, match="No icon 'chekc'"):
        render('{% icon "chekc" %}')


def test_flag_colours_bring_their_sign():
    for tone, sign in (("green", "check"), ("yellow", "alert")):
        assert f"#{sign}" in render(f'{{% chip "5" tone="{tone}" hint="flags" %}}')


@pytest.mark.parametrize(
    "source", ['{% chip "x" tone="pink" %}', '{% button "x" kind="big" %}', '{% chip "x" tune="green" %}']
)
def test_typos_in_arguments_fail_loudly(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_text_is_escaped():
    assert "<b>" not in render(
        "{% chip x %}{% button x %}{% submit x %}{% empty_state x x %}{% card x %}{% endcard %}", x="<b>"
    )


def test_a_button_is_a_link_only_with_an_address():
    assert render('{% button "Add" %}').startswith("<button ")
    assert render('{% button "Add" href="/x/" %}').startswith("<a ")
    assert 'type="button"' in render('{% button "Add" %}')


def test_attributes_are_spelled_for_html():
    html = render('{% button "Agree" aria_label="Agree: Mara" data_x=1 disabled=True hx_get=missing %}')
    assert 'aria-label="Agree: Mara"' in html
    assert 'data-x="1"' in html
    assert " disabled" in html
    assert "hx-get" not in html


def test_a_key_is_bound_and_shown():
    html = render('{% submit "Move" key="m" name="stage" value="2" %}')
    assert 'data-key="m"' in html
    assert "<kbd>M</kbd>" in html
    assert 'name="stage"' in html
    assert 'value="2"' in html


def test_a_card_has_its_heading_and_what_stands_beside_it():
    html = render(
        '{% capture as extra %}<b>5</b>{% endcapture %}{% card "Flags" id="flags" extra=extra %}<p>in</p>{% endcard %}'
    )
    assert '<section class="card" aria-labelledby="flags">' in html
    assert '<h2 id="flags">Flags</h2><b>5</b>' in html
    assert "<p>in</p>" in html


def test_an_empty_state_has_one_next_action():
    html = render(
        '{% empty_state "No candidates yet" "They will stand here." action="Upload…" href="/up/" icon="people" %}'
    )
    assert html.count("<a ") == 1
    assert "No candidates yet" in html
    assert "They will stand here." in html


@pytest.mark.parametrize(("days", "words"), [(None, "unknown"), (0, "today"), (1, "1 day"), (9, "9 days")])
def test_days_in_words(days, words):
    assert ui.days_in_words(days) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(seconds=20), "just now"),
        (dt.timedelta(minutes=1), "1 minute ago"),
        (dt.timedelta(minutes=59), "59 minutes ago"),
        (dt.timedelta(hours=5, minutes=10), "5 hours ago"),
        (dt.timedelta(hours=7), "today"),
        (dt.timedelta(days=1), "yesterday"),
        (dt.timedelta(days=12), "12 days ago"),
        (-dt.timedelta(days=1), "tomorrow"),
        (-dt.timedelta(days=3), "in 3 days"),
    ],
)
def test_time_ago(monkeypatch, ago, words):
    now = dt.datetime(2026, 11, 24, 20, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert ui.time_ago(now - ago) == words


def test_times_are_shown_in_the_persons_zone():
    at = dt.datetime(2026, 11, 24, 9, 40, tzinfo=dt.UTC)
    with timezone.override("Europe/Stockholm"):
        assert render("{% when at %}", at=at) == (
            '<time datetime="2026-11-24T10:40:00+01:00">24 Nov 2026, 10:40</time>'
        )
        assert ">24 Nov<" in render('{% when at "short" %}', at=at)
    assert render("{% when at %}", at=None) == ""


def test_a_pager_counts_and_keeps_filters():
    page = page_of(RequestFactory().get("/?q=x&page=2"), range(120))
    html = render('{% pager page "person,people" %}', page=page)
    assert "51 to 100 of 120 people" in html
    assert 'href="?q=x&amp;page=3"' in html


def test_a_sorted_heading_says_how():
    sort = sort_of(RequestFactory().get("/?sort=-name"), {"name": ["name"]}, "name")
    assert 'aria-sort="descending"' in render('{% sort_header sort "name" "Name" %}', sort=sort)


def test_plural():
    assert (ui.plural(1, "person,people"), ui.plural(3, "person,people"), ui.plural(2, "row")) == (
        "1 person",
        "3 people",
        "2 rows",
    )

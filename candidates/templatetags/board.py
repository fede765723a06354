"""The cards of a job's board. A page has 150 of them, and a template takes four times as long for one."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from candidates.choices import ScreeningState
from candidates.models import Screening
from candidates.queries.pipeline import Card, Column
from candidates.templatetags.candidates import levels, years
from recruiting.web.shortcuts import addresses_of
from recruiting.web.templatetags.ui import chip, days_in_words, icon

register = template.Library()

CARD = """<li class="kard" id="a-{pk}"{draggable} data-application="{pk}" data-version="{version}" data-person="{name}">
  {pick}<h3><a href="{address}">{name}</a></h3>
  <p class="days{over}">{days}</p>
  <p class="q">{read}</p>
  <p class="next"><b>{next_by}:</b> {next_step}</p>
  <div class="foot"><span class="chips">{green}{yellow}</span>{move}</div>
</li>"""
PICK = '<input class="pick" type="checkbox" name="p" value="{}-{}" form="many" aria-label="Choose {}">'
MOVE = '<a class="btn quiet sm mv" href="{}" aria-label="Move {}">Move</a>'
DRAGGABLE = mark_safe(' draggable="true"')


@register.simple_tag
def board_cards(column: Column, manages: bool, back: str) -> SafeString:
    """{% board_cards column manages back %}: a column's cards, as items of its list. back: this page's address, quoted."""
    page, move = addresses_of("candidates:application"), addresses_of("candidates:application-move")
    keys = ((card, card.application.pk) for card in column.cards)
    cards = (_card(card, page(pk), f"{move(pk)}?next={back}" if manages else "") for card, pk in keys)
    return format_html_join("", "{}", ((card,) for card in cards))


def _card(card: Card, address: str, move: str) -> SafeString:
    """move: where it is moved, "" for whoever may not."""
    row, name = card.application, card.application.candidate.shown_name
    return format_html(
        CARD,
        pk=row.pk,
        version=row.version,
        name=name,
        address=address,
        draggable=DRAGGABLE if move else "",
        pick=format_html(PICK, row.pk, row.version, name) if move else "",
        over=" over" if card.is_over else "",
        days=_days(card),
        read=_read(row.screening),
        next_by=card.next_by,
        next_step=card.next_step,
        green=_flags(card.green, "green"),
        yellow=_flags(card.yellow, "yellow"),
        move=format_html(MOVE, move, name) if move else "",
    )


def _days(card: Card) -> str:
    days = days_in_words(card.days)
    limit = card.application.stage.day_limit
    return format_html("{}{}, over {}", icon("clock"), days, limit) if card.is_over else days


def _read(screening: Screening | None) -> str:
    """What the resume says, or how far its reading has come."""
    if screening is None:
        return "No resume yet"
    if screening.state != ScreeningState.DONE:
        return screening.shown_state
    if not screening.level:
        return "Level unknown"
    return f"{levels(screening)} · {years(screening.months)} years"


def _flags(count: int, colour: str) -> str:
    return chip(count, colour, hint=f"{colour} flag" if count == 1 else f"{colour} flags") if count else ""

"""The cards of a job's board and the rows of its table. A page has 150 of them, and a template takes four times as long
for one; format_html() asks of each of thirty values whether it is lazy or safe already. So each escapes what is a person's or
a rule's words, by escape(), and the rest are numbers and HTML of this module."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from candidates.choices import ApplicationStatus, ScreeningState
from candidates.models import Application, Screening
from candidates.queries.pipeline import Card, Column
from candidates.templatetags.candidates import levels, years
from recruiting.web.shortcuts import addresses_of
from recruiting.web.templatetags.ui import chip, days_in_words, icon, when

register = template.Library()

CARD = """<li class="kard" id="a-{pk}"{draggable} data-application="{pk}" data-version="{version}" data-person="{name}">
  {pick}<h3><a href="{address}">{name}</a></h3>
  <p class="days{over}">{days}</p>
  <p class="q">{read}</p>
  <p class="next"><b>{next_by}:</b> {next_step}</p>
  <div class="foot"><span class="chips">{green}{yellow}</span>{move}</div>
</li>"""
PICK = '<input class="pick" type="checkbox" name="p" value="{}-{}" form="many" aria-label="Choose {}">'
ROW = """<tr>
      {pick}
      <th scope="row"><a href="{address}">{name}</a>{headline}</th>
      <td data-label="Stage">{stage}</td>
      <td class="nowrap" data-label="In stage">{since}</td>
      <td data-label="Flags">{flags}</td>
      <td class="num" data-label="Years">{years}</td>
      <td data-label="Level">{level}</td>
      <td class="nowrap" data-label="Applied">{applied}</td>
    </tr>"""
MOVE = '<a class="btn quiet sm mv" href="{}" aria-label="Move {}">Move</a>'


@register.simple_tag
def board_cards(column: Column, manages: bool, back: str) -> SafeString:
    """{% board_cards column manages back %}: a column's cards, as items of its list. back: this page's address, quoted."""
    page, move = addresses_of("candidates:application"), addresses_of("candidates:application-move")
    keys = ((card, card.application.pk) for card in column.cards)
    cards = (_card(card, page(pk), f"{move(pk)}?next={back}" if manages else "") for card, pk in keys)
    return mark_safe("".join(cards))  # noqa: S308 - each escapes its words


def _card(card: Card, address: str, move: str) -> str:
    """move: where it is moved, "" for whoever may not."""
    row, name = card.application, escape(card.application.candidate.shown_name)
    return CARD.format(
        pk=row.pk,
        version=row.version,
        name=name,
        address=address,
        draggable=' draggable="true"' if move else "",
        pick=PICK.format(row.pk, row.version, name) if move else "",
        over=" over" if card.is_over else "",
        days=_days(card),
        read=escape(_read(row.screening)),
        next_by=escape(card.next_by),
        next_step=escape(card.next_step),
        green=_flags(card.green, "green"),
        yellow=_flags(card.yellow, "yellow"),
        move=MOVE.format(escape(move), name) if move else "",
    )


def _days(card: Card) -> str:
    days = days_in_words(card.days)
    limit = card.application.stage.day_limit
    return f"{icon('clock')}{days}, over {limit}" if card.is_over else days


def _read(screening: Screening | None) -> str:
    """What the resume says, or how far its reading has come."""
    if screening is None:
        return "No resume yet"
    if screening.state != ScreeningState.DONE:
        return screening.shown_state
    if not screening.level:
        return "Level unknown"
    return f"{levels(screening)} · {years(screening.months)} years"


@register.simple_tag
def table_rows(rows: Iterable[tuple[Application, int, int]], manages: bool) -> SafeString:
    """{% table_rows rows manages %}: (application, green, yellow) as rows of a table."""
    page = addresses_of("candidates:application")
    html = (_row(row, page(row.pk), green, yellow, manages) for row, green, yellow in rows)
    return mark_safe("".join(html))  # noqa: S308 - each escapes its words


def _row(row: Application, address: str, green: int, yellow: int, manages: bool) -> str:
    name, screening = escape(row.candidate.shown_name), row.screening
    pick = PICK.format(row.pk, row.version, name) if row.is_active else ""
    headline = row.candidate.headline
    is_active = row.status == ApplicationStatus.ACTIVE
    return ROW.format(
        pick=f'<td class="c0">{pick}</td>' if manages else "",
        address=address,
        name=name,
        headline=f"<small>{escape(headline)}</small>" if headline else "",
        stage=escape(row.stage.name if is_active else row.get_status_display()),
        since=when(row.stage_since, "ago"),
        flags=_flags_in_row(screening, green, yellow),
        years=years(screening.months if screening else None),
        level=escape(levels(screening)),
        applied=when(row.applied_at, "date"),
    )


def _flags_in_row(screening: Screening | None, green: int, yellow: int) -> str:
    """The chips, or how far the reading has come."""
    if screening is None:
        return "No resume"
    if screening.state != ScreeningState.DONE:
        return escape(screening.shown_state)
    chips = f"{_flags(green, 'green')}{_flags(yellow, 'yellow')}"
    return f'<span class="chips">{chips or "none"}</span>'


@lru_cache(maxsize=100)
def _flags(count: int, colour: str) -> str:
    return chip(count, colour, hint=f"{colour} flag" if count == 1 else f"{colour} flags") if count else ""

"""Components as tags. A typo in an argument or an icon's name fails at once; the HTML stands in templates/components/."""

import datetime as dt
from functools import lru_cache
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

from django import template
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from recruiting.web import registry
from recruiting.web.lists import ListPage, Sort
from recruiting.web.shortcuts import UNDO

register = template.Library()

# Green and yellow are for flags alone; each brings its icon, so that colour never speaks alone.
TONES = {"": "", "green": "check", "yellow": "alert", "info": "", "red": "circle-alert"}
KINDS = ("", "primary", "quiet", "danger")
SPRITE = "icons/sprite.svg"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Names of the icons in the sprite."""
    path = finders.find(SPRITE)
    root = ElementTree.parse(str(path)).getroot()  # noqa: S314 our own file
    return frozenset(symbol.attrib["id"] for symbol in root.iter("{http://www.w3.org/2000/svg}symbol"))


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """{% icon "check" %}: decoration only; words beside it say the same. Made once: a page shows hundreds."""
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"No icon {name!r} in static/{SPRITE}")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


@register.simple_tag
def chip(text: Any, tone: str = "", icon: str = "", hint: str = "") -> SafeString:
    """{% chip "5 green" tone="green" %}: a label; hint: words for screen readers only ("flags that hold")."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(
            f"chip: tone is one of {', '.join(filter(None, TONES))}, not {tone!r}"
        )
    sign = icon or TONES[tone]
    return format_html(
        '<span class="{}">{}{}{}</span>',
        f"chip {tone}".strip(),
        icon_tag(sign),
        text,
        format_html('<span class="vh"> {}</span>', hint) if hint else "",
    )


def icon_tag(name: str) -> SafeString:
    """The icon, or nothing for an empty name."""
    return icon(name) if name else SafeString("")


def attributes(extra: dict[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes: aria_label -> aria-label; True stands alone; None, False, '' fall away."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in extra.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, False, "")})


def button_class(kind: str, small: bool) -> str:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(
            f"button: kind is one of {', '.join(filter(None, KINDS))}, not {kind!r}"
        )
    return " ".join(filter(None, ["btn", kind, "sm" if small else ""]))


def key_hint(key: str) -> SafeString:
    return format_html(" <kbd>{}</kbd>", key.upper() if len(key) == 1 else key) if key else SafeString("")


@register.simple_tag
def button(
    label: str,
    href: str = "",
    kind: str = "",
    icon: str = "",
    small: bool = False,
    key: str = "",
    **extra: Any,
) -> SafeString:
    """{% button "Add note" href=url icon="plus" key="n" %}: a link that looks like a button, or a button type=button.

    kind: "", "primary" (one on a page), "quiet", "danger". key: the shortcut that presses it (see static/js/keys.js).
    Other arguments become attributes: aria_label="…", hx_get=url, data_x=1, command="show-modal" commandfor="id".
    """
    own = {"class": button_class(kind, small), **({"href": href} if href else {"type": "button"})}
    all_of_it = attributes({**own, "data_key": key, **extra})
    tag = "a" if href else "button"
    return format_html("<{}{}>{}{}{}</{}>", tag, all_of_it, icon_tag(icon), label, key_hint(key), tag)


@register.simple_tag
def submit(
    label: str, kind: str = "primary", icon: str = "", small: bool = False, key: str = "", **extra: Any
) -> SafeString:
    """{% submit "Offer to Mara" %}: the button that sends the form it stands in; name="…" value="…" go along."""
    all_of_it = attributes({"class": button_class(kind, small), "type": "submit", "data_key": key, **extra})
    return format_html("<button{}>{}{}{}</button>", all_of_it, icon_tag(icon), label, key_hint(key))


@register.simple_block_tag
def card(
    content: str, heading: str, id: str = "", extra: str = "", level: int = 2, kind: str = ""
) -> SafeString:
    """{% card "Screening" id="screening" extra=chips %}…{% endcard %}: a section with a heading.

    extra: HTML beside the heading, caught before with {% capture as chips %}…{% endcapture %}.
    """
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "heading": heading,
            "id": id or slug(),
            "extra": extra,
            "level": level,
            "kind": kind,
        },
    )


@register.simple_block_tag
def capture(content: str) -> str:
    """{% capture as name %}…{% endcapture %}: HTML for an argument of another tag."""
    return content


def slug() -> str:
    """An id that no other element has, also when a part is swapped into a page."""
    return f"u{uuid4().hex[:8]}"


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, why: str, icon: str = "info", action: str = "", href: str = "", level: int = 2, key: str = ""
) -> dict[str, Any]:
    """{% empty_state "No candidates yet" "They will stand here…" action="Upload resumes…" href=url %} (U24).

    title: what is (not) here; why: what will be here and why it is empty; then the one next action.
    """
    return {
        "title": title,
        "why": why,
        "icon": icon,
        "action": action,
        "href": href,
        "level": level,
        "key": key,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any, kept: str = "Nothing you typed is lost.") -> dict[str, Any]:
    """{% error_summary form %} above a form: how many things to mend, each a link to its field. Takes the focus."""
    errors = form.error_list if form.is_bound else []
    return {"errors": errors, "kept": kept, "id": slug()}


@register.simple_tag
def field(bound: Any) -> SafeString:
    """{% field form.name %}: label, help, error, input."""
    return bound.as_field_group()


@register.inclusion_tag("components/pager.html")
def pager(page: ListPage[Any], words: str = "row,rows") -> dict[str, Any]:
    """{% pager page "person,people" %}: "51 to 100 of 340 people" and links to the pages before and after."""
    return {"page": page, "counted": plural(page.count, words), "many": words.rpartition(",")[2]}


@register.inclusion_tag("components/sort_header.html")
def sort_header(sort: Sort, name: str, label: str, number: bool = False) -> dict[str, Any]:
    """{% sort_header sort "years" "Years" number=True %}: a <th> that sorts, with aria-sort."""
    return {"href": sort.link(name), "aria": sort.aria(name), "label": label, "number": number}


@register.inclusion_tag("components/undo_form.html", takes_context=True)
def undo_form(context: template.Context, url: str, label: str = "Undo", what: str = "") -> dict[str, Any]:
    """{% undo_form url what="moved Mara Lindqvist" %}: a form that takes an action back and returns to this page."""
    request = context.get("request")
    return {
        "url": url,
        "label": label,
        "what": what,
        "next": request.get_full_path() if request and request.method == "GET" else "",
        "csrf_token": context.get("csrf_token"),
        "key": "",
    }


@register.inclusion_tag("components/toasts.html", takes_context=True)
def toasts(context: template.Context, oob: bool = False) -> dict[str, Any]:
    """{% toasts %}: what was done, each with Undo where there is one. oob=True: in a part, added to the page's."""
    request = context.get("request")
    waiting = get_messages(request) if request is not None else []
    items = [
        {
            "text": str(message),
            "level": message.level_tag,
            "undo": next((tag[len(UNDO) :] for tag in message.tags.split() if tag.startswith(UNDO)), ""),
        }
        for message in waiting
    ]
    return {"items": items, "oob": oob, "csrf_token": context.get("csrf_token"), "request": request}


@register.simple_tag
def when(value: dt.datetime | dt.date | None, how: str = "datetime") -> SafeString | str:
    """{% when stage.entered_at %}: <time> in the person's zone. how: datetime, date, short (24 Nov), time, ago."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    formats = {"datetime": "j M Y, H:i", "date": "j M Y", "short": "j M", "time": "H:i"}
    if how == "ago":
        full = date_format(local, formats["datetime" if isinstance(value, dt.datetime) else "date"])
        return format_html(
            '<time datetime="{}" title="{}">{}</time>', local.isoformat(), full, time_ago(value)
        )
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, formats[how]))


@register.simple_tag(takes_context=True)
def panels(context: template.Context, place: str, obj: Any) -> SafeString:
    """{% panels "application" application %}: what upper floors show on this page of this row (registry.panels)."""
    request = context["request"]
    shown = []
    for panel in registry.panels:
        if panel.place == place and (loaded := panel.load(request, obj)) is not None:
            shown.append(render_to_string(panel.template, {**loaded, place: obj}, request))
    return format_html_join("", "{}", ((mark,) for mark in shown))


@register.filter
def days_in_words(days: int | None) -> str:
    """0 -> today, 1 -> 1 day, 9 -> 9 days; None -> unknown."""
    if days is None:
        return "unknown"
    if days <= 0:
        return "today"
    return "1 day" if days == 1 else f"{days} days"


@register.filter
def time_ago(value: dt.datetime | dt.date | None) -> str:
    """How long ago, in words: just now, 5 minutes ago, 3 hours ago, yesterday, 12 days ago (calendar days)."""
    if value is None:
        return ""
    now = timezone.now()
    if isinstance(value, dt.datetime):
        minutes = int((now - value).total_seconds() // 60)
        if -1 <= minutes < 1:
            return "just now"
        if 0 < minutes < 60:
            return counted(minutes, "minute")
        if 60 <= minutes < 6 * 60:
            return counted(minutes // 60, "hour")
    day = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    days = (timezone.localtime(now).date() - day).days
    return {0: "today", 1: "yesterday", -1: "tomorrow"}.get(days) or (
        counted(days, "day") if days > 0 else f"in {-days} days"
    )


def counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"


@register.filter
def plural(number: int, words: str) -> str:
    """{{ 3|plural:"person,people" }} -> 3 people."""
    one, _, many = words.partition(",")
    return f"{number} {one if number == 1 else many or one + 's'}"

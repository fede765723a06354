"""What the palette shows while somebody types in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from recruiting.web import registry
from recruiting.web.context import address
from recruiting.web.palette import MOST_CHARACTERS, counted, places, read_palette
from recruiting.web.registry import PaletteHit


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """The options for `q`, in groups: a part of the page's dialog, never a page."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_CHARACTERS]
    groups = read_palette(request.user, text)
    context = {"groups": groups, "told": counted(groups), "text": text}
    response = render(request, "components/_palette.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def pages(user: object, text: str) -> list[PaletteHit]:
    """The navigation's and the account menu's pages."""
    items = [*registry.nav.for_user(user), *registry.account_items.for_user(user)]
    links = {
        item.url_name: (item.label, item.url_name, item.icon) for item in items if address(item.url_name)
    }
    return places(links.values(), text, "Page")


registry.palette.register(registry.PaletteSource("pages", "Pages", pages, order=80))
registry.places.register("palette", "home:palette")

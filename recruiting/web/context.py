"""The context processor of the layouts. Nothing is computed until a template asks: parts for htmx pay nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from recruiting.web import registry

# As User.theme stores them; "auto" follows the device.
THEMES = (("auto", "As the device"), ("light", "Light"), ("dark", "Dark"))


@dataclass(frozen=True)
class Entry:
    """A navigation item as this person sees it on this page."""

    label: str
    url: str
    icon: str
    key: str
    phone: bool
    current: bool
    count: int
    counted: str


class Shell:
    """What stands around a page: theme, navigation, banners. One per request, each part computed on first use."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        """The signed-in person, or None on public pages."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def theme(self) -> str:
        """'light', 'dark' or 'auto'."""
        return getattr(self.user, "theme", "") or "auto"

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        return THEMES

    @cached_property
    def single_keys(self) -> bool:
        """Whether one-letter shortcuts work for this person (WCAG 2.1.4: they can be switched off)."""
        return bool(getattr(self.user, "single_keys", True))

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def max_upload_mb(self) -> int:
        return int(settings.MAX_UPLOAD_MB)

    @property
    def max_archive_mb(self) -> int:
        """Largest ZIP file of resumes taken, for the hint beside where they are dropped."""
        return int(settings.MAX_ARCHIVE_MB)

    @cached_property
    def banners(self) -> list[dict[str, Any]]:
        """Lines above the page: {"code", "message", "link"}, those that have something to say."""
        said = ((banner, banner.message(self.request)) for banner in registry.banners)
        return [{"code": b.code, "message": message, "link": b.link} for b, message in said if message]

    @cached_property
    def nav(self) -> list[Entry]:
        """The main navigation; the entry whose address begins this page's path is the current one."""
        if not self.user:
            return []
        items = [(item, address(item.url_name)) for item in registry.nav.for_user(self.user)]
        here = max((url for _, url in items if within(self.request.path, url)), key=len, default=None)
        return [
            Entry(
                item.label,
                url,
                item.icon,
                item.key,
                item.phone,
                current=url == here,
                count=item.count(self.user) if item.count else 0,
                counted=item.counted,
            )
            for item, url in items
            if url
        ]

    @cached_property
    def account(self) -> list[dict[str, str]]:
        """Links of the account menu."""
        items = registry.account_items.for_user(self.user) if self.user else []
        return [
            {"label": i.label, "url": address(i.url_name), "icon": i.icon}
            for i in items
            if address(i.url_name)
        ]

    @property
    def rest(self) -> list[Entry]:
        """Navigation that has no room in a phone's bar and is not in the account menu anyway."""
        there = {item["url"] for item in self.account}
        return [entry for entry in self.nav if not entry.phone and entry.url not in there]

    @cached_property
    def places(self) -> dict[str, str]:
        """Addresses of pages that upper floors own; a place that nobody registered is an empty string."""
        return {
            name: address(registry.places.get(name) or "")
            for name in ("home", "theme", "help", "search", "palette")
        }


def address(url_name: str) -> str:
    """The path of a URL name without arguments, '' if there is none."""
    try:
        return reverse(url_name) if url_name else ""
    except NoReverseMatch:
        return ""


def within(path: str, url: str) -> bool:
    """Whether a page belongs to a navigation entry; the entry '/' is only the front page itself."""
    return bool(url) and (path == url or (url != "/" and path.startswith(url)))


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}

"""What upper floors put on every page. Filled in AppConfig.ready(), read by the layouts; never written later.

A lower floor may not import an upper one, so it hands over by these lists:

    from recruiting.web import registry
    registry.nav.register(registry.NavItem("Jobs", "candidates:jobs", "board", order=20, key="g j"))
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Visible = Callable[[Any], bool]


def everybody(user: Any) -> bool:
    return True


def itself(user: Any) -> Any:
    return user


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation.

    order: low first. count: things of this user that wait, shown beside the label, None or 0 shows nothing.
    counted: what the number counts, for screen readers ("6 waiting"). key: keys that go there ("g j").
    phone: also in the bottom bar of a phone, which has room for four; the others stand in its account menu.
    """

    label: str
    url_name: str
    icon: str
    order: int = 100
    visible: Visible = everybody
    count: Callable[[Any], int] | None = None
    counted: str = "waiting"
    key: str = ""
    phone: bool = True


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person, as Today and the API show it.

    what: what is to be done, as a verb ("Read the screening"); who: whom or what it is about; where: the job's title,
    or ""; address: the page where it is done; about: ids of what it is about, by noun; row: for the kind's template.
    """

    what: str
    who: str
    where: str
    address: str
    about: Mapping[str, int]
    row: Any


@dataclass(frozen=True)
class HomeItem:
    """One kind of thing on Today.

    ground(user): what is known of the person beforehand, read once for all kinds that name the same function; without
    one it is the person. waiting(ground): the rows that wait, in no order; since: the field that says since when. load(user, keys): what is
    shown of some of them, by key; what has gone meanwhile is left out. template shows one, as `waiting`.
    """

    code: str
    heading: str
    icon: str
    waiting: Callable[[Any], QuerySet[Any]]
    since: str
    load: Callable[[Any, Sequence[int]], Mapping[int, Waiting]]
    template: str
    order: int = 100
    visible: Visible = everybody
    ground: Callable[[Any], Any] = itself


@dataclass(frozen=True)
class AccountItem:
    """One link in the account menu."""

    label: str
    url_name: str
    icon: str = "settings"
    order: int = 100
    visible: Visible = everybody


@dataclass(frozen=True)
class Banner:
    """A line above every page. message(request) gives its sentence or None; link is (words, address)."""

    code: str
    message: Callable[[Any], str | None]
    link: tuple[str, str] | None = None
    order: int = 100


@dataclass(frozen=True)
class PaletteHit:
    """One line of the palette. pieces: (text, whether it was asked for). where: what stands at its end. detail: a
    second line, in pieces too."""

    pieces: Sequence[tuple[str, bool]]
    url: str
    icon: str
    where: str = ""
    detail: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True)
class PaletteSource:
    """One group of the palette. find(user, text) gives what the user may see of it, best first, for "" what they are
    likely to want; it is asked at each stop in typing, so it answers at once."""

    code: str
    heading: str
    find: Callable[[Any, str], list[PaletteHit]]
    order: int = 100
    visible: Visible = everybody


@dataclass(frozen=True)
class Panel:
    """What an upper floor shows on a lower one's page.

    place: the page, such as "application". load(request, obj) gives what its template needs, None where there is
    nothing to show to this reader; obj is the row whose page it is.
    """

    code: str
    place: str
    load: Callable[[Any, Any], Mapping[str, Any] | None]
    template: str
    order: int = 100


Item = TypeVar("Item", NavItem, HomeItem, AccountItem, Banner, PaletteSource, Panel)


class Registry(Generic[Item]):
    """Items in their order. Registering an equal item twice keeps one: ready() may run twice in tests."""

    def __init__(self) -> None:
        self._items: list[Item] = []

    def register(self, item: Item) -> None:
        if item not in self._items:
            self._items.append(item)
            self._items.sort(key=lambda entry: entry.order)

    def unregister(self, item: Item) -> None:
        """For tests that add an item of their own."""
        self._items.remove(item)

    def __iter__(self) -> Iterator[Item]:
        return iter(tuple(self._items))

    def for_user(self, user: Any) -> list[Item]:
        """The items this user may see, in order."""
        return [item for item in self._items if getattr(item, "visible", everybody)(user)]


class Words:
    """Names that upper floors give a value, such as where a page stands."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def register(self, name: str, value: str) -> None:
        self._values[name.casefold()] = value

    def get(self, name: str) -> str | None:
        return self._values.get(name.casefold())

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._values


nav: Registry[NavItem] = Registry()
home_items: Registry[HomeItem] = Registry()
account_items: Registry[AccountItem] = Registry()
banners: Registry[Banner] = Registry()
palette: Registry[PaletteSource] = Registry()
panels: Registry[Panel] = Registry()

# URL names that the layouts link to and an upper floor owns: places.register("theme", "home:theme").
places = Words()

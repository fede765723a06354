"""Lists on pages: paging that keeps the filters, and sorting by a list of allowed columns.

sort = sort_of(request, {"name": ["name", "pk"], "applied": ["-applied_at", "pk"]}, default="applied")
page = page_of(request, queryset.order_by(*sort.order_by))
# template: {% pager page "person,people" %}, {% sort_header sort "name" "Name" %}
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

Row = TypeVar("Row")


def link(query: QueryDict, **changes: str | None) -> str:
    """The query string with some values changed, the others kept; None removes. Always begins with '?'."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return "?" + changed.urlencode()


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """One page of a list. count: rows in all; first and last: which ones these are, counted from 1 (0 if none)."""

    rows: list[Row]
    count: int
    number: int
    pages: int
    first: int
    last: int
    query: QueryDict

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def previous_link(self) -> str:
        """Query string of the page before, '' on the first."""
        if self.number <= 1:
            return ""
        return link(self.query, page=None if self.number == 2 else str(self.number - 1))

    @property
    def next_link(self) -> str:
        """Query string of the page after, '' on the last."""
        return link(self.query, page=str(self.number + 1)) if self.number < self.pages else ""


def page_of(
    request: HttpRequest,
    queryset: "QuerySet[Any] | Sequence[Row]",
    per_page: int = 50,
    *,
    load: Callable[[list[Any]], Mapping[Any, Row]] | None = None,
) -> ListPage[Any]:
    """The page that `?page=` asks for. A number that does not exist gives the nearest page, never an error.

    load: of a queryset of keys, gives the rows of some by key: where a row is joined of many tables, only the page's are
    joined then, and not all that are sorted. What has gone meanwhile is left out.
    """
    page = Paginator(queryset, per_page).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if load is not None:
        found = load(rows)
        rows = [found[key] for key in rows if key in found]
    return ListPage(
        rows=rows,
        count=page.paginator.count,
        number=page.number,
        pages=page.paginator.num_pages,
        first=page.start_index(),
        last=page.end_index(),
        query=request.GET,
    )


@dataclass(frozen=True)
class Sort:
    """How a list is sorted. name: a key of the allowed columns; descending: the other way round."""

    name: str
    descending: bool
    order_by: list[str]
    query: QueryDict
    down_first: Collection[str] = ()

    def aria(self, name: str) -> str:
        """The value of aria-sort for a column, '' where the list is not sorted by it."""
        if name != self.name:
            return ""
        return "descending" if self.descending else "ascending"

    def link(self, name: str) -> str:
        """Query string that sorts by a column, the other way round if it is sorted by it already."""
        down = not self.descending if name == self.name else name in self.down_first
        return link(self.query, sort=f"-{name}" if down else name, page=None)


def sort_of(
    request: HttpRequest,
    columns: Mapping[str, Sequence[str]],
    default: str,
    down_first: Collection[str] = (),
) -> Sort:
    """The sorting that `?sort=` asks for ("name", "-name"), if it is one of the columns; else the default's.

    columns: name in the address -> arguments of order_by() for ascending. What is not in it never reaches the
    database. down_first: columns that the first click sorts from the most, or the newest, down.
    """
    asked = request.GET.get("sort", "")
    if asked.removeprefix("-") not in columns:
        asked = default
    name, descending = asked.removeprefix("-"), asked.startswith("-")
    order_by = [turned(column) if descending else column for column in columns[name]]
    return Sort(name, descending, order_by, request.GET, down_first)


def turned(column: str) -> str:
    """The same column in the other direction: "name" and "-name"."""
    return column[1:] if column.startswith("-") else f"-{column}"

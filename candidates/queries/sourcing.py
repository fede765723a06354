"""Reading channels, sources and how far people from them came."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from candidates.choices import ApplicationStatus, StageKind
from candidates.models import Application, Candidate, ChannelSheet, Referral, Source, StageVisit
from rubrics import queries as guide
from rubrics.models import SourceChannel


@dataclass(frozen=True)
class Channel:
    """One of the guide's channels with what the organisation knows of it; the guide's words where it has none.

    funnels: of its sources, where they were read.
    """

    channel: SourceChannel
    sheet: ChannelSheet | None
    funnels: "tuple[Funnel, ...]" = ()

    @property
    def how_to_search(self) -> str:
        return (self.sheet.how_to_search if self.sheet else "") or self.channel.how_to_search

    @property
    def message(self) -> str:
        return (self.sheet.message if self.sheet else "") or self.channel.message

    @property
    def cost(self) -> str:
        return self.sheet.cost if self.sheet else ""

    @property
    def notes(self) -> str:
        return self.sheet.notes if self.sheet else ""

    @property
    def version(self) -> int:
        return self.sheet.version if self.sheet else 0


def list_channels(user: Any) -> list[Channel]:
    """The guide's channels in its order. Two queries."""
    sheets = {sheet.channel_id: sheet for sheet in ChannelSheet.objects.visible_to(user)}
    return [Channel(row, sheets.get(row.pk)) for row in guide.sources(user)]


def with_sheets(user: Any, rows: Iterable[SourceChannel]) -> list[Channel]:
    """Channels that were read already, each with its sheet."""
    sheets = {sheet.channel_id: sheet for sheet in ChannelSheet.objects.visible_to(user)}
    return [Channel(row, sheets.get(row.pk)) for row in rows]


@dataclass(frozen=True)
class Funnel:
    """How far the applications of one source came, as far as the user sees them.

    reached: stage kinds in order -> applications that were ever in a stage of that kind. source: None for
    applications of which nobody said where they came from.
    """

    source: Source | None
    applied: int
    reached: dict[str, int]
    hired: int
    active: int

    @property
    def steps(self) -> list[tuple[str, int, int]]:
        """(stage kind in words, applications, percent of all) for a row of the funnel."""
        shares = [(StageKind(kind).label, count) for kind, count in self.reached.items()] + [
            ("Hired", self.hired)
        ]
        return [
            (label, count, round(100 * count / self.applied) if self.applied else 0)
            for label, count in shares
        ]


def counts_by_source(user: Any, sources: Iterable[Source]) -> list[Funnel]:
    """Applications and hires of each source, without the stages between. One query."""
    rows = Application.objects.visible_to(user).order_by().values("source")
    counted = {row["source"]: row for row in rows.annotate(**_totals())}
    return [_funnel(source, counted.get(source.pk), {}) for source in sources]


def funnels(user: Any, sources: Iterable[Source], *, jobs: Iterable[int] = ()) -> list[Funnel]:
    """How far the applications of each source came; jobs: only on these, if any. Two queries."""
    sources = list(sources)
    applications = Application.objects.visible_to(user).filter(source__in=sources)
    if jobs:
        applications = applications.filter(job__in=jobs)
    counted = {row["source"]: row for row in applications.order_by().values("source").annotate(**_totals())}
    visits = StageVisit.objects.filter(application__in=applications.values("pk"))
    reached: dict[int, dict[str, int]] = defaultdict(dict)
    for row in (
        visits.order_by()
        .values("application__source", "stage__kind")
        .annotate(n=Count("application", distinct=True))
    ):
        reached[row["application__source"]][row["stage__kind"]] = row["n"]
    return [_funnel(source, counted.get(source.pk), reached[source.pk]) for source in sources]


def _totals() -> dict[str, Any]:
    return {
        "applied": Count("pk"),
        "hired": Count("pk", filter=Q(status=ApplicationStatus.HIRED)),
        "active": Count("pk", filter=Q(status=ApplicationStatus.ACTIVE)),
    }


def _funnel(source: Source, counted: dict[str, int] | None, reached: dict[str, int]) -> Funnel:
    counted = counted or {"applied": 0, "hired": 0, "active": 0}
    return Funnel(
        source=source,
        applied=counted["applied"],
        reached={kind: reached.get(kind, 0) for kind in StageKind.values},
        hired=counted["hired"],
        active=counted["active"],
    )


def list_sources(user: Any) -> list[Source]:
    """All sources by name, each with its channel."""
    return list(Source.objects.visible_to(user).select_related("channel").order_by("name"))


def list_referrals(candidate: Candidate) -> list[Referral]:
    """Who recommended a person whom the reader sees, the latest first."""
    rows = Referral.objects.filter(candidate=candidate)
    return list(rows.select_related("referrer").order_by("-pk"))

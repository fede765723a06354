"""Dealing a loop: which focus areas are whose, and what each person asks, from plain data.

Pure and deterministic: equal input gives equal kits. An area belongs to one person; where more people sit than there
are areas, those that weigh most for this candidate are asked by two, never with the same question.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

OPENING, CLOSING = 5, 5
"""Minutes that no question takes: saying who one is, and the candidate's own questions."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person on the panel. minutes: for questions; areas: those that somebody chose for them, else dealt."""

    key: int
    minutes: int
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that may be asked at the level. probes: what it finds out about, as "activity:sast"."""

    key: int
    code: str
    area: str
    minutes: int
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Something to find out. why: the kind of reason; weight: how much it matters; guard: a hiring mistake, asked
    about in every loop where the bank can."""

    about: str
    why: str
    reason: str
    weight: int
    guard: bool = False


@dataclass(frozen=True, slots=True)
class Dealt:
    """A question in a kit, by its key, and why it is there."""

    question: int
    minutes: int
    why: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Kit:
    """What one person covers and asks, what matters most first."""

    seat: int
    areas: tuple[str, ...]
    questions: tuple[Dealt, ...]


def minutes_for_questions(minutes: int, people: int = 1) -> int:
    """What an interview's length leaves each of its people for questions."""
    return max(0, minutes - OPENING - CLOSING) // max(1, people)


def deal(
    seats: Sequence[Seat],
    questions: Sequence[Question],
    points: Sequence[Point],
    *,
    areas: Sequence[str],
    otherwise: Point,
    asked: Collection[str] = (),
    covered: Collection[str] = (),
) -> tuple[Kit, ...]:
    """A kit for each seat, in their order.

    questions: in the bank's order. points: what is open. areas: in the guide's order. otherwise: why a question stands
    there that is about none of the points. asked: codes that are not asked again; covered: areas and points
    ("mistake:gatekeeper") that people whose kits stay as they are ask about already.
    """
    usable = [question for question in questions if question.code not in set(asked)]
    weights = weigh_areas(areas, usable, points)
    owned = share_areas(seats, [area for area in areas if area not in covered], weights)
    hand = _Hand(seats, usable, [point for point in points if point.about not in covered], owned)
    hand.guard()
    hand.open_every_area()
    hand.ask_what_is_open()
    hand.fill()
    return tuple(hand.kit_of(seat, points, otherwise) for seat in seats)


def weigh_areas(
    areas: Sequence[str], questions: Iterable[Question], points: Iterable[Point]
) -> dict[str, int]:
    """How much of what is open each area's questions find out about."""
    probed: dict[str, set[str]] = {area: set() for area in areas}
    for question in questions:
        if question.area in probed:
            probed[question.area].update(question.probes)
    open_points = list(points)
    return {
        area: sum(point.weight for point in open_points if point.about in found)
        for area, found in probed.items()
    }


def share_areas(
    seats: Sequence[Seat], areas: Sequence[str], weights: Mapping[str, int]
) -> dict[int, tuple[str, ...]]:
    """Whose which areas are. What somebody chose stays; the heaviest area goes to whoever has most time."""
    owned = {seat.key: list(seat.areas) for seat in seats}
    taken = {area for seat in seats for area in seat.areas}
    by_weight = sorted(weights, key=lambda area: -weights[area])
    waiting = [area for area in by_weight if area in areas and area not in taken]
    free = sorted((seat for seat in seats if not seat.areas), key=lambda seat: -seat.minutes)
    for seat in free:
        if waiting:
            owned[seat.key].append(waiting.pop(0))
    for area in waiting if free else ():
        roomiest = max(free, key=lambda seat: seat.minutes / (len(owned[seat.key]) + 1))
        owned[roomiest.key].append(area)
    twice = iter(by_weight * len(free))
    for seat in free:
        if not owned[seat.key] and by_weight:
            owned[seat.key].append(next(twice))
    order = list(weights)
    return {key: tuple(sorted(mine, key=order.index)) for key, mine in owned.items()}


class _Hand:
    """The deal as it goes on: who has how many minutes left, what is still open, which questions are gone."""

    def __init__(
        self,
        seats: Sequence[Seat],
        questions: Sequence[Question],
        points: Sequence[Point],
        owned: Mapping[int, tuple[str, ...]],
    ) -> None:
        self.seats, self.questions, self.owned = seats, questions, owned
        self.left = {seat.key: seat.minutes for seat in seats}
        self.open = {point.about: point for point in points}
        self.gone: set[str] = set()
        self.picked: dict[int, list[tuple[Question, Point | None]]] = {seat.key: [] for seat in seats}

    def guard(self) -> None:
        """A question for each hiring mistake, first where an area has none yet."""
        for about in [point.about for point in self.open.values() if point.guard]:
            if about in self.open:
                self._pick(lambda seat, question, about=about: about in question.probes)  # type: ignore[misc]

    def open_every_area(self) -> None:
        for seat in self.seats:
            for area in self.owned[seat.key]:
                if not self._asks(seat.key, area):
                    self._pick(
                        lambda key, question, mine=seat.key, area=area: key == mine and question.area == area  # type: ignore[misc]
                    )

    def ask_what_is_open(self) -> None:
        while self._pick(lambda seat, question: self._gain(question) > 0):
            pass

    def fill(self) -> None:
        """The minutes that are left, with what is asked of everybody at the level."""
        while self._pick(lambda seat, question: True):
            pass

    def kit_of(self, seat: Seat, points: Sequence[Point], otherwise: Point) -> Kit:
        found = []
        for question, point in self.picked[seat.key]:
            also = (each for each in points if each.about in question.probes)
            reason = point or max(also, key=lambda each: each.weight, default=otherwise)
            found.append(
                (reason.weight if point else 0, question, reason),
            )
        found.sort(key=lambda item: -item[0])
        dealt = (
            Dealt(question.key, question.minutes, reason.why, reason.about, reason.reason)
            for _, question, reason in found
        )
        return Kit(seat.key, self.owned[seat.key], tuple(dealt))

    def _pick(self, fits: Callable[[int, Question], bool]) -> bool:
        """Deal the best question that fits to whoever it is best with. False: there is none."""
        best = None
        for place, question in enumerate(self.questions):
            if question.code in self.gone:
                continue
            gain = self._gain(question)
            for seat in self.seats:
                key = seat.key
                if question.area not in self.owned[key] or question.minutes > self.left[key]:
                    continue
                if not fits(key, question):
                    continue
                rank = (self._asks(key, question.area), -gain, -self.left[key], place)
                if best is None or rank < best[0]:
                    best = (rank, key, question)
        if best is None:
            return False
        self._take(best[1], best[2])
        return True

    def _take(self, seat: int, question: Question) -> None:
        probed = [self.open.pop(about) for about in question.probes if about in self.open]
        self.picked[seat].append((question, max(probed, key=lambda point: point.weight, default=None)))
        self.left[seat] -= question.minutes
        self.gone.add(question.code)

    def _gain(self, question: Question) -> int:
        return sum(self.open[about].weight for about in question.probes if about in self.open)

    def _asks(self, seat: int, area: str) -> bool:
        return any(question.area == area for question, _ in self.picked[seat])
